"""Searching a large register as an inquiry does, beside a single-row select on the same server; and how it grows.

A search is ``inquiries.search.look``: everybody who is or may be the person, compared; the convictions of those who are left; the law's
answer. The inquiry's own rows (application, acts, ledger) are not part of it. The peer is PostgreSQL's own idea of the
smallest read, ``pgbench``'s select of one row by its key from a table with as many rows: through the same connection, in turns
with the searches, and by ``pgbench`` itself.
"""

import math
import os
import random  # noqa: TID251 -- invented persons are no secret, and the same in every run
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import filling, frame
from benchmarks.frame import Options, Result

TITLE = "a register searched as an inquiry does, beside a single-row select"
CONVICTIONS = 1_000_000
SMALLEST = 10_000
ROUNDS = 2000  # searches of each kind, each for another person; a quarter of them in registers smaller than the next
FULL = 1_000_000
HEAVY = 20  # of so many rounds, one searches for the commonest name without a number
COLD = 100
OFFICE = "100101-hy"
PEER = "single row by its key, same connection"
HEAVIEST = "commonest names, no resident number"


@dataclass(frozen=True)
class Kind:
    """One kind of people asked about: ``cases`` in an endless stream, of which every ``every``-th round takes one."""

    name: str
    cases: Iterator[Any]
    every: int = 1


@dataclass(frozen=True)
class Taken:
    """What one kind took: seconds by the clock of each search, seconds of work of ours and the server's for it; and what one typical search did."""

    name: str
    times: Sequence[float]
    work: Sequence[float]
    statements: int
    rows: int
    found: int

    def at(self, share: float) -> float:
        """So many of the searches took no longer than this."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * share))]

    @property
    def middle(self) -> float:
        """The middle one by the clock."""
        return statistics.median(self.times)


def run(options: Options) -> Result:
    """Fill a new register step by step, ten times as large each, and search at every step."""
    largest = options.convictions or CONVICTIONS
    steps = [size for size in (SMALLEST * 10**power for power in range(8)) if size < largest] + [largest]
    rounds = options.rounds or ROUNDS
    measures: list[dict[str, str]] = []
    figures: dict[str, Any] = {}
    middles: dict[str, list[float]] = {}
    with frame.home() as folder, installed() as server:
        for size in steps:
            with filling.hurried(server.superuser):
                filled = filling.fill(server.owner, size)
            told(f"{filled.convictions:,} convictions in {filled.seconds:.0f} s, {filled.bytes / 2**30:.1f} GiB")
            figures[f"filling up to {filled.convictions:,}"] = (
                f"{filled.rows:.0f} s rows, {filled.indexes:.0f} s indexes and keys, {filled.statistics:.0f} s statistics; "
                f"{filled.persons:,} persons, {filled.bytes / 2**30:.1f} GiB, {filling.agrees():,} persons' keys as matching has them"
            )
            server.prepare_peer(size)
            taken = measured(kinds(size), rounds if size >= FULL or size == largest else max(1, rounds // 4), size)
            for line in lines(size, taken):
                measures.append(line)
                told("  ".join(line.values()))
            for one in taken:
                middles.setdefault(one.name, []).append(one.middle)
            figures[f"pgbench -S, {size:,} rows"] = server.pgbench()
            told(figures[f"pgbench -S, {size:,} rows"])
        figures["on record, first read from the disk"] = cold(server, folder, size)
    for name, found in middles.items():
        figures[f"ten times the register takes, {name}"] = growth(steps, found)
    return Result(measures=measures, figures=figures, notes=NOTES)


NOTES = (
    "a search is all that an inquiry asks of the register, compares and has judged by the law; its own application, acts and ledger entry not counted",
    "work: of this process and of its database process; rows: fetched from tables by one typical search, those passed over in the index not counted",
    f"invented persons, texts of judgments of {filling.TEXT} characters (real ones have thousands; a search needs none of them)",
    "PostgreSQL as the program starts it (128 MB of shared buffers), the rest of the memory for the system's page cache",
)


def told(line: str) -> None:
    """Say on the error stream how far it is: filling takes its time."""
    print(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {line}", file=sys.stderr, flush=True)


# -- the installation and the peer


@dataclass(frozen=True)
class Server:
    """The addresses of the throw-away installation, and the folder with PostgreSQL's programs."""

    superuser: str
    owner: str
    programs: Path

    def prepare_peer(self, rows: int) -> None:
        """A table of ``pgbench`` with as many rows, rounded up to a hundred thousand."""
        scale = max(1, math.ceil(rows / 100_000))
        done = self._pgbench("-i", "-q", "-s", str(scale))
        if done.returncode:
            raise frame.Unavailable(f"pgbench could not make its table: {done.stderr.strip()[-300:]}")

    def pgbench(self) -> str:
        """Its own select of one row by key, one client, for a few seconds, with every transaction's time."""
        with tempfile.TemporaryDirectory() as folder:
            log = ("-l", "--log-prefix", f"{folder}/log")
            done = self._pgbench("-n", "-S", "-M", "prepared", "-c", "1", "-T", "5", *log)
            if done.returncode:
                return f"did not run: {done.stderr.strip()[-300:]}"
            times = sorted(
                int(line.split()[2]) for path in Path(folder).iterdir() for line in path.read_text().splitlines()
            )
        tps = re.search(r"tps = ([\d.]+)", done.stdout)
        middle, slowest = times[len(times) // 2], times[int(len(times) * 0.99)]
        return f"p50 {middle / 1000:.3f} ms, p99 {slowest / 1000:.3f} ms, {float(tps[1]) if tps else 0:,.0f} a second"

    def _pgbench(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.programs / "pgbench"), *arguments, self.owner]
        try:
            return subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise frame.Unavailable(f"{command[0]} is missing: install PostgreSQL's contributed programs") from None


@contextmanager
def installed() -> Iterator[Server]:
    """A new installation with an empty register; this process works in it as the site does."""
    from qingbai.project import home, setup
    from qingbai.project.postgres import programs, server

    home.begin(demonstration=True)
    with setup.installation() as addresses, server.of_home(setup.bin_dir()).in_use() as superuser:
        setup.settle(addresses.web)
        yield Server(superuser, addresses.register_owner, setup.bin_dir() or programs.wheel_binaries())
        from django.db import connections

        connections.close_all()


# -- who is asked about


def kinds(size: int) -> list[Kind]:
    """The kinds of people, from the lightest search to the heaviest."""
    chance = random.Random(size)
    return [
        Kind("nobody, a rare name", _cases(lambda n: stranger(n, "欧阳" + "沚汀渚"[n % 3] + "霁澜岫"[n % 5 % 3]))),
        Kind("nobody, but namesakes", _cases(lambda n: stranger(n, namesake(chance)))),
        Kind("somebody on record", (case_of(draft) for draft in on_record(chance))),
        Kind("nobody, a foreigner's passport", _cases(lambda n: foreigner(n, "ALMEIDA JULIANA"))),
        Kind(HEAVIEST, _cases(lambda n: foreigner(n, "张伟张磊李伟李磊"[n % 4 * 2 :][:2], "CHN")), every=HEAVY),
    ]


def _cases(draft: Callable[[int], Any]) -> Iterator[Any]:
    n = 0
    while True:
        yield case_of(draft(n))
        n += 1


def case_of(draft: Any) -> Any:
    """An application that nobody handed in, as far as a search reads it."""
    from qingbai.agencies import queries as agencies
    from qingbai.inquiries import draft as drafts
    from qingbai.inquiries.casework import Case
    from qingbai.inquiries.models import Application

    row = Application(number="QB20261121-BENCHBEN", office=OFFICE, draft=drafts.as_json(draft))
    case = Case(row=row, acts=(), office=agencies.office(OFFICE))
    assert case.draft == draft  # read once here, and not in the search
    return case


def stranger(n: int, name: str) -> Any:
    """Somebody with a resident number of area 100199, where the filling puts nobody."""
    from qingbai.matching.identity import check_character

    born_on = date(1950, 1, 1) + timedelta(days=n * 7919 % 20000)
    first17 = f"100199{born_on:%Y%m%d}{500 + n % 200 * 2:03d}"
    return _draft(name, born_on, "resident_id", first17 + check_character(first17), "CHN", sex="F")


def namesake(chance: random.Random) -> str:
    """A name drawn as the filling draws it: a common one, most often."""
    surname = chance.choice([name for name, share in filling.SURNAMES.items() for _ in range(share)])
    given = [filling.MEN[int(len(filling.MEN) * chance.random() ** 1.3)] for _ in range(2)]
    return surname + (given[0] if chance.random() < 0.12 else "".join(given))


def foreigner(n: int, name: str, country: str = "PRT") -> Any:
    """Somebody whose paper is a passport, so that no number tells who it is not."""
    born_on = date(1950, 1, 1) + timedelta(days=n * 7919 % 20000)
    number = f"E{50_000_000 + n}" if country == "CHN" else f"P{n:06d}"
    return _draft(name, born_on, "passport", number, country, sex="M")


def on_record(chance: random.Random) -> Iterator[Any]:
    """People on record, anyone as likely as anyone else, as their own papers describe them."""
    from uuid import UUID

    from qingbai.registers import models, queries

    while True:
        place = UUID(int=chance.getrandbits(128))
        for subject in models.Subject.objects.filter(id__gte=place).order_by("id").values_list("id", flat=True)[:1]:
            person = queries.described(subject, None)
            if person and person.names and person.documents and person.documents[0].kind == "resident_id":
                yield _draft(
                    person.names[0],
                    person.born_on,
                    "resident_id",
                    person.documents[0].number,
                    "CHN",
                    sex=person.sex or "F",
                )


def _draft(name: str, born_on: Any, kind: str, number: str, country: str, *, sex: str) -> Any:
    from qingbai.inquiries.draft import Draft, IdentityProof, ProofMethod, Purpose
    from qingbai.law.terms import AskerClass, DocumentKind, Sex

    return Draft(
        asker_class=AskerClass.CITIZEN if country == "CHN" else AskerClass.FOREIGNER,
        name=name,
        latin_name=name if name.isascii() else "",
        sex=Sex(sex),
        born_on=born_on,
        nationality=country,
        document_kind=DocumentKind(kind),
        document_number=number,
        office=OFFICE,
        purpose=Purpose.STUDY,
        identity_proof=IdentityProof(method=ProofMethod.COUNTER, reference="bench"),
    )


# -- measuring


def measured(several: Sequence[Kind], rounds: int, size: int) -> list[Taken]:
    """The peer and every kind in turns, the order turning; each search for another person."""
    from django.db import connection

    connection.ensure_connection()
    work = _work(connection.connection.info.backend_pid)
    chance = random.Random(rounds)
    streams: list[tuple[str, Callable[[], Callable[[], object]], int]] = [
        (PEER, lambda: _peer(chance.randint(1, size)), 1)
    ]
    streams += [(kind.name, _searching(kind), kind.every) for kind in several]
    times: dict[str, list[float]] = {name: [] for name, _, _ in streams}
    works: dict[str, list[float]] = {name: [] for name, _, _ in streams}
    warm = max(10, rounds // 50)
    for i in range(-warm, rounds):
        for name, make, every in streams if i % 2 else reversed(streams):
            if i % every:
                continue
            once = make()
            before, began = work(), time.perf_counter()
            once()
            took = time.perf_counter() - began
            if i >= 0:
                times[name].append(took)
                works[name].append(work() - before)
    return [Taken(name, times[name], works[name], *done(make())) for name, make, _ in streams]


def _searching(kind: Kind) -> Callable[[], Callable[[], object]]:
    return lambda: _search(next(kind.cases))


def _search(case: Any) -> Callable[[], object]:
    from qingbai.audit.actors import SYSTEM
    from qingbai.inquiries.search import look

    return lambda: look(case, by=SYSTEM, on=date(2026, 11, 21))


def _peer(account: int) -> Callable[[], object]:
    """``pgbench``'s statement for a row of its table, prepared, on the connection that the searches use."""
    from django.db import connection

    raw = connection.connection
    return lambda: raw.execute(_SELECT, [account], prepare=True).fetchone()


_SELECT = "SELECT abalance FROM pgbench_accounts WHERE aid = %s"


def done(once: Callable[[], Any]) -> tuple[int, int, int]:
    """Run one search more and tell its statements, the rows that it fetched from tables, and how many people it left to be told of."""
    from django.db import connection, transaction

    counted = 0

    def count(execute: Any, *statement: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*statement)

    with transaction.atomic():
        fetched = _fetched(connection)
        with connection.execute_wrapper(count):
            found = once()
        rows = _fetched(connection) - fetched
    return max(counted, 1), rows, len(getattr(found, "compared", ()))


def _fetched(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0] or 0)


def _work(backend: int) -> Callable[[], float]:
    """Seconds of work done so far by this process and by one process of the database; 0 for that one where the system does not tell."""
    path = Path(f"/proc/{backend}/schedstat")

    def seconds() -> float:
        try:
            other = int(path.read_text().split()[0]) / 1e9
        except OSError:
            other = 0.0
        return time.process_time() + other

    return seconds


def lines(size: int, taken: Sequence[Taken]) -> Iterator[dict[str, str]]:
    """A line of the table for each kind."""
    peer = taken[0]
    for one in taken:
        yield {
            "asked about": one.name,
            "convictions": f"{size:,}",
            "searches": f"{len(one.times):,}",
            "p50": f"{one.middle * 1000:.2f} ms",
            "p99": f"{one.at(0.99) * 1000:.2f} ms",
            "x the peer's p50": f"{one.middle / peer.middle:.1f}",
            "work": f"{statistics.median(one.work) * 1000:.2f} ms",
            "statements": str(one.statements),
            "rows": str(one.rows),
            "left": str(one.found),
        }


def growth(steps: Sequence[int], middles: Sequence[float]) -> str:
    """How many times as long the middle search takes for a register ten times as large, over all steps and over the last."""
    if len(steps) < 2:
        return "one size only"

    def tenfold(place: int) -> float:
        return float((middles[-1] / middles[place]) ** (1 / math.log10(steps[-1] / steps[place])))

    return f"{tenfold(0):.2f} times as long from {steps[0]:,} to {steps[-1]:,}; {tenfold(-2):.2f} over the last step"


def cold(server: Server, folder: Path, size: int) -> str:
    """People on record who are searched for after the database's files were put out of both caches."""
    import psycopg

    cases = [case_of(draft) for draft, _ in zip(on_record(random.Random(-size)), range(COLD), strict=False)]
    place = folder / "postgres.place"
    data = (Path(place.read_text()) if place.exists() else folder / "postgres") / "data"
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    emptied = _empty_shared_buffers(server)
    for path in data.glob("base/**/*"):
        if path.is_file():
            _forget(path)
    times = []
    for case in cases:
        once = _search(case)
        began = time.perf_counter()
        once()
        times.append(time.perf_counter() - began)
    times.sort()
    return (
        f"p50 {statistics.median(times) * 1000:.1f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.1f} ms over {len(times)} people"
        + ("" if emptied else " (shared buffers could not be emptied)")
    )


def _empty_shared_buffers(server: Server) -> bool:
    """Put every page out of the server's own cache (PostgreSQL 18 with its contributed modules)."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    address = make_conninfo(server.superuser, dbname=psycopg.conninfo.conninfo_to_dict(server.owner)["dbname"])
    with psycopg.connect(address, autocommit=True) as connection:
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache")
            connection.execute("SELECT pg_buffercache_evict_all()")
        except psycopg.Error:
            return False
    return True


def _forget(path: Path) -> None:
    """Ask the system to drop a file from its page cache."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
