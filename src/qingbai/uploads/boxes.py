"""Files at rest (加密存放): each closed under a key of its own, and that key under the key of the house.

AES-256-GCM both times, bound to the file's id and its case: what is moved to another row or another case does not open. Once the file's own
key is destroyed, nothing opens it again, whoever has the key of the house.
"""

import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12
_KEY_ID = 8


class DoesNotOpen(Exception):
    """The file was closed under another key, belongs elsewhere, or was changed."""


@dataclass(frozen=True, slots=True)
class Box:
    """A closed file and its closed key."""

    key: bytes
    body: bytes


def close(data: bytes, *, reference: UUID, about: str) -> Box:
    """Close a file under a new key of its own."""
    own, place = AESGCM.generate_key(256), _place(reference, about)
    return Box(key=_name() + _closed(_derived("keys of files"), own, place), body=_closed(own, data, place))


def open_box(box: Box, *, reference: UUID, about: str) -> bytes:
    """The file. Raises ``DoesNotOpen`` with the reason."""
    name, wrapped, place = box.key[:_KEY_ID], box.key[_KEY_ID:], _place(reference, about)
    if not hmac.compare_digest(name, _name()):
        raise DoesNotOpen(f"file {reference} was closed under another key of the house")
    try:
        own = _opened(_derived("keys of files"), wrapped, place)
        return _opened(own, box.body, place)
    except InvalidTag:
        raise DoesNotOpen(f"file {reference} was changed, or belongs to another case") from None


def digest(data: bytes) -> bytes:
    """The keyed fingerprint of a file as it came: the same file is recognised, and nobody without the key can compare it."""
    return hmac.digest(_derived("fingerprints of files"), data, "sha256")


def _closed(key: bytes, data: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place)


def _opened(key: bytes, data: bytes, place: bytes) -> bytes:
    return AESGCM(key).decrypt(data[:_NONCE], data[_NONCE:], place)


def _place(reference: UUID, about: str) -> bytes:
    return reference.bytes + about.encode()


def _derived(use: str) -> bytes:
    secret: str = settings.UPLOAD_KEY
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"qingbai uploads: {use}".encode()).derive(
        secret.encode()
    )


def _name() -> bytes:
    return hmac.digest(_derived("keys of files"), b"name of the key", "sha256")[:_KEY_ID]
