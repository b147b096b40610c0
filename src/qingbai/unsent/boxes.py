"""Answers at rest (加密存放): closed under a key of the home folder, each for one row only.

Whoever has the database without the key learns neither an answer nor, up to a kilobyte, how many there are.
"""

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
_STEP = 1024  # bytes; a box is a multiple of it


class AnswersLost(Exception):
    """The answers were closed under another key, for another row, or were changed."""


def close(found: dict[str, Any], row: UUID) -> bytes:
    """The answers as a box that opens for this row alone."""
    nonce, text = secrets.token_bytes(_NONCE), json.dumps(found, ensure_ascii=False).encode()
    return nonce + AESGCM(_key()).encrypt(nonce, text.ljust(-(-len(text) // _STEP) * _STEP), row.bytes)


def open_box(box: bytes, row: UUID) -> dict[str, Any]:
    """The answers in a box. Raises ``AnswersLost``."""
    try:
        found = json.loads(AESGCM(_key()).decrypt(box[:_NONCE], box[_NONCE:], row.bytes))
    except InvalidTag:
        raise AnswersLost("unsent answers do not open with this key") from None
    assert isinstance(found, dict)
    return found


def _key() -> bytes:
    secret: str = settings.UNSENT_KEY
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qingbai unsent answers").derive(secret.encode())
