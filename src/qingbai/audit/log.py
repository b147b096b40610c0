"""The Merkle logs as the house uses them: append, prove, sign a checkpoint, keep a constant pace.

``certificates`` is public: every paper that leaves the house has a leaf in it, 32 bytes that tell nothing without the
paper's salt. ``ledger`` is the audit room's own and is written by ``services.record`` only.

**One turn after the other.** Appending takes the log's lock until the transaction ends. Append to a public log before
the act's ledger entry, and do both as late in the act as possible: that order never deadlocks, and nobody waits for
work that could have been done before.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from qingbai import clock
from qingbai.audit import keys, merkle, nodes
from qingbai.audit.keys import CERTIFICATES, LEDGER
from qingbai.audit.models import SignedCheckpoint
from qingbai.audit.note import Checkpoint, sign_checkpoint

LEAF_SIZE = 32

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
]
__all__ += ["Entered", "inclusion", "keep_pace", "pad", "root", "size"]


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
    _refuse_wrong_leaves(log, [leaf])
    edge = nodes.hold(log, using)
    index, proof = edge.size, edge.path()
    nodes.keep(log, edge.add(merkle.leaf_hash(leaf)), using, [leaf])
    return Entered(index, proof, _sign(log, edge, at, using))


def _refuse_wrong_leaves(log: str, leaves: Sequence[bytes]) -> None:
    if log == LEDGER:
        raise ValueError("the ledger's leaves are its entries: use audit.services.record")
    for leaf in leaves:
        if len(leaf) != LEAF_SIZE:
            raise ValueError(
                f"a leaf has {LEAF_SIZE} bytes, not {len(leaf)}: a log whose leaves differ in size tells them apart"
            )


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


def _sign(log: str, edge: merkle.Frontier, at: datetime, using: str) -> Signed:
    key = keys.signing_key(log, using)
    head = Checkpoint(key.name, edge.size, edge.root())
    note = sign_checkpoint(head, key)
    row = SignedCheckpoint(log=log, size=head.size, root=head.root, note=note, at=at)
    kept = nodes.keep_checkpoint(row, using)
    return Signed(head.size, head.root, kept)


def pad(*, log: str, upto: int, using: str = "default") -> Placed:
    """Add dummies until the log has ``upto`` leaves; none where it has them already.

    A dummy is 32 random bytes, which is what a salted commitment looks like to everybody who has not its salt.
    """
    with transaction.atomic(using=using):
        edge = nodes.hold(log, using)
        dummies = [secrets.token_bytes(LEAF_SIZE) for _ in range(upto - edge.size)]
        return append(log=log, leaves=dummies, using=using)


def keep_pace(
    *, log: str, since: int, batch: int, period: timedelta, elapsed: timedelta, using: str = "default"
) -> Placed:
    """Make the log grow by ``batch`` leaves a ``period``, however many papers were issued.

    ``since`` is the size of the log when the count of ``elapsed`` time began. As many dummies are added as are wanting
    to the pace; where more papers were issued than the pace allows, none, until time has caught up.
    """
    if batch < 1 or period <= timedelta(0) or elapsed < timedelta(0):
        raise ValueError(
            "a pace needs a batch of at least one leaf, a period above nothing and time that runs forwards"
        )
    return pad(log=log, upto=since + batch * (elapsed // period), using=using)


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
