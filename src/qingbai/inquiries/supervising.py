"""What the head of an office sees of its work (督办): who has how much, and the figures of the last days. Counts alone, and never what was answered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import Case, case_of
from qingbai.inquiries.models import ActRow, Application

ANSWERS = frozenset({Act.ISSUE, Act.MADE_BY_HAND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The work of an office in the days before an instant. ``in_time`` and ``late`` are the answered ones by the legal clock; ``median_days`` really
    passed days from acceptance to answer, None where nothing was answered; ``acts`` what each officer did, by service number."""

    days: int
    handed_in: int
    answered: int
    in_time: int
    late: int
    not_accepted: int
    withdrawn: int
    median_days: float | None
    acts: Mapping[str, int]


def figures(*, viewer: Actor, at: datetime, days: int = 7) -> Figures | None:
    """The figures of the viewer's own office; ``None`` for whoever does not handle its cases."""
    if not handles(viewer, viewer.office):
        return None
    since = at - timedelta(days=days)
    of_office = ActRow.objects.filter(application__office=viewer.office, at__gt=since, at__lte=at)
    kinds = Counter(of_office.values_list("kind", flat=True))
    by = Counter(of_office.filter(by_kind=ActorKind.OFFICER, by_office=viewer.office).values_list("by_id", flat=True))
    answered = _answered(viewer.office, since, at)
    clocks = [found for case in answered if (found := case.clocks(clock.day_of(at))) is not None]
    late = sum(_was_late(case) for case in answered)
    return Figures(
        days=days,
        handed_in=kinds[Act.SUBMIT],
        answered=len(answered),
        in_time=len(answered) - late,
        late=late,
        not_accepted=kinds[Act.DECLINE] + kinds[Act.REJECT],
        withdrawn=kinds[Act.WITHDRAW],
        median_days=float(median(one.passed for one in clocks)) if clocks else None,
        acts=dict(by),
    )


def _answered(office: str, since: datetime, until: datetime) -> list[Case]:
    acts = ActRow.objects.filter(application__office=office, kind__in=list(ANSWERS), at__gt=since, at__lte=until)
    rows = Application.objects.filter(pk__in=acts.values("application")).prefetch_related("acts")
    card = agencies.find_office(office)
    return [case_of(row, card) for row in rows]


def _was_late(case: Case) -> bool:
    """Whether it was answered after the day on which it was due."""
    answer = next(done for done in reversed(case.acts) if done.act in ANSWERS)
    found = case.clocks(clock.day_of(answer.at))
    return found is not None and found.due.value is not None and clock.day_of(answer.at) > found.due.value
