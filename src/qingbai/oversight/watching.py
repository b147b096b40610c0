"""Watching looks (查阅监督): everybody beside their colleagues; looks that belong to no case that was under way; bait records. What is found becomes a finding."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.courses import Course
from qingbai.agencies.terms import Role
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.audit import search
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.disclosures import courses as disclosures
from qingbai.inquiries import courses as inquiries
from qingbai.objections import courses as objections
from qingbai.oversight import baits, findings
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.bound import Look, Stray, graces, strayed, under_way
from qingbai.oversight.findingacts import Sort
from qingbai.oversight.outliers import Colleague, Compared, compare
from qingbai.screening import courses as screening

LOOKS = (
    *(EventKind.RECORD_LOOKED_UP, EventKind.REGISTER_SEARCHED, EventKind.INQUIRY_READ, EventKind.REVIEW_READ),
    *(EventKind.DISCLOSURE_READ, EventKind.UPLOAD_READ, EventKind.LIST_READ, EventKind.APPOINTMENTS_READ),
)
"""What counts as a look when colleagues are compared."""
AT_RECORDS = frozenset({EventKind.RECORD_LOOKED_UP, EventKind.REGISTER_SEARCHED})
"""Looks at somebody's records, which need a case."""
AT_FILES = frozenset({EventKind.INQUIRY_READ, EventKind.REVIEW_READ, EventKind.DISCLOSURE_READ, EventKind.UPLOAD_READ})
"""Looks at what a case holds of somebody, which need the case to be under way."""
GIVEN = frozenset({Role.CLERK, Role.REGISTRAR})
"""To whom cases are given; reviewers and heads look at what others handle, for that is their part."""
BACK = timedelta(days=30)
AT_ONCE = 500
ROOMS: tuple[tuple[str, Callable[[Collection[str]], Mapping[str, Course]]], ...] = (
    ("application", inquiries.courses),
    ("list", screening.courses),
    ("request", disclosures.courses),
    ("review", objections.courses),
    ("emergency", findings.courses),
)
"""Where a number that a look names can be a case's, and under which heading its days of grace stand."""


@dataclass(frozen=True, slots=True)
class Strayed:
    """A look that belongs to no case that was under way: its entry, and why."""

    entry: Entry
    why: Stray


@dataclass(frozen=True, slots=True)
class Unbound:
    """Looks in a time: how many were tried, and those that belong to no case that was under way then."""

    tried: int
    looks: tuple[Strayed, ...]


def beside_colleagues(*, by: Actor, case: str, at: datetime) -> tuple[Compared, ...]:
    """Everybody who looked in the last thirty days beside colleagues of the same role and office (as they are today). On the vault's ledger."""
    require_auditor(by)
    found = []
    for one in search.busy(viewer=by, looks=LOOKS, since=at - BACK, until=at):
        card = agencies.officer(one.officer)
        if card is not None and card.role is not Role.AUDITOR:
            found.append(
                Colleague(officer=one.officer, group=(card.office, card.role.value), looks=one.looks, cases=one.cases)
            )
    _watched(by, case, at, officers=str(len(found)))
    return compare(found)


def without_case(*, by: Actor, case: str, at: datetime) -> Unbound:
    """Looks of officers in the last thirty days that name no case of the house, or one that was not under way, elsewhere, or in another's hands
    at that instant (``bound``). On the vault's ledger."""
    require_auditor(by)
    tried, found, part = 0, [], []
    roles: dict[str, Role | None] = {}
    for entry in _looks(by, at, roles):
        tried += 1
        part.append(entry)
        if len(part) == AT_ONCE:
            found += _strays(part, roles)
            part = []
    found += _strays(part, roles)
    _watched(by, case, at, tried=str(tried), unbound=str(len(found)))
    return Unbound(tried, tuple(found))


def _looks(by: Actor, at: datetime, roles: dict[str, Role | None]) -> Iterator[Entry]:
    last = search.last_number(viewer=by)
    kinds = AT_RECORDS | AT_FILES
    for entry in search.throughout(viewer=by, kinds=kinds, since=at - BACK, until=at, upto=last):
        if _tried(entry, roles):
            yield entry


def _tried(entry: Entry, roles: dict[str, Role | None]) -> bool:
    """Whether a look needs a case: an auditor's is for an inspection; a file is opened at the counter alone."""
    if entry.by.kind is not ActorKind.OFFICER or entry.facts.get("business") == "audit":
        return False
    if entry.by.id not in roles:
        card = agencies.officer(entry.by.id)
        roles[entry.by.id] = None if card is None else card.role
    role = roles[entry.by.id]
    return role is not Role.AUDITOR and (entry.kind in AT_RECORDS or role is None or role in AT_THE_COUNTER)


def _strays(entries: Sequence[Entry], roles: Mapping[str, Role | None]) -> list[Strayed]:
    bases = {entry.basis for entry in entries}
    known: dict[str, tuple[str, Course]] = {}
    for heading, courses in ROOMS:
        known |= {number: (heading, one) for number, one in courses(bases - known.keys()).items()}
    found = []
    for entry in entries:
        heading, course = known.get(entry.basis, ("", None))
        if course is None and entry.kind in AT_FILES:
            continue  # what is opened under no case's number is no file of a person
        look = Look(
            at=entry.at,
            officer=entry.by.id,
            office=entry.by.office,
            clerk=roles.get(entry.by.id) in GIVEN,
        )
        why = strayed(look, course, graces().get(heading, {}))
        if why is not None:
            found.append(Strayed(entry, why))
    return _not_excused(found)


def _not_excused(found: Sequence[Strayed]) -> list[Strayed]:
    """Without looks at a closed or another's case for which the person stood at the window that day, or whose answer was under review."""
    doubted = [one for one in found if one.why in {Stray.CLOSED, Stray.OTHER_OFFICER}]
    bases = sorted({one.entry.basis for one in doubted})
    sought = search.courses_of(bases, viewer=SYSTEM, kinds={EventKind.CASES_SOUGHT})
    reviews = objections.courses_about(bases)
    asked = {
        (entry.basis, entry.by.id, clock.day_of(entry.at))
        for ones in sought.values()
        for entry in ones
        if entry.by.kind is ActorKind.OFFICER
    }

    def excused(one: Strayed) -> bool:
        entry = one.entry
        if (entry.basis, entry.by.id, clock.day_of(entry.at)) in asked:
            return True
        grace = graces()["review"]
        return one.why is Stray.CLOSED and any(
            review.office == entry.by.office and under_way(review, entry.at, grace)
            for review in reviews.get(entry.basis, ())
        )

    doubtful = {id(one) for one in doubted}
    return [one for one in found if id(one) not in doubtful or not excused(one)]


def _watched(by: Actor, case: str, at: datetime, **facts: str) -> None:
    with transaction.atomic(using=VAULT):
        audit.record(kind=EventKind.WATCHED, by=by, at=at, basis=case, facts=facts, using=VAULT)


def open_outlier(*, officer: str, by: Actor, at: datetime) -> str | None:
    """Make a finding of an officer who stands out now; None where there is one of this month, or the officer does not stand out."""
    require_auditor(by)
    for one in beside_colleagues(by=by, case="outlier", at=at):
        if one.far and one.one.officer == officer:
            told = {"looks": str(one.one.looks), "cases": str(one.one.cases), "colleagues": str(one.size)}
            key = f"outlier:{officer}:{at:%Y-%m}"
            office = one.one.group[0]
            return findings.open_once(
                sort=Sort.OUTLIER, key=key, officer=officer, office=office, facts=told, by=by, at=at
            )
    return None


def open_unbound(*, entry: int, by: Actor, at: datetime) -> str | None:
    """Make a finding of a look that belongs to no case under way; None where there is one already, or it belongs to one."""
    require_auditor(by)
    found = search.one(viewer=by, number=entry)
    roles: dict[str, Role | None] = {}
    if found is None or found.kind not in AT_RECORDS | AT_FILES or not _tried(found, roles):
        return None
    stray = next(iter(_strays([found], roles)), None)
    if stray is None:
        return None
    return findings.open_once(
        sort=Sort.NO_CASE,
        key=f"no_case:{entry}",
        officer=found.by.id,
        office=found.by.office,
        entry=entry,
        facts={"why": stray.why.value},
        by=by,
        at=at,
    )


def go_round(*, at: datetime) -> int:
    """One round of the worker: looks at bait records become findings. Doing it twice changes nothing."""
    return baits.watch(at=at)


__all__ = [
    *("SYSTEM", "Strayed", "Unbound", "beside_colleagues", "go_round", "open_outlier", "open_unbound", "without_case"),
]
