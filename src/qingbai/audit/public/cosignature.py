"""Cosignatures of witnesses (C2SP tlog-cosignature, Ed25519): *at this time, this was the largest log that I had seen, and it was one log*.

A cosignature is one more signature line under a checkpoint. The line holds the id of the witness's key, the time in seconds and the
signature over ``cosignature/v1``, the time, and the text of the checkpoint. Pure.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qingbai.audit.note import (
    InvalidNote,
    VerifierKey,
    key_id,
    named_key,
    signature_line,
    taken_apart,
)

ALGORITHM = b"\x04"
LATEST = 2**63 - 1
_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class CosignerKey:
    """The public half of a witness's key: its ``name`` and 32 bytes. ``str()`` gives the form that is handed out."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        VerifierKey(self.name, self.public)  # the same rules for names and sizes

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        return key_id(self.name, ALGORITHM, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ALGORITHM + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "CosignerKey":
        """Read ``name+id+key``. Raises ``InvalidNote``."""
        name, stated, raw = named_key(text)
        if raw[:1] != ALGORITHM:
            raise InvalidNote(f"the key of {name} is not one of a witness (Ed25519 cosignature, algorithm 4)")
        key = cls(name, raw[1:])
        if key.id.hex() != stated:
            raise InvalidNote(f"the key's id should be {key.id.hex()}, not {stated}: the text was altered")
        return key


@dataclass(frozen=True, slots=True, repr=False)
class CosigningKey:
    """The private half. ``str()`` and ``repr()`` never show it; ``secret_text()`` does."""

    name: str
    private: bytes

    @classmethod
    def make(cls, name: str) -> "CosigningKey":
        """A new key from the operating system's randomness. Raises ``InvalidNote`` for a name that no key may have."""
        made = cls(name, Ed25519PrivateKey.generate().private_bytes_raw())
        assert made.public
        return made

    @property
    def public(self) -> CosignerKey:
        """The public half."""
        return CosignerKey(
            self.name, Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()
        )

    def secret_text(self) -> str:
        """The key as it is kept in a file that only its owner may read."""
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{base64.b64encode(ALGORITHM + self.private).decode()}"

    @classmethod
    def parse(cls, text: str) -> "CosigningKey":
        """Read what ``secret_text`` wrote. Raises ``InvalidNote``."""
        if not text.startswith(_PRIVATE):
            raise InvalidNote("this is not a private key of a witness")
        name, stated, raw = named_key(text.removeprefix(_PRIVATE))
        if raw[:1] != ALGORITHM or len(raw) != 33:
            raise InvalidNote("the private key is not one of a witness (Ed25519 cosignature, algorithm 4, 32 bytes)")
        key = cls(name, raw[1:])
        if key.public.id.hex() != stated:
            raise InvalidNote("the private key and its id do not belong together: the file was altered")
        return key

    def __repr__(self) -> str:
        return f"CosigningKey({self.public})"


def cosign(note: str, key: CosigningKey, at: datetime) -> str:
    """The signature line of a witness for a checkpoint's note, with its newline. ``at`` counts in whole seconds."""
    text, _ = taken_apart(note)
    seconds = int(at.timestamp())
    signature = Ed25519PrivateKey.from_private_bytes(key.private).sign(_message(text, seconds))
    raw = key.public.id + seconds.to_bytes(8, "big") + signature
    return f"— {key.name} {base64.b64encode(raw).decode()}\n"


def cosigned(note: str, keys: Iterable[CosignerKey]) -> dict[CosignerKey, datetime]:
    """Which of these witnesses cosigned a note, and when.

    Lines by others are passed over. Raises ``InvalidNote`` for a malformed note, and for a wrong cosignature under a known key.
    """
    text, lines = taken_apart(note)
    known = {(key.name, key.id): key for key in keys}
    found: dict[CosignerKey, datetime] = {}
    for line in lines:
        name, stated, signature = signature_line(line)
        key = known.get((name, stated))
        if key is not None:
            found[key] = _checked(text, key, signature)
    return found


def added(note: str, lines: Iterable[str]) -> str:
    """A note with further signature lines under it."""
    return note + "".join(lines)


def line_of(answer: str, note: str, key: CosignerKey) -> str:
    """The cosignature of one witness in its answer, by its own key and over this note; all else in the answer is left out.

    Raises ``InvalidNote`` where there is none.
    """
    wanted = base64.b64encode(key.id).decode()[:5]  # the id fills the first five letters
    for line in answer.split("\n"):
        if line.startswith(f"— {key.name} {wanted}") and key in cosigned(added(note, [f"{line}\n"]), [key]):
            return f"{line}\n"
    raise InvalidNote(f"the answer holds no cosignature of {key.name}")


def _checked(text: str, key: CosignerKey, signature: bytes) -> datetime:
    wrong = InvalidNote(f"the cosignature of {key.name} is wrong: the note was altered or is forged")
    seconds = int.from_bytes(signature[:8], "big")
    if len(signature) != 72 or seconds > LATEST:
        raise wrong
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature[8:], _message(text, seconds))
        return datetime.fromtimestamp(seconds, UTC)
    except (InvalidSignature, OverflowError, ValueError, OSError):
        raise wrong from None


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
