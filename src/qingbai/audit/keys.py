"""The keys by which logs sign their checkpoints: one a log and database, in files under ``settings.LOG_KEYS``.

``ledger.key`` is readable to its owner only; ``ledger.pub`` beside it is the public half, to be handed out. The vault's
keys lie in a folder of their own.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from qingbai.audit.models import Publication, SignedCheckpoint
from qingbai.audit.note import InvalidNote, SigningKey, VerifierKey

T = TypeVar("T")
LEDGER = "ledger"
CERTIFICATES = "certificates"
LOGS = {"default": (LEDGER, CERTIFICATES), "vault": (LEDGER,)}
"""Which logs each database has."""


@dataclass(frozen=True, slots=True, repr=False)
class Padding:
    """The secret of a log's dummies. ``since``: leaves before this place were added before there was the secret; dummies among them are unknown."""

    secret: bytes
    since: int

    def leaf(self, place: int) -> bytes:
        """The dummy for a place: 32 bytes that nobody without the secret can tell from any others."""
        return hmac.new(self.secret, b"qingbai log padding\n" + place.to_bytes(8, "big"), hashlib.sha256).digest()

    def text(self) -> str:
        """As it is kept in a file that only its owner may read."""
        return f"since {self.since}\n{self.secret.hex()}\n"

    @classmethod
    def parse(cls, text: str) -> "Padding":
        """Read what ``text`` wrote. Raises ``InvalidNote``."""
        words = text.split()
        try:
            since, secret = int(words[1]), bytes.fromhex(words[2])
        except (IndexError, ValueError):
            raise InvalidNote("it is not the secret of a log's dummies") from None
        if words[0] != "since" or len(words) != 3 or len(secret) != 32 or since < 0:
            raise InvalidNote("it is not the secret of a log's dummies")
        return cls(secret, since)


class KeyMissing(RuntimeError):
    """The key of a log that has signed before is not in its place, or cannot be read."""


def origin(log: str, using: str) -> str:
    """The name of a log in its checkpoints, which is also the name of its key: ``qingbai.local/ledger``."""
    return "/".join(part for part in (settings.LOG_ORIGIN, "" if using == "default" else using, log) if part)


def public_file(log: str, using: str) -> Path:
    """The file of a log's public key."""
    return _folder(using) / f"{log}.pub"


def verifier_key(log: str, using: str) -> VerifierKey:
    """A log's public key. Raises ``KeyMissing``."""
    return _read(public_file(log, using), VerifierKey.parse)


def signing_key(log: str, using: str) -> SigningKey:
    """A log's private key, made on first use. Raises ``KeyMissing`` where the log has signed before: a new key would hide its loss."""
    path = _folder(using) / f"{log}.key"
    if not path.exists():
        make(log, using)
    return _read(path, SigningKey.parse)


def make(log: str, using: str) -> bool:
    """Make a log's key where there is none yet; True when one was made. Raises ``KeyMissing`` as above."""
    path = _folder(using) / f"{log}.key"
    if path.exists():
        return False
    if SignedCheckpoint.objects.using(using).filter(log=log).exists():
        raise KeyMissing(
            f"the log {log!r} has signed checkpoints, but its key {path} is gone: put it back from the backup of the home folder"
        )
    key = SigningKey.make(origin(log, using))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_new(path, key.secret_text() + "\n", 0o600)
    kept = _read(path, SigningKey.parse)  # another process may have been quicker: its key counts
    _write_new(public_file(log, using), f"{kept.verifier}\n", 0o644)
    return True


def padding_file(log: str, using: str) -> Path:
    """The file of the secret from which a log's dummies are made; readable to its owner only."""
    return _folder(using) / f"{log}.padding"


def padding(log: str, using: str, *, since: int) -> Padding:
    """The secret of a log's dummies, made on first use for the places from ``since`` on.

    Raises ``KeyMissing`` where the log has been published before: with another secret its old dummies would look like strangers' leaves.
    """
    path = padding_file(log, using)
    if not path.exists():
        if Publication.objects.using(using).filter(log=log).exists():
            raise KeyMissing(
                f"the secret of the dummies in the log {log!r}, {path}, is gone: put it back from the backup"
            )
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, Padding(secrets.token_bytes(32), since).text(), 0o600)
    return _read(path, Padding.parse)


def _folder(using: str) -> Path:
    return Path(settings.LOG_KEYS) / ("" if using == "default" else using)


def _write_new(path: Path, text: str, mode: int) -> None:
    """Write a file whole or not at all; a file already there stays as it is."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        Path(unfinished).unlink()


def _read(path: Path, parse: Callable[[str], T]) -> T:
    try:
        return parse(path.read_text().rstrip("\n"))
    except FileNotFoundError:
        raise KeyMissing(
            f"there is no key at {path}: it is made with the log's first checkpoint, or put it back from a backup"
        ) from None
    except (OSError, UnicodeError, InvalidNote) as error:
        raise KeyMissing(
            f"the key at {path} cannot be used: {error}. Put it back from the backup of the home folder"
        ) from error
