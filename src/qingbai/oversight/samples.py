"""The daily sample (每日抽查): drawn by the machine after each working day, looked at again by the head of the office or an auditor within some working days.

What was drawn, from which head of the ledger and from how many, is kept beside the vault: who repeats the draw from the same entries gets the same ones
(``repeated``). One that is not in order becomes a finding in the same transaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from qingbai import clock
from qingbai.agencies import calendars
from qingbai.agencies.acts import one_wins
from qingbai.agencies.courses import Course
from qingbai.agencies.terms import Role
from qingbai.agencies.ways import ActRefused, audits
from qingbai.audit import log, search
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.entries import Entry
from qingbai.audit.events import EventKind
from qingbai.audit.log import LEDGER
from qingbai.law.time_limits import Calendar, UnknownYear, due_on
from qingbai.oversight import findings, sampleacts, watching
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.findingacts import Sort
from qingbai.oversight.findings import LONGEST, WordsNeeded
from qingbai.oversight.models import Draw, Sampled, SampledAct
from qingbai.oversight.sampleacts import ENDS, WAY, Act, Status

__all__ = ["ActRefused", "NoSuchSample", "WordsNeeded"]
DISCLOSED = (EventKind.PAPER_ISSUED, EventKind.RECORD_LOOKED_UP)
"""What can be drawn: papers that left the house, and looks of officers at records."""
BACK = 10
"""Days that are made good where the worker stood still."""
SHOWN = 200
AT_ONCE = 500


class NoSuchSample(LookupError):
    """There is no such one in the sample, or not for this viewer: the two are never told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One disclosure that was drawn: the entry of the register's ledger, the case, whose it was, by when it is looked at again, and what was said."""

    day: date
    entry: int
    kind: EventKind
    case: str
    officer: Actor
    office: str
    due_on: date | None
    status: Status
    late: bool
    by: Actor | None
    at: datetime | None
    words: str
    lawful: frozenset[Act]


def go_round(*, at: datetime) -> int:
    """One round of the worker: draw for every working day that is over and was not drawn for; how many were drawn. Doing it twice changes nothing."""
    today = clock.day_of(at)
    last = Draw.objects.order_by("-day").first()
    first = today - timedelta(days=BACK if last is not None else 1)
    day = max(first, last.day + timedelta(days=1)) if last is not None else first
    drawn = 0
    while day < today:
        if _works(calendars.calendar(), day):
            drawn += _draw(day, at)
        day += timedelta(days=1)
    return drawn


def _works(calendar: Calendar, day: date) -> bool:
    try:
        return calendar.is_working_day(day)
    except UnknownYear:
        return day.weekday() < 5  # a day too many is looked at rather than none


def _draw(day: date, at: datetime) -> int:
    over = datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.CHINA)
    head = log.first_signed(LEDGER, since=over)
    if head is None:
        return 0
    before = Draw.objects.order_by("-size").first()
    begins = before.size if before is not None else _before(day)
    seed = sampleacts.seed_of(day, head.size, head.root)
    entries = {entry.number: (entry, office) for entry, office in _candidates(begins, head.size)}
    chosen = sampleacts.draw(seed, ((number, office) for number, (_, office) in entries.items()), settings.SAMPLE_EACH)
    row = Draw(
        day=day, after=begins, size=head.size, root=head.root, each=settings.SAMPLE_EACH, among=len(entries), at=at
    )
    due = due_on(clock.day_of(at), settings.SAMPLE_REVIEW_DAYS, calendars.calendar()).value
    try:
        with transaction.atomic(using=VAULT):
            row.save(force_insert=True)
            for number in chosen:
                _keep(row, *entries[number], due, at)
            facts = {"size": str(head.size), "entries": str(len(entries)), "seen": str(len(chosen))}
            audit.record(kind=EventKind.SAMPLE_DRAWN, by=SYSTEM, at=at, basis=f"sample {day}", facts=facts, using=VAULT)
    except IntegrityError:
        if Draw.objects.filter(day=day).exists():
            return 0  # another worker drew for it at the same moment
        raise
    return len(chosen)


def _keep(row: Draw, entry: Entry, office: str, due: date | None, at: datetime) -> None:
    one = Sampled.objects.create(
        draw=row,
        entry=entry.number,
        kind=entry.kind.value,
        case=entry.basis,
        officer_kind=entry.by.kind.value,
        officer=entry.by.id,
        office=office,
        due_on=due,
    )
    SampledAct(sampled=one).put(0, Act.DRAW, by=SYSTEM, at=at)


def _before(day: date) -> int:
    """Where the first draw of all begins: at the first entry of its day."""
    begin = datetime.combine(day, time(), tzinfo=clock.CHINA)
    return search.last_before(begin, viewer=SYSTEM)


def _candidates(after: int, upto: int) -> Iterator[tuple[Entry, str]]:
    """What was disclosed between two numbers of the ledger, with the office whose it is."""
    found = search.between(after, upto, viewer=SYSTEM, kinds=DISCLOSED)
    part: list[Entry] = []
    for entry in found:
        if entry.kind is EventKind.RECORD_LOOKED_UP and entry.by.kind is not ActorKind.OFFICER:
            continue  # the house's own look is no disclosure
        part.append(entry)
        if len(part) == AT_ONCE:
            yield from _placed(part)
            part = []
    yield from _placed(part)


def _placed(entries: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """Entries with the office of their case: the machine that issued a paper sits at none."""
    bases = {entry.basis for entry in entries if not entry.by.office}
    known: dict[str, Course] = {}
    for _heading, courses in watching.ROOMS:
        known |= courses(bases - known.keys())
    for entry in entries:
        course = known.get(entry.basis)
        yield entry, entry.by.office or (course.office if course is not None else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A day's draw made once more: from which head of the ledger, among how many, which, and whether head and draw come out the same."""

    day: date
    size: int
    root: str
    seed: str
    among: int
    chosen: tuple[int, ...]
    same: bool


def repeated(*, day: date, viewer: Actor) -> Repeated:
    """Draw for a day again, from the same head of the ledger. Raises ``NoSuchSample`` and ``NotForYou``."""
    require_auditor(viewer)
    row = Draw.objects.filter(day=day).prefetch_related("drawn").first()
    if row is None:
        raise NoSuchSample(day)
    root = log.root(LEDGER, row.size)
    seed = sampleacts.seed_of(day, row.size, root)
    entries = [(entry.number, office) for entry, office in _candidates(row.after, row.size)]
    chosen = sampleacts.draw(seed, entries, row.each)
    kept = tuple(sorted(one.entry for one in row.drawn.all()))
    return Repeated(
        day=day,
        size=row.size,
        root=root.hex(),
        seed=seed.hex(),
        among=len(entries),
        chosen=chosen,
        same=root == bytes(row.root) and chosen == kept and len(entries) == row.among,
    )


def listed(*, viewer: Actor, case: str, at: datetime) -> tuple[Shown, ...]:
    """What was drawn and is to be looked at again by this viewer, what is overdue first, then what ended lately; the look is on the vault's ledger.

    An auditor sees every office's, a head those of the own office that are not the head's own. Raises ``NoSuchSample`` for anybody else.
    """
    on = clock.day_of(at)
    with transaction.atomic(using=VAULT):
        found = [_shown(row, viewer, on) for row in _of(viewer).order_by("-draw__day", "entry")[:SHOWN]]
        facts = {"what": "sample", "seen": str(len(found))}
        audit.record(kind=EventKind.FINDING_READ, by=viewer, at=at, basis=case, facts=facts, using=VAULT)
    return tuple(sorted(found, key=lambda one: (one.status in ENDS, not one.late, one.due_on or date.max, one.entry)))


def look(*, entry: int, viewer: Actor, case: str, at: datetime) -> Shown:
    """One that was drawn; the look is on the vault's ledger. Raises ``NoSuchSample``."""
    row = _row(entry, viewer)
    with transaction.atomic(using=VAULT):
        facts = {"what": "sample", "entry": str(entry)}
        audit.record(kind=EventKind.FINDING_READ, by=viewer, at=at, basis=case, facts=facts, using=VAULT)
    return _shown(row, viewer, clock.day_of(at))


def act(*, entry: int, act: Act, words: str, by: Actor, at: datetime) -> str | None:
    """Say that one is in order, or that it is not and why: then it becomes a finding, whose number is returned.

    Raises ``NoSuchSample``, ``WordsNeeded``, ``ActRefused`` and ``TakenMeanwhile``.
    """
    row, said = _row(entry, by), words.strip()
    done = _done(row)
    WAY.following(done, act, by)
    if len(said) > LONGEST or (act is Act.NOT_IN_ORDER and not said):
        raise WordsNeeded
    basis = f"sample {row.draw.day}"
    with one_wins(basis, "sampled_act_once", using=VAULT):
        SampledAct(sampled=row, words=said).put(len(done), act, by=by, at=at)
        facts = {"entry": str(entry), "act": act.value}
        audit.record(kind=EventKind.SAMPLE_REVIEWED, by=by, at=at, basis=basis, facts=facts, using=VAULT)
        if act is not Act.NOT_IN_ORDER:
            return None
        return findings.open_once(
            sort=Sort.SAMPLE,
            key=f"sample:{entry}",
            officer=row.officer,
            office=row.office,
            entry=entry,
            facts={"said": said},
            by=SYSTEM,  # a head may say so, and only the machine or an auditor opens a finding
            at=at,
        )


def waiting(*, viewer: Actor) -> int:
    """How many wait for this viewer, for the frame of the desk: a count, and nothing of them; the look is on no ledger."""
    try:
        rows = _of(viewer)
    except NoSuchSample:
        return 0
    return rows.exclude(acts__kind__in=[Act.IN_ORDER.value, Act.NOT_IN_ORDER.value]).count()


def _of(viewer: Actor) -> QuerySet[Sampled]:
    rows = Sampled.objects.select_related("draw").prefetch_related("acts")
    if audits(viewer) or viewer.kind is ActorKind.SYSTEM:
        require_auditor(viewer)
        return rows
    if viewer.kind is ActorKind.OFFICER and viewer.role == Role.HEAD and viewer.office:
        return rows.filter(office=viewer.office).exclude(officer=viewer.id)
    raise NoSuchSample


def _row(entry: int, viewer: Actor) -> Sampled:
    row = _of(viewer).filter(entry=entry).first()
    if row is None:
        raise NoSuchSample(entry)
    return row


@dataclass(frozen=True, slots=True)
class _Done:
    act: Act
    by: Actor


def _done(row: Sampled) -> tuple[_Done, ...]:
    rows = sorted(row.acts.all(), key=lambda one: one.position)
    return tuple(_Done(Act(one.kind), one.by) for one in rows)


def _shown(row: Sampled, viewer: Actor, on: date) -> Shown:
    acts = sorted(row.acts.all(), key=lambda one: one.position)
    done = _done(row)
    status = WAY.status(done)
    assert status is not None
    last = acts[-1]
    ended = status in ENDS
    reviewed_on = clock.day_of(last.at) if ended else on
    return Shown(
        day=row.draw.day,
        entry=row.entry,
        kind=EventKind(row.kind),
        case=row.case,
        officer=Actor(ActorKind(row.officer_kind), row.officer, row.office),
        office=row.office,
        due_on=row.due_on,
        status=status,
        late=row.due_on is not None and reviewed_on > row.due_on,
        by=last.by if ended else None,
        at=last.at if ended else None,
        words=last.words,
        lawful=frozenset() if ended else WAY.lawful(done, viewer),
    )
