"""What was read, held against what is known of the person (识读比对): side by side for the officer, and each difference in words.

It decides nothing and fills nothing in: a difference is a question to whoever holds the paper, and evidence to the officer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.terms import DocumentKind, Paper, Sex
from qingbai.matching import identity, names
from qingbai.matching.names import Likeness
from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import FOR_GOOD, Field, Kind, Name, Read

IDENTITY_PAPERS = frozenset({Paper.IDENTITY, Paper.AGENT_IDENTITY, Paper.GUARDIAN_IDENTITY})
READ_PAPERS = IDENTITY_PAPERS | {Paper.RESIDENCE_PERMIT}
"""The papers whose print is read; of the others nothing is known that could be held against it."""
_PERMITS = frozenset({Kind.RESIDENCE_PERMIT, Kind.HMT_RESIDENCE_PERMIT})
_SIDES = frozenset({Kind.RESIDENT_CARD, Kind.RESIDENT_CARD_BACK})


class Source(StrEnum):
    """Where it is known from; the words of a note say so."""

    SIGNED_IN = "signed_in"
    PERSON = "person"
    AGENT = "agent"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known of the person whose paper it should be; empty where it is not."""

    source: Source
    document_kind: DocumentKind
    document_number: str
    name: str
    latin_name: str = ""
    former_names: tuple[str, ...] = ()
    nationality: str = "CHN"
    sex: Sex | None = None
    born_on: date | None = None


class Verdict(StrEnum):
    """How a field read stands to what is known."""

    SAME = "same"
    CLOSE = "close"
    DIFFERS = "differs"
    UNCOMPARED = "uncompared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field, as read and as known."""

    name: Name
    field: Field
    told: str
    verdict: Verdict


def side_by_side(found: Read, told: Told) -> tuple[Compared, ...]:
    """Every field that was read beside what is known, in the order of ``Name``."""
    return tuple(
        Compared(name=name, field=found.fields[name], told=known, verdict=verdict)
        for name in Name
        if name in found.fields
        for known, verdict in (_verdict(name, found, told),)
    )


def _verdict(name: Name, found: Read, told: Told) -> tuple[str, Verdict]:
    value = found.value(name)
    match name:
        case Name.NUMBER:
            return _number(found, told)
        case Name.NAME | Name.LATIN_NAME:
            return _name(value, told)
        case Name.SEX:
            return _plainly(value, told.sex.value if told.sex else "")
        case Name.BORN_ON:
            return _plainly(value, told.born_on.isoformat() if told.born_on else "")
        case Name.NATIONALITY:
            return _plainly(value, told.nationality)
        case _:
            return "", Verdict.UNCOMPARED


def _plainly(value: str, known: str) -> tuple[str, Verdict]:
    if not known:
        return "", Verdict.UNCOMPARED
    return known, Verdict.SAME if value == known else Verdict.DIFFERS


def _number(found: Read, told: Told) -> tuple[str, Verdict]:
    """Numbers of one kind of document are compared as what stays the same of them; of two kinds, not at all."""
    number, kind = found.value(Name.NUMBER), found.document
    resident = {DocumentKind.RESIDENT_ID, DocumentKind.HOUSEHOLD_BOOK}
    if kind is not told.document_kind and not {kind, told.document_kind} <= resident:
        return "", Verdict.UNCOMPARED
    read = identity.lasting(told.document_kind, number, country=told.nationality)
    known = identity.lasting(told.document_kind, told.document_number, country=told.nationality)
    return told.document_number, Verdict.SAME if read == known else Verdict.DIFFERS


def _name(value: str, told: Told) -> tuple[str, Verdict]:
    known = [one for one in (told.name, told.latin_name, *told.former_names) if one.strip()]
    found = {one: names.compare(value, one) for one in known}
    for one, likeness in found.items():
        if likeness in {Likeness.SAME, Likeness.VARIANT, Likeness.MASKED}:
            return one, Verdict.SAME
    for one, likeness in found.items():
        if likeness is Likeness.SIMILAR:
            return one, Verdict.CLOSE
    for one, likeness in found.items():
        if likeness is Likeness.DIFFERENT:
            return one, Verdict.CLOSE if _one_apart(value, one) else Verdict.DIFFERS
    return known[0] if known else "", Verdict.UNCOMPARED


def _one_apart(one: str, other: str) -> bool:
    """Two names of one length with one character between them, the surname alike: as often a slip of the reader as another person."""
    return (
        len(one) == len(other) > 1 and one[0] == other[0] and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    )


_CODES: Mapping[Name, str] = {
    Name.NUMBER: "number_differs",
    Name.NAME: "name_differs",
    Name.LATIN_NAME: "name_differs",
    Name.SEX: "sex_differs",
    Name.BORN_ON: "birth_differs",
    Name.NATIONALITY: "nationality_differs",
}


def differences(found: Read, told: Told, *, on: date) -> tuple[Noted, ...]:
    """Everything in which the paper differs from what is known, that it has expired, and what it says against itself."""
    notes = list(found.notes)
    for one in side_by_side(found, told):
        if one.verdict in {Verdict.DIFFERS, Verdict.CLOSE}:
            code = "name_close" if one.verdict is Verdict.CLOSE else _CODES[one.name]
            notes.append(Noted(code, {"read": one.field.value, "source": told.source, "told": one.told}, one.name))
    return (*notes, *times(found, on))


def times(found: Read, on: date) -> Iterator[Noted]:
    """That the paper has expired, or does not hold yet."""
    since, until = found.day(Name.VALID_FROM), found.value(Name.VALID_UNTIL)
    ends = date.fromisoformat(until) if until and until != FOR_GOOD else None
    if ends is not None and ends < on:
        yield Noted("expired", {"until": ends.isoformat()}, Name.VALID_UNTIL)
    if since is not None and since > on:
        yield Noted("not_yet_valid", {"since": since.isoformat()}, Name.VALID_FROM)


def fitting(found: Read, paper: Paper) -> tuple[Noted, ...]:
    """Whether the picture shows the sort of paper that is asked for."""
    if paper not in READ_PAPERS:
        return ()
    if found.kind is Kind.NOTHING:
        return (Noted("nothing_written"),)
    if found.kind is Kind.OTHER:
        return (Noted("no_document"),) if paper in IDENTITY_PAPERS else ()
    permit = found.kind in _PERMITS
    if paper is Paper.RESIDENCE_PERMIT and found.kind in _SIDES:
        return (Noted("other_paper", {"kind": found.kind, "wanted": Kind.RESIDENCE_PERMIT}),)
    if paper in IDENTITY_PAPERS and permit and found.kind is Kind.RESIDENCE_PERMIT:
        return (Noted("other_paper", {"kind": found.kind, "wanted": "identity"}),)
    return ()


def sides(found: Sequence[Read], paper: Paper) -> tuple[Noted, ...]:
    """Whether both sides of a resident card are there, among the files for one paper."""
    kinds = {one.kind for one in found}
    if paper not in IDENTITY_PAPERS or not kinds & _SIDES or kinds >= _SIDES:
        return ()
    return (Noted("back_missing" if Kind.RESIDENT_CARD in kinds else "front_missing"),)
