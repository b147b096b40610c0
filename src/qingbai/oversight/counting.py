"""Counting (计数): what the ledger and the register say about a period, region by region, before any of it is protected. Nothing here leaves the room.

Volumes, answers and times are read from the ledger alone, from entries up to a number that the edition names; so whoever has the ledger
counts the same again. What a judgment says and how a review ended does not stand in the ledger: that is read from the register and the reviews.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.law.expected import late_by
from qingbai.law.organs import NoticeKind
from qingbai.law.terms import Answer, PenaltyKind
from qingbai.law.time_limits import Calendar, working_days_counted
from qingbai.objections import queries as objections
from qingbai.oversight.periods import Period
from qingbai.registers import figures as registers
from qingbai.registers.access import Business, Purpose

ASKED = {
    EventKind.INQUIRY_SUBMITTED: "applications",
    EventKind.LIST_SUBMITTED: "lists",
    EventKind.DISCLOSURE_ASKED: "requests",
}
"""What comes in, by what the ledger calls it."""
ENDED = {
    EventKind.INQUIRY_DECLINED: "declined",
    EventKind.INQUIRY_WITHDRAWN: "withdrawn",
    EventKind.INQUIRY_EXPIRED: "expired",
}
ANSWERS = ("certificate", "refusal", "declined", "withdrawn", "expired")
WAITED_FOR = ("certificate", "refusal", "declined")
"""Answers of the office; who withdraws has none."""

AT_ONCE = 500
"""Applications whose entries are read together."""
Counts = dict[str, Counter[str]]
"""By region, by name."""


def _purpose(period: Period) -> Purpose:
    return Purpose(Business.AUDIT, f"figures of {period}")


def region_of(office: str) -> str:
    """The division in which an office stands; empty for one that is not known any more."""
    found = agencies.find_office(office)
    return found.division if found else ""


def volumes(period: Period, *, viewer: Actor, upto: int) -> Counts:
    """What came in during a month, by the region of the office and by kind."""
    counts: Counts = defaultdict(Counter)
    for entry in _entries(period, frozenset(ASKED), viewer, upto):
        office = entry.facts.get("office") or entry.by.office
        counts[region_of(office)][ASKED[entry.kind]] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Answered:
    """One application that ended in the period: the region, how, and the days on which it was handed in and ended."""

    region: str
    how: str
    from_on: date
    on: date


def answered(period: Period, *, viewer: Actor, upto: int) -> Iterator[Answered]:
    """The applications that ended in a month, each once, by its first end."""
    kinds = frozenset({EventKind.PAPER_ISSUED, *ENDED})
    ended = {}
    for entry in _entries(period, kinds, viewer, upto):
        how = entry.facts.get("kind", "") if entry.kind is EventKind.PAPER_ISSUED else ENDED[entry.kind]
        if how in ANSWERS and entry.basis not in ended:
            ended[entry.basis] = (how, entry)
    bases = list(ended)
    for start in range(0, len(bases), AT_ONCE):
        part = bases[start : start + AT_ONCE]
        courses = search.courses_of(part, kinds=kinds | {EventKind.INQUIRY_SUBMITTED}, viewer=viewer)
        for basis in part:
            how, entry = ended[basis]
            begun = next((one for one in courses[basis] if one.kind is EventKind.INQUIRY_SUBMITTED), None)
            earlier = any(one.number < entry.number and one.kind in kinds for one in courses[basis])
            if begun is not None and not earlier:
                office = begun.facts.get("office") or begun.by.office
                yield Answered(region_of(office), how, clock.day_of(begun.at), clock.day_of(entry.at))


def answers(found: Collection[Answered]) -> Counts:
    """How applications ended, by region."""
    counts: Counts = defaultdict(Counter)
    for one in found:
        counts[one.region][one.how] += 1
    return counts


def waits(found: Collection[Answered], calendar: Calendar) -> Mapping[str, tuple[list[int], list[int]]]:
    """By region the calendar days and the working days from hand-in to answer; a year whose holidays are not known leaves the second out."""
    by_region: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for one in found:
        if one.how not in WAITED_FOR:
            continue
        days, working = by_region[one.region]
        days.append((one.on - one.from_on).days)
        counted = working_days_counted(one.from_on, one.on, calendar)
        if counted.answer is Answer.YES and counted.value is not None:
            working.append(counted.value)
    return by_region


def outcomes(period: Period, *, viewer: Actor) -> Counts:
    """How reviews that were answered in a year ended, by the region of the office."""
    counts: Counts = defaultdict(Counter)
    for office, outcome in objections.outcomes(viewer=viewer, since=period.since, until=period.until):
        counts[region_of(office)][outcome.value] += 1
    return counts


@dataclass(frozen=True, slots=True)
class Convictions:
    """The convictions entered in a year: by region and charge, by region and punishment, and by court the days that the judgment was late."""

    charges: Counts
    sentences: Counts
    late: Mapping[str, list[int]]


def convictions(period: Period, *, viewer: Actor, calendar: Calendar, leaving_out: Collection[UUID]) -> Convictions:
    """One pass over what was entered in a year."""
    charges: Counts = defaultdict(Counter)
    sentences: Counts = defaultdict(Counter)
    late: dict[str, list[int]] = defaultdict(list)
    rows = registers.entered(
        viewer=viewer, purpose=_purpose(period), since=period.since, until=period.until, leaving_out=leaving_out
    )
    for one in rows:
        charges[one.division][one.charge] += 1
        sentences[one.division][punishment(one.penalty, one.months, probation=one.probation)] += 1
        if one.effective_on is not None:
            delay = late_by(NoticeKind.JUDGMENT, one.effective_on, one.entered_on, calendar)
            if delay.answer is not Answer.PERSON and delay.value is not None:
                late[one.court].append(delay.value.days)
    return Convictions(charges, sentences, late)


def endings(period: Period, *, viewer: Actor, calendar: Calendar) -> Mapping[str, list[int]]:
    """By sender the days that a notice of release or of the end of correction, entered in a year, was late.

    One paragraph orders both alike (2012 Opinions 2(2)), so that the register need not say which of the two it was.
    """
    late: dict[str, list[int]] = defaultdict(list)
    for one in registers.ended(viewer=viewer, purpose=_purpose(period), since=period.since, until=period.until):
        delay = late_by(NoticeKind.RELEASE, one.on, one.entered_on, calendar)
        if delay.answer is not Answer.PERSON and delay.value is not None:
            late[one.name].append(delay.value.days)
    return late


PUNISHMENTS = (
    *(
        "none",
        "control",
        "detention",
        "suspended",
        "to_1_year",
        "to_3_years",
        "to_5_years",
        "to_10_years",
        "over_10_years",
    ),
    *("life", "death_suspended", "death"),
)
"""Classes of punishment, from the lightest: none or a fine alone, control, detention, a suspended term, fixed terms by their length."""
_PLAIN = {
    PenaltyKind.NONE: "none",
    PenaltyKind.CONTROL: "control",
    PenaltyKind.LIFE: "life",
    PenaltyKind.DEATH_SUSPENDED: "death_suspended",
    PenaltyKind.DEATH: "death",
}
_TERMS = ((12, "to_1_year"), (36, "to_3_years"), (60, "to_5_years"), (120, "to_10_years"))


def punishment(kind: PenaltyKind, months: int | None, *, probation: bool) -> str:
    """The class of a punishment.

    >>> punishment(PenaltyKind.FIXED_TERM, 36, probation=False)
    'to_3_years'
    """
    if kind in _PLAIN:
        return _PLAIN[kind]
    if probation:
        return "suspended"
    if kind is PenaltyKind.DETENTION:
        return "detention"
    return next((name for most, name in _TERMS if (months or 0) <= most), "over_10_years")


def _entries(period: Period, kinds: frozenset[EventKind], viewer: Actor, upto: int) -> Iterator[Entry]:
    yield from search.throughout(viewer=viewer, kinds=kinds, since=period.since, until=period.until, upto=upto)
