"""Findings (监督疑点): what is found is opened once, asked about, explained by the head of the officer's office, closed as fine or passed on. Each act is
one entry of the vault's ledger; what was said stands with the act and not on the ledger."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies.acts import new_number, one_wins
from qingbai.agencies.courses import Course, by_number, course
from qingbai.agencies.terms import Role
from qingbai.agencies.ways import ActRefused, audits
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.findingacts import ENDS, WAY, Act, Sort, Status
from qingbai.oversight.models import Finding, FindingAct

__all__ = ["ActRefused", "NoSuchFinding", "WordsNeeded"]
LONGEST = 2000
SHOWN = 200


class NoSuchFinding(LookupError):
    """There is no such finding, or not for this viewer: the two are never told apart."""


class WordsNeeded(ValueError):
    """Whoever asks, explains, closes or passes on says why, in 1 to 2,000 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act: what, by whom, when, and what was said."""

    act: Act
    by: Actor
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding with its acts; ``lawful``: what the viewer may do now; ``late``: whether it should have been reviewed by now."""

    number: str
    sort: Sort
    officer: str
    office: str
    entry: int
    facts: Mapping[str, str]
    opened_at: datetime
    due_on: date | None
    status: Status
    acts: tuple[Done, ...]
    lawful: frozenset[Act]
    late: bool


def open_once(
    *,
    sort: Sort,
    key: str,
    officer: str,
    office: str,
    by: Actor,
    at: datetime,
    entry: int = 0,
    facts: Mapping[str, str] | None = None,
    due_on: date | None = None,
) -> str | None:
    """Open a finding; its number, or None where the same was found before. The machine does so, or an auditor."""
    WAY.following((), Act.OPEN, by)
    if Finding.objects.filter(key=key).exists():
        return None
    row = Finding(
        number=new_number("JD", at),
        key=key,
        sort=sort.value,
        officer=officer,
        office=office,
        entry=entry,
        facts=dict(facts or {}),
        opened_at=at,
        due_on=due_on,
    )
    try:
        with transaction.atomic(using=VAULT):
            row.save(force_insert=True)
            FindingAct(finding=row).put(0, Act.OPEN, by=by, at=at)
            told = {"sort": sort.value, "officer": officer, "entry": str(entry)}
            audit.record(kind=EventKind.FINDING_OPENED, by=by, at=at, basis=row.number, facts=told, using=VAULT)
    except IntegrityError:
        if Finding.objects.filter(key=key).exists():
            return None
        raise
    return row.number


def act(*, number: str, act: Act, words: str, by: Actor, at: datetime) -> None:
    """Ask, explain, close or pass on; ``words`` say why. Raises ``NoSuchFinding``, ``WordsNeeded``, ``ActRefused`` and ``TakenMeanwhile``."""
    said = words.strip()
    row = _row(number, by)
    done = _done(row)
    WAY.following(done, act, by)
    if act is Act.EXPLAIN and by.id == row.officer:
        raise WAY.refusal(done, act, by)  # nobody explains their own look
    if not 0 < len(said) <= LONGEST:
        raise WordsNeeded
    with one_wins(number, "finding_act_once", using=VAULT):
        FindingAct(finding=row, words=said).put(len(done), act, by=by, at=at)
        audit.record(kind=EventKind.FINDING_ACTED, by=by, at=at, basis=number, facts={"act": act.value}, using=VAULT)


def listed(*, viewer: Actor, case: str, at: datetime) -> tuple[Found, ...]:
    """Findings that this viewer deals with, those not reviewed in time first, then the oldest; the look is on the vault's ledger.

    An auditor sees all that are open and the latest that ended; a head those of the own office that wait for an explanation, and the
    emergencies there, but none about the head's own looks. Raises ``NoSuchFinding`` for anybody else.
    """
    _require_viewer(viewer)
    rows = Finding.objects.order_by("-opened_at").prefetch_related("acts")
    if not audits(viewer):
        rows = rows.filter(office=viewer.office).exclude(officer=viewer.id)
    on = clock.day_of(at)
    with transaction.atomic(using=VAULT):
        found = [_shown(row, viewer, on) for row in rows[:SHOWN]]
        audit.record(
            kind=EventKind.FINDING_READ, by=viewer, at=at, basis=case, facts={"seen": str(len(found))}, using=VAULT
        )
    if not audits(viewer):
        found = [one for one in found if _for_the_head(one)]
    return tuple(sorted(found, key=lambda one: (one.status in ENDS, not one.late, one.opened_at)))


def look(*, number: str, viewer: Actor, case: str, at: datetime) -> Found:
    """One finding; the look is on the vault's ledger. Raises ``NoSuchFinding``."""
    row = _row(number, viewer)
    with transaction.atomic(using=VAULT):
        facts = {"number": number}
        audit.record(kind=EventKind.FINDING_READ, by=viewer, at=at, basis=case, facts=facts, using=VAULT)
    return _shown(row, viewer, clock.day_of(at))


def _for_the_head(one: Found) -> bool:
    return Act.EXPLAIN in one.lawful or (one.sort is Sort.EMERGENCY and one.status not in ENDS)


def _require_viewer(viewer: Actor) -> None:
    if viewer.kind is ActorKind.OFFICER and viewer.role == Role.HEAD:
        return
    try:
        require_auditor(viewer)
    except PermissionError as error:
        raise NoSuchFinding from error


def _row(number: str, viewer: Actor) -> Finding:
    _require_viewer(viewer)
    row = Finding.objects.filter(number=number).prefetch_related("acts").first()
    if row is None:
        raise NoSuchFinding(number)
    if not audits(viewer) and viewer.kind is ActorKind.OFFICER:
        own = row.office == viewer.office and row.officer != viewer.id
        if not (own and _for_the_head(_shown(row, viewer, clock.day_of(row.opened_at)))):
            raise NoSuchFinding(number)
    return row


def _done(row: Finding) -> tuple[Done, ...]:
    rows = sorted(row.acts.all(), key=lambda one: one.position)
    return tuple(Done(act=Act(one.kind), by=one.by, at=one.at, words=one.words) for one in rows)


def _shown(row: Finding, viewer: Actor, on: date) -> Found:
    done = _done(row)
    status = WAY.status(done)
    assert status is not None
    return Found(
        number=row.number,
        sort=Sort(row.sort),
        officer=row.officer,
        office=row.office,
        entry=row.entry,
        facts=row.facts,
        opened_at=row.opened_at,
        due_on=row.due_on,
        status=status,
        acts=done,
        lawful=WAY.lawful(done, viewer) if status not in ENDS else frozenset(),
        late=row.due_on is not None and on > row.due_on and status not in ENDS,
    )


def courses(numbers: Collection[str]) -> Mapping[str, Course]:
    """How those of these findings went under which an emergency is looked into: by one officer, and over with its day (``grace.toml``)."""
    rows = Finding.objects.filter(number__in=list(numbers), sort=Sort.EMERGENCY.value).prefetch_related("acts")
    return by_number(course(row.number, row.office, _done(row), WAY, _in_hand(row)) for row in rows)


def _in_hand(row: Finding) -> Callable[[Done], str | None]:
    return lambda done: row.officer if done.act is Act.OPEN else None


def number_of(key: str) -> str:
    """The number of the finding about something. Raises ``NoSuchFinding``."""
    found = Finding.objects.filter(key=key).values_list("number", flat=True).first()
    if found is None:
        raise NoSuchFinding(key)
    return found


def waiting(*, viewer: Actor) -> int:
    """How many findings wait for this viewer, for the navigation: a count, and nothing of them."""
    try:
        _require_viewer(viewer)
    except NoSuchFinding:
        return 0
    rows = Finding.objects.exclude(acts__kind__in=[Act.CLOSE.value, Act.PASS_ON.value]).prefetch_related("acts")
    if audits(viewer):
        return rows.count()
    own = rows.filter(office=viewer.office).exclude(officer=viewer.id)
    return sum(1 for row in own if _for_the_head(_shown(row, viewer, clock.day_of(row.opened_at))))
