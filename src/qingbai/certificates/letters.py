"""What a letter says (公文内容), as one frozen value: receipts, notices, replies and opinions that are no certificate.

A letter (FRM-03, 08, 09, 12) is told what it says by the room that sends it; number, title, standing words and form are this room's. Canonical form and
text checks are those of a claim (``claim``). Limits, so that what is signed can be read anywhere: ``LONGEST_TEXT`` characters in a cell, a label or a name,
``LONGEST_PARAGRAPH`` in a paragraph or note, ``MOST_ROWS`` rows; a longer list goes out as several letters.
Pure: no Django, no clock, no randomness.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from qingbai.certificates.claim import LONGEST_TEXT, Bilingual, ClaimRefused, Fault, text_fault

if TYPE_CHECKING:
    from qingbai.agencies.queries import OfficeCard

FORMAT = "qingbai/letter/1"
LONGEST_PARAGRAPH = 2_000  # characters of one language
MOST_PARTS = 40  # facts, paragraphs or notes
MOST_COLUMNS = 8
MOST_ROWS = 500  # some thirty pages; a longer list is sent as several letters
LARGEST_LETTER = 1_048_576  # bytes of canonical form: five hundred rows with every cell filled in both languages


class LetterKind(StrEnum):
    """What sort of letter (公文种类)."""

    RECEIPT = "receipt"  # 受理回执
    SUPPLEMENT_NOTICE = "supplement_notice"  # 补正材料一次性告知书
    NOT_ACCEPTED = "not_accepted"  # 不予受理告知书
    RESULT_LETTER = "result_letter"  # 犯罪记录查询结果告知函
    ORGAN_LETTER = "organ_letter"  # 犯罪记录查询复函
    LAWYER_LETTER = "lawyer_letter"  # 律师查询犯罪记录结果告知书
    COOPERATION_NOTICE = "cooperation_notice"  # 协助调查核实通知书
    REVIEW_RECEIPT = "review_receipt"  # 复查受理回执
    REVIEW_EXTENSION = "review_extension"  # 复查延期通知书
    REVIEW_OPINION = "review_opinion"  # 复查意见
    VETTING_RESULT = "vetting_result"  # 从业查询结果告知书
    APOSTILLE_SHEET = "apostille_sheet"  # 附加证明书信息单


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of facts (事项): its label and its value. An empty English text is not printed."""

    label: Bilingual
    value: Bilingual


@dataclass(frozen=True, slots=True)
class Table:
    """A list within a letter (清单): headings, and rows with as many cells as there are headings; a cell may be empty."""

    columns: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter's content. Built by the room that sends it without ``number`` and ``code``; ``services.issue`` gives both.

    ``office`` is who handled the case, ``organ`` in whose name and seal it answers; ``office_id`` chooses the signing key.
    ``application_number`` is the number of the case it belongs to, ``addressee`` who receives it. ``paragraphs`` are its text, ``notes``
    stand small below it, before the standing ones of its kind. Raises ``ClaimRefused`` with every fault at once.
    """

    kind: LetterKind
    office_id: str
    office: Bilingual
    organ: Bilingual
    application_number: str
    issued_on: date
    addressee: Bilingual
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[Bilingual, ...] = ()
    table: Table | None = None
    notes: tuple[Bilingual, ...] = ()
    number: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        faults = (*_text_faults(self), *_whole_faults(self))
        if not faults and len(self.canonical()) > LARGEST_LETTER:
            faults = (Fault("letter", "too_large"),)
        if faults:
            raise ClaimRefused(*faults)

    @property
    def format(self) -> str:
        """The name of the canonical form."""
        return FORMAT

    @property
    def valid_until(self) -> date | None:
        """A letter reports and does not expire."""
        return None

    def numbered(self, *, number: str, code: str) -> "Letter":
        """The same letter with its number and its verification code."""
        return replace(self, number=number, code=code)

    def canonical(self) -> bytes:
        """The one byte string that stands for this letter."""
        return json.dumps(_as_json(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_office(
    kind: LetterKind,
    *,
    office: "OfficeCard",
    case: str,
    on: date,
    addressee: Bilingual,
    facts: tuple[Fact, ...] = (),
    paragraphs: tuple[Bilingual, ...] = (),
    table: Table | None = None,
    notes: tuple[Bilingual, ...] = (),
) -> Letter:
    """A letter of an office, in its organ's name, about the case of this number. Raises ``ClaimRefused``."""
    return Letter(
        kind=kind,
        office_id=office.code,
        office=Bilingual(zh=office.name_zh, en=office.name_en),
        organ=Bilingual(zh=office.organ_zh, en=office.organ_en),
        application_number=case,
        issued_on=on,
        addressee=addressee,
        facts=facts,
        paragraphs=paragraphs,
        table=table,
        notes=notes,
    )


def parse(data: bytes) -> Letter:
    """The letter of a canonical form. Anything else is ``ClaimRefused``, as for a claim."""
    refused = ClaimRefused(Fault("letter", "not_accepted"))
    if len(data) > LARGEST_LETTER:
        raise refused
    try:
        letter = _from_json(json.loads(data.decode("utf-8")))
    except ClaimRefused:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise refused from error
    if letter.canonical() != data:
        raise refused
    return letter


def _as_json(letter: Letter) -> dict[str, Any]:
    table = letter.table
    return {
        "format": FORMAT,
        "kind": letter.kind.value,
        "office_id": letter.office_id,
        "office": _both(letter.office),
        "organ": _both(letter.organ),
        "application_number": letter.application_number,
        "issued_on": letter.issued_on.isoformat(),
        "addressee": _both(letter.addressee),
        "facts": [{"label": _both(fact.label), "value": _both(fact.value)} for fact in letter.facts],
        "paragraphs": [_both(words) for words in letter.paragraphs],
        "table": None
        if table is None
        else {
            "columns": [_both(words) for words in table.columns],
            "rows": [[_both(words) for words in row] for row in table.rows],
        },
        "notes": [_both(words) for words in letter.notes],
        "number": letter.number,
        "code": letter.code,
    }


def _from_json(found: Mapping[str, Any]) -> Letter:
    table = found["table"]
    return Letter(
        kind=LetterKind(found["kind"]),
        office_id=_text(found["office_id"]),
        office=_words(found["office"]),
        organ=_words(found["organ"]),
        application_number=_text(found["application_number"]),
        issued_on=date.fromisoformat(found["issued_on"]),
        addressee=_words(found["addressee"]),
        facts=tuple(Fact(_words(fact["label"]), _words(fact["value"])) for fact in found["facts"]),
        paragraphs=tuple(_words(words) for words in found["paragraphs"]),
        table=None
        if table is None
        else Table(
            columns=tuple(_words(words) for words in table["columns"]),
            rows=tuple(tuple(_words(words) for words in row) for row in table["rows"]),
        ),
        notes=tuple(_words(words) for words in found["notes"]),
        number=_text(found["number"]),
        code=_text(found["code"]),
    )


def _both(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _words(found: Mapping[str, Any]) -> Bilingual:
    return Bilingual(zh=_text(found["zh"]), en=_text(found["en"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _texts(letter: Letter) -> Iterator[tuple[str, Bilingual, bool, bool, int]]:
    """Every text of the letter: field, words, whether the Chinese and the English must be filled, and how long each may be."""
    for name in ("office", "organ"):
        yield name, getattr(letter, name), True, True, LONGEST_TEXT
    for name in ("office_id", "application_number"):
        yield name, Bilingual(zh=getattr(letter, name)), True, False, LONGEST_TEXT
    for name in ("number", "code"):
        yield name, Bilingual(zh=getattr(letter, name)), False, False, LONGEST_TEXT
    yield "addressee", letter.addressee, True, False, LONGEST_TEXT
    for place, fact in enumerate(letter.facts):
        yield f"facts[{place}].label", fact.label, True, False, LONGEST_TEXT
        yield f"facts[{place}].value", fact.value, True, False, LONGEST_TEXT
    for name in ("paragraphs", "notes"):
        for place, words in enumerate(getattr(letter, name)):
            yield f"{name}[{place}]", words, True, False, LONGEST_PARAGRAPH
    if letter.table is not None:
        yield from _cells(letter.table)


def _cells(table: Table) -> Iterator[tuple[str, Bilingual, bool, bool, int]]:
    for place, words in enumerate(table.columns):
        yield f"table.columns[{place}]", words, True, False, LONGEST_TEXT
    for line, row in enumerate(table.rows):
        for place, words in enumerate(row):
            yield f"table.rows[{line}][{place}]", words, False, False, LONGEST_TEXT


def _text_faults(letter: Letter) -> Iterator[Fault]:
    single = {"office_id", "application_number", "number", "code"}
    for field, words, zh_needed, en_needed, longest in _texts(letter):
        for language, text, needed in (("zh", words.zh, zh_needed), ("en", words.en, en_needed)):
            code = text_fault(text, needed=needed, longest=longest)
            if code:
                yield Fault(field if field in single else f"{field}.{language}", code)


def _whole_faults(letter: Letter) -> Iterator[Fault]:
    for name in ("facts", "paragraphs", "notes"):
        if len(getattr(letter, name)) > MOST_PARTS:
            yield Fault(name, "too_many")
    if not letter.facts and not letter.paragraphs:
        yield Fault("paragraphs", "says_nothing")
    if bool(letter.number) != bool(letter.code):
        yield Fault("number", "numbered_in_part")
    if letter.table is not None:
        yield from _table_faults(letter.table)


def _table_faults(table: Table) -> Iterator[Fault]:
    if not 1 <= len(table.columns) <= MOST_COLUMNS:
        yield Fault("table.columns", "columns")
    if not 1 <= len(table.rows) <= MOST_ROWS:
        yield Fault("table.rows", "rows")
    for line, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            yield Fault(f"table.rows[{line}]", "cells")
