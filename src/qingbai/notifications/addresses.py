"""Addresses at rest (加密存放): closed under a key of the home folder, each for one delivery only, and removed in time.

Whoever has the database without the key learns neither an address nor whether two people share one.
"""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12
_SHORTEST = 64  # no length of a box tells how long the address is, up to this


class AddressLost(Exception):
    """The address was closed under another key, for another delivery, or was changed."""


def close(address: str, delivery: UUID) -> bytes:
    """The address as a box that opens for this delivery alone."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, address.encode().ljust(_SHORTEST, b"\0"), delivery.bytes)


def open_box(box: bytes, delivery: UUID) -> str:
    """The address in a box. Raises ``AddressLost``."""
    try:
        return AESGCM(_key()).decrypt(box[:_NONCE], box[_NONCE:], delivery.bytes).rstrip(b"\0").decode()
    except InvalidTag:
        raise AddressLost(f"the address of delivery {delivery} does not open with this key") from None


def _key() -> bytes:
    secret: str = settings.CONTACT_KEY
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"qingbai contacts").derive(secret.encode())
