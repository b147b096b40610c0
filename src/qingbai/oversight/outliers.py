"""Who looks more than colleagues do (查阅量比对): looks for each handled case, beside those of the same role at the same office. Pure.

A robust z: how far from the group's median, in median deviations, so that the one who stands out does not move the measure. A small group is not compared:
of three, one is always the most. Nobody is accused by it; it says where an auditor should ask first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

SMALLEST_GROUP = 5
MANY = 20
"""Looks below which nobody stands out."""
FAR = 3.5
"""The usual bound of the robust z (Iglewicz and Hoaglin)."""
NORMAL = 0.6745
LEAST_SPREAD = 0.1
"""The spread that is assumed at least, as a part of the median: where all do nearly the same, a little more is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """What one officer of a group did."""

    officer: str
    group: tuple[str, str]
    looks: int
    cases: int

    @property
    def each(self) -> float:
        """Looks for each handled case; who handled none counts as with one."""
        return self.looks / max(self.cases, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One officer beside the group: the group's size and median, the ``distance`` in median deviations, whether that is ``far``; None where it was not compared."""

    one: Colleague
    size: int
    middle: float | None
    distance: float | None
    far: bool


def compare(colleagues: Iterable[Colleague]) -> tuple[Compared, ...]:
    """Everybody beside their group, those farthest above it first, then those that were not compared."""
    groups: dict[tuple[str, str], list[Colleague]] = defaultdict(list)
    for one in colleagues:
        groups[one.group].append(one)
    found = [compared for group in groups.values() for compared in _within(group)]
    return tuple(sorted(found, key=lambda one: (one.distance is None, -(one.distance or 0), one.one.officer)))


def _within(group: list[Colleague]) -> Iterable[Compared]:
    if len(group) < SMALLEST_GROUP:
        return [Compared(one=one, size=len(group), middle=None, distance=None, far=False) for one in group]
    middle = median(one.each for one in group)
    spread = max(median(abs(one.each - middle) for one in group), LEAST_SPREAD * middle, 1e-9)
    return [
        Compared(
            one=one,
            size=len(group),
            middle=middle,
            distance=NORMAL * (one.each - middle) / spread,
            far=NORMAL * (one.each - middle) / spread > FAR and one.looks >= MANY,
        )
        for one in group
    ]
