"""Is it this person's? (人证比对) What a verifier has before them, an identity document, compared with the paper field by field.

Spaces, full-width forms, case, accents and the order of a Latin name's words make no difference; nothing that is typed is kept. A name in
the other script, and one that agrees only after its characters are simplified, are left to the eye. Comparing never proves that who
shows a paper is the person: a face does, and no program here sees it. Pure.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.certificates.claim import Claim, Holder
from qingbai.certificates.letters import Letter
from qingbai.certificates.questions import NOT_COMPARED
from qingbai.certificates.verify import Holds, Verdict
from qingbai.matching.names import Likeness, compare

LEAST = 4  # characters of a number: fewer agree by chance
LONGEST = 200
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITH_MONTH = re.compile(r"(\d{1,2})[\s.-]*([a-z]{3})[a-z]*(?:\s*/\s*[^\d\s]+)?[\s.,-]*(\d{4})")


class Field(StrEnum):
    """What can be compared (比对项)."""

    NAME = "name"  # 姓名
    NUMBER = "number"  # 证件号码
    BORN = "born"  # 出生日期


class Agreement(StrEnum):
    """How one field stands (比对结果)."""

    MATCH = "match"  # 一致
    DIFFERS = "differs"  # 不一致
    NOT_COMPARED = "not_compared"  # 未比对


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the verifier has before them, as typed; empty what was not. ``number`` may be the last characters alone."""

    name: str = ""
    number: str = ""
    born: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(text.strip() for text in (self.name, self.number, self.born))


NOTHING = Before()


def faults(before: Before) -> Mapping[Field, str]:
    """What is wrong with what was typed: ``number_short``, ``born_unreadable``, ``too_long``; empty where all can be compared."""
    found: dict[Field, str] = {}
    if before.number.strip() and len(_number(before.number)) < LEAST:
        found[Field.NUMBER] = "number_short"
    if before.born.strip() and _day(before.born) is None:
        found[Field.BORN] = "born_unreadable"
    for field in Field:
        if len(getattr(before, field.value)) > LONGEST:
            found[field] = "too_long"
    return found


def compared(content: Claim | Letter | None, before: Before) -> Mapping[Field, Agreement]:
    """Each field of what was typed, held against the paper. Of a letter, which has no holder, nothing is compared."""
    if not isinstance(content, Claim):
        return dict.fromkeys(Field, Agreement.NOT_COMPARED)
    holder = content.holder
    return {
        Field.NAME: _named(holder, before.name),
        Field.NUMBER: _numbered(holder.document_number, before.number),
        Field.BORN: _agreed(_day(before.born), holder.born_on),
    }


def verdict(found: Mapping[Field, Agreement]) -> Verdict:
    """*Right person*, as far as comparing can tell: yes only where the number agrees, or name and birth date do, and nothing differs."""
    if Agreement.DIFFERS in found.values():
        return Verdict(Holds.NO, "person_differs")
    agreeing = {field for field, one in found.items() if one is Agreement.MATCH}
    if not agreeing:
        return NOT_COMPARED
    enough = Field.NAME in agreeing and len(agreeing) > 1
    return Verdict(Holds.YES, "person_agrees") if enough else Verdict(Holds.UNKNOWN, "person_partly")


def _named(holder: Holder, typed: str) -> Agreement:
    if not typed.strip():
        return Agreement.NOT_COMPARED
    found = {compare(one, typed.replace("<", " ")) for one in (holder.native, holder.latin) if one}
    if Likeness.SAME in found:
        return Agreement.MATCH
    sure = found & {Likeness.DIFFERENT, Likeness.SIMILAR}
    return Agreement.DIFFERS if sure and Likeness.VARIANT not in found else Agreement.NOT_COMPARED


def _numbered(number: str, typed: str) -> Agreement:
    tail = _number(typed)
    if len(tail) < LEAST:
        return Agreement.NOT_COMPARED
    return Agreement.MATCH if _number(number).endswith(tail) else Agreement.DIFFERS


def _agreed(typed: date | None, said: date) -> Agreement:
    if typed is None:
        return Agreement.NOT_COMPARED
    return Agreement.MATCH if typed == said else Agreement.DIFFERS


def _number(text: str) -> str:
    return "".join(one for one in _plain(text) if one.isalnum()).upper()


def _day(text: str) -> date | None:
    """A day with its year first, in one run of eight digits, or with the month's name as passports print it: nothing that can be read in two ways."""
    plain = _plain(text).strip().lower()
    parts = _YEAR_FIRST.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if parts is not None:
        year, month, day = (int(part) for part in parts.groups())
    elif (named := _WITH_MONTH.fullmatch(plain)) is not None and named[2] in _MONTHS:
        year, month, day = int(named[3]), _MONTHS.index(named[2]) + 1, int(named[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Compatibility forms to plain ones, and the digits of every script to ours."""
    forms = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in forms)
