"""What the ledger's indexes of cases and of time cost, and what they save: the same work with them and without them, in turns on one ledger.

``ledger_basis`` (hash) finds all entries of a case, ``ledger_at`` (BRIN) the stretch of a time. Every act writes an entry and so pays for both; an auditor
who asks for a case or a month has the good of them. The third index, of whom an entry is about, stands in both ways.
"""

import random  # noqa: TID251 -- which case is asked for is no secret, and the same in every run
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from benchmarks import frame
from benchmarks.frame import Options, Result, Row, Runner
from benchmarks.search import told

TITLE = "entries of the ledger written and looked for, without and with its indexes of case and time"
ENTRIES = 100_000
ROUNDS = 60
AT_ONCE = 500
EACH = 8  # entries of one case, as a certificate has
BLOCK = 5
WITHOUT, WITH = "without", "with"
NAMES = ("ledger_basis", "ledger_at")
NOTES = (
    f"{ENTRIES:,} entries, {EACH} of each case; an entry written is a whole transaction of its own, hashed, numbered and committed",
    "100 together: as a list or a round of answers writes them; without: both indexes dropped, the rest as it is",
)


def run(options: Options) -> Result:
    """Fill a ledger, then write and look for entries in turns."""
    rounds = options.rounds or ROUNDS
    with frame.home(), installed() as owner:
        size = _fill(ENTRIES)
        told(f"{size:,} entries")
        switch = _Switch(owner)
        sizes = switch.sizes()
        with frame.one_core() as where:
            rows = [
                row
                for name, once, count in _work(size)
                for row in frame.in_turns(
                    [
                        Runner(f"{name}, {way}", once, lambda _, way=way: switch.turn(on=way == WITH), 1)
                        for way in (WITHOUT, WITH)
                    ],
                    rounds=count if options.rounds is None else rounds,
                    block=BLOCK,
                    others=switch.cpu,
                )
            ]
    return Result(rows=rows, figures={**_ratios(rows), **sizes}, notes=(*NOTES, where))


def _ratios(rows: list[Row]) -> dict[str, str]:
    """Each work with the indexes beside the same without."""
    found = {}
    for row in rows:
        if row.name.endswith(f", {WITH}"):
            name = row.name.removesuffix(f", {WITH}")
            found[f"{name}: with the indexes, times without"] = (
                f"{row.ratio:.3g} by the clock ({row.low:.3g} to {row.high:.3g}), {row.cpu_ratio:.3g} by work"
            )
    return found


@contextmanager
def installed() -> Iterator[str]:
    """A new installation, this process its counter; the address of the database's owner, who may drop an index."""
    from qingbai.project import home, setup

    home.begin(demonstration=True)
    with setup.installation() as addresses:
        setup.settle(addresses.web)
        yield addresses.register_owner
        from django.db import connections

        connections.close_all()


class _Switch:
    """Takes the two indexes away and makes them again, outside of what is measured."""

    def __init__(self, owner: str) -> None:
        import psycopg
        from django.db import connection

        self.owner = psycopg.connect(owner, autocommit=True)
        self.on = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.cpu = frame.server_cpu(cursor.fetchone()[0])
        self.made = [self._one("SELECT pg_get_indexdef(%s::regclass)", name) for name in NAMES]

    def _one(self, statement: str, *values: Any) -> Any:
        found = self.owner.execute(statement, values).fetchone()
        assert found is not None
        return found[0]

    def turn(self, *, on: bool) -> None:
        """Have both, or none."""
        if on is not self.on:
            for statement in self.made if on else [f"DROP INDEX {name}" for name in NAMES]:
                self.owner.execute(statement)
            self.owner.execute("ANALYZE audit_ledgerentry")
            self.on = on

    def sizes(self) -> dict[str, str]:
        """How large the table and each index are."""
        whole = self._one("SELECT pg_relation_size('audit_ledgerentry')")
        sizes = {name: self._one("SELECT pg_relation_size(%s::regclass)", name) for name in NAMES}
        told_of = {
            name: f"{size / 2**20:.2f} MiB, {100 * size / whole:.1f} % of the rows" for name, size in sizes.items()
        }
        return {"the rows": f"{whole / 2**20:.1f} MiB", **told_of}


def _fill(entries: int) -> int:
    """Invented entries, a day's worth after another over some months; how many the ledger has then."""
    from django.db import transaction

    from qingbai import clock
    from qingbai.audit import search, services
    from qingbai.audit.actors import SYSTEM
    from qingbai.audit.events import EventKind
    from qingbai.audit.services import Deed

    begin = clock.now() - timedelta(days=120)
    for start in range(0, entries, AT_ONCE):
        deeds = [
            Deed(kind=EventKind.INQUIRY_READ, basis=f"BENCH-{(start + one) // EACH}", facts={"n": str(one)})
            for one in range(AT_ONCE)
        ]
        with transaction.atomic():
            services.record_all(deeds=deeds, by=SYSTEM, at=begin + timedelta(days=120 * start / entries))
    return search.last_number(viewer=SYSTEM)


def _work(size: int) -> list[tuple[str, Callable[[int], object], int]]:
    """What is measured: writing one and a hundred, finding a case and the ends of a day."""
    from django.db import transaction

    from qingbai import clock
    from qingbai.audit import search, services
    from qingbai.audit.actors import SYSTEM
    from qingbai.audit.events import EventKind
    from qingbai.audit.search import Sought
    from qingbai.audit.services import Deed

    chance = random.Random(6)

    def write(count: int, i: int) -> None:
        deeds = [
            Deed(kind=EventKind.INQUIRY_READ, basis=f"BENCH-{chance.randrange(10**9)}", facts={"n": str(i)})
            for _ in range(count)
        ]
        with transaction.atomic():
            services.record_all(deeds=deeds, by=SYSTEM, at=clock.now())

    def of_case(_: int) -> None:
        found = search.of_case(f"BENCH-{chance.randrange(size // EACH // 2)}", viewer=SYSTEM)
        assert len(found) == EACH, len(found)

    def of_day(_: int) -> None:
        begin = clock.now() - timedelta(days=chance.randrange(10, 110))
        sought = Sought(since=begin, until=begin + timedelta(days=1))
        assert search.page(viewer=SYSTEM, sought=sought).entries

    return [
        ("one entry", lambda i: write(1, i), ROUNDS),
        ("100 together", lambda i: write(100, i), ROUNDS),
        ("a case found", of_case, ROUNDS // 3),
        ("a day found", of_day, ROUNDS // 3),
    ]
