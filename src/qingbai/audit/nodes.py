"""How a log lies in the database: every full node of its tree once, by level and place, so that a proof reads few rows.

Appending goes in turn: ``hold`` waits until no other transaction appends to the same log and returns its right edge,
``keep`` writes what became full. Between the two nothing may happen that could wait for anything else.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections

from qingbai.audit.entries import Raw
from qingbai.audit.keys import LEDGER
from qingbai.audit.merkle import Coordinate, Frontier
from qingbai.audit.models import SignedCheckpoint

_EDGE = "SELECT size, peaks FROM audit_edge(%s, %s)"

# Arrays go in binary (%b): written out, each text in them would be looked through for quotes.
_KEEP = """
INSERT INTO audit_node (log, level, place, hash, data)
SELECT %s, * FROM unnest(%b::smallint[], %b::bigint[], %b::bytea[], %b::bytea[])
"""

_ENTRY_COLUMNS = ("number", "at", "kind", "actor_kind", "actor", "office", "basis", "about")
_ENTRIES = """
WITH entries AS (
    INSERT INTO audit_ledgerentry (number, at, kind, actor_kind, actor, office, basis, about, facts)
    SELECT * FROM unnest(
        %b::bigint[], %b::text[]::timestamptz[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[]::jsonb[]
    )
)
"""

_CHECKPOINT = """
INSERT INTO audit_signedcheckpoint (log, size, root, note, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (log, size) DO NOTHING RETURNING note
"""

_LEAVES = "SELECT place, data FROM audit_node WHERE log = %s AND level = 0 AND place >= %s AND place < %s"

_READ = """
SELECT level, place, hash FROM audit_node JOIN unnest(%s::smallint[], %s::bigint[]) AS wanted (level, place)
USING (level, place) WHERE log = %s
"""


class OutsideTransaction(RuntimeError):
    """Something that belongs to an act was tried outside the act's own transaction."""


class LogDamaged(RuntimeError):
    """Nodes that must be there are missing: the log was tampered with. ``qingbai audit verify`` names the first wrong entry."""


def hold(log: str, using: str) -> Frontier:
    """Wait for our turn on ``log`` until this transaction ends; returns the log's right edge as it then stands.

    Raises ``OutsideTransaction`` and ``LogDamaged``.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"nothing can be added to the log {log!r} outside a transaction: the act and its entry are kept together or not at all. "
            f"Wrap the act in transaction.atomic(using={using!r})."
        )
    return _edge(log, using, turn=zlib.crc32(log.encode()) - 2**31)


def edge(log: str, using: str) -> Frontier:
    """The right edge of a log as it stands now. Raises ``LogDamaged``."""
    return _edge(log, using, turn=None)


def _edge(log: str, using: str, *, turn: int | None) -> Frontier:
    with connections[using].cursor() as cursor:
        cursor.execute(_EDGE, [log, turn])
        size, peaks = cursor.fetchone()
    if len(peaks) != size.bit_count() or None in peaks:
        raise LogDamaged(
            f"nodes of the log {log!r} are missing at its right edge (size {size}): run `qingbai audit verify`"
        )
    return Frontier(size, peaks)


Full = Sequence[tuple[Coordinate, bytes]]
"""Nodes that became full, as ``Frontier.add`` returns them."""


def keep(log: str, full: Full, using: str, data: Sequence[bytes] = ()) -> None:
    """Write nodes that became full; ``data`` are the contents of the leaves among them, in order."""
    with connections[using].cursor() as cursor:
        cursor.execute(_KEEP, _columns(log, full, data))


def keep_entries(entries: Sequence[Raw], full: Full, using: str) -> None:
    """Write entries of the ledger and the nodes that became full by them, in one statement: the ledger is held meanwhile."""
    columns: list[Any] = [[getattr(entry, name) for entry in entries] for name in _ENTRY_COLUMNS]
    facts = [json.dumps(entry.facts, ensure_ascii=False) for entry in entries]
    with connections[using].cursor() as cursor:
        cursor.execute(_ENTRIES + _KEEP, [*columns, facts, *_columns(LEDGER, full, ())])


def keep_checkpoint(row: SignedCheckpoint, using: str) -> str:
    """Keep a signed checkpoint unless its size was signed before; returns the note that counts.

    Raises ``LogDamaged`` where the log had another root when this size was signed: what we signed once we do not contradict.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_CHECKPOINT, [row.log, row.size, bytes(row.root), row.note, row.at])
        if cursor.fetchone() is not None:
            return row.note
    earlier = SignedCheckpoint.objects.using(using).get(log=row.log, size=row.size)
    if bytes(earlier.root) != bytes(row.root):
        raise LogDamaged(
            f"the log {row.log!r} has another root than when its size {row.size} was signed: run `qingbai audit verify`"
        )
    return earlier.note


def _columns(log: str, full: Full, data: Sequence[bytes]) -> list[Any]:
    contents = iter(data)
    rows = [(at.level, at.place, value, next(contents, None) if at.level == 0 else None) for at, value in full]
    return [log, *(list(column) for column in zip(*rows, strict=True))]


def leaves(log: str, first: int, after: int, using: str) -> dict[int, bytes]:
    """What leaves hold, by their places."""
    with connections[using].cursor() as cursor:
        cursor.execute(_LEAVES, [log, first, after])
        return {place: bytes(data or b"") for place, data in cursor.fetchall()}


def read(log: str, wanted: Collection[Coordinate], using: str) -> dict[Coordinate, bytes]:
    """The hashes of full nodes. Raises ``LogDamaged`` where one is missing."""
    with connections[using].cursor() as cursor:
        cursor.execute(_READ, [[at.level for at in wanted], [at.place for at in wanted], log])
        found = {Coordinate(level, place): bytes(value) for level, place, value in cursor.fetchall()}
    missing = set(wanted) - found.keys()
    if missing:
        raise LogDamaged(f"{len(missing)} nodes of the log {log!r} are missing: run `qingbai audit verify`")
    return found
