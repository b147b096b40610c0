"""The home folder (``QINGBAI_HOME``, by default ``var`` in the working folder): data, keys, secrets of this installation."""

import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from qingbai.portal.oidc.configuration import Configuration

KIND = "kind"  # the file that says which of two sorts of installation this is
DEMONSTRATION, REAL = "demonstration", "real register"
CHOOSE_A_HOME = "Name a folder of yours in QINGBAI_HOME."


class CannotRun(click.ClickException):
    """Something outside the program keeps it from running; the message says what, and what to do."""


def folder() -> Path:
    """The home folder, made when it does not exist. Raises CannotRun where it cannot be made or written to."""
    path = Path(os.environ.get("QINGBAI_HOME", "var")).resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotRun(f"Cannot make the home folder {path}: {error.strerror}. {CHOOSE_A_HOME}") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise CannotRun(f"The home folder {path} cannot be written to. {CHOOSE_A_HOME}")
    return path


def secret(name: str) -> str:
    """A secret of this installation, made on first use and kept readable to its owner only."""
    path = folder() / "secrets" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text()


def main_job_is_done(*, now: bool = False) -> bool:
    """Whether this installation has walked the main job; ``now`` says that it just has."""
    path = folder() / "first-run-done"
    if now:
        write_private(path, "")
    return path.exists()


def is_demonstration() -> bool:
    """Whether this installation serves invented persons only. What the first start chose stays."""
    return _kind() == DEMONSTRATION


def begin(*, demonstration: bool) -> None:
    """Make this home a demonstration or a real register for good. Raises CannotRun where it already is the other."""
    wanted = DEMONSTRATION if demonstration else REAL
    write_private(folder() / KIND, wanted)
    if _kind() != wanted:
        raise CannotRun(
            f"{folder()} is the home of a {_kind()}, not of a {wanted}: name another home folder in QINGBAI_HOME, "
            f"or {'leave --no-demo out' if not demonstration else 'start with: qingbai up --no-demo'}."
        )


def _kind() -> str:
    path = folder() / KIND
    return path.read_text() if path.exists() else ""


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all; a file already there stays as it is."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)
    except FileExistsError:  # another process was quicker; its file counts
        pass
    finally:
        Path(unfinished).unlink()


def trust_file() -> Path:
    """What a verifier elsewhere needs: the pinned issuers and the key of the public log, as written at every start."""
    return folder() / "trust.json"


def replace(path: Path, text: str) -> None:
    """Write a file that anyone may read in the place of an earlier one: at every moment one of the two is there, whole."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(path)


def offices() -> Path:
    """Where a real register keeps files of its own organs and offices (docs/guide/regions.md); need not exist."""
    return folder() / "offices"


HSM = ("QINGBAI_HSM_MODULE", "QINGBAI_HSM_TOKEN", "QINGBAI_HSM_PIN_FILE")


def hsm() -> dict[str, str]:
    """The token that holds signing keys, as the environment names it; empty where none is. Raises CannotRun where it is named by half."""
    given = {name: os.environ.get(name, "") for name in HSM}
    wanting = [name for name, value in given.items() if not value]
    if wanting == list(HSM):
        return {}
    if wanting:
        raise CannotRun(f"Keys in a token need {', '.join(HSM)}: set {' and '.join(wanting)} too.")
    module, token, pin_file = given.values()
    kinds = os.environ.get("QINGBAI_HSM_KEYS", "issuing office status stamping")
    return {"module": module, "label": token, "pin_file": pin_file, "kinds": kinds}


def timestamp() -> dict[str, Any]:
    """The time-stamp authority that the environment names; empty where it names none. Raises CannotRun where it is named by half."""
    url, file = os.environ.get("QINGBAI_TIMESTAMP_URL", ""), os.environ.get("QINGBAI_TIMESTAMP_CERTIFICATES", "")
    if not url:
        return {}
    if not url.startswith(("https://", "http://")):
        raise CannotRun("QINGBAI_TIMESTAMP_URL must begin with https:// or http://: correct it.")
    if not file or not Path(file).is_file():
        raise CannotRun(
            "QINGBAI_TIMESTAMP_URL needs QINGBAI_TIMESTAMP_CERTIFICATES: name a file with the authority's certificates (PEM)."
        )
    own = os.environ.get("QINGBAI_TIMESTAMP_MEANWHILE", "")
    if own not in ("", "own"):
        raise CannotRun("QINGBAI_TIMESTAMP_MEANWHILE is 'own' or empty: correct it.")
    policy = os.environ.get("QINGBAI_TIMESTAMP_POLICY", "")
    return {"url": url, "file": file, "policy": policy, "own_meanwhile": own == "own"}


def provider() -> "Configuration | None":
    """The real-name service that the environment names; ``None`` where it names none. Raises CannotRun with everything that is wrong."""
    if not any(name.startswith("QINGBAI_OIDC_") for name in os.environ):
        return None
    from qingbai.portal.oidc.configuration import Misconfigured, read

    try:
        return read(os.environ)
    except Misconfigured as wrong:
        raise CannotRun("The real-name service cannot be used as it is named: " + " ".join(wrong.faults)) from wrong


def databases() -> dict[str, dict[str, Any]]:
    """Django's databases: the register always; the vault only where this process was given its own address."""
    found = {"default": database(os.environ.get("DATABASE_URL", "postgresql://qingbai@127.0.0.1:5432/qingbai"))}
    if "VAULT_DATABASE_URL" in os.environ:
        found["vault"] = database(os.environ["VAULT_DATABASE_URL"])
    return found


def database(url: str) -> dict[str, Any]:
    """One database of Django's from its URL, as libpq understands it. Raises CannotRun when it is no such URL."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise CannotRun(
            "A database address is not of the form postgresql://role:password@host:port/database "
            "(see DATABASE_URL and VAULT_DATABASE_URL)."
        ) from error
    places = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: str(parts.pop(key, None) or "") for name, key in places.items()},
        # The server reads and plans a statement once a connection: the same few hundred come again and again.
        "OPTIONS": {"connect_timeout": 10, "server_side_binding": True, "prepare_threshold": 3, **parts},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
