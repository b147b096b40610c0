"""RSA with SHA-256 as both providers sign (SHA256withRSA, PKCS #1 v1.5), over text, written in base64."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SMALLEST_KEY = 2048  # bits


def signed(text: str, key: rsa.RSAPrivateKey) -> str:
    """The signature of a text."""
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def holds(signature: str, text: str, key: rsa.RSAPublicKey) -> bool:
    """Whether this is the signature of exactly this text."""
    try:
        key.verify(base64.b64decode(signature, validate=True), text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def private_key(pem: bytes) -> rsa.RSAPrivateKey:
    """Our key from a PEM file. Raises ``ValueError`` where it is none that providers take."""
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, rsa.RSAPrivateKey) or key.key_size < SMALLEST_KEY:
        raise ValueError(f"is no RSA key of {SMALLEST_KEY} bits or more")
    return key


def public_key(pem: bytes) -> rsa.RSAPublicKey:
    """A provider's key from a PEM file. Raises ``ValueError`` where it is none."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise ValueError(f"is no RSA key of {SMALLEST_KEY} bits or more")
    return key
