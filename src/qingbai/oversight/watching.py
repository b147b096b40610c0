"""Watching looks (查阅监督): everybody beside their colleagues; looks that belong to no case; bait records. What is found becomes a finding."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Role
from qingbai.audit import search
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.disclosures import queries as disclosures
from qingbai.inquiries import queries as inquiries
from qingbai.objections import queries as objections
from qingbai.oversight import baits, findings
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.findingacts import Sort
from qingbai.oversight.outliers import Colleague, Compared, compare
from qingbai.screening import queries as screening

LOOKS = (
    *(EventKind.RECORD_LOOKED_UP, EventKind.REGISTER_SEARCHED, EventKind.INQUIRY_READ, EventKind.REVIEW_READ),
    *(EventKind.DISCLOSURE_READ, EventKind.UPLOAD_READ, EventKind.LIST_READ, EventKind.APPOINTMENTS_READ),
)
"""What counts as a look when colleagues are compared."""
AT_RECORDS = (EventKind.RECORD_LOOKED_UP, EventKind.REGISTER_SEARCHED)
"""Looks at somebody's records, which need a case."""
BACK = timedelta(days=30)
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unbound:
    """Looks at records in a time: how many were tried, and those that belong to no case that the house knows."""

    tried: int
    entries: tuple[Entry, ...]


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
    """Looks of officers at records in the last thirty days that name no application, list, request, review or emergency. On the vault's ledger."""
    require_auditor(by)
    tried, unbound = _unbound(by, at)
    _watched(by, case, at, tried=str(tried), unbound=str(len(unbound)))
    return Unbound(tried, tuple(unbound))


def _unbound(by: Actor, at: datetime) -> tuple[int, list[Entry]]:
    tried, unbound, part = 0, [], []
    for entry in _looks(by, at):
        tried += 1
        part.append(entry)
        if len(part) == AT_ONCE:
            unbound += _not_known(part)
            part = []
    return tried, unbound + _not_known(part)


def _looks(by: Actor, at: datetime) -> Iterator[Entry]:
    last = search.last_number(viewer=by)
    for entry in search.throughout(viewer=by, kinds=AT_RECORDS, since=at - BACK, until=at, upto=last):
        if entry.by.kind is ActorKind.OFFICER and entry.facts.get("business") != "audit":
            yield entry


def _not_known(entries: list[Entry]) -> list[Entry]:
    bases = {entry.basis for entry in entries}
    for known in (inquiries.known, screening.known, disclosures.known, objections.known, findings.known):
        bases -= known(bases)
    return [entry for entry in entries if entry.basis in bases]


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
    """Make a finding of a look that belongs to no case; None where there is one already, or it belongs to one."""
    require_auditor(by)
    found = search.one(viewer=by, number=entry)
    if (
        found is None
        or found.kind not in AT_RECORDS
        or found.by.kind is not ActorKind.OFFICER
        or not _not_known([found])
    ):
        return None
    return findings.open_once(
        sort=Sort.NO_CASE,
        key=f"no_case:{entry}",
        officer=found.by.id,
        office=found.by.office,
        entry=entry,
        by=by,
        at=at,
    )


def go_round(*, at: datetime) -> int:
    """One round of the worker: looks at bait records become findings. Doing it twice changes nothing."""
    return baits.watch(at=at)


__all__ = ["SYSTEM", "Unbound", "beside_colleagues", "go_round", "open_outlier", "open_unbound", "without_case"]
