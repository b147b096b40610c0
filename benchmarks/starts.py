"""How long a newcomer waits: from ``qingbai up`` in an empty home folder to a site that answers, and the second time."""

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import frame
from benchmarks.frame import Options, Result, Unavailable

TITLE = "first and second start of qingbai up, until the site answers"
ROUNDS = 3
PATIENCE = 180.0  # seconds
RUNS_AT = re.compile(r"runs at (http://\S+)")


def run(options: Options) -> Result:
    """Each round in a home folder of its own: the first start with the demonstration's main job, one without, and a second start."""
    times: dict[str, list[float]] = {
        "first start, main job walked once": [],
        "first start of a register": [],
        "second start": [],
    }
    for _ in range(options.rounds or ROUNDS):
        with frame.home() as folder:
            times["first start, main job walked once"].append(started(folder))
            times["second start"].append(started(folder))
        with frame.home() as folder:
            times["first start of a register"].append(started(folder, "--no-demo"))
    figures = {
        name: f"{statistics.median(taken):.1f} s (best {min(taken):.1f}, worst {max(taken):.1f}, {len(taken)} starts)"
        for name, taken in times.items()
    }
    ratio = statistics.median(times["first start, main job walked once"]) / statistics.median(times["second start"])
    return Result(
        figures={**figures, "first beside second": f"{ratio:.1f} times"},
        notes=(
            "the environment is installed already; the first start makes the database, tables, reference data and keys",
            "stopped with Ctrl-C between the two, which is not counted",
        ),
    )


def started(folder: Path, *arguments: str) -> float:
    """Seconds from the command to the line that says where the site answers; stopped again before this returns."""
    kept = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "qingbai.project.cli", "up", "--port", str(free_port()), *arguments],
        env={**kept, "QINGBAI_HOME": str(folder), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            return _until_it_answers(process, began)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)


def _until_it_answers(process: "subprocess.Popen[str]", began: float) -> float:
    said = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if RUNS_AT.search(line):
            return time.perf_counter() - began
        if time.perf_counter() - began > PATIENCE:
            break
    raise Unavailable("qingbai up did not start; it said:\n" + "".join(said[-20:]))


def free_port() -> int:
    """A port of the loopback on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port
