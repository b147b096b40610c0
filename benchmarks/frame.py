"""What all benchmarks share: taking turns, one core, a throw-away installation, and tables that say what was measured where.

A benchmark is a module of this package with ``TITLE`` and ``run(options) -> Result``; ``__main__`` finds it by its name.
"""

import contextlib
import os
import platform
import shutil
import statistics
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


class Unavailable(Exception):
    """What a benchmark needs is not on this machine; the message says what, and how to get it."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for: how many ``rounds``, how many ``convictions`` in the register (None: the benchmark's own number)."""

    rounds: int | None = None
    convictions: int | None = None


@dataclass(frozen=True)
class Runner:
    """One way of doing the work: ``once(i)`` does the i-th piece, or so many ``pieces`` together; ``prepare(i)`` before it is not counted."""

    name: str
    once: Callable[[int], object]
    prepare: Callable[[int], object] = lambda _: None
    pieces: int = 1


@dataclass(frozen=True)
class Row:
    """One runner's times in seconds: the middle one and the slowest of twenty by the clock, the middle one of work done (``cpu``, the
    database server's included), and how its pieces compare with the first runner's of the same round (above 1: slower).

    By the clock counts on an idle machine; on a busy one the work done tells more. ``low`` and ``high`` hold nine of ten rounds.
    """

    name: str
    rounds: int
    median: float
    p95: float
    cpu: float
    ratio: float
    low: float
    high: float
    cpu_ratio: float


@dataclass(frozen=True)
class Result:
    """What a benchmark found: rows, ``measures`` that fit no row (lines of one table, each with the same names), single ``figures``, and
    ``notes`` on what was counted and what not."""

    rows: Sequence[Row] = ()
    measures: Sequence[dict[str, str]] = ()
    figures: dict[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        rows = [asdict(row) for row in self.rows]
        return {"rows": rows, "measures": list(self.measures), "figures": self.figures, "notes": list(self.notes)}


Cpu = Callable[[], float]
"""Seconds of work done so far by processes other than our own that work for us."""


def in_turns(
    runners: Sequence[Runner], *, rounds: int, block: int = 1, warm: int = 1, others: Cpu = lambda: 0.0
) -> list[Row]:
    """Every runner does a ``block`` of pieces a round, the order turning from round to round, so that whatever else the machine does hits
    all alike. Pieces of a block follow one another as they would in work that does not stop for anybody; a block's middle one counts. Of pieces
    that are done together each counts alike.
    """
    times: dict[str, list[tuple[float, float]]] = {runner.name: [] for runner in runners}
    for i in range(-warm, rounds):
        for runner in list(runners) if i % 2 else list(reversed(runners)):
            times_a_round = max(1, block // runner.pieces)
            taken = [_piece(runner, (i + warm) * times_a_round + k, others) for k in range(times_a_round)]
            if i >= 0:
                times[runner.name].append(
                    (statistics.median(took for took, _ in taken), statistics.median(cpu for _, cpu in taken))
                )
    first = times[runners[0].name]
    return [_row(runner.name, times[runner.name], first) for runner in runners]


def _piece(runner: Runner, i: int, others: Cpu) -> tuple[float, float]:
    """The seconds that one piece took by the clock, and those of work."""
    runner.prepare(i)
    theirs = others()  # looked up outside of what is measured: it is work too
    own, began = time.process_time(), time.perf_counter()
    runner.once(i)
    took = time.perf_counter() - began
    worked = time.process_time() - own
    return took / runner.pieces, (worked + others() - theirs) / runner.pieces


def _row(name: str, times: Sequence[tuple[float, float]], first: Sequence[tuple[float, float]]) -> Row:
    ratios = sorted(one / other for (one, _), (other, _) in zip(times, first, strict=True))
    return Row(
        name=name,
        rounds=len(times),
        median=statistics.median(took for took, _ in times),
        p95=_at(sorted(took for took, _ in times), 0.95),
        cpu=statistics.median(cpu for _, cpu in times),
        ratio=statistics.median(ratios),
        low=_at(ratios, 0.05),
        high=_at(ratios, 0.95),
        cpu_ratio=statistics.median(one / other for (_, one), (_, other) in zip(times, first, strict=True)),
    )


def server_cpu(backend: int) -> Cpu:
    """The work done by a database server on this machine, told by the process of one of its connections; 0 where the system does not tell."""

    def seconds() -> float:
        total = 0
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                if _parent(folder) == postmaster:
                    total += int((folder / "schedstat").read_text().split()[0])
        return total / 1e9

    try:
        postmaster = _parent(Path(f"/proc/{backend}"))
    except OSError:
        return lambda: 0.0
    return seconds


def _parent(folder: Path) -> int:
    """The parent of a process; the name in its state may itself hold spaces and brackets."""
    return int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def _at(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


@contextlib.contextmanager
def one_core() -> Iterator[str]:
    """This process and all that it starts, the database server among them, on one core; says which."""
    if not hasattr(os, "sched_setaffinity"):
        yield "not pinned to one core: this system cannot"
        return
    before = os.sched_getaffinity(0)
    core = max(before)
    os.sched_setaffinity(0, {core})
    try:
        yield f"everything on core {core}"
    finally:
        os.sched_setaffinity(0, before)


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A new home folder for an installation of its own, with a database server of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="qingbai-bench-"))
    mine = [
        name for name in os.environ if name in {"QINGBAI_HOME", "QINGBAI_DATABASE"} or name.endswith("DATABASE_URL")
    ]
    kept = {name: os.environ.pop(name) for name in mine}
    os.environ["QINGBAI_HOME"] = str(folder)
    try:
        yield folder
    finally:
        os.environ.update(kept)
        with contextlib.suppress(OSError):  # run as root, the server keeps its data elsewhere and notes where
            shutil.rmtree((folder / "postgres.place").read_text())
        shutil.rmtree(folder, ignore_errors=True)


def facts() -> dict[str, str]:
    """The machine, and how busy it is."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": "{:.1f} {:.1f} {:.1f} (1, 5, 15 minutes)".format(*os.getloadavg()),
    }


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows as lines of text."""
    width = max(len(row.name) for row in rows)
    yield f"{'':{width}}  rounds      median         p95  a second  times the first (9 of 10)       work  times the first"
    for row in rows:
        spread = f"{row.ratio:.1f} ({row.low:.1f} to {row.high:.1f})"
        yield (
            f"{row.name:{width}}  {row.rounds:>6}  {row.median * 1000:>7.1f} ms  {row.p95 * 1000:>7.1f} ms  {1 / row.median:>8.1f}  "
            f"{spread:>25}  {row.cpu * 1000:>6.1f} ms  {row.cpu_ratio:>15.1f}"
        )


def listing(measures: Sequence[dict[str, str]]) -> Iterator[str]:
    """Measures as lines of text under their names; the first column reads from the left."""
    names = list(measures[0])
    lines = [names, *([one[name] for name in names] for one in measures)]
    widths = [max(_columns(line[place]) for line in lines) for place in range(len(names))]
    for line in lines:
        first, *others = (
            cell + " " * (width - _columns(cell)) if place == 0 else " " * (width - _columns(cell)) + cell
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join((first, *others))


def _columns(text: str) -> int:
    """How wide a terminal shows it: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
