"""What a rule found, in Chinese and in English sentences (理由表述).

Every reason code has one sentence in each language, with the facts of the case filled in. The sentences are the project's own
words and bind nobody: what binds is the article cited beside them. They never name a crime; a punishment only where a
registrar compares it with the document (``law.catalogue``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from qingbai.law import local, names, review_names
from qingbai.law.bars import BARS, words
from qingbai.law.citations import in_words
from qingbai.law.reasons import Code
from qingbai.law.sentences import SENTENCES
from qingbai.law.terms import Finding, Reason

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
VOCABULARY: Mapping[str, names.Names] = {
    "action": names.ACTIONS,
    "asker": names.ASKERS,
    "asking_place": local.ASKING_PLACES,
    "authority": names.AUTHORITIES,
    "counting": names.COUNTINGS,
    "deceit": names.DECEITS,
    "document": names.DOCUMENTS,
    "end": names.CASE_ENDS,
    "ground": names.GROUNDS,
    "identity_level": local.IDENTITY_LEVELS,
    "inquirer": words.INQUIRERS,
    "instance": names.INSTANCES,
    "investigator": names.INVESTIGATORS,
    "notice": names.NOTICES,
    "objection_paper": review_names.OBJECTION_PAPERS,
    "office_kind": names.OFFICES,
    "minors_unit": words.MINORS_UNITS,
    "official": words.OFFICIALS,
    "official_paper": words.OFFICIAL_PAPERS,
    "organ": words.ORGANS,
    "outcome": names.OUTCOMES,
    "paper": names.PAPERS,
    "party": names.PARTIES,
    "penalty": names.PENALTIES,
    "reason_class": local.REASON_CLASSES,
    "rank": words.RANKS,
    "registry_place": names.REGISTRY_PLACES,
    "scope": local.SCOPES,
    "sender": names.SENDERS,
    "tie": words.TIES,
    "proof": names.PROOFS,
    "unit_paper": names.UNIT_PAPERS,
    "window": names.WINDOWS,
}
"""Facts whose value is a word of the law."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPAN = re.compile(f"{DAY.pattern}/{DAY.pattern}")


@dataclass(frozen=True, slots=True)
class Wording:
    """One reason in two languages (理由表述)."""

    zh: str
    en: str


def wording(reason: Reason) -> Wording:
    """The sentences for a reason; ValueError where its code is unknown, KeyError where a fact is missing that they name."""
    zh, en = SENTENCES[Code(reason.code)]
    said = {name: _said(name, value) for name, value in reason.facts.items()}
    chinese = zh.format_map({name: words[0] for name, words in said.items()})
    english = en.format_map({name: words[1] for name, words in said.items()})
    tidy = " ".join(english.split()).replace(" :", ":")
    return Wording(chinese, tidy[0].upper() + tidy[1:])


def _said(name: str, value: str) -> tuple[str, str]:
    """A fact as it stands in a sentence: words by their names, days written out, what is not known so called."""
    if not value:
        return ("", "") if name == "who" else ("不明", "unknown")
    if name in VOCABULARY:
        return next(words for word, words in VOCABULARY[name].items() if word.value == value)
    if name == "bar":
        return BARS[value].post_zh, BARS[value].post_en
    if name == "circumstance":
        key, _, place = value.partition("/")
        ground = BARS[key].grounds[int(place)]
        return ground.zh, ground.en
    if SPAN.fullmatch(value):
        (zh, en), (zh_last, en_last) = map(_day, value.split("/"))
        return f"{zh}至{zh_last}之间", f"some day from {en} to {en_last}"
    return _day(value) if DAY.fullmatch(value) else (value, value)


def _day(text: str) -> tuple[str, str]:
    return day(date.fromisoformat(text))


def day(on: date) -> tuple[str, str]:
    """A day as Chinese and English write it: 2026年3月9日, 9 March 2026."""
    return f"{on.year}年{on.month}月{on.day}日", f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def told(finding: Finding[Any]) -> dict[str, Any]:
    """A finding as plain values for JSON: answer, value, and each reason with its code, sentences, citation and facts."""
    return {
        "answer": finding.answer.value,
        "value": _plain(finding.value),
        "because": [_reason(reason) for reason in finding.because],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    words, (zh, en) = wording(reason), in_words(reason.citation)
    place = {"instrument": reason.citation.instrument, "article": reason.citation.article, "rule": reason.citation.rule}
    return {
        "code": reason.code,
        "zh": words.zh,
        "en": words.en,
        "citation": {**place, "zh": zh, "en": en},
        "facts": dict(reason.facts),
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Reason):
        return value.code  # the finding itself tells the whole reason
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    return value.isoformat() if isinstance(value, date) else value
