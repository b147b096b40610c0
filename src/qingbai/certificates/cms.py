"""The signature container (CMS, RFC 5652) of our papers: CAdES as ETSI EN 319 142-1 asks of a PDF, ECDSA P-256 with SHA-256.

There is one container for one signer, one document, one signature value and one time-stamp, byte for byte: certificates in DER
order, three signed attributes (content type, message digest, signing-certificate-v2 of both certificates), ``s`` in its lower half, one
unsigned attribute, the time-stamp. So ``check`` need not interpret a stranger's container: it takes out certificates, signature value and
time-stamp, writes the container again and compares. Whatever else a container can say is not one of ours. Papers of the first form have no
time-stamp, and name the office's certificate alone.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from qingbai.certificates import der

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256 (FIPS 186)
_LONGEST_SIGNATURE = 72  # bytes of DER for two numbers of 256 bits
RESERVE = 4096
"""Bytes kept for the time-stamp. Another number is another form, and needs another mark (``closing``, ``updating``)."""
_PLACEHOLDER = hashlib.sha256(b"the place of the digest").digest()
_DATA = der.identifier("1.2.840.113549.1.7.1")
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_SHA256 = der.encode(der.SEQUENCE, der.identifier("2.16.840.1.101.3.4.2.1"))
_ECDSA_SHA256 = der.encode(der.SEQUENCE, der.identifier("1.2.840.10045.4.3.2"))
_SIGNER = (der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.CONTEXT_0, der.SEQUENCE, der.OCTET_STRING)
_CONTENT_TYPE = der.encode(der.SEQUENCE, der.identifier("1.2.840.113549.1.9.3"), der.encode(der.SET, _DATA))
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")
_TIME_STAMP = der.identifier("1.2.840.113549.1.9.16.2.14")


_BROKEN = (ValueError, TypeError, OverflowError, UnsupportedAlgorithm, x509.InvalidVersion)


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
        return _Parts(
            certificates=der.set_of(der.CONTEXT_0, office, issuing),
            identity=identity,
            stamped=_around_digest(office, issuing),
            unstamped=_around_digest(office),
        )

    def room(self, *, stamped: bool) -> int:
        """The bytes that the longest container of this chain takes."""
        return self._rooms[stamped]

    @cached_property
    def _rooms(self) -> tuple[int, int]:
        tokens = None, bytes(RESERVE)
        plain, stamped = (len(self._container(bytes(32), bytes(_LONGEST_SIGNATURE), token)) for token in tokens)
        return plain, stamped

    def _container(self, digest: bytes, signature: bytes, token: bytes | None) -> bytes:
        parts = self._parts
        stamp = () if token is None else (der.encode(der.CONTEXT_1, _attribute(_TIME_STAMP, token)),)
        signer = der.encode(
            der.SEQUENCE,
            der.integer(1),
            parts.identity,
            _SHA256,
            der.encode(der.CONTEXT_0, self._attributes(digest, stamped=token is not None)),
            _ECDSA_SHA256,
            der.encode(der.OCTET_STRING, signature),
            *stamp,
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

    def _attributes(self, digest: bytes, *, stamped: bool) -> bytes:
        before, after = self._parts.stamped if stamped else self._parts.unstamped
        return before + digest + after

    def _signed_digest(self, digest: bytes, *, stamped: bool) -> bytes:
        """What the key really signs: the hash of the signed attributes, which hold the document's hash."""
        return hashlib.sha256(der.encode(der.SET, self._attributes(digest, stamped=stamped))).digest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a container of our form holds: who signed, the signature value, and the time-stamp over it where there is one."""

    chain: Chain
    value: bytes
    token: bytes | None


@dataclass(frozen=True)
class _Parts:
    """``stamped`` and ``unstamped``: the signed attributes before and after the document's digest, in both forms."""

    certificates: bytes
    identity: bytes
    stamped: tuple[bytes, bytes]
    unstamped: tuple[bytes, bytes]


def _around_digest(*certificates: bytes) -> tuple[bytes, bytes]:
    """The signed attributes of a container that names these certificates: what stands before, and what after the digest."""
    named = [
        der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, hashlib.sha256(each).digest())) for each in certificates
    ]
    reference = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, *named))
    digest = _attribute(_MESSAGE_DIGEST, der.encode(der.OCTET_STRING, _PLACEHOLDER))
    before, _, after = b"".join(
        sorted((_CONTENT_TYPE, digest, _attribute(_SIGNING_CERTIFICATE_V2, reference)))
    ).partition(_PLACEHOLDER)
    return before, after


def _attribute(name: bytes, value: bytes) -> bytes:
    return der.encode(der.SEQUENCE, name, der.encode(der.SET, value))


def sign(
    digest: bytes, key: ec.EllipticCurvePrivateKey, chain: Chain, stamp: Callable[[bytes], bytes] | None = None
) -> bytes:
    """The container for a document with this SHA-256 digest. ``stamp`` gives the token for a signature value; without it, the first form.

    Raises ``ValueError`` for a token that has no room, and whatever ``stamp`` raises.
    """
    value = key.sign(chain._signed_digest(digest, stamped=stamp is not None), ec.ECDSA(Prehashed(SHA256())))  # noqa: SLF001
    r, s = decode_dss_signature(value)
    value = encode_dss_signature(r, lower_half(s))
    token = None if stamp is None else stamp(value)
    if token is not None and len(token) > RESERVE:
        raise ValueError(f"a time-stamp of {len(token)} bytes where {RESERVE} are kept")
    return chain._container(digest, value, token)  # noqa: SLF001


def lower_half(s: int) -> int:
    """The one of two numbers that both make the same signature: without this rule there would be two forms of it."""
    return min(s, _ORDER - s)


def leading(data: bytes) -> bytes:
    """The container at the head of padded bytes. Raises ``NotOurContainer``."""
    try:
        return der.leading(data, der.SEQUENCE).whole
    except der.NotDer as error:
        raise NotOurContainer(str(error)) from error


def opened(container: bytes) -> Sealed:
    """What a container holds. Raises ``NotOurContainer``; proves nothing yet."""
    try:
        return _opened(container)
    except _BROKEN as error:  # NotDer, and what x509 says of a broken certificate
        raise NotOurContainer(str(error)) from error


def _opened(container: bytes) -> Sealed:
    (outer,) = der.read(container, der.SEQUENCE)
    _, wrapped = der.read(outer.content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (signed,) = der.read(wrapped.content, der.SEQUENCE)
    _, _, _, certificates, signers = der.read(
        signed.content, der.INTEGER, der.SET, der.SEQUENCE, der.CONTEXT_0, der.SET
    )
    (signer,) = der.read(signers.content, der.SEQUENCE)
    said = der.read(signer.content)
    if [each.tag for each in said[:6]] != list(_SIGNER) or len(said) > 7:
        raise NotOurContainer("not the elements of a signer")
    found = [each.whole for each in der.read(certificates.content)]
    if len(found) != 2:
        raise NotOurContainer(f"{len(found)} certificates instead of two")
    return Sealed(_chain(*found), said[5].content, _token(said[6]) if len(said) == 7 else None)


def _token(unsigned: der.Element) -> bytes:
    """The time-stamp, the one unsigned attribute; that it is that, the comparison sees."""
    (attribute,) = der.read(unsigned.content, der.SEQUENCE)
    _, values = der.read(attribute.content, der.OBJECT_IDENTIFIER, der.SET)
    return der.leading(values.content, der.SEQUENCE).whole


@lru_cache(maxsize=256)
def _chain(first: bytes, second: bytes) -> Chain:
    """The chain of two certificates in whatever order they stand: read once, for the papers of an office all have the same."""
    one, other = x509.load_der_x509_certificate(first), x509.load_der_x509_certificate(second)
    chain = Chain(one, other) if one.issuer == other.subject else Chain(other, one)
    _ = chain._parts, chain.office.public_key()  # noqa: SLF001 - read whole, so that a broken one is told here
    return chain


def check(container: bytes, digest: bytes) -> Sealed:
    """What a container over a document with this digest holds: no more and no less than the signature itself is checked.

    Whether the chain is one to be trusted, and what the time-stamp proves, are ``trust``'s questions. Raises ``NotOurContainer`` or ``Forged``.
    """
    sealed = opened(container)
    chain, value, token = sealed.chain, sealed.value, sealed.token
    key = chain.office.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise NotOurContainer("a key that is not on P-256")
    try:
        r, s = decode_dss_signature(value)
    except ValueError as error:
        raise NotOurContainer("a signature value that is no pair of numbers") from error
    if not 0 < s <= _ORDER // 2 or encode_dss_signature(r, s) != value:
        raise NotOurContainer("a signature value not in its one form")
    if chain._container(_claimed(container, sealed), value, token) != container:  # noqa: SLF001
        raise NotOurContainer("more or other than one of our containers holds")
    try:
        key.verify(value, chain._signed_digest(digest, stamped=token is not None), ec.ECDSA(Prehashed(SHA256())))  # noqa: SLF001
    except InvalidSignature as error:
        raise Forged("the signature does not fit the document") from error
    if chain._container(digest, value, token) != container:  # noqa: SLF001
        raise NotOurContainer("not the document's own digest")
    return sealed


def _claimed(container: bytes, sealed: Sealed) -> bytes:
    """The document digest that a container of this shape would hold, read from its place."""
    shape = sealed.chain._container(_PLACEHOLDER, sealed.value, sealed.token)  # noqa: SLF001
    place = shape.index(_PLACEHOLDER)
    return container[place : place + len(_PLACEHOLDER)]
