"""Is a log whole? Walk it from the first leaf to the last and name the first thing that is not as it was written.

Every leaf is hashed anew from what is stored (the entry itself, or a public leaf's data), every node above it computed
and compared, every checkpoint held against the root that the log really has at that size. What an owner of the database
can still do - write everything anew, nodes included - shows at the first checkpoint signed before; so checkpoints kept
*outside* the machine decide, and ``examine`` takes them. Memory stays bounded: the walk goes in steps of a few thousand.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from qingbai.audit import keys
from qingbai.audit.entries import Raw
from qingbai.audit.keys import LEDGER
from qingbai.audit.merkle import Coordinate, Frontier, leaf_hash, node_hash
from qingbai.audit.note import Checkpoint, InvalidNote, VerifierKey, open_checkpoint

STEP = 4096  # leaves; a power of two, so that two leaves of a pair always come in the same step

_COLUMNS = ("number", "at", "kind", "actor_kind", "actor", "office", "basis", "about")
_ENTRIES = """
SELECT number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind, actor_kind, actor, office, basis, about, facts::text
FROM audit_ledgerentry WHERE number > %s AND number <= %s ORDER BY number
"""
_DATA = "SELECT place, data FROM audit_node WHERE log = %s AND level = 0 AND place >= %s AND place < %s ORDER BY place"
_NODES = "(SELECT level, place, hash FROM audit_node WHERE log = %s AND level = %s AND place >= %s AND place < %s)"

REMEDY = (
    ("Change nothing: stop the service, copy the database as it is, compare with the last backup and with checkpoints kept "
    "elsewhere, and report it to the supervisor."),
    "请勿改动：停止服务，原样复制数据库，与最近备份及外部留存的检查点比对，并报告监督部门。",
)  # fmt: skip

WRONG = {
    "missing": ("{one} {number} is missing", "第{number}条缺失"),
    "cut_off": (
        "{one} {number} and what followed is missing: a checkpoint {told} proves that there were {size}",
        "第{number}条及以后缺失：检查点（{told}）证明原有{size}条",
    ),
    "changed": ("{one} {number} is not what was recorded: it was changed", "第{number}条与记录时不符：内容被改动"),
    "leaf_changed": (
        "the leaf of {one} {number} was changed; the {one} itself agrees with the tree",
        "第{number}条的叶子被改动；条目本身与树相符",
    ),
    "differs": (
        "{one} {number} does not match its leaf: one of the two was changed",
        "第{number}条与其叶子不符：二者之一被改动",
    ),
    "no_leaf": (
        "{one} {number} has no leaf in the log: it was added past the log, or its leaf was removed",
        "第{number}条在日志中没有叶子：绕过日志加入，或叶子被删除",
    ),
    "node_changed": (
        "the tree above {one} {first} to {number} was changed",
        "第{first}至{number}条之上的树节点被改动",
    ),
    "node_missing": (
        "the tree above {one} {first} to {number} has a hole",
        "第{first}至{number}条之上的树节点缺失",
    ),
    "node_extra": (
        "the tree holds a node for {one} {number}, which is not there",
        "树中有第{number}条的节点，而该条不存在",
    ),
    "rewritten": (
        "{one} {number} or one after it, up to {size}, was rewritten: the log does not have the root of the checkpoint {told}",
        "第{number}至{size}条之间被重写：日志与检查点（{told}）的根不符",
    ),
    "checkpoint_changed": (
        "the stored checkpoint of size {size} was changed or forged: {why}",
        "存储的检查点（{size}条）被改动或伪造：{why}",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong: the ``number`` of the entry (from 1), a ``code`` of ``WRONG``, and what is wrong in two languages."""

    number: int
    code: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a walk found: how many leaves, their root, how many checkpoints agreed, and the first ``fault`` or None."""

    log: str
    leaves: int
    root: bytes
    checkpoints: int
    fault: Fault | None


class CheckpointUnusable(ValueError):
    """A checkpoint from outside that is none, or not signed by this log's key."""


class _Found(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.en)
        self.fault = fault


Progress = Callable[[int, int], None]
"""Called with how many leaves were walked, of how many."""


def examine(
    log: str, *, using: str = "default", outside: Sequence[str] = (), progress: Progress = lambda *_: None
) -> Report:
    """Walk ``log`` in one snapshot; acts may go on meanwhile.

    ``outside`` are signed checkpoints that were kept elsewhere. Raises ``CheckpointUnusable`` for one that this log's key
    did not sign, ``keys.KeyMissing`` where checkpoints are to be checked and the public key is gone.
    """
    pinned = [_opened(note, log, using) for note in outside]
    with _snapshot(using):
        walk = _Walk(log, using, pinned)
        fault = None
        try:
            walk.run(progress)
        except _Found as found:
            fault = found.fault
        return Report(log, walk.tree.size, walk.tree.root(), walk.agreed, fault)


def by_log(notes: Sequence[str], using: str) -> dict[str, list[str]]:
    """Signed checkpoints from outside, sorted by the log that each is about. Raises ``CheckpointUnusable`` for a strange one."""
    names = {keys.origin(log, using): log for log in keys.LOGS[using]}
    found: dict[str, list[str]] = {log: [] for log in names.values()}
    for note in notes:
        whose = note.split("\n", 1)[0]
        if whose not in names:
            raise CheckpointUnusable(
                f"a checkpoint of {whose[:100]!r} is about none of the logs here ({', '.join(names)})"
            )
        found[names[whose]].append(note)
    return found


@contextmanager
def _snapshot(using: str) -> Iterator[None]:
    """One state of the database for all that follows, whatever is committed meanwhile."""
    connection = connections[using]
    nested = connection.in_atomic_block
    with transaction.atomic(using=using):
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _opened(note: str, log: str, using: str) -> Checkpoint:
    try:
        return open_checkpoint(note, keys.verifier_key(log, using))
    except InvalidNote as error:
        raise CheckpointUnusable(
            f"the checkpoint from outside cannot be used: {error}. If it certainly is one of this log, the key in "
            f"{keys.public_file(log, using)} is not the one that signed it"
        ) from error


class _Walk:
    """One walk over one log; raises ``_Found`` at the first fault."""

    def __init__(self, log: str, using: str, pinned: Sequence[Checkpoint]) -> None:
        self.log = log
        self.using = using
        self.pinned = pinned
        self.tree = Frontier()
        self.agreed = 0
        self.sound_until = 0  # the size of the last checkpoint that agreed
        self._key: VerifierKey | None = None

    def run(self, progress: Progress) -> None:
        last = self._last()
        self._hold_against_checkpoints(-1, 0)
        for start in range(0, last, STEP):
            end = min(start + STEP, last)
            self._step(start, end)
            progress(end, last)
        self._nothing_besides()
        self._nothing_cut_off()

    def _step(self, start: int, end: int) -> None:
        nodes = self._nodes(start, end)
        heads = self._heads(start, end)
        for number, leaf in self._leaves(start, end):
            if number < 1:
                raise self._fault("no_leaf", number)
            if number != self.tree.size + 1:
                break
            for at, value in self.tree.add(leaf):
                if nodes.get(at) != value:
                    raise self._node_fault(at, value, nodes)
            for head, told in heads.get(number, ()):
                self._agrees(head, told)
        if self.tree.size != end:
            raise self._fault("missing", self.tree.size + 1)

    def _node_fault(self, at: Coordinate, computed: bytes, nodes: dict[Coordinate, bytes]) -> _Found:
        number = (at.place + 1) << at.level
        stored = nodes.get(at)
        if at.level:
            return self._fault(
                "node_missing" if stored is None else "node_changed", number, first=(at.place << at.level) + 1
            )
        if stored is None:
            return self._fault("no_leaf", number)
        above = nodes.get(Coordinate(1, at.place >> 1))
        sibling = nodes.get(Coordinate(0, at.place ^ 1), b"")
        agrees = [above == _parent(at.place, leaf, sibling) for leaf in (stored, computed)]
        code = {(True, False): "changed", (False, True): "leaf_changed"}.get((agrees[0], agrees[1]), "differs")
        return self._fault(code, number)

    def _agrees(self, head: Checkpoint, told: str) -> None:
        if head.root != self.tree.root():
            raise self._fault("rewritten", self.sound_until + 1, size=head.size, told=told)
        self.agreed += 1
        self.sound_until = head.size

    def _hold_against_checkpoints(self, start: int, end: int) -> None:
        for heads in self._heads(start, end).values():
            for head, told in heads:
                self._agrees(head, told)

    def _nothing_besides(self) -> None:
        row = self._rows(
            """SELECT level, place FROM audit_node WHERE log = %s AND (level < 0 OR place < 0 OR place >= (%s >> level::int))
               ORDER BY (place + 1) << level::int, level LIMIT 1""",
            [self.log, self.tree.size],
        )
        for level, place in row:
            code = "missing" if level == 0 and place == self.tree.size and self.log == LEDGER else "node_extra"
            raise self._fault(code, (place << level) + 1)

    def _nothing_cut_off(self) -> None:
        size = self.tree.size
        beyond = [(head, "from outside") for head in self.pinned if head.size > size]
        stored = self._rows(
            "SELECT size, root, note, at::text FROM audit_signedcheckpoint WHERE log = %s AND size > %s ORDER BY size LIMIT 1",
            [self.log, size],
        )
        beyond += [self._stored_head(*row) for row in stored]
        for head, told in beyond:
            raise self._fault("cut_off", size + 1, size=head.size, told=told)

    def _heads(self, start: int, end: int) -> dict[int, list[tuple[Checkpoint, str]]]:
        """The checkpoints of sizes above ``start`` up to ``end``, each with what it is called in a report."""
        heads: dict[int, list[tuple[Checkpoint, str]]] = {}
        for head in self.pinned:
            if start < head.size <= end:
                heads.setdefault(head.size, []).append((head, "from outside"))
        for row in self._rows(
            "SELECT size, root, note, at::text FROM audit_signedcheckpoint WHERE log = %s AND size > %s AND size <= %s ORDER BY size",
            [self.log, start, end],
        ):
            heads.setdefault(row[0], []).append(self._stored_head(*row))
        return heads

    def _stored_head(self, size: int, root: bytes, note: str, at: str) -> tuple[Checkpoint, str]:
        if self._key is None:
            self._key = keys.verifier_key(self.log, self.using)
        try:
            head = open_checkpoint(note, self._key)
        except InvalidNote as error:
            raise self._fault("checkpoint_changed", size, size=size, why=str(error)) from None
        if (head.size, head.root) != (size, bytes(root)):
            raise self._fault("checkpoint_changed", size, size=size, why=f"its note says {head.size} leaves")
        return head, f"signed at {at}"

    def _last(self) -> int:
        [[last]] = self._rows(
            "SELECT coalesce(max(number), 0) FROM audit_ledgerentry"
            if self.log == LEDGER
            else "SELECT coalesce(max(place) + 1, 0) FROM audit_node WHERE log = %s AND level = 0",
            [] if self.log == LEDGER else [self.log],
        )
        return int(last)

    def _leaves(self, start: int, end: int) -> Iterator[tuple[int, bytes]]:
        """Numbers from 1 and leaf hashes, each computed from the content that is stored."""
        if self.log == LEDGER:
            for *columns, facts in self._rows(_ENTRIES, [start or -(2**63), end]):
                yield columns[0], Raw(**dict(zip(_COLUMNS, columns, strict=True)), facts=json.loads(facts)).leaf()
        else:
            for place, data in self._rows(_DATA, [self.log, start, end]):
                yield place + 1, leaf_hash(bytes(data or b""))

    def _nodes(self, start: int, end: int) -> dict[Coordinate, bytes]:
        # one range a level, each spelt out: joined to a list of levels, the planner reads the whole table instead
        ranges = [(level, start >> level, end >> level) for level in range(end.bit_length())]
        asked = [(self.log, *of) for of in ranges if of[1] < of[2]]
        rows = self._rows(" UNION ALL ".join([_NODES] * len(asked)), [value for of in asked for value in of])
        return {Coordinate(level, place): bytes(value) for level, place, value in rows}

    def _rows(self, query: str, parameters: Any) -> list[Any]:
        with connections[self.using].cursor() as cursor:
            cursor.execute(query, parameters)
            return list(cursor.fetchall())

    def _fault(self, code: str, number: int, **more: object) -> _Found:
        one = "entry" if self.log == LEDGER else "leaf"
        en, zh = (text.format(one=one, number=number, **more) for text in WRONG[code])
        return _Found(Fault(number, code, en, zh))


def _parent(place: int, leaf: bytes, sibling: bytes) -> bytes:
    return node_hash(sibling, leaf) if place & 1 else node_hash(leaf, sibling)
