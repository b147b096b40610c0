"""Is a public log what it says it is? From its files alone: every entry hashed anew, every tile, the signatures, and every checkpoint kept elsewhere.

Nothing is taken from the log on trust but the checkpoint that its key signed; and that only as far as it agrees with all checkpoints that the
auditor, other people's papers or witnesses hold. Reads each file once; memory stays bounded. Pure but for the ``Source``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qingbai.audit import merkle
from qingbai.audit.merkle import Frontier
from qingbai.audit.note import Checkpoint, InvalidNote, VerifierKey, open_checkpoint, taken_apart
from qingbai.audit.public import tiles
from qingbai.audit.public.policy import Policy
from qingbai.audit.public.sources import Source, SourceUnreadable, read_tile
from qingbai.audit.public.tiles import CHECKPOINT, ENTRIES, HEIGHT, WIDTH, NotATile, Tile

LEAF_SIZE = 32
MOST_FAULTS = 20

WRONG = {
    "checkpoint_unreadable": ("the checkpoint cannot be read: {why}", "检查点无法识别：{why}"),
    "other_log": (
        "the checkpoint is one of {why}, whose key is not among those that are trusted here",
        "检查点属于{why}，不在受信任之列",
    ),
    "checkpoint_forged": ("the checkpoint is not signed by the log's key: {why}", "检查点签名无效：{why}"),
    "not_cosigned": (
        "too few witnesses cosigned the checkpoint: {why}",
        "见证人联署不足：{why}",
    ),
    "forked": (
        "the log is forked: two checkpoints of {size} leaves, both signed by it, have different roots ({why})",
        "日志分叉：同为{size}条的两个检查点均由其签名而根不同（{why}）",
    ),
    "rolled_back": (
        "the log was rolled back: it shows {size} leaves, and a checkpoint that it signed ({why}) has more",
        "日志被回退：现有{size}条，而其签名的检查点（{why}）更多",
    ),
    "rewritten": (
        "the log was rewritten: among its first {size} leaves is one that is not as it was when it signed {why}",
        "日志被重写：前{size}条与其签名的检查点（{why}）不符",
    ),
    "tile_missing": ("the file {path} is missing", "缺少文件{path}"),
    "tile_truncated": ("the file {path} is cut short: {why}", "文件{path}不完整：{why}"),
    "tile_too_long": ("the file {path} is longer than it should be: {why}", "文件{path}过长：{why}"),
    "tile_changed": (
        "the file {path} was changed: hash {number} in it is not that of the leaves below",
        "文件{path}被改动：其中第{number}个哈希与下层不符",
    ),
    "entry_changed": (
        "entry {number} (in {path}) was changed: it does not have the hash that the tree holds",
        "第{number}条（{path}）被改动：与树中的哈希不符",
    ),
    "leaf_differs": (
        "entry {number} and its hash do not belong together, and neither agrees with the tree",
        "第{number}条与其哈希不符，且二者均与树不符",
    ),
    "odd_leaf": (
        "entry {number} has {why} bytes: leaves that differ in size tell themselves apart",
        "第{number}条为{why}字节：条目大小须一致",
    ),
    "root_differs": (
        "the files do not lead to the root that the log signed",
        "文件得不出日志所签的根",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: a ``code`` of ``WRONG``, and what is wrong in two languages. Entries are counted from 0, as the format does."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Held:
    """A checkpoint from elsewhere and what it is called in a report: a file that an auditor kept, or the paper that carries it."""

    note: str
    told: str
    may_be_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What an examination found. ``waiting``: papers whose place is not public yet, which is no fault for some minutes."""

    origin: str
    size: int
    root: bytes
    note: str
    cosigners: tuple[str, ...]
    agreed: int
    waiting: tuple[str, ...]
    faults: tuple[Fault, ...]


class HeldUnusable(ValueError):
    """A checkpoint from elsewhere that is none, or not signed by this log."""


class Unreadable(ValueError):
    """There is nothing that could be examined; the message says why and what to do."""


Progress = Callable[[int, int], None]


def fault(code: str, **more: object) -> Fault:
    """A fault with its sentences."""
    en, zh = (text.format(**more) for text in WRONG[code])
    return Fault(code, en, zh)


def examine(
    source: Source,
    *,
    trusted: Sequence[VerifierKey],
    held: Sequence[Held] = (),
    policy: Policy | None = None,
    progress: Progress = lambda *_: None,
) -> Report:
    """Examine the public files of a log.

    ``trusted`` are the keys of logs that are believed; ``held`` checkpoints from elsewhere; ``policy`` whose cosignatures the
    newest checkpoint needs. Raises ``Unreadable``, ``HeldUnusable`` and ``SourceUnreadable``.
    """
    data = source.read(CHECKPOINT)
    if data is None:
        raise Unreadable("there is no checkpoint there: name the folder or address that holds the file 'checkpoint'")
    note, keys = data.decode(errors="replace"), {key.name: key for key in trusted}
    head, wrong = _opened(note, keys)
    if head is None or wrong:
        return Report("" if head is None else head.origin, 0, b"", note, (), 0, (), tuple(wrong))
    others = [(open_held(each, keys[head.origin]), each) for each in held]
    found = _against(head, others)
    cosigners, uncosigned = _cosigned(note, policy or Policy())
    found += uncosigned
    walk = _Walk(source, head, {other.size for other, _ in others if other.size <= head.size})
    walk.run(progress)
    found += walk.faults
    agreed = 0
    if not walk.faults:
        strangers = [(other, each) for other, each in others if walk.roots.get(other.size, other.root) != other.root]
        forked = {each.told for other, each in others if other.size == head.size}
        found += [fault("rewritten", size=o.size, why=each.told) for o, each in strangers if each.told not in forked]
        agreed = sum(walk.roots.get(other.size) == other.root for other, _ in others)
    waiting = tuple(each.told for other, each in others if each.may_be_ahead and other.size > head.size)
    return Report(head.origin, head.size, head.root, note, cosigners, agreed, waiting, tuple(found[:MOST_FAULTS]))


def open_held(held: Held, key: VerifierKey) -> Checkpoint:
    """A checkpoint from elsewhere, if this log signed it. Raises ``HeldUnusable``."""
    try:
        return open_checkpoint(held.note, key)
    except InvalidNote as error:
        raise HeldUnusable(f"{held.told}: {error}") from error


def _opened(note: str, keys: Mapping[str, VerifierKey]) -> tuple[Checkpoint | None, list[Fault]]:
    try:
        head = Checkpoint.parse(taken_apart(note)[0])
    except InvalidNote as error:
        return None, [fault("checkpoint_unreadable", why=error)]
    if head.origin not in keys:
        return head, [fault("other_log", why=head.origin[:100])]
    try:
        return open_checkpoint(note, keys[head.origin]), []
    except InvalidNote as error:
        return head, [fault("checkpoint_forged", why=error)]


def _cosigned(note: str, policy: Policy) -> tuple[tuple[str, ...], list[Fault]]:
    try:
        by = policy.cosigners(note)
    except InvalidNote as error:
        return (), [fault("not_cosigned", why=error)]
    names = ", ".join(by) or "none"
    return by, [] if policy.satisfied(note) else [fault("not_cosigned", why=f"{names} of the quorum {policy.quorum}")]


def _against(head: Checkpoint, others: Sequence[tuple[Checkpoint, Held]]) -> list[Fault]:
    """What two checkpoints tell without any file: a fork at one size, a log that became smaller."""
    found = []
    at = {head.size: (head.root, "the one shown here")}
    for other, held in others:
        root, told = at.setdefault(other.size, (other.root, held.told))
        if root != other.root:
            found.append(fault("forked", size=other.size, why=f"{told}; {held.told}"))
        elif other.size > head.size and not held.may_be_ahead:
            found.append(fault("rolled_back", size=head.size, why=f"{held.told}, {other.size}"))
    return found


class _Walk:
    """One walk over all files of a log, first leaf to last; collects ``faults`` and the ``roots`` at the ``sizes`` that are asked for."""

    def __init__(self, source: Source, head: Checkpoint, sizes: set[int]) -> None:
        self.source = source
        self.head = head
        self.sizes = sizes
        self.tree = Frontier()
        self.roots: dict[int, bytes] = {0: self.tree.root()} if 0 in sizes else {}
        self.faults: list[Fault] = []
        self._rows: dict[int, list[bytes]] = {level: [] for level in tiles.levels(head.size) if level}
        self._parents: dict[int, list[bytes] | None] = {}

    def run(self, progress: Progress) -> None:
        size = self.head.size
        for tile in tiles.tiles(0, size):
            leaves = self._leaves(tile)
            if leaves is None:
                return  # nothing above or after it could be judged
            for leaf in leaves:
                self._add(leaf)
            progress(self.tree.size, size)
        for level, row in self._rows.items():
            if row:
                self._hold(Tile(level, (size >> level * HEIGHT) // WIDTH, len(row)), row)
        if not self.faults and self.tree.root() != self.head.root:
            self.faults.append(fault("root_differs"))

    def _add(self, leaf: bytes) -> None:
        for at, value in self.tree.add(leaf):
            level, within = divmod(at.level, HEIGHT)
            if within or not level:
                continue
            row = self._rows[level]
            row.append(value)
            if len(row) == WIDTH:
                self._hold(Tile(level, at.place // WIDTH), row)
                self._rows[level] = []
        if self.tree.size in self.sizes:
            self.roots[self.tree.size] = self.tree.root()

    def _hold(self, tile: Tile, row: Sequence[bytes]) -> None:
        """Hold a file of hashes against what the leaves below it lead to."""
        found = self._hashes(tile)
        for at, value in enumerate(found or ()):
            if value != row[at]:
                self.faults.append(fault("tile_changed", path=tile.path, number=at))
                return

    def _hashes(self, tile: Tile) -> list[bytes] | None:
        data = read_tile(self.source, tile)
        if data is None:
            self.faults.append(fault("tile_missing", path=tile.path))
            return None
        wanted = tile.width * merkle.HASH_SIZE
        if len(data) != wanted:
            code = "tile_truncated" if len(data) < wanted else "tile_too_long"
            self.faults.append(fault(code, path=tile.path, why=f"{len(data)} bytes, {wanted} expected"))
            return None
        return tiles.hashes(data)

    def _entries(self, tile: Tile) -> list[bytes] | None:
        """The hashes of the entries as they stand in the bundle."""
        bundle = Tile(ENTRIES, tile.n, tile.width)
        data = read_tile(self.source, bundle)
        if data is None:
            self.faults.append(fault("tile_missing", path=bundle.path))
            return None
        try:
            entries = tiles.unbundle(data)
        except NotATile as error:
            self.faults.append(fault("tile_truncated", path=bundle.path, why=error))
            return None
        if len(entries) != tile.width:
            code = "tile_truncated" if len(entries) < tile.width else "tile_too_long"
            self.faults.append(fault(code, path=bundle.path, why=f"{len(entries)} entries, {tile.width} expected"))
            return None
        odd = [at for at, entry in enumerate(entries) if len(entry) != LEAF_SIZE]
        self.faults += [fault("odd_leaf", number=tile.first + at, why=len(entries[at])) for at in odd[:1]]
        return [merkle.leaf_hash(entry) for entry in entries]

    def _leaves(self, tile: Tile) -> list[bytes] | None:
        """The leaf hashes of one tile: what entries and hashes agree upon, or whichever of the two agrees with the tree."""
        stored, computed = self._hashes(tile), self._entries(tile)
        if stored is None or computed is None or stored == computed:
            return computed if stored is None else stored
        at = next(at for at in range(tile.width) if stored[at] != computed[at])
        if self._belongs(tile, stored):
            bundle = Tile(ENTRIES, tile.n, tile.width).path
            self.faults.append(fault("entry_changed", path=bundle, number=tile.first + at))
            return stored
        if self._belongs(tile, computed):
            self.faults.append(fault("tile_changed", path=tile.path, number=at))
        else:
            self.faults.append(fault("leaf_differs", number=tile.first + at))
        return computed

    def _belongs(self, tile: Tile, leaves: Sequence[bytes]) -> bool:
        """Whether these leaves lead to what stands above them: the next tile's hash, or the signed root."""
        tree = Frontier()
        if tile.width < WIDTH:  # the last one, right under the root
            tree = Frontier(self.tree.size, self.tree.peaks)
        for leaf in leaves:
            tree.add(leaf)
        if tile.width < WIDTH or self.head.size == WIDTH:
            return tree.root() == self.head.root
        return tree.root() == self._parent(tile.n)

    def _parent(self, n: int) -> bytes | None:
        count = self.head.size >> HEIGHT
        at = n // WIDTH
        if at not in self._parents:
            above = Tile(1, at, min(WIDTH, count - at * WIDTH))
            data = read_tile(self.source, above)
            whole = data is not None and len(data) == above.width * merkle.HASH_SIZE
            self._parents = {at: tiles.hashes(data) if data is not None and whole else None}
        row = self._parents[at]
        return None if row is None else row[n % WIDTH]


__all__ = ["WRONG", "Fault", "Held", "HeldUnusable", "Report", "SourceUnreadable", "Unreadable", "examine", "open_held"]
