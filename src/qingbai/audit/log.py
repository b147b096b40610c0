"""The Merkle logs as the house uses them: append, prove, sign a checkpoint, add dummies.

``certificates`` is public: every paper that leaves the house has a leaf in it, 32 bytes that tell nothing without the
paper's salt. ``ledger`` is the audit room's own and is written by ``services.record`` only.

**One turn after the other.** Appending takes the log's lock until the transaction ends. Append to a public log before
the act's ledger entry, and do both as late in the act as possible: that order never deadlocks, and nobody waits for
work that could have been done before. (The whole order of locks, with numbers of papers: ``certificates.numbers``.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qingbai import clock
from qingbai.audit import keys, merkle, nodes
from qingbai.audit.keys import CERTIFICATES, LEDGER
from qingbai.audit.models import SignedCheckpoint
from qingbai.audit.note import Checkpoint, sign_checkpoint, sign_entry

LEAF_SIZE = 32
AT_ONCE = 4096
"""Dummies that are added in one transaction: whoever issues a paper meanwhile waits no longer than for these."""

__all__ = [
    "CERTIFICATES",
    "LEAF_SIZE",
    "LEDGER",
    "Placed",
    "Signed",
    "append",
    "checkpoint",
    "consistency",
    "enter",
    "enter_all",
]
__all__ += ["Entered", "first_signed", "inclusion", "leaves", "pad", "root", "size", "vouch"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where leaves came to stand: the index of the ``first``, and the ``size`` of the log after the last."""

    first: int
    size: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed checkpoint: the log's ``size`` and ``root``, and the ``note`` to hand out (also ``str()``)."""

    size: int
    root: bytes
    note: str

    def __str__(self) -> str:
        return self.note


@dataclass(frozen=True, slots=True)
class Entered:
    """One leaf that came in and is proved at once: its ``index``, the inclusion ``proof`` and the checkpoint it leads to."""

    index: int
    proof: tuple[bytes, ...]
    signed: Signed


def append(*, log: str, leaves: Sequence[bytes], using: str = "default") -> Placed:
    """Add leaves of 32 bytes each to a public log, inside the caller's transaction.

    Nobody else can append until that transaction ends. Raises ``nodes.OutsideTransaction``, and ``ValueError`` for a
    leaf of another size (all leaves look alike) or for the ledger (``services.record`` is its only way in).
    """
    _refuse_wrong_leaves(log, leaves)
    edge = nodes.hold(log, using)
    first = edge.size
    if leaves:
        full = [node for leaf in leaves for node in edge.add(merkle.leaf_hash(leaf))]
        nodes.keep(log, full, using, leaves)
    return Placed(first, edge.size)


def enter(*, log: str, leaf: bytes, at: datetime, using: str = "default") -> Entered:
    """Add one leaf and prove it: ``append``, ``checkpoint`` and ``inclusion`` in one, asking the log only once.

    Inside the caller's transaction, as ``append``; the note leaves the house after the commit only. Raises as the three.
    """
    return enter_all(log=log, leaves=[leaf], at=at, using=using)[0]


def enter_all(*, log: str, leaves: Sequence[bytes], at: datetime, using: str = "default") -> tuple[Entered, ...]:
    """Add several leaves and prove each: their proofs lead to one checkpoint, that of the log with all of them in it."""
    _refuse_wrong_leaves(log, leaves)
    if not leaves:
        return ()
    edge = nodes.hold(log, using)
    first, known = edge.size, edge.placed()
    full = [node for leaf in leaves for node in edge.add(merkle.leaf_hash(leaf))]
    nodes.keep(log, full, using, leaves)
    signed = _sign(log, edge, at, using)
    # What stands beside the way of a new leaf up to the root is new itself, or stood at the right edge before.
    known.update(full)
    paths = [merkle.prove(merkle.inclusion_plan(index, edge.size), known) for index in range(first, edge.size)]
    return tuple(Entered(index, path, signed) for index, path in enumerate(paths, first))


def vouch(*, log: str, index: int, leaf: bytes, using: str = "default") -> bytes:
    """The log's word (``note.sign_entry``) for a leaf that ``enter`` has just placed at ``index``; it leaves the house after the commit only."""
    return sign_entry(index=index, leaf=leaf, key=keys.signing_key(log, using))


def _refuse_wrong_leaves(log: str, leaves: Sequence[bytes]) -> None:
    if log == LEDGER:
        raise ValueError("the ledger's leaves are its entries: use audit.services.record")
    for leaf in leaves:
        if len(leaf) != LEAF_SIZE:
            raise ValueError(
                f"a leaf has {LEAF_SIZE} bytes, not {len(leaf)}: a log whose leaves differ in size tells them apart"
            )


def leaves(log: str, first: int, after: int, *, using: str = "default") -> dict[int, bytes]:
    """What the leaves from ``first`` up to, not including, ``after`` hold, by their places; those that are missing are left out."""
    return nodes.leaves(log, first, after, using)


def size(log: str, *, using: str = "default") -> int:
    """How many leaves the log has."""
    return nodes.edge(log, using).size


def root(log: str, size: int, *, using: str = "default") -> bytes:
    """The root of the first ``size`` leaves. Raises ``ValueError`` where the log is smaller."""
    [found] = _proved(log, (merkle.root_plan(size),), size, using)
    return found


def inclusion(log: str, index: int, size: int, *, using: str = "default") -> tuple[bytes, ...]:
    """The proof that leaf ``index`` stands in the tree of the first ``size`` leaves; ``merkle.check_inclusion`` checks it."""
    return _proved(log, merkle.inclusion_plan(index, size), size, using)


def consistency(log: str, old: int, new: int, *, using: str = "default") -> tuple[bytes, ...]:
    """The proof that the first ``old`` leaves are the beginning of the first ``new``; ``merkle.check_consistency`` checks it."""
    return _proved(log, merkle.consistency_plan(old, new), new, using)


def checkpoint(log: str, *, at: datetime | None = None, using: str = "default") -> Signed:
    """The signed checkpoint of the log as it stands, kept as evidence. The same size is never signed twice.

    Inside a transaction it covers leaves that are not committed yet: hand the note out only after the commit, for a
    note about leaves that never came to be would convict the log of rewriting itself. Raises ``keys.KeyMissing``.
    """
    return _sign(log, nodes.edge(log, using), at or clock.now(), using)


def first_signed(log: str, *, since: datetime, using: str = "default") -> Signed | None:
    """The first head of a log that was signed from an instant on; where none was, the last one that still is the whole log. None: not signed yet."""
    rows = SignedCheckpoint.objects.using(using).filter(log=log)
    row = rows.filter(at__gte=since).order_by("size").first()
    if row is None:
        row = rows.order_by("-size").first()
        if row is None or row.size != size(log, using=using):
            return None
    return Signed(row.size, bytes(row.root), row.note)


def _sign(log: str, edge: merkle.Frontier, at: datetime, using: str) -> Signed:
    key = keys.signing_key(log, using)
    head = Checkpoint(key.name, edge.size, edge.root())
    note = sign_checkpoint(head, key)
    row = SignedCheckpoint(log=log, size=head.size, root=head.root, note=note, at=at)
    kept = nodes.keep_checkpoint(row, using)
    return Signed(head.size, head.root, kept)


def pad(*, log: str, upto: int, using: str = "default") -> Placed:
    """Add dummies until the log has ``upto`` leaves; none where it has them already.

    A dummy looks like a salted commitment to everybody who has not the secret it is made from; with the secret,
    reconciliation knows it for a dummy (``keys.Padding``). Raises ``keys.KeyMissing``.
    """
    first = None
    while True:
        with transaction.atomic(using=using):
            edge = nodes.hold(log, using)
            first = edge.size if first is None else first
            if edge.size >= upto:
                return Placed(first, edge.size)
            padding = keys.padding(log, using, since=edge.size)
            places = range(edge.size, min(upto, edge.size + AT_ONCE))
            leaves = [padding.leaf(place) for place in places]
            full = [node for leaf in leaves for node in edge.add(merkle.leaf_hash(leaf))]
            nodes.keep(log, full, using, leaves)


def _proved(log: str, plan: merkle.Plan, size: int, using: str) -> tuple[bytes, ...]:
    """The hashes of a proof about the first ``size`` leaves; one statement, which also sees whether there are so many."""
    last = {merkle.Coordinate(0, size - 1)} if size else set()
    try:
        return merkle.prove(plan, nodes.read(log, merkle.needed(plan) | last, using))
    except nodes.LogDamaged:
        there = nodes.edge(log, using).size
        if size > there:
            raise ValueError(f"the log {log!r} has {there} leaves, not {size}") from None
        raise
