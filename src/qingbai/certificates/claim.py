"""What a paper says (证明事项), as one frozen value: everything printed, signed and logged is rendered from it.

Canonical form (``Claim.canonical``): UTF-8 JSON as in RFC 8785 - keys in order, no spaces, nothing escaped that need not
be - holding only objects, strings and ``null``. Days are ``YYYY-MM-DD`` (days in China), the instant of the search is
``YYYY-MM-DDTHH:MM:SSZ``. One claim has exactly one canonical form; ``parse`` accepts no other.

A claim enters the public log only as ``content.commitment``: 32 bytes over claim, typeset document and a random salt, which tell
nothing to who has not the salt, and fit no other claim and no other picture of it.
Pure: no Django, no clock, no randomness.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from qingbai.law.terms import AnswerPaper, DocumentKind, Sex

FORMAT = "qingbai/claim/1"
LONGEST_TEXT = 200  # characters in one field; the longest name on record anywhere is far below
LARGEST_CLAIM = 16_384  # bytes of canonical form
LETTERS_TO_LEFT = frozenset({"R", "AL"})
RIGHT_TO_LEFT = LETTERS_TO_LEFT | {"AN"}
WITHIN_A_NAME = frozenset({"NSM", "WS", "ES", "CS", "ON"})
"""Directions that a name from right to left may hold between its letters: vowel signs, spaces, hyphens, apostrophes."""
_MAY_BE_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\u200f\ufb1d-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks in which all of them lie, so that other texts need not be looked through letter by letter."""

FAULTS = {
    "empty": ("不能为空，请填写", "is empty: fill it in"),
    "too_long": (
        "超过允许的字数，请核对原件",
        "is longer than a paper can show: check it against the document",
    ),
    "unprintable": (
        "含有控制字符或方向标记，请删除后重新录入",
        "holds control characters or direction marks: type it again without them",
    ),
    "spaces": (
        "首尾有空格或含特殊空白，请改为普通空格并去掉首尾空格",
        "begins or ends with a space or holds an unusual one: use plain spaces inside only",
    ),
    "right_to_left": (
        "从右向左书写的文字中混有其他文字、数字，或首尾不是字母，请分栏填写，或按护照填写拉丁字母",
        "mixes letters written from right to left with others or with figures, or does not begin and end with a letter: give it apart, or in Latin letters as the passport does",
    ),
    "not_composed": ("字符不是标准组合形式（NFC），请重新录入", "is not in composed form (NFC): type it again"),
    "nationality": ("应为三位大写字母国家代码（如 CHN）", "must be three capital letters, as in CHN"),
    "order": ("开始日期晚于结束日期，请核对", "begins after it ends: check both days"),
    "before_issue": ("早于开具日期，请核对", "is before the day of issue: check it"),
    "after_issue": ("晚于开具日期，请核对", "is after the day of issue: check it"),
    "not_today": ("不是出具当日，请重新生成", "is not the day of issue: make the claim anew"),
    "wrong_statement": ("与文书种类不符", "does not belong to this kind of paper"),
    "not_aware": ("缺少时区或含有不足一秒的部分", "needs a time zone and whole seconds"),
    "numbered_in_part": ("编号与核验码须同时具备", "number and code must come together"),
    "no_such_field": ("不是本表的栏目，请核对", "is no box of this form: check its name"),
    "too_many": ("条目过多，请合并或分件出具", "has too many parts: join some, or send several letters"),
    "too_large": ("内容过长，请分件出具", "is too long for one letter: send several"),
    "says_nothing": ("没有正文，请填写", "has no text: say what is told"),
    "columns": ("列数应为 1 至 8", "needs one to eight columns"),
    "rows": ("行数应为 1 至 500，请分件出具", "needs 1 to 500 rows: send a longer list as several letters"),
    "cells": ("单元格数与表头不一致", "has not as many cells as the table has headings"),
    "not_accepted": ("不是有效的证明数据", "is not a claim in canonical form"),
}


class Statement(StrEnum):
    """What the paper states (证明结论)."""

    NONE_FOUND = "none_found"  # 未发现有犯罪记录
    NOT_ISSUED = "not_issued"  # 不予出具无犯罪记录证明


STATEMENT_OF = {AnswerPaper.CERTIFICATE: Statement.NONE_FOUND, AnswerPaper.REFUSAL: Statement.NOT_ISSUED}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a claim: the field (``holder.native``), a code of ``FAULTS``, and both texts with the remedy."""

    field: str
    code: str

    @property
    def zh(self) -> str:
        return f"{self.field}：{FAULTS[self.code][0]}"

    @property
    def en(self) -> str:
        return f"{self.field} {FAULTS[self.code][1]}"


class ClaimRefused(ValueError):
    """The values make no claim that may be printed. ``faults`` names every field that is wrong, not just the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """The same words in Chinese and English (中英文). ``en`` may be empty where only a Chinese text exists (a typed purpose)."""

    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom the paper is about (被查询人), as printed in the document shown.

    ``native`` is the name in the document's own script (Chinese characters, or for instance Arabic or Hebrew), ``latin`` the name in Latin letters; one of the two
    may be empty. ``nationality`` is the three-letter code of ISO 3166 (``CHN``).
    """

    native: str
    latin: str
    sex: Sex
    born_on: date
    nationality: str
    document: DocumentKind
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One paper's content (FRM-01, FRM-02). Built by the inquiry without ``number`` and ``code``; ``services.issue`` gives both.

    ``office`` accepted and answers, ``organ`` is the public-security organ in whose name and seal it answers; ``office_id``
    chooses the signing key. Period: both days included; ``None`` for both means everything entered (FRM-01b note 2).
    ``searched_at`` is the instant whose state of the platform the paper reports (INQ-06). ``valid_until`` ``None``: no end
    is printed (INQ-40). Raises ``ClaimRefused`` with every fault at once.
    """

    kind: AnswerPaper
    statement: Statement
    holder: Holder
    purpose: Bilingual
    office_id: str
    office: Bilingual
    organ: Bilingual
    application_number: str
    applied_on: date
    searched_at: datetime
    issued_on: date
    valid_until: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    number: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        faults = (*_text_faults(self), *_fact_faults(self))
        if faults:
            raise ClaimRefused(*faults)

    @property
    def format(self) -> str:
        """The name of the canonical form."""
        return FORMAT

    def numbered(self, *, number: str, code: str) -> "Claim":
        """The same claim with its number and its verification code."""
        return replace(self, number=number, code=code)

    def canonical(self) -> bytes:
        """The one byte string that stands for this claim."""
        return _canonical(self)


def parse(data: bytes) -> Claim:
    """The claim of a canonical form. Anything else - other order, spaces, missing or unknown keys, wrong types - is ``ClaimRefused``."""
    refused = ClaimRefused(Fault("claim", "not_accepted"))
    if len(data) > LARGEST_CLAIM:
        raise refused
    try:
        claim = _from_json(json.loads(data.decode("utf-8")))
    except ClaimRefused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refused from error
    if claim.canonical() != data:
        raise refused
    return claim


@lru_cache(maxsize=32)
def _canonical(claim: Claim) -> bytes:
    """Asked for several times while one paper is issued: by log, attachment, code and table."""
    return json.dumps(_as_json(claim), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _as_json(claim: Claim) -> dict[str, Any]:
    holder = claim.holder
    return {
        "format": FORMAT,
        "kind": claim.kind.value,
        "statement": claim.statement.value,
        "holder": {
            "native": holder.native,
            "latin": holder.latin,
            "sex": holder.sex.value,
            "born_on": holder.born_on.isoformat(),
            "nationality": holder.nationality,
            "document": holder.document.value,
            "document_number": holder.document_number,
        },
        "purpose": {"zh": claim.purpose.zh, "en": claim.purpose.en},
        "office_id": claim.office_id,
        "office": {"zh": claim.office.zh, "en": claim.office.en},
        "organ": {"zh": claim.organ.zh, "en": claim.organ.en},
        "application_number": claim.application_number,
        "applied_on": claim.applied_on.isoformat(),
        "searched_at": claim.searched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "issued_on": claim.issued_on.isoformat(),
        "valid_until": _day(claim.valid_until),
        "period_from": _day(claim.period_from),
        "period_to": _day(claim.period_to),
        "number": claim.number,
        "code": claim.code,
    }


def _from_json(found: Mapping[str, Any]) -> Claim:
    holder = found["holder"]
    return Claim(
        kind=AnswerPaper(found["kind"]),
        statement=Statement(found["statement"]),
        holder=Holder(
            native=_text(holder["native"]),
            latin=_text(holder["latin"]),
            sex=Sex(holder["sex"]),
            born_on=date.fromisoformat(holder["born_on"]),
            nationality=_text(holder["nationality"]),
            document=DocumentKind(holder["document"]),
            document_number=_text(holder["document_number"]),
        ),
        purpose=_bilingual(found["purpose"]),
        office_id=_text(found["office_id"]),
        office=_bilingual(found["office"]),
        organ=_bilingual(found["organ"]),
        application_number=_text(found["application_number"]),
        applied_on=date.fromisoformat(found["applied_on"]),
        searched_at=datetime.strptime(found["searched_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
        issued_on=date.fromisoformat(found["issued_on"]),
        valid_until=_optional_day(found["valid_until"]),
        period_from=_optional_day(found["period_from"]),
        period_to=_optional_day(found["period_to"]),
        number=_text(found["number"]),
        code=_text(found["code"]),
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _optional_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _bilingual(found: Mapping[str, Any]) -> Bilingual:
    return Bilingual(zh=_text(found["zh"]), en=_text(found["en"]))


def _texts(claim: Claim) -> Iterator[tuple[str, str, bool]]:
    """Every text of the claim: field, value, whether it must be filled."""
    holder = claim.holder
    yield "holder.native", holder.native, not holder.latin
    yield "holder.latin", holder.latin, False
    yield "holder.document_number", holder.document_number, True
    yield "purpose.zh", claim.purpose.zh, True
    yield "purpose.en", claim.purpose.en, False
    yield "office_id", claim.office_id, True
    for field, words in (("office", claim.office), ("organ", claim.organ)):
        yield f"{field}.zh", words.zh, True
        yield f"{field}.en", words.en, True
    yield "application_number", claim.application_number, True
    yield "number", claim.number, False
    yield "code", claim.code, False


def _text_faults(claim: Claim) -> Iterator[Fault]:
    for field, value, needed in _texts(claim):
        code = text_fault(value, needed=needed)
        if code:
            yield Fault(field, code)


def text_fault(value: str, *, needed: bool, longest: int = LONGEST_TEXT) -> str:
    """The code of ``FAULTS`` for a text that may not be printed; empty where it may. ``longest`` counts characters."""
    if not value:
        return "empty" if needed else ""
    if len(value) > longest:
        return "too_long"
    if (
        not value.isprintable()
    ):  # control, format (direction marks), surrogate, private, unassigned; separators but for the plain space
        odd = {unicodedata.category(character) for character in value if not character.isprintable()}
        return "spaces" if odd == {"Zs"} else "unprintable"
    if value != " ".join(value.split()):
        return "spaces"
    if value.isascii():
        return ""
    if _mixes_directions(value):
        return "right_to_left"
    if not unicodedata.is_normalized("NFC", value):
        return "not_composed"
    return ""


def _mixes_directions(value: str) -> bool:
    """Whether a text with letters from right to left has anything else that could move within the line: other letters, figures, marks at its ends."""
    if not _MAY_BE_RIGHT_TO_LEFT.search(value):
        return False
    ways = [unicodedata.bidirectional(character) for character in value]
    if not RIGHT_TO_LEFT.intersection(ways):
        return False
    ends = ways[0] in LETTERS_TO_LEFT and (ways[-1] in LETTERS_TO_LEFT or ways[-1] == "NSM")
    return not ends or not {*ways} <= LETTERS_TO_LEFT | WITHIN_A_NAME


def _fact_faults(claim: Claim) -> Iterator[Fault]:
    nationality = claim.holder.nationality
    if not (len(nationality) == 3 and nationality.isascii() and nationality.isalpha() and nationality.isupper()):
        yield Fault("holder.nationality", "nationality")
    if STATEMENT_OF[claim.kind] != claim.statement:
        yield Fault("statement", "wrong_statement")
    if claim.searched_at.tzinfo is None or claim.searched_at.microsecond:
        yield Fault("searched_at", "not_aware")
    if bool(claim.number) != bool(claim.code):
        yield Fault("number", "numbered_in_part")
    yield from _day_faults(claim)


def _day_faults(claim: Claim) -> Iterator[Fault]:
    for field, day in (
        ("holder.born_on", claim.holder.born_on),
        ("applied_on", claim.applied_on),
        ("period_from", claim.period_from),
    ):
        if day is not None and day > claim.issued_on:
            yield Fault(field, "after_issue")
    if claim.valid_until is not None and claim.valid_until < claim.issued_on:
        yield Fault("valid_until", "before_issue")
    if claim.period_from and claim.period_to and claim.period_from > claim.period_to:
        yield Fault("period_from", "order")
