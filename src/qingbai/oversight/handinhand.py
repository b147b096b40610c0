"""Two persons who act as one (两人办理流于形式): what stands out among acts that needed a second person. Pure.

**Within seconds.** Nobody reads a file in so short a time.

**Always the same two.** Somebody approves nearly everything of one colleague, though others of the office bring such things as well. It accuses nobody: a small
office has no choice, and one in which nobody else proposes does not stand out by it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qingbai.agencies.foureyes import Pair, Room
from qingbai.audit.actors import ActorKind

QUICK = 20
"""Seconds in which nobody has looked."""
MANY = 10
"""Acts of one approver below which nothing is said of with whom they were done."""
NEARLY_ALL = 0.9
OTHERS = 2
"""How many others must propose at the office for the same kind of case, so that there was a choice."""
Two = tuple[Room, str, str, str]
"""A room, an office, who proposed, who approved."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One act of two, and why it stands out: done within seconds, by the same two as nearly always, or not by two at all."""

    pair: Pair
    quick: bool
    same_two: bool
    alone: bool

    @property
    def stands_out(self) -> bool:
        """Whether there is anything to ask about."""
        return self.quick or self.same_two or self.alone


def seen(pairs: Collection[Pair]) -> tuple[Seen, ...]:
    """Every act with what stands out about it, the latest first. What needed one officer alone, and what the house did first, never stands out."""
    together = always_the_same(pairs)
    found = [_seen(one, together) for one in pairs]
    return tuple(sorted(found, key=lambda one: (one.pair.second_at, one.pair.number), reverse=True))


def _seen(one: Pair, together: Collection[Two]) -> Seen:
    judged = _judged(one)
    return Seen(
        pair=one,
        quick=judged and 0 <= one.seconds <= QUICK,
        same_two=judged and _two(one) in together,
        alone=judged and not one.apart,
    )


def _judged(one: Pair) -> bool:
    officers = one.first.kind is ActorKind.OFFICER and one.second.kind is ActorKind.OFFICER
    return one.needed and officers


def _two(one: Pair) -> Two:
    return one.room, one.office, one.first.id, one.second.id


def always_the_same(pairs: Collection[Pair]) -> frozenset[Two]:
    """Who approved nearly everything for one colleague, where the approver had a choice."""
    by_second: Mapping[tuple[Room, str, str], Counter[str]] = defaultdict(Counter)
    proposers: Mapping[tuple[Room, str], set[str]] = defaultdict(set)
    for one in pairs:
        if _judged(one):
            by_second[one.room, one.office, one.second.id][one.first.id] += 1
            proposers[one.room, one.office].add(one.first.id)
    return frozenset(
        (room, office, first, second)
        for (room, office, second), firsts in by_second.items()
        for first, count in firsts.most_common(1)
        if firsts.total() >= MANY
        and count >= NEARLY_ALL * firsts.total()
        and len(proposers[room, office] - {first, second}) >= OTHERS
    )


def narrowed(
    seen: Sequence[Seen], *, office: str = "", room: Room | None = None, only: bool = False
) -> tuple[Seen, ...]:
    """Those at an office, of a kind of case, or only those that stand out. What stands out is judged before anything is left out."""
    return tuple(
        one
        for one in seen
        if (not office or one.pair.office == office)
        and (room is None or one.pair.room is room)
        and (one.stands_out or not only)
    )
