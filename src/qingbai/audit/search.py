"""Searching the ledger (台账检索): by who acted, from which office, what was done, on which case, and when; the newest first.

Pages go by the number of an entry, never by counting rows. What no index holds - an actor, an office, a kind - is looked for in a stretch of the
ledger at a time, so that a page of a ledger of millions costs what a page of a short one does; where a stretch holds too little, the page says how
far it looked, and the next one goes on from there.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from qingbai.audit import queries
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.audit.queries import NotForYou

STRETCH = 20_000
"""Entries that one page looks through at most."""
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for; an empty field narrows nothing. ``since`` and ``until`` are instants, the second not included."""

    actor: str = ""
    office: str = ""
    kinds: Collection[EventKind] = ()
    basis: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def condition(self) -> Q:
        """The rows that fit."""
        wanted: dict[str, object] = {
            "actor": self.actor,
            "office": self.office,
            "basis": self.basis,
            "kind__in": [kind.value for kind in self.kinds],
            "at__gte": self.since,
            "at__lt": self.until,
        }
        return Q(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its entries, the newest first; ``looked_to``: the oldest number that was looked at; ``older``: where the next page begins, 0 for none."""

    entries: tuple[Entry, ...]
    looked_to: int
    older: int


def page(*, viewer: Actor, sought: Sought, before: int = 0, limit: int = PAGE, using: str = "default") -> Page:
    """Entries numbered below ``before`` (0: from the newest) that fit, at most ``limit``. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using)
    span = _span(rows, sought)
    if span is None:
        return Page(entries=(), looked_to=0, older=0)
    first, last = span
    top = min(last, before - 1) if before else last
    bottom = first if sought.basis else max(first, top - STRETCH + 1)  # a case has an index of its own
    found = list(rows.filter(sought.condition(), number__gte=bottom, number__lte=top).order_by("-number")[: limit + 1])
    more = len(found) > limit
    shown = tuple(queries.entry_of(row) for row in found[:limit])
    looked_to = shown[-1].number if more else max(bottom, 1)
    return Page(entries=shown, looked_to=looked_to, older=looked_to if more or looked_to > first else 0)


def one(*, viewer: Actor, number: int, using: str = "default") -> Entry | None:
    """One entry by its number; None where there is none. Raises ``queries.NotForYou``."""
    require(viewer)
    row = LedgerEntry.objects.using(using).filter(number=number).first()
    return None if row is None else queries.entry_of(row)


def of_case(basis: str, *, viewer: Actor, using: str = "default") -> tuple[Entry, ...]:
    """Every entry of one case, first to last, at most a thousand. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using).filter(basis=basis).order_by("number")
    return tuple(queries.entry_of(row) for row in rows[: queries.MOST_AT_ONCE])


def require(viewer: Actor) -> None:
    """Raises ``NotForYou`` for everybody but auditors and the house itself."""
    officer = viewer.kind is ActorKind.OFFICER and viewer.role == queries.AUDITOR
    if not (officer or viewer.kind is ActorKind.SYSTEM):
        raise NotForYou("the ledger is for auditors")


def _span(rows: QuerySet[LedgerEntry], sought: Sought) -> tuple[int, int] | None:
    """The first and last number between which every entry of the time that is asked for stands; None for no entry."""
    timed = rows.filter(Sought(since=sought.since, until=sought.until).condition())
    with transaction.atomic(using=rows.db):
        ends = timed.aggregate(first=Min("number"), last=Max("number"))
    return None if ends["first"] is None else (ends["first"], ends["last"])


def digest(content: bytes) -> str:
    """The SHA-256 under which an extract stands on the ledger."""
    return hashlib.sha256(content).hexdigest()


def throughout(
    *, viewer: Actor, kinds: Collection[EventKind], since: datetime, until: datetime, upto: int, using: str = "default"
) -> Iterator[Entry]:
    """Every entry of these kinds in a time, in their order, none numbered above ``upto``. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using)
    sought = Sought(kinds=kinds, since=since, until=until)
    span = _span(rows, sought)
    if span is None:
        return
    first, last = span[0], min(span[1], upto)
    for start in range(first, last + 1, STRETCH):
        part = rows.filter(sought.condition(), number__gte=start, number__lt=min(start + STRETCH, last + 1))
        yield from (queries.entry_of(row) for row in part.order_by("number"))


def courses_of(
    bases: Sequence[str], *, viewer: Actor, kinds: Collection[EventKind], using: str = "default"
) -> dict[str, list[Entry]]:
    """The entries of these kinds on each of some hundred cases, in their order. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using).filter(basis__in=bases, kind__in=[kind.value for kind in kinds])
    found: dict[str, list[Entry]] = {basis: [] for basis in bases}
    for row in rows.order_by("number"):
        found[row.basis].append(queries.entry_of(row))
    return found


def last_number(*, viewer: Actor, using: str = "default") -> int:
    """The number of the newest entry; 0 where there is none. Raises ``queries.NotForYou``."""
    require(viewer)
    return LedgerEntry.objects.using(using).aggregate(last=Max("number"))["last"] or 0


def looks_at(
    fingerprint: str, *, kinds: Collection[EventKind], viewer: Actor, using: str = "default"
) -> tuple[Entry, ...]:
    """The entries of these kinds about one person, first to last. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using).filter(about=fingerprint, kind__in=[kind.value for kind in kinds])
    return tuple(queries.entry_of(row) for row in rows.order_by("number")[: queries.MOST_AT_ONCE])


def between(
    after: int, upto: int, *, viewer: Actor, kinds: Collection[EventKind], using: str = "default"
) -> Iterator[Entry]:
    """Every entry of these kinds numbered above ``after`` and not above ``upto``, in their order. Raises ``queries.NotForYou``."""
    require(viewer)
    rows = LedgerEntry.objects.using(using).filter(kind__in=[kind.value for kind in kinds])
    for start in range(after + 1, upto + 1, STRETCH):
        part = rows.filter(number__gte=start, number__lt=min(start + STRETCH, upto + 1))
        yield from (queries.entry_of(row) for row in part.order_by("number"))


def last_before(at: datetime, *, viewer: Actor, using: str = "default") -> int:
    """The number of the last entry before an instant; 0 where there is none. Raises ``queries.NotForYou``."""
    require(viewer)
    span = _span(LedgerEntry.objects.using(using), Sought(until=at))
    return 0 if span is None else span[1]


@dataclass(frozen=True, slots=True)
class Busy:
    """How much one officer did in a time: looks, and cases on which anything else was done."""

    officer: str
    looks: int
    cases: int


def busy(*, viewer: Actor, looks: Collection[EventKind], since: datetime, until: datetime) -> tuple[Busy, ...]:
    """Every officer who looked at anything in a time, with looks and handled cases. Raises ``queries.NotForYou``."""
    require(viewer)
    kinds = [kind.value for kind in looks]
    rows = LedgerEntry.objects.filter(at__gte=since, at__lt=until, actor_kind=ActorKind.OFFICER.value)
    counted = rows.values("actor").annotate(
        looks=Count("number", filter=Q(kind__in=kinds)),
        cases=Count("basis", filter=~Q(kind__in=kinds), distinct=True),
    )
    return tuple(Busy(row["actor"], row["looks"], row["cases"]) for row in counted.order_by("actor") if row["looks"])
