"""How a log lies in the database: every full node of its tree once, by level and place, so that a proof reads few rows.

Appending goes in turn: ``hold`` waits until no other transaction appends to the same log and returns its right edge,
``keep`` writes what became full. Between the two nothing may happen that could wait for anything else.
"""

import zlib
from collections.abc import Collection, Sequence

from django.db import connections

from qingbai.audit.merkle import Coordinate, Frontier

_LOCKS = 0x51424C47  # "QBLG": our own corner of the server's advisory locks

_EDGE = """
WITH log AS (
    SELECT coalesce((SELECT place + 1 FROM audit_node WHERE log = %(log)s AND level = 0 ORDER BY place DESC LIMIT 1), 0) AS size
)
SELECT size, level, CASE WHEN level IS NOT NULL THEN
    (SELECT hash FROM audit_node n WHERE n.log = %(log)s AND n.level = l.level AND n.place = (size >> l.level) - 1) END
FROM log LEFT JOIN LATERAL (SELECT level FROM generate_series(0, 62) level WHERE (size >> level) & 1 = 1) l ON true
ORDER BY level DESC
"""

_KEEP = """
INSERT INTO audit_node (log, level, place, hash, data)
SELECT %s, * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[], %s::bytea[])
"""

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

    The lock is taken by its own statement: under READ COMMITTED only the next one sees what the transaction before us
    committed. Raises ``OutsideTransaction`` and ``LogDamaged``.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise OutsideTransaction(
            f"nothing can be added to the log {log!r} outside a transaction: the act and its entry are kept together or not at all. "
            f"Wrap the act in transaction.atomic(using={using!r})."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, zlib.crc32(log.encode()) - 2**31])
    return edge(log, using)


def edge(log: str, using: str) -> Frontier:
    """The right edge of a log as this statement sees it. Raises ``LogDamaged``."""
    with connections[using].cursor() as cursor:
        cursor.execute(_EDGE, {"log": log})
        rows = cursor.fetchall()
    size = rows[0][0]
    peaks = [bytes(peak) for _, level, peak in rows if level is not None and peak is not None]
    if len(peaks) != size.bit_count():
        raise LogDamaged(
            f"nodes of the log {log!r} are missing at its right edge (size {size}): run `qingbai audit verify`"
        )
    return Frontier(size, peaks)


def keep(log: str, nodes: Sequence[tuple[Coordinate, bytes]], using: str, data: Sequence[bytes] = ()) -> None:
    """Write nodes that became full; ``data`` are the contents of the leaves among them, in order (none for the ledger)."""
    contents = iter(data)
    columns = [(at.level, at.place, value, next(contents, None) if at.level == 0 else None) for at, value in nodes]
    with connections[using].cursor() as cursor:
        cursor.execute(_KEEP, [log, *(list(column) for column in zip(*columns, strict=True))])


def read(log: str, wanted: Collection[Coordinate], using: str) -> dict[Coordinate, bytes]:
    """The hashes of full nodes. Raises ``LogDamaged`` where one is missing."""
    with connections[using].cursor() as cursor:
        cursor.execute(_READ, [[at.level for at in wanted], [at.place for at in wanted], log])
        found = {Coordinate(level, place): bytes(value) for level, place, value in cursor.fetchall()}
    missing = set(wanted) - found.keys()
    if missing:
        raise LogDamaged(f"{len(missing)} nodes of the log {log!r} are missing: run `qingbai audit verify`")
    return found
