"""Figures that give nobody away (统计数据的保护): which numbers of a row may be told, and which time stands for how many. Pure.

**Few.** A number below ten is never told, nought neither: that somebody is there, or nobody, is what must not be learned.

**The total** (互补抑制) is told only where it gives no small number back: where the numbers not told can still be, each of them, nought or something else
whatever the total says. Otherwise the sum of what is told stands in its place, which tells nothing more. So of all rows with the same answer here,
any small number may be several: a property test goes through every row that there can be.

**Each by itself.** Rows are about different people, and nothing is ever summed over rows but what they tell. So no table gives back what another kept.

**Times.** Of those who waited longest ten at least stand behind each figure: a median needs twenty answers, the 99th percentile a thousand.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEW = 10
"""The smallest number that is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of one row: its numbers from ten on, by name; the ``total`` or None; ``together``: the sum of what is told."""

    numbers: Mapping[str, int]
    total: int | None

    @property
    def together(self) -> int:
        """The sum of the numbers that are told."""
        return sum(self.numbers.values())


def tell(counts: Mapping[str, int], *, possible: int) -> Told | None:
    """What may be told of a row with these counts, of ``possible`` names that there can be; None where the row as a whole is few.

    Raises ``ValueError`` for more names than are possible, or for a negative count.
    """
    if len(counts) > possible or any(count < 0 for count in counts.values()):
        raise ValueError("a row has no more names than are possible, and no negative count")
    total = sum(counts.values())
    if total < FEW:
        return None
    shown = {name: count for name, count in sorted(counts.items()) if count >= FEW}
    kept = possible - len(shown)
    rest = total - sum(shown.values())
    return Told(numbers=shown, total=total if _gives_nothing_back(rest, kept) else None)


def _gives_nothing_back(rest: int, kept: int) -> bool:
    """Whether the sum of ``kept`` small numbers leaves each of them open, from nought to nine."""
    largest = FEW - 1
    return kept == 0 or (kept >= 3 and largest <= rest <= largest * (kept - 1))


PERCENTS = (50, 90, 99)


def percentiles(values: Sequence[int], percents: Sequence[int] = PERCENTS) -> tuple[int | None, ...]:
    """The smallest value that so many per cent of all do not exceed (nearest rank); None where fewer than ten values lie at it or beyond.

    >>> percentiles(range(1, 21))
    (10, None, None)
    """
    ordered = sorted(values)
    found: list[int | None] = []
    for percent in percents:
        rank = max(1, math.ceil(len(ordered) * percent / 100))
        enough = len(ordered) - rank >= FEW
        found.append(ordered[rank - 1] if enough else None)
    return tuple(found)


def share(part: int, whole: int, *, step: int = 5) -> int | None:
    """A part in per cent, to the nearest five; None where the whole is few.

    >>> share(7, 40)
    20
    """
    if whole < FEW:
        return None
    return step * ((200 * part + whole * step) // (2 * whole * step))
