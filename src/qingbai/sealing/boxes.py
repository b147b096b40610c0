"""Boxes (密匣): what the vault stores is closed under a key that only the intake process is given.

From the one vault key (``settings.VAULT_KEY``) three keys are derived, each for one use: AES-256-GCM for the boxes, and
two HMAC-SHA-256 keys for the fingerprints of documents and of persons. A box is bound to the row that it belongs to, so
that a box copied into another row does not open. Whoever has the vault's database without the key has random bytes.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x01"
_KEY_ID = 8  # bytes that name the key a box was closed with, so that another key is told apart from a damaged box
_NONCE = 12
SHORTEST_KEY = 32


class NoVaultKey(Exception):
    """This process was not given the vault's key: it can neither seal nor read what is sealed."""


class BoxDoesNotOpen(Exception):
    """The box was closed under another key, belongs to another row, or was changed."""


def _derived(use: str) -> bytes:
    key = getattr(settings, "VAULT_KEY", None)
    if not key or len(key) < SHORTEST_KEY:
        raise NoVaultKey(
            "本进程没有封存库密钥。请只在登记进程中设置 VAULT_KEY（不少于 32 个字符）。"
            " / This process has no vault key; set VAULT_KEY (32 characters or more) for the intake process only."
        )
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"qingbai vault: {use}".encode()).derive(key.encode())


def fingerprint(use: str, *parts: str) -> bytes:
    """A keyed fingerprint of the parts, 32 bytes. ``use`` keeps one sort of fingerprint from ever equalling another."""
    # Each part goes in with its length, so that ("ab", "c") and ("a", "bc") differ.
    message = b"".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)
    return hmac.digest(_derived(f"fingerprint of {use}"), message, "sha256")


def close(table: str, row: UUID, content: Mapping[str, Any]) -> bytes:
    """The content as an encrypted box that opens only in this row of this table."""
    key = _derived("boxes")
    nonce = secrets.token_bytes(_NONCE)
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    return _VERSION + _name_of(key) + nonce + AESGCM(key).encrypt(nonce, plain, _place(table, row))


def open_box(table: str, row: UUID, box: bytes) -> dict[str, Any]:
    """The content of a box. Raises ``BoxDoesNotOpen`` with the reason."""
    key = _derived("boxes")
    version, name, rest = box[:1], box[1 : 1 + _KEY_ID], box[1 + _KEY_ID :]
    if version != _VERSION:
        raise BoxDoesNotOpen(f"unknown form of box in {table} {row}")
    if not hmac.compare_digest(name, _name_of(key)):
        raise BoxDoesNotOpen(f"{table} {row} was closed under another vault key")
    try:
        plain = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], _place(table, row))
    except InvalidTag:
        raise BoxDoesNotOpen(f"the box of {table} {row} was changed, or moved from another row") from None
    content = json.loads(plain)
    assert isinstance(content, dict)
    return content


def _name_of(key: bytes) -> bytes:
    return hmac.digest(key, b"name of the key", "sha256")[:_KEY_ID]


def _place(table: str, row: UUID) -> bytes:
    return f"{table}:{row}".encode()
