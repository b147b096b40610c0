"""Reasons as people read them (理由表述): the law's sentences with offices and places called by their names instead of their codes."""

from dataclasses import dataclass

from django.apps import apps

from qingbai.agencies import divisions
from qingbai.agencies.terms import Bilingual
from qingbai.law.citations import in_words
from qingbai.law.terms import Reason
from qingbai.law.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Spoken:
    """One reason with the article it rests on, in two languages."""

    says: Bilingual
    article: Bilingual


def spoken(reason: Reason) -> Spoken:
    """A reason and its article, in names."""
    words = named(reason)
    return Spoken(Bilingual(words.zh, words.en), Bilingual(*in_words(reason.citation)))


def named(reason: Reason) -> Wording:
    """The sentences for a reason; what ``law.wording.wording`` raises."""
    words = wording(reason)
    zh, en = words.zh, words.en
    for code, name in _names(reason).items():
        zh, en = zh.replace(code, name.zh), en.replace(code, name.en)
    return Wording(zh, en)


def _names(reason: Reason) -> dict[str, Bilingual]:
    """The offices and places that the sentence may name, by code; what is not known keeps its code."""
    found: dict[str, Bilingual] = {}
    if code := reason.facts.get("office"):
        # Not by ``queries``: the tables of every room's acts stand on this module and are made before any table can be asked.
        row = apps.get_model("agencies", "Office").objects.filter(code=code).first()
        found |= {code: Bilingual(row.name_zh, row.name_en)} if row else {}
    for code in reason.facts.get("place", "").split():
        if code.isdecimal() and len(code) == DIVISION:
            path = divisions.path(code)
            found[code] = Bilingual(path or code, divisions.bilingual(code).en)
    return found


DIVISION = 6
"""Digits of a division code."""
