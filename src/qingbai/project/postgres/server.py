"""The supervisor: one PostgreSQL server on one data folder, started, found again and stopped.

The server outlives whoever started it when that process is killed. So nothing is remembered in memory: whether a server
runs is read from its own ``postmaster.pid`` and proved by connecting to it; who still uses it is known from a lock that
the operating system drops with the process. The last user stops the server.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from qingbai.project import home
from qingbai.project.home import CannotRun
from qingbai.project.postgres import programs
from qingbai.project.postgres.programs import Programs
from qingbai.project.postgres.roles import Role, address

CONFIGURATION = """\
# Written by qingbai at every start.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 100
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
# Nothing that a person typed may reach the log.
log_statement = 'none'
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""
WITHOUT_DURABILITY = """\
# For tests alone: a crash may lose everything.
fsync = off
synchronous_commit = off
full_page_writes = off
# What the planner knows of a table would hang on when it was last vacuumed.
autovacuum = off
"""
WAITING = 300  # seconds for a start or a stop; a start after a crash first repeats what the log of the database holds
ATTEMPTS = 10
# Another program was quicker to take the port; or the processes of a killed server are still on their way out.
PASSING = ("could not bind", "Address already in use", "pre-existing shared memory block")
LOG_LIMIT = 5_000_000  # bytes; an older log is kept beside it once


@dataclass(frozen=True)
class Server:
    """A server that may or may not run at this moment.

    ``place`` holds its data, its log and our locks, and belongs to the operating-system user that runs it.
    """

    place: Path
    superuser: Role
    binaries: Programs
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "server.log"

    def url(self, port: int) -> str:
        """The address for the superuser."""
        return address(f"postgresql://127.0.0.1:{port}", self.superuser, "postgres")

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """The superuser's address of the running server; started when it does not run, stopped by its last user."""
        self.make_place()
        with open_lock(self.place / "users.lock") as users:
            try:
                with self._deciding():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    url = self.start()
                yield url
            finally:
                with self._deciding():
                    if alone(users):
                        self.stop()

    @contextmanager
    def _deciding(self) -> Iterator[None]:
        """Only one process at a time decides to start or stop."""
        with open_lock(self.place / "decision.lock") as decision:
            fcntl.flock(decision, fcntl.LOCK_EX)
            yield

    def start(self) -> str:
        """Use the server that runs on this data, or start one; the superuser's address. Call it through ``in_use``."""
        self.make_place()
        self._initialise()
        running = self.running()
        if running is not None:
            return running
        self._forget_a_stranger()
        said = ""
        for _ in range(ATTEMPTS):
            port = free_port()
            self._configure(port)
            done = self._control("start", "-l", self.log)
            if done.returncode == 0:
                return self.url(port)
            said = self._last_words() or done.stderr
            if not any(word in said for word in PASSING):
                break
            time.sleep(0.5)
        raise CannotRun(f"The database server did not start: {reason(said)} Its log is {self.log}.")

    def running(self) -> str | None:
        """The superuser's address if a server runs on this data, whoever started it; waits while one starts or stops.

        Raises CannotRun if one runs that does not let us in.
        """
        for _ in range(300):
            port = self._port()
            if port is None:
                return None
            try:
                with psycopg.connect(self.url(port), connect_timeout=5) as connection:
                    row = connection.execute("SHOW data_directory").fetchone()
            except psycopg.OperationalError as error:
                if not self._alive():
                    return None
                if "password authentication failed" in str(error):
                    raise CannotRun(
                        f"A database server runs on {self.data} but refuses the password in {home.folder() / 'secrets'}."
                    ) from error
            else:  # otherwise the port in the file is an old one that another server has now
                return self.url(port) if row and Path(row[0]).resolve() == self.data.resolve() else None
            time.sleep(0.1)
        raise CannotRun(f"The database server on {self.data} runs but does not answer: see {self.log}.")

    def _forget_a_stranger(self) -> None:
        """Remove a ``postmaster.pid`` whose number now belongs to some other program, as after a restart of the machine.

        PostgreSQL would take that program for a server on this data and refuse to start for ever. Its own server works
        in the data folder; where the system does not tell where a process works, the file stays.
        """
        path = self.data / "postmaster.pid"
        try:
            process = Path("/proc") / path.read_text().splitlines()[0]
            if process.exists() and not same_folder(process / "cwd", self.data):
                path.unlink()
        except (OSError, IndexError):
            return

    def stop(self) -> None:
        """Stop the server if it runs; open connections are ended, committed work is kept."""
        if self._alive():
            done = self._control("stop", "-m", "fast")
            if done.returncode != 0:
                raise CannotRun(f"The database server did not stop: {reason(done.stderr)} Its log is {self.log}.")

    def _control(self, act: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
        waiting = ("-w", "-t", str(WAITING))
        return self.binaries.run("pg_ctl", act, *waiting, "-D", self.data, *options, timeout=WAITING + 30)

    def _alive(self) -> bool:
        """Whether the process named in ``postmaster.pid`` lives and is a server on this data."""
        self._forget_a_stranger()
        return self.binaries.run("pg_ctl", "status", "-D", self.data).returncode == 0

    def _port(self) -> int | None:
        """The port in ``postmaster.pid`` (its fourth line), if that file is there and whole."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[3])
        except FileNotFoundError:
            return None
        except (IndexError, ValueError):  # being written, or left behind half-written
            if not self._alive():
                return None
            time.sleep(0.2)
            return self._port()

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            version = int((self.data / "PG_VERSION").read_text())
            if version != self.binaries.major:
                raise CannotRun(
                    f"{self.data} was made by PostgreSQL {version}, the programs here are {self.binaries.major}: "
                    f"use programs of version {version}, or restore a backup into a new home folder."
                )
            return
        unfinished = self.place / "data.unfinished"  # renamed when whole: a killed initdb leaves nothing half-made
        password = self.place / "password"
        try:
            shutil.rmtree(unfinished, ignore_errors=True)
            password.unlink(missing_ok=True)
            home.write_private(password, self.superuser.password)
            self.binaries.give(password)
            done = self.binaries.run("initdb", *self._initdb_options(), "--pwfile", password, "-D", unfinished)
            if done.returncode != 0:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise CannotRun(f"Cannot create the database in {self.place}: {reason(done.stderr)}")
            with (unfinished / "postgresql.conf").open("a") as conf:
                conf.write("include 'qingbai.conf'\n")
            unfinished.rename(self.data)
        except OSError as error:
            raise CannotRun(f"Cannot prepare the database folder {self.place}: {error.strerror}.") from error
        finally:
            password.unlink(missing_ok=True)

    def make_place(self) -> None:
        """The folder of the server, the property of who runs it."""
        try:
            self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.binaries.give(self.place)
        except OSError as error:
            raise CannotRun(f"Cannot make the database folder {self.place}: {error.strerror}.") from error

    def _initdb_options(self) -> list[str]:
        options = ["--username", self.superuser.name, "--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"]
        if self.binaries.major >= 17:  # the server's own collation: the same order on every machine
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        else:
            options += ["--locale=C.UTF-8"]
        return options if self.durable else [*options, "--no-sync"]

    def _configure(self, port: int) -> None:
        target = self.data / "qingbai.conf"
        try:
            target.write_text(CONFIGURATION.format(port=port) + ("" if self.durable else WITHOUT_DURABILITY))
            self.binaries.give(target)
            if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
                self.log.replace(self.log.with_suffix(".old.log"))
        except OSError as error:
            raise CannotRun(f"Cannot write to {self.place}: {error.strerror}.") from error

    def _last_words(self) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])
        except OSError:
            return ""


def of_home(bin_dir: Path | None = None) -> Server:
    """The server of this installation: in its home folder, or as root in a place that ``nobody`` may enter."""
    binaries = programs.find(bin_dir)
    place = home.folder() / "postgres"
    if binaries.runs_as is not None:
        note = home.folder() / "postgres.place"
        if not note.exists():
            home.write_private(note, str(programs.ROOT_PLACE / uuid.uuid4().hex[:12]))
        place = Path(note.read_text())
        programs.make_root_place()
    found = Server(place, Role("postgres", home.secret("postgres")), binaries)
    found.make_place()
    if binaries.runs_as is not None:
        (place / "home").write_text(f"{home.folder()}\n")  # for whoever finds this place and wonders whose it is
    return found


@contextmanager
def open_lock(path: Path) -> Iterator[IO[bytes]]:
    """A lock file, open; whoever holds a lock on it loses it with the process."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "rb+") as file:
        yield file


def same_folder(one: Path, other: Path) -> bool:
    """Whether both are the same folder; one that we may not look into is not ours."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def alone(lock: IO[bytes]) -> bool:
    """Whether no other process shares this lock."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port() -> int:
    """A TCP port on loopback that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert isinstance(port, int)
        return port


def reason(said: str) -> str:
    """The line that tells why, out of what a program wrote, with a remedy where we know one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    for line in lines:
        if "No space left on device" in line:
            return "the disk is full: free some space and start again."
    for line in reversed(lines):
        if any(word in line for word in ("FATAL", "error:", "PANIC", "could not")):
            return f"{line.rstrip('.')}."
    return f"{lines[-1].rstrip('.')}." if lines else "no reason was given."
