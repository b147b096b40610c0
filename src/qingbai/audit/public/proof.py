"""The proof of one leaf with the cosignatures of witnesses, as a file (C2SP tlog-proof), and the proofs that anybody makes from tiles. Pure.

A paper carries a proof from the moment it was issued, under a checkpoint that no witness has seen yet. Once the log has published
its place, anybody can make this second proof from the public files, without telling anyone for which paper.
"""

import base64
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qingbai.audit import merkle
from qingbai.audit.merkle import Coordinate
from qingbai.audit.note import Checkpoint, InvalidNote, decoded, taken_apart
from qingbai.audit.public import tiles
from qingbai.audit.public.tiles import HEIGHT, WIDTH, Tile

HEAD = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9]\d{0,18})")
Hashes = Callable[[Tile], list[bytes]]
"""Gives the hashes of a tile."""


@dataclass(frozen=True, slots=True)
class LogProof:
    """That a leaf stands at ``index`` of a log: ``hashes`` lead from it to the root in the note of the ``checkpoint``."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def text(self) -> str:
        """The file."""
        lines = [HEAD, f"index {self.index}", *(base64.b64encode(each).decode() for each in self.hashes)]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def parse(cls, text: str) -> "LogProof":
        """Read such a file; what it says under ``extra`` is passed over. Raises ``InvalidNote``."""
        head, _, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if lines[0] != HEAD:
            raise InvalidNote(f"a proof begins with {HEAD}")
        if len(lines) > 1 and lines[1].startswith("extra "):
            del lines[1]
        match = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
        if match is None:
            raise InvalidNote("the proof does not say at which index")
        return cls(int(match[1]), tuple(decoded(line, "a hash of the proof") for line in lines[2:]), checkpoint)

    def check(self, leaf: bytes) -> Checkpoint:
        """The checkpoint under which ``leaf`` (its content) is proved; its signatures are the caller's to check.

        Raises ``InvalidNote`` and ``merkle.InvalidProof``.
        """
        head = Checkpoint.parse(taken_apart(self.checkpoint)[0])
        merkle.check_inclusion(
            index=self.index, size=head.size, leaf=merkle.leaf_hash(leaf), proof=self.hashes, root=head.root
        )
        return head


def inclusion(index: int, size: int, read: Hashes) -> tuple[bytes, ...]:
    """The proof of a leaf's place, from tiles. Raises ``ValueError`` where the log is too small."""
    return _prove(merkle.inclusion_plan(index, size), size, read)


def consistency(old: int, new: int, read: Hashes) -> tuple[bytes, ...]:
    """The proof that a log only grew, from tiles. Raises ``ValueError`` as ``merkle.consistency_plan``."""
    return _prove(merkle.consistency_plan(old, new), new, read)


def root(size: int, read: Hashes) -> bytes:
    """The root of the first ``size`` leaves, from tiles of a log that has at least so many."""
    [found] = _prove((merkle.root_plan(size),), size, read)
    return found


def tiles_for(wanted: Iterable[Coordinate], size: int) -> dict[Coordinate, Tile]:
    """The tile from which each full node of a log of ``size`` leaves is made."""
    return {at: _tile(at, size) for at in wanted}


def _prove(plan: merkle.Plan, size: int, read: Hashes) -> tuple[bytes, ...]:
    where = tiles_for(merkle.needed(plan), size)
    held = {tile: read(tile) for tile in sorted(set(where.values()))}
    return merkle.prove(plan, {at: _node(at, held[tile]) for at, tile in where.items()})


def _tile(at: Coordinate, size: int) -> Tile:
    level = at.level // HEIGHT
    n = (at.place << at.level % HEIGHT) // WIDTH
    return Tile(level, n, min(WIDTH, (size >> level * HEIGHT) - n * WIDTH))


def _node(at: Coordinate, held: list[bytes]) -> bytes:
    """A node inside a tile, folded from the hashes that stand in it."""
    width = 1 << at.level % HEIGHT
    start = (at.place * width) % WIDTH
    row = held[start : start + width]
    if len(row) != width:
        raise tiles.NotATile("the tile holds fewer hashes than it should")
    while len(row) > 1:
        row = [merkle.node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]
