"""What any paper says: a claim (证明) or a letter (公文). One protocol, one way to read it back, one commitment for the public log.

Whoever numbers, signs, keeps, verifies or shows a paper asks for no more than ``Content``. Pure: no Django, no clock.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Protocol, Self

from qingbai.certificates import claim as claims
from qingbai.certificates import letters
from qingbai.certificates.claim import Bilingual, Claim, ClaimRefused, Fault
from qingbai.certificates.letters import Letter

SALT_SIZE = 32


class Content(Protocol):
    """What every paper has, whatever it says."""

    @property
    def format(self) -> str: ...
    @property
    def kind(self) -> StrEnum: ...
    @property
    def office_id(self) -> str: ...
    @property
    def office(self) -> Bilingual: ...
    @property
    def organ(self) -> Bilingual: ...
    @property
    def application_number(self) -> str: ...
    @property
    def issued_on(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def number(self) -> str: ...
    @property
    def code(self) -> str: ...
    def numbered(self, *, number: str, code: str) -> Self: ...
    def canonical(self) -> bytes: ...


def commitment(content: Content, *, document: bytes, salt: bytes) -> bytes:
    """What the public log is told: ``leaf`` for a document that is at hand. Of a page with a code that proves itself (``square``), the page without it."""
    return leaf(content, shown=hashlib.sha256(document).digest(), salt=salt)


def leaf(content: Content, *, shown: bytes, salt: bytes) -> bytes:
    """SHA-256 over a tag, the salt (32 random bytes), the hash of the typeset document (``shown``), the content."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt is {SALT_SIZE} bytes, not {len(salt)}")
    return hashlib.sha256(content.format.encode() + b"\n" + salt + shown + content.canonical()).digest()


def act_commitment(*, number: str, act: str, at: datetime, salt: bytes) -> bytes:
    """What the public log is told of an act on a paper: of the same size as a paper's commitment, and as mute without the salt."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt is {SALT_SIZE} bytes, not {len(salt)}")
    done = {"act": act, "at": at.astimezone(UTC).isoformat(timespec="microseconds"), "number": number}
    text = json.dumps(done, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(b"qingbai/act/1\n" + salt + text.encode()).digest()


def loss_commitment(statement: str) -> bytes:
    """What the public log is told of a lost key: the digest of the signed statement, which is published and needs no salt."""
    return hashlib.sha256(b"qingbai/lost-key/1\n" + statement.encode()).digest()


def parse(data: bytes) -> Claim | Letter:
    """The content of a canonical form, by the format that it names. Anything else is ``ClaimRefused``."""
    if len(data) > letters.LARGEST_LETTER:
        raise ClaimRefused(Fault("claim", "not_accepted"))
    try:
        found = json.loads(data.decode("utf-8"))
        named = found["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ClaimRefused(Fault("claim", "not_accepted")) from error
    return letters.parse(data) if named == letters.FORMAT else claims.parse(data)
