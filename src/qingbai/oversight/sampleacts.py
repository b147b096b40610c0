"""The daily sample (每日抽查): which disclosures are looked at again, by a draw that nobody can choose and everybody can repeat; and the way of one that was drawn. Pure.

The draw is made from the ledger's signed head: for every entry in question SHA-256 of seed and number, and at each office the smallest few. The seed is the
SHA-256 of the day and of size and root of the first signed checkpoint after the day, so that it was not known to anybody who acted on that day.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from qingbai.agencies.ways import By, Way

LABEL = b"qingbai daily sample 1\0"


def seed_of(day: date, size: int, root: bytes) -> bytes:
    """The seed of one day's draw."""
    return hashlib.sha256(LABEL + day.isoformat().encode() + b"\0" + size.to_bytes(8, "big") + root).digest()


def lot(seed: bytes, number: int) -> bytes:
    """What an entry draws: the smallest come into the sample."""
    return hashlib.sha256(seed + number.to_bytes(8, "big")).digest()


def draw(seed: bytes, entries: Iterable[tuple[int, str]], each: int) -> tuple[int, ...]:
    """Of numbers with their offices ``each`` of every office, in their order.

    >>> draw(b"seed", [(1, "a"), (2, "a"), (3, "a"), (4, "b")], 2) == draw(b"seed", [(4, "b"), (3, "a"), (2, "a"), (1, "a")], 2)
    True
    """
    offices: dict[str, list[int]] = defaultdict(list)
    for number, office in entries:
        offices[office].append(number)
    drawn = (
        number for numbers in offices.values() for number in sorted(numbers, key=lambda one: lot(seed, one))[:each]
    )
    return tuple(sorted(drawn))


class Status(StrEnum):
    """Where one that was drawn stands (抽查状态)."""

    DRAWN = "drawn"  # 待核查
    IN_ORDER = "in_order"  # 核查无误
    NOT_IN_ORDER = "not_in_order"  # 核查有误


class Act(StrEnum):
    """What may be done with it (抽查行为)."""

    DRAW = "draw"  # 抽取
    IN_ORDER = "in_order"  # 核查无误
    NOT_IN_ORDER = "not_in_order"  # 核查有误，列为疑点


LOOKS_AGAIN = frozenset({By.HEAD, By.AUDITOR})
ENDS = frozenset({Status.IN_ORDER, Status.NOT_IN_ORDER})

WAY: Way[Status, Act] = Way(
    table={
        (None, Act.DRAW): (Status.DRAWN, frozenset({By.MACHINE})),
        (Status.DRAWN, Act.IN_ORDER): (Status.IN_ORDER, LOOKS_AGAIN),
        (Status.DRAWN, Act.NOT_IN_ORDER): (Status.NOT_IN_ORDER, LOOKS_AGAIN),
    },
)
"""The one table. Nobody looks again at what was one's own: that the service sees to, for the table does not know whose it was."""
