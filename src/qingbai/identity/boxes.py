"""Facts at rest (加密存放): closed under a key of the home folder, each for the one row that it lies in."""

import json
import secrets
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12
_STEP = 512  # no length of a box tells how long a name is


class BoxLost(Exception):
    """Closed under another key, for another row, or changed."""


def close(facts: dict[str, Any], row: UUID) -> bytes:
    """The facts as a box that opens for this row alone."""
    text = json.dumps(facts, ensure_ascii=False).encode()
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, text.ljust(-(-len(text) // _STEP) * _STEP), row.bytes)


def open_box(box: bytes, row: UUID) -> dict[str, Any]:
    """The facts in a box. Raises ``BoxLost``."""
    try:
        found: dict[str, Any] = json.loads(AESGCM(_key()).decrypt(box[:_NONCE], box[_NONCE:], row.bytes))
    except InvalidTag:
        raise BoxLost(f"the box of {row} does not open with this key") from None
    return found


def _key() -> bytes:
    secret: str = settings.IDENTITY_KEY
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qingbai identity").derive(secret.encode())
