"""Time-stamp tokens (RFC 3161) over a digest of any strong hash, as evidence of existence needs them for decades (``renewal``).

Imprint, attributes and signature use one hash throughout, so that a token is as strong as that hash and the key, and no stronger claim is made.
The certificates above the stamper travel inside; which root they must lead to is the verifier's to say. Our own tokens have one form: ``opened`` writes one
again and compares. Pure: no Django, no clock.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA3_512, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from qingbai.certificates import der
from qingbai.certificates.cms import Chain
from qingbai.certificates.trust import moment

GENERALIZED_TIME = 0x18
POLICY = (
    "2.25.264644051231547508045205396079805230440"  # of our own authority: the second, by the clock of the installation
)
SHA_512, SHA3 = "SHA-512", "SHA3-512"
ON_P256 = "ECDSA P-256"


@dataclass(frozen=True, slots=True)
class Hash:
    """A hash as tokens name it: the identifiers of itself and of ECDSA with it."""

    name: str
    python: str
    algorithm: HashAlgorithm
    identifier: bytes
    signs: bytes

    def of(self, *parts: bytes) -> bytes:
        """The digest of the parts, one after the other."""
        return hashlib.new(self.python, b"".join(parts)).digest()

    @property
    def named(self) -> bytes:
        """As an AlgorithmIdentifier."""
        return der.encode(der.SEQUENCE, self.identifier)


def _hash(name: str, python: str, algorithm: HashAlgorithm, own: str, signs: str) -> Hash:
    return Hash(name, python, algorithm, der.identifier(own), der.encode(der.SEQUENCE, der.identifier(signs)))


HASHES = {
    SHA_512: _hash(SHA_512, "sha512", SHA512(), "2.16.840.1.101.3.4.2.3", "1.2.840.10045.4.3.4"),
    SHA3: _hash(SHA3, "sha3_512", SHA3_512(), "2.16.840.1.101.3.4.2.10", "2.16.840.1.101.3.4.3.12"),
}
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_INFO = der.identifier("1.2.840.113549.1.9.16.1.4")
_CONTENT_TYPE = der.identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")


class TokenRefused(ValueError):
    """Not a token that this module would have written, or not signed by the certificate in it."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that holds what it says: the digest it stamps, by which hash, when, and the stamper's chain. Nobody is trusted yet."""

    hashed: Hash
    imprint: bytes
    at: datetime
    chain: Chain

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every method without which the token would prove nothing."""
        certified = (each.signature_hash_algorithm for each in (self.chain.office, self.chain.issuing))
        return self.hashed.name, ON_P256, *(_NAMES[each.name] for each in certified if each is not None)


_NAMES = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": SHA_512, "sha3-512": SHA3}


def made(imprint: bytes, *, hashed: Hash, key: ec.EllipticCurvePrivateKey, chain: Chain, at: datetime) -> bytes:
    """The token of our own authority over a digest of this hash, of the instant ``at``."""
    when = moment(at).astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
    serial = int.from_bytes(secrets.token_bytes(15), "big")
    info = _information(hashed, imprint, serial, when)
    attributes = _attributes(hashed, info, chain)
    digest = hashed.of(der.encode(der.SET, attributes))
    return _written(hashed, info, chain, key.sign(digest, ec.ECDSA(Prehashed(hashed.algorithm))))


def opened(data: bytes) -> Token:
    """The token in these bytes, its signature checked. Raises ``TokenRefused``."""
    try:
        return _opened(data)
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise error if isinstance(error, TokenRefused) else TokenRefused(str(error)) from error


def is_for_stamps(certificate: x509.Certificate) -> bool:
    """Whether a certificate is for time-stamps and nothing else (RFC 3161, 2.3)."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return False
    return found.critical and list(found.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


def _information(hashed: Hash, imprint: bytes, serial: int, when: bytes) -> bytes:
    return der.encode(
        der.SEQUENCE,
        der.integer(1),
        der.identifier(POLICY),
        der.encode(der.SEQUENCE, hashed.named, der.encode(der.OCTET_STRING, imprint)),
        der.integer(serial),
        der.encode(GENERALIZED_TIME, when),
    )


def _attributes(hashed: Hash, info: bytes, chain: Chain) -> bytes:
    """The signed attributes in the one order of DER."""
    fingerprint = der.encode(der.OCTET_STRING, hashed.of(chain.office.public_bytes(Encoding.DER)))
    reference = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, hashed.named, fingerprint)))
    digest = der.encode(der.OCTET_STRING, hashed.of(info))
    parts = (
        der.encode(der.SEQUENCE, _CONTENT_TYPE, der.encode(der.SET, _INFO)),
        der.encode(der.SEQUENCE, _MESSAGE_DIGEST, der.encode(der.SET, digest)),
        der.encode(der.SEQUENCE, _SIGNING_CERTIFICATE_V2, der.encode(der.SET, reference)),
    )
    return b"".join(sorted(parts))


def _written(hashed: Hash, info: bytes, chain: Chain, value: bytes) -> bytes:
    own = chain.office
    signer = der.encode(
        der.SEQUENCE,
        der.integer(1),
        der.encode(der.SEQUENCE, own.issuer.public_bytes(), der.integer(own.serial_number)),
        hashed.named,
        der.encode(der.CONTEXT_0, _attributes(hashed, info, chain)),
        hashed.signs,
        der.encode(der.OCTET_STRING, value),
    )
    certificates = (each.public_bytes(Encoding.DER) for each in (own, chain.issuing))
    content = der.encode(
        der.SEQUENCE,
        der.integer(3),
        der.encode(der.SET, hashed.named),
        der.encode(der.SEQUENCE, _INFO, der.encode(der.CONTEXT_0, der.encode(der.OCTET_STRING, info))),
        der.set_of(der.CONTEXT_0, *certificates),
        der.encode(der.SET, signer),
    )
    return der.encode(der.SEQUENCE, _SIGNED_DATA, der.encode(der.CONTEXT_0, content))


def _opened(data: bytes) -> Token:
    (outer,) = der.read(data, der.SEQUENCE)
    _, wrapped = der.read(outer.content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (signed,) = der.read(wrapped.content, der.SEQUENCE)
    _, _, inner, certificates, signers = der.read(signed.content)
    (holder,) = der.read(der.read(inner.content)[1].content, der.OCTET_STRING)
    (whole,) = der.read(holder.content, der.SEQUENCE)
    _, _, stamped, _, time = der.read(whole.content)
    named, imprint = der.read(stamped.content, der.SEQUENCE, der.OCTET_STRING)
    hashed = next(each for each in HASHES.values() if each.named == named.whole)
    (signer,) = der.read(signers.content, der.SEQUENCE)
    value = der.read(signer.content)[-1].content
    own, other = (x509.load_der_x509_certificate(each.whole) for each in der.read(certificates.content))
    chain = Chain(own, other) if is_for_stamps(own) else Chain(other, own)
    if _written(hashed, holder.content, chain, value) != data:
        raise TokenRefused("a token in another than its one form")
    _refuse_unsigned(hashed, der.encode(der.SET, _attributes(hashed, holder.content, chain)), chain, value)
    at = datetime.strptime(time.content.decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return Token(hashed, imprint.content, at, chain)


def _refuse_unsigned(hashed: Hash, signed: bytes, chain: Chain, value: bytes) -> None:
    key = chain.office.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise TokenRefused("a key that is not on P-256")
    try:
        key.verify(value, signed, ec.ECDSA(hashed.algorithm))
    except InvalidSignature as error:
        raise TokenRefused("not signed by the certificate in it") from error
