"""A log as static files (C2SP tlog-tiles): which files a log of a given size has, what they are called, what stands in them. Pure.

Under one prefix stand ``checkpoint``, ``tile/<level>/<n>`` with the hashes and ``tile/entries/<n>`` with the leaves themselves, 256 to a
file; the last file of a level may hold fewer and is then called ``….p/<width>``. A full file never changes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qingbai.audit.merkle import HASH_SIZE

HEIGHT = 8  # levels of the tree in one tile
WIDTH = 1 << HEIGHT
LONGEST_PLACE = 18  # digits; a log of more tiles than that there is not
CHECKPOINT = "checkpoint"
ENTRIES = -1
"""The level under which a bundle of entries goes here."""
LONGEST_ENTRY = 65_535
_PATH = re.compile(r"tile/(entries|0|[1-9]|[1-5]\d|6[0-3])/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")


class NotATile(ValueError):
    """A path, or the content of a file, that the format does not know; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One file: its ``level`` (``ENTRIES`` for a bundle of entries), its place ``n`` in the level, and how many hashes or entries it holds."""

    level: int
    n: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it stands under the prefix."""
        groups, rest = [f"{self.n % 1000:03}"], self.n // 1000
        while rest:
            groups.append(f"x{rest % 1000:03}")
            rest //= 1000
        name = f"tile/{'entries' if self.level == ENTRIES else self.level}/{'/'.join(reversed(groups))}"
        return name if self.width == WIDTH else f"{name}.p/{self.width}"

    @property
    def full(self) -> "Tile":
        """The same file once it is full."""
        return Tile(self.level, self.n)

    @property
    def node_level(self) -> int:
        """The level in the tree of the hashes that stand in it; for entries, of their leaves."""
        return max(self.level, 0) * HEIGHT

    @property
    def first(self) -> int:
        """The place within ``node_level`` of the first hash in it."""
        return self.n * WIDTH

    @property
    def needs(self) -> int:
        """How many leaves a log must have for this file to exist."""
        return (self.first + self.width) << self.node_level

    @classmethod
    def parse(cls, path: str) -> "Tile":
        """The tile of a path. Raises ``NotATile`` for any other spelling than ``path`` gives."""
        match = _PATH.fullmatch(path)
        if match is None:
            raise NotATile(f"{path[:100]!r} is no path of a tile")
        level = ENTRIES if match[1] == "entries" else int(match[1])
        digits = re.sub(r"[x/]", "", match[2])
        if len(digits) > LONGEST_PLACE or not 0 < int(match[3] or 1) < WIDTH:
            raise NotATile(f"{path[:100]!r} is no path of a tile")
        tile = cls(level, int(digits), int(match[3] or WIDTH))
        if tile.path != path:
            raise NotATile(f"{path[:100]!r} is not how the path of a tile is written")
        return tile


def levels(size: int) -> range:
    """The levels of hashes that a log of this size has tiles of."""
    return range((max(size.bit_length(), 1) - 1) // HEIGHT + 1 if size else 0)


def tiles(level: int, size: int, since: int = 0) -> Iterator[Tile]:
    """The files of one level that a log of ``size`` leaves has and one of ``since`` leaves had not."""
    per = max(level, 0) * HEIGHT
    count, had = size >> per, since >> per
    for n in range(had // WIDTH, -(-count // WIDTH)):
        tile = Tile(level, n, min(WIDTH, count - n * WIDTH))
        if tile.first + tile.width > had:
            yield tile


def all_tiles(size: int, since: int = 0) -> Iterator[Tile]:
    """Every file that a log of ``size`` leaves has and one of ``since`` leaves had not, the entries first."""
    yield from tiles(ENTRIES, size, since)
    for level in levels(size):
        yield from tiles(level, size, since)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as they stand in a file: each after its length, two bytes, the larger first."""
    if any(len(entry) > LONGEST_ENTRY for entry in entries):
        raise NotATile(f"an entry has more than {LONGEST_ENTRY} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a file. Raises ``NotATile`` where it ends in the middle of one."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise NotATile("the file ends in the middle of an entry")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def hashes(data: bytes) -> list[bytes]:
    """The hashes of a tile. Raises ``NotATile`` where it ends in the middle of one."""
    if len(data) % HASH_SIZE:
        raise NotATile("the file ends in the middle of a hash")
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
