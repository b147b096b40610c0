"""A log in memory with real keys, and its public files in a folder: what an auditor, a witness and an attacker have before them."""

import base64
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from qingbai.audit import merkle
from qingbai.audit.merkle import Coordinate
from qingbai.audit.note import Checkpoint, SigningKey, sign_checkpoint
from qingbai.audit.public import tiles
from qingbai.audit.public.tiles import ENTRIES

KEY = SigningKey.make("qingbai.test/certificates")
VECTORS = Path(__file__).parents[1].parent / "shared" / "data" / "log_vectors.jsonl"


def leaves(count: int) -> list[bytes]:
    return [secrets.token_bytes(32) for _ in range(count)]


@dataclass
class PublicLog:
    """A log whose every state can be written out, and which can be told to lie."""

    entries: list[bytes]
    key: SigningKey = KEY
    nodes: dict[Coordinate, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = {}
        self._tree = merkle.Frontier()
        self._roots = [self._tree.root()]
        for entry in self.entries:
            self.nodes |= dict(self._tree.add(merkle.leaf_hash(entry)))
            self._roots.append(self._tree.root())

    @property
    def size(self) -> int:
        return len(self.entries)

    def note(self, size: int | None = None) -> str:
        """The checkpoint that the log signs at a size."""
        size = self.size if size is None else size
        return sign_checkpoint(Checkpoint(self.key.name, size, self._roots[size]), self.key)

    def content(self, tile: tiles.Tile) -> bytes:
        if tile.level == ENTRIES:
            return tiles.bundle(self.entries[tile.first : tile.first + tile.width])
        at = range(tile.first, tile.first + tile.width)
        return b"".join(self.nodes[Coordinate(tile.node_level, place)] for place in at)

    def write(self, folder: Path, note: str | None = None, size: int | None = None) -> Path:
        """The public files at a size."""
        for tile in tiles.all_tiles(self.size if size is None else size):
            path = folder / tile.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.content(tile))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "checkpoint").write_text(note or self.note(size))
        return folder

    def consistency(self, old: int, new: int) -> tuple[bytes, ...]:
        return merkle.prove(merkle.consistency_plan(old, new), self.nodes)


def refused(vector):
    """Whether a proof, written as the published vectors are, is refused by our own checks."""
    proof = [base64.b64decode(h) for h in vector["proof"] or []]
    hashes = {
        new: base64.b64decode(vector[old])
        for old, new in {"root": "root", "leafHash": "leaf", "root1": "old_root", "root2": "new_root"}.items()
        if old in vector
    }
    span = {k: vector[k] for k in ("start", "end") if k in vector}
    try:
        match vector["vector"].split("/")[0]:
            case "inclusion":
                merkle.check_inclusion(index=vector["leafIdx"], size=vector["treeSize"], proof=proof, **hashes)
            case "consistency":
                merkle.check_consistency(old=vector["size1"], new=vector["size2"], proof=proof, **hashes)
            case "subtreeinclusion":
                merkle.check_subtree_inclusion(index=vector["leafIdx"], proof=proof, **span, **hashes)
            case "subtreeconsistency":
                merkle.check_subtree_consistency(
                    **span,
                    size=vector["size"],
                    subtree_root=hashes["old_root"],
                    root=hashes["new_root"],
                    proof=proof,
                )
    except merkle.InvalidProof:
        return True
    return False
