"""Signed notes and checkpoints of logs, in the open formats that other logs use (C2SP signed-note and tlog-checkpoint).

A checkpoint is three lines (whose log, how many leaves, which root) and a signature line; whoever keeps one can prove
later that the log was rewritten. Any program that reads these formats can check ours.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qingbai.audit.merkle import HASH_SIZE

MAX_BYTES = 1_000_000  # far above a checkpoint with sixteen post-quantum cosignatures
MAX_SIGNATURES = 100
ENTRY = "qingbai+log-entry/1"
"""The first line of what a log signs about one entry. A plus sign stands in the name of no log."""
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+\x00-\x1f]+")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class InvalidNote(ValueError):
    """A note or key that is malformed, or that no trusted key signed; the message says which."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a log's key: its ``name`` and 32 bytes. ``str()`` gives the form that is handed out, ``name+id+key``."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise InvalidNote(f"{self.name!r} is no name for a key: spaces, '+' and control characters are not allowed")
        if len(self.public) != 32:
            raise InvalidNote(f"an Ed25519 public key has 32 bytes, not {len(self.public)}")

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature line names this key."""
        return key_id(self.name, _ED25519, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read ``name+id+key``; ``InvalidNote`` where it is malformed, of another algorithm, or the id is not that of the key."""
        name, stated, raw = named_key(text)
        if raw[:1] != _ED25519:
            raise InvalidNote("the key is not an Ed25519 key (algorithm 1)")
        key = cls(name, raw[1:])
        if key.id.hex() != stated:
            raise InvalidNote(f"the key's id should be {key.id.hex()}, not {stated}: the text was altered")
        return key


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """The private half. ``str()`` and ``repr()`` never show it; ``secret_text()`` does."""

    name: str
    private: bytes

    @classmethod
    def make(cls, name: str) -> "SigningKey":
        """A new key from the operating system's randomness."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Read what ``secret_text`` wrote."""
        start = "PRIVATE+KEY+"
        if not text.startswith(start):
            raise InvalidNote("this is not a private key of a log")
        name, stated, raw = named_key(text.removeprefix(start))
        if raw[:1] != _ED25519 or len(raw) != 33:
            raise InvalidNote("the private key is not an Ed25519 key (algorithm 1, 32 bytes)")
        key = cls(name, raw[1:])
        if key.verifier.id.hex() != stated:
            raise InvalidNote("the private key and its id do not belong together: the file was altered")
        return key

    def secret_text(self) -> str:
        """The key as it is kept in a file that only its owner may read."""
        encoded = base64.b64encode(_ED25519 + self.private).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{encoded}"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(
            self.name, Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()
        )

    def __repr__(self) -> str:
        return f"SigningKey({self.verifier})"


@lru_cache(maxsize=16)
def _private_half(private: bytes) -> Ed25519PrivateKey:
    """Unpacked once: that takes as long as a signature."""
    return Ed25519PrivateKey.from_private_bytes(private)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: its ``origin`` (whose log), ``size`` (leaves) and ``root``."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note as a checkpoint; extension lines after the third are allowed and ignored."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):
            raise InvalidNote("a checkpoint has at least three lines, none of them empty")
        if not _SIZE.fullmatch(lines[1]):
            raise InvalidNote(f"{lines[1]!r} is no size of a log")
        root = decoded(lines[2], "the root")
        if len(root) != HASH_SIZE:
            raise InvalidNote(f"the root has {len(root)} bytes, not {HASH_SIZE}")
        return cls(lines[0], int(lines[1]), root)


def sign(text: str, key: SigningKey) -> str:
    """The signed note over ``text``, which must end with a newline and hold no other control character."""
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise InvalidNote("the text of a note ends with a newline and holds no other control character")
    signature = _private_half(key.private).sign(text.encode())
    return f"{text}\n— {key.name} {base64.b64encode(key.verifier.id + signature).decode()}\n"


def sign_entry(*, index: int, leaf: bytes, key: SigningKey) -> bytes:
    """A log's word that ``leaf`` (32 bytes) stands at this place of it: 64 bytes that prove it where a whole path has no room.

    As good as a checkpoint that leads to it, for the same key signs both, and as binding: who finds another leaf at this place of the
    public files has the log's own signature against it. What is signed can be no checkpoint: its first line is the name of no log.
    """
    return _private_half(key.private).sign(_entry_text(key.name, index, leaf))


def is_entry(word: bytes, *, index: int, leaf: bytes, key: VerifierKey) -> bool:
    """Whether ``sign_entry`` made this with this log's key, for this place and this leaf."""
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(word, _entry_text(key.name, index, leaf))
    except InvalidSignature:
        return False
    return True


def _entry_text(origin: str, index: int, leaf: bytes) -> bytes:
    return f"{ENTRY}\n{origin}\n{index}\n{base64.b64encode(leaf).decode()}\n".encode()


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note of a log's head."""
    return sign(checkpoint.text(), key)


def open_note(note: str | bytes, keys: Iterable[VerifierKey]) -> str:
    """The text of a note that at least one of ``keys`` signed.

    Lines by unknown keys are passed over; a wrong signature under a known key refuses the whole note, as does any
    malformed line. Raises ``InvalidNote``.
    """
    text, lines = taken_apart(note)
    known = {(key.name, key.id): key for key in keys}
    signed = False
    for line in lines:
        name, stated, signature = signature_line(line)
        key = known.get((name, stated))
        if key is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
        except InvalidSignature:
            raise InvalidNote(f"the signature of {name} is wrong: the note was altered or is forged") from None
        signed = True
    if not signed:
        raise InvalidNote("none of the keys that are trusted here signed this note")
    return text


def open_checkpoint(note: str | bytes, key: VerifierKey) -> Checkpoint:
    """The checkpoint that ``key`` signed about its own log. Raises ``InvalidNote``."""
    checkpoint = Checkpoint.parse(open_note(note, [key]))
    if checkpoint.origin != key.name:
        raise InvalidNote(f"this is a checkpoint of {checkpoint.origin}, not of {key.name}")
    return checkpoint


def taken_apart(note: str | bytes) -> tuple[str, list[str]]:
    """The text of a note, and its signature lines. Raises ``InvalidNote``."""
    try:
        whole = note.decode() if isinstance(note, bytes) else note
        size = len(whole.encode())
    except UnicodeError:
        raise InvalidNote("the note is not UTF-8") from None
    if size > MAX_BYTES:
        raise InvalidNote(f"the note has {size} bytes, more than {MAX_BYTES}")
    if any(c < " " and c != "\n" for c in whole):
        raise InvalidNote("the note holds control characters")
    body, blank, tail = whole.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise InvalidNote("the note has no signature: after its text an empty line and a signature line are expected")
    lines = tail[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise InvalidNote(f"the note has more than {MAX_SIGNATURES} signatures")
    return body + "\n", lines


def signature_line(line: str) -> tuple[str, bytes, bytes]:
    """Name, id of the key, and signature of one line. Raises ``InvalidNote``."""
    match = _SIGNATURE_LINE.fullmatch(line)
    if match is None:
        raise InvalidNote(f"this is no signature line: {line[:80]!r}")
    raw = decoded(match[2], "a signature")
    if len(raw) < 5:
        raise InvalidNote("a signature is too short")
    return match[1], raw[:4], raw[4:]


def key_id(name: str, algorithm: bytes, public: bytes) -> bytes:
    """The four bytes by which a signature line names a key."""
    return hashlib.sha256(name.encode() + b"\n" + algorithm + public).digest()[:4]


def named_key(text: str) -> tuple[str, str, bytes]:
    """Name, stated id and raw key (its first byte the algorithm) of a key written ``name+id+key``. Raises ``InvalidNote``."""
    parts = text.strip().split("+", 2)  # the base64 at the end may itself hold a plus
    if len(parts) != 3:
        raise InvalidNote("a key is written name+id+key")
    return parts[0], parts[1], decoded(parts[2], "the key")


def decoded(encoded: str, what: str) -> bytes:
    """The bytes of strict base64. Raises ``InvalidNote`` naming ``what``."""
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidNote(f"{what} is not base64") from None
    if base64.b64encode(raw).decode() != encoded:
        raise InvalidNote(f"{what} is not written in the one way base64 allows")
    return raw
