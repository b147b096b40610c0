"""What the register counts (登记统计): convictions entered in a time, each with region, charge and punishment and nothing of the person.

Sealed records are not in the register and so in no figure. Who asks protects the numbers (``oversight.figures``) before anybody sees them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.law.terms import Outcome, PenaltyKind
from qingbai.registers import access, models
from qingbai.registers.access import Purpose
from qingbai.registers.terms import ChangeKind, ExecutionState

_OVER = (ExecutionState.COMPLETED.value, ExecutionState.REMITTED.value)
COURT = "法院"
_GUILTY = (Outcome.CONVICTED.value, Outcome.EXEMPTED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One conviction as figures see it: the ``division`` of the registry that keeps it, the court, the first charge, the penalty to be executed.

    ``months`` of a fixed term; ``probation``: whether it was suspended. ``entered_on`` and ``effective_on`` tell how long its notice took.
    """

    division: str
    court: str
    charge: str
    penalty: PenaltyKind
    months: int | None
    probation: bool
    effective_on: date | None
    entered_on: date


def entered(
    *, viewer: Actor, purpose: Purpose, since: datetime, until: datetime, leaving_out: Collection[UUID] = ()
) -> Iterator[Counted]:
    """Convictions entered from an instant until before another that stand, without those ``leaving_out``. Raises ``NoSuchRecord``."""
    access.require(viewer, purpose)
    rows = (
        models.Conviction.objects.filter(known_from__gte=since, known_from__lt=until, outcome__in=_GUILTY)
        .exclude(changes__kind=ChangeKind.ANNULLED)
        .exclude(id__in=list(leaving_out))
        .select_related("judgment", "combined")
        .prefetch_related("sentences")
    )
    for row in rows.iterator(chunk_size=2000):
        sentences = sorted(row.sentences.all(), key=lambda one: one.position)
        if not sentences:
            continue
        first = sentences[0]
        executed = getattr(row, "combined", None) or first
        yield Counted(
            division=row.division,
            court=row.judgment.court_name,
            charge=first.charge,
            penalty=PenaltyKind(executed.kind),
            months=executed.months,
            probation=executed.probation_months is not None,
            effective_on=row.effective_on,
            entered_on=clock.day_of(row.known_from),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """One notice that execution ended (释放、矫正期满通报): whose it is, the day on which it ended, the day on which the notice was entered."""

    sender: str
    name: str
    on: date
    entered_on: date


def ended(*, viewer: Actor, purpose: Purpose, since: datetime, until: datetime) -> Iterator[Over]:
    """What prisons, detention houses and justice bureaus told from an instant until before another. Raises ``NoSuchRecord``.

    A court's ruling on execution keeps a row of the same kind, under the court's name; it is no such notice.
    """
    access.require(viewer, purpose)
    rows = models.ExecutionNotice.objects.filter(known_from__gte=since, known_from__lt=until, state__in=_OVER)
    for row in rows.order_by("known_from", "id").iterator(chunk_size=2000):
        name = row.source.partition(" ")[0]
        if not name.endswith(COURT):
            yield Over(sender=row.entered_by, name=name, on=row.on, entered_on=clock.day_of(row.known_from))
