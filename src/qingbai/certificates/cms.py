"""The signature container (CMS, RFC 5652) of our papers: CAdES B-B as ETSI EN 319 142-1 asks of a PDF, ECDSA P-256 with SHA-256.

There is one container for one signer, one document and one signature value, byte for byte: certificates in DER order,
three signed attributes (content type, message digest, signing-certificate-v2), ``s`` in its lower half. So ``check`` need
not interpret a stranger's container: it takes out certificates and signature value, writes the container again and
compares. Whatever else a container can say - more signers, unsigned attributes, other algorithms - is not one of ours.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from qingbai.certificates import der

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256 (FIPS 186)
_LONGEST_SIGNATURE = 72  # bytes of DER for two numbers of 256 bits
_PLACEHOLDER = hashlib.sha256(b"the place of the digest").digest()
_DATA = der.identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_SHA256 = der.encode(der.SEQUENCE, der.identifier("2.16.840.1.101.3.4.2.1"))
_ECDSA_SHA256 = der.encode(der.SEQUENCE, der.identifier("1.2.840.10045.4.3.2"))
_CONTENT_TYPE = der.encode(der.SEQUENCE, der.identifier("1.2.840.113549.1.9.3"), der.encode(der.SET, _DATA))
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")


class NotOurContainer(ValueError):
    """Not a container that this module could have written."""


class Forged(ValueError):
    """A container of our form whose signature does not fit the document."""


@dataclass(frozen=True)
class Chain:
    """The certificates that travel in a container: the office's, and the issuing authority's above it."""

    office: x509.Certificate
    issuing: x509.Certificate

    @cached_property
    def _parts(self) -> "_Parts":
        """All that is the same for every document of this office."""
        office = self.office.public_bytes(Encoding.DER)
        issuing = self.issuing.public_bytes(Encoding.DER)
        identity = der.encode(der.SEQUENCE, self.office.issuer.public_bytes(), der.integer(self.office.serial_number))
        fingerprint = der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, hashlib.sha256(office).digest()))
        reference = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, fingerprint))
        return _Parts(
            certificates=der.set_of(der.CONTEXT_0, office, issuing),
            identity=identity,
            reference=der.encode(der.SEQUENCE, _SIGNING_CERTIFICATE_V2, der.encode(der.SET, reference)),
        )

    @property
    def room(self) -> int:
        """The bytes that the longest container of this chain takes."""
        return len(self._container(bytes(32), bytes(_LONGEST_SIGNATURE)))

    def _container(self, digest: bytes, signature: bytes) -> bytes:
        parts = self._parts
        signer = der.encode(
            der.SEQUENCE,
            der.integer(1),
            parts.identity,
            _SHA256,
            der.set_of(der.CONTEXT_0, *_attributes(digest, parts)),
            _ECDSA_SHA256,
            der.encode(der.OCTET_STRING, signature),
        )
        content = der.encode(
            der.SEQUENCE,
            der.integer(1),
            der.encode(der.SET, _SHA256),
            der.encode(der.SEQUENCE, _DATA),
            parts.certificates,
            der.encode(der.SET, signer),
        )
        return der.encode(der.SEQUENCE, _SIGNED_DATA, der.encode(der.CONTEXT_0, content))

    def _signed_digest(self, digest: bytes) -> bytes:
        """What the key really signs: the hash of the signed attributes, which hold the document's hash."""
        return hashlib.sha256(der.set_of(der.SET, *_attributes(digest, self._parts))).digest()


@dataclass(frozen=True)
class _Parts:
    certificates: bytes
    identity: bytes
    reference: bytes


def _attributes(digest: bytes, parts: _Parts) -> tuple[bytes, ...]:
    value = der.encode(der.SET, der.encode(der.OCTET_STRING, digest))
    return _CONTENT_TYPE, der.encode(der.SEQUENCE, _MESSAGE_DIGEST, value), parts.reference


def sign(digest: bytes, key: ec.EllipticCurvePrivateKey, chain: Chain) -> bytes:
    """The container for a document with this SHA-256 digest."""
    value = key.sign(chain._signed_digest(digest), ec.ECDSA(Prehashed(SHA256())))  # noqa: SLF001
    r, s = decode_dss_signature(value)
    return chain._container(digest, encode_dss_signature(r, lower_half(s)))  # noqa: SLF001


def lower_half(s: int) -> int:
    """The one of two numbers that both make the same signature: without this rule there would be two forms of it."""
    return min(s, _ORDER - s)


def leading(data: bytes) -> bytes:
    """The container at the head of padded bytes. Raises ``NotOurContainer``."""
    try:
        return der.leading(data, der.SEQUENCE).whole
    except der.NotDer as error:
        raise NotOurContainer(str(error)) from error


def opened(container: bytes) -> tuple[Chain, bytes]:
    """The chain and the signature value in a container. Raises ``NotOurContainer``; proves nothing yet."""
    try:
        return _opened(container)
    except ValueError as error:  # NotDer, and what x509 says of a broken certificate
        raise NotOurContainer(str(error)) from error


def _opened(container: bytes) -> tuple[Chain, bytes]:
    (outer,) = der.read(container, der.SEQUENCE)
    _, wrapped = der.read(outer.content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (signed,) = der.read(wrapped.content, der.SEQUENCE)
    _, _, _, certificates, signers = der.read(
        signed.content, der.INTEGER, der.SET, der.SEQUENCE, der.CONTEXT_0, der.SET
    )
    (signer,) = der.read(signers.content, der.SEQUENCE)
    *_, signature = der.read(
        signer.content, der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.CONTEXT_0, der.SEQUENCE, der.OCTET_STRING
    )
    found = [each.whole for each in der.read(certificates.content)]
    if len(found) != 2:
        raise NotOurContainer(f"{len(found)} certificates instead of two")
    return _chain(*found), signature.content


@lru_cache(maxsize=256)
def _chain(first: bytes, second: bytes) -> Chain:
    """The chain of two certificates in whatever order they stand: read once, for the papers of an office all have the same."""
    one, other = x509.load_der_x509_certificate(first), x509.load_der_x509_certificate(second)
    return Chain(one, other) if one.issuer == other.subject else Chain(other, one)


def check(container: bytes, digest: bytes) -> Chain:
    """The chain that signed a document with this digest: no more and no less than the signature itself is checked.

    Whether the chain is one to be trusted is ``trust``'s question. Raises ``NotOurContainer`` or ``Forged``.
    """
    chain, value = opened(container)
    key = chain.office.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NotOurContainer("a key that is not on P-256")
    try:
        r, s = decode_dss_signature(value)
    except ValueError as error:
        raise NotOurContainer("a signature value that is no pair of numbers") from error
    if not 0 < s <= _ORDER // 2 or encode_dss_signature(r, s) != value:
        raise NotOurContainer("a signature value not in its one form")
    if chain._container(_claimed(container, chain, value), value) != container:  # noqa: SLF001
        raise NotOurContainer("more or other than one of our containers holds")
    try:
        key.verify(value, chain._signed_digest(digest), ec.ECDSA(Prehashed(SHA256())))  # noqa: SLF001
    except InvalidSignature as error:
        raise Forged("the signature does not fit the document") from error
    if chain._container(digest, value) != container:  # noqa: SLF001
        raise NotOurContainer("not the document's own digest")
    return chain


def _claimed(container: bytes, chain: Chain, value: bytes) -> bytes:
    """The document digest that a container of this shape would hold, read from its place."""
    place = chain._container(_PLACEHOLDER, value).index(_PLACEHOLDER)  # noqa: SLF001
    return container[place : place + len(_PLACEHOLDER)]
