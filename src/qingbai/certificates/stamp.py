"""Time-stamps (时间戳, RFC 3161) over a signature value, inside its container: from whom, of when, and that they are in the one form we keep.

A token of ours and one of a foreign authority have the same form: one signer named by issuer and number, those certificates that its signed
attributes name and no others, nothing unsigned, the lower half of an ECDSA value. What an authority answers is brought into it by ``normal``: none of what that leaves out is signed.
``opened`` writes the token again and compares, so that nobody can give a paper other bytes by what its time-stamp leaves open. Pure.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding

from qingbai.certificates import der
from qingbai.certificates.der import Element, NotDer

POLICY = "2.25.264644051231547508045205396079805230440"
"""What our own authority promises: the second in which a paper was signed, by the clock of the installation, to one second."""
ACCURACY = timedelta(seconds=1)
SERIAL_SIZE = 16
_SIGNED_DATA = der.identifier("1.2.840.113549.1.7.2")
_INFO = der.identifier("1.2.840.113549.1.9.16.1.4")
_CONTENT_TYPE = der.identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2 = der.identifier("1.2.840.113549.1.9.16.2.47")
_NULL = b"\x05\x00"
_HASHES: dict[bytes, tuple[HashAlgorithm, str, str]] = {
    der.identifier("2.16.840.1.101.3.4.2.1"): (SHA256(), "1.2.840.10045.4.3.2", "1.2.840.113549.1.1.11"),
    der.identifier("2.16.840.1.101.3.4.2.2"): (SHA384(), "1.2.840.10045.4.3.3", "1.2.840.113549.1.1.12"),
    der.identifier("2.16.840.1.101.3.4.2.3"): (SHA512(), "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.13"),
}
"""The hashes an authority may sign with, and the names of ECDSA and RSA with each."""
_SHA256 = der.identifier("2.16.840.1.101.3.4.2.1")
_TIME = re.compile(rb"(\d{14})(?:\.(\d{0,5}[1-9]))?Z")
_ORDERS = {
    "secp256r1": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "secp384r1": int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16
    ),
}


class StampRefused(ValueError):
    """No time-stamp of the form that we keep, or not of this signature; the message says where it shows."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A token taken apart: what was stamped, when, by whom. Its signature is checked by ``check`` alone."""

    whole: bytes
    info: bytes
    attributes: bytes
    certificate: x509.Certificate
    hashed: bytes
    """The identifier of the hash of what the authority signed."""
    value: bytes
    imprint: bytes
    policy: bytes
    nonce: int | None
    at: datetime
    """The instant that the authority names; it may be off by ``accuracy``."""
    accuracy: timedelta

    def check(self, stamped: bytes) -> None:
        """That the authority signed exactly this, over these bytes, with the certificate that is there. Raises ``StampRefused``."""
        if self.imprint != hashlib.sha256(stamped).digest():
            raise StampRefused("a time-stamp of something else")
        signed = der.encode(der.SET, self.attributes)
        _check_value(self.certificate, self.value, signed, _HASHES[self.hashed][0])


# ---- our own authority


@dataclass(frozen=True, slots=True)
class _Template:
    """What all tokens of one certificate share: the ends of its signed attributes, and what stands around value and information."""

    before: bytes
    after: bytes
    certificates: bytes
    signer: bytes


@lru_cache(maxsize=16)
def _template(certificate: x509.Certificate, issuing: x509.Certificate) -> _Template:
    fingerprints = [hashlib.sha256(each.public_bytes(Encoding.DER)).digest() for each in (certificate, issuing)]
    identities = [der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, each)) for each in fingerprints]
    reference = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, *identities))
    place = bytes(32)
    attributes = b"".join(
        sorted(
            (
                der.encode(der.SEQUENCE, _CONTENT_TYPE, der.encode(der.SET, _INFO)),
                der.encode(der.SEQUENCE, _MESSAGE_DIGEST, der.encode(der.SET, der.encode(der.OCTET_STRING, place))),
                der.encode(der.SEQUENCE, _SIGNING_CERTIFICATE_V2, der.encode(der.SET, reference)),
            )
        )
    )
    before, _, after = attributes.partition(place)
    return _Template(before, after, *_standing((certificate, issuing)))


@lru_cache(maxsize=64)
def _standing(certificates: tuple[x509.Certificate, ...]) -> tuple[bytes, bytes]:
    """The certificates as a token holds them, and how it names the first, its signer."""
    signer = certificates[0]
    identity = (signer.issuer.public_bytes(), der.integer(signer.serial_number))
    return (
        der.set_of(der.CONTEXT_0, *{each.public_bytes(Encoding.DER) for each in certificates}),
        der.integer(1) + der.encode(der.SEQUENCE, *identity),
    )


def made(
    stamped: bytes,
    *,
    key: ec.EllipticCurvePrivateKey,
    certificate: x509.Certificate,
    issuing: x509.Certificate,
    at: datetime,
) -> bytes:
    """The token of our own authority over a signature value, of the instant ``at`` (whole seconds)."""
    template = _template(certificate, issuing)
    serial = bytes([secrets.randbelow(64) + 64]) + secrets.token_bytes(SERIAL_SIZE - 1)
    time = at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode()
    info = b"".join((_INFO_HEAD, hashlib.sha256(stamped).digest(), _INFO_SERIAL, serial, _INFO_TIME, time, _INFO_TAIL))
    attributes = b"".join((template.before, hashlib.sha256(info).digest(), template.after))
    digest = hashlib.sha256(der.encode(der.SET, attributes)).digest()
    r, s = decode_dss_signature(key.sign(digest, ec.ECDSA(Prehashed(SHA256()))))
    order = _ORDERS["secp256r1"]
    value = encode_dss_signature(r, min(s, order - s))
    return _written(info, attributes, template.certificates, template.signer, _SHA256, value, _ECDSA)


def _info_parts() -> tuple[bytes, bytes, bytes, bytes]:
    """What stands around the four things that differ in the information of our own tokens: every length is always the same."""
    marks = [bytes([number]) * size for number, size in ((1, 32), (0x41, SERIAL_SIZE), (3, 15))]
    accuracy = der.encode(der.SEQUENCE, der.integer(int(ACCURACY.total_seconds())))
    imprint = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, _SHA256), der.encode(der.OCTET_STRING, marks[0]))
    parts = (
        der.integer(1),
        der.identifier(POLICY),
        imprint,
        der.encode(der.INTEGER, marks[1]),
        der.encode(der.GENERALIZED_TIME, marks[2]),
        accuracy,
    )
    found = []
    rest = der.encode(der.SEQUENCE, *parts)
    for mark in marks:
        before, _, rest = rest.partition(mark)
        found.append(before)
    return found[0], found[1], found[2], rest


_INFO_HEAD, _INFO_SERIAL, _INFO_TIME, _INFO_TAIL = _info_parts()


# ---- the one form


def _written(
    info: bytes, attributes: bytes, certificates: bytes, signer: bytes, hashed: bytes, value: bytes, by: bytes
) -> bytes:
    """A token. ``by`` is the algorithm of the signature as the token names it."""
    algorithm = der.encode(der.SEQUENCE, hashed)
    signed = der.encode(
        der.SEQUENCE,
        _VERSION,
        der.encode(der.SET, algorithm),
        der.encode(der.SEQUENCE, _INFO, der.encode(der.CONTEXT_0, der.encode(der.OCTET_STRING, info))),
        certificates,
        der.encode(
            der.SET,
            der.encode(
                der.SEQUENCE,
                signer,
                algorithm,
                der.encode(der.CONTEXT_0, attributes),
                by,
                der.encode(der.OCTET_STRING, value),
            ),
        ),
    )
    return der.encode(der.SEQUENCE, _SIGNED_DATA, der.encode(der.CONTEXT_0, signed))


_VERSION = der.integer(3)
_ECDSA = der.encode(der.SEQUENCE, der.identifier(_HASHES[_SHA256][1]))


def opened(token: bytes) -> Stamp:
    """The parts of a token of our form. Raises ``StampRefused``; proves nothing yet."""
    found = _refusing(token, ())
    if found.whole != token:
        raise StampRefused("a time-stamp in another than its one form")
    return found


def normal(token: bytes, others: Sequence[x509.Certificate] = ()) -> Stamp:
    """Whatever an authority answered, in our form; its certificate may be one of ``others``. Raises ``StampRefused``; proves nothing yet."""
    return opened(_refusing(token, others).whole)


def _refusing(token: bytes, others: Sequence[x509.Certificate]) -> Stamp:
    try:
        return _taken_apart(token, others)
    except (
        ValueError,
        KeyError,
        IndexError,
        OverflowError,
    ) as error:  # NotDer, and what x509 says of a broken certificate
        raise StampRefused(str(error) or type(error).__name__) from error


def _taken_apart(token: bytes, others: Sequence[x509.Certificate]) -> Stamp:
    (outer,) = der.read(token, der.SEQUENCE)
    kind, wrapped = der.read(outer.content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    (signed,) = der.read(wrapped.content, der.SEQUENCE)
    _, _, encapsulated, *rest, signers = der.read(signed.content)
    named, holder = der.read(encapsulated.content, der.OBJECT_IDENTIFIER, der.CONTEXT_0)
    if kind.whole != _SIGNED_DATA or named.whole != _INFO:
        raise NotDer("no time-stamp")
    (held,) = der.read(holder.content, der.OCTET_STRING)
    (signer,) = der.read(signers.content, der.SEQUENCE)
    _, _, algorithm, attributes, _, value, *_ = der.read(signer.content)
    hashed = der.read(algorithm.content)[0].whole
    if attributes.tag != der.CONTEXT_0 or hashed not in _HASHES:
        raise NotDer("nothing signed, or by a hash that we do not know")
    references = _references(attributes.content, held.content, _HASHES[hashed][0])
    inside = [each.whole for each in der.read(rest[0].content)] if rest and rest[0].tag == der.CONTEXT_0 else []
    known = {
        hashlib.sha256(each).digest(): each for each in (*inside, *(one.public_bytes(Encoding.DER) for one in others))
    }
    if not set(references) <= known.keys():
        raise NotDer("without a certificate that it names")
    certificates = tuple(_certificate(known[each]) for each in references)
    by, canonical = _canonical(certificates[0], hashed, value.content)
    whole = _written(held.content, attributes.content, *_standing(certificates), hashed, canonical, by)
    information = _information(held.content)
    return Stamp(whole, held.content, attributes.content, certificates[0], hashed, canonical, *information)


def _references(attributes: bytes, info: bytes, algorithm: HashAlgorithm) -> list[bytes]:
    """The SHA-256 of each certificate that the signed attributes name, the signer's first; they must be of this information. Raises ``NotDer``."""
    said: dict[bytes, Element] = {}
    for attribute in der.read(attributes):
        name, values = der.read(attribute.content, der.OBJECT_IDENTIFIER, der.SET)
        if name.whole in said:
            raise NotDer("an attribute that is there twice")
        (said[name.whole],) = der.read(values.content)
    digest = hashlib.new(algorithm.name, info).digest()
    if said[_CONTENT_TYPE].whole != _INFO or said[_MESSAGE_DIGEST].content != digest:
        raise NotDer("attributes of something else")
    (identities, *_) = der.read(said[_SIGNING_CERTIFICATE_V2].content)
    return [_named(each) for each in der.read(identities.content)]


def _named(identity: Element) -> bytes:
    """The SHA-256 by which a certificate is named (ESSCertIDv2)."""
    parts = der.read(identity.content)
    if parts[0].tag == der.SEQUENCE and der.read(parts[0].content)[0].whole == _SHA256:
        parts = parts[1:]
    if parts[0].tag != der.OCTET_STRING or len(parts[0].content) != hashlib.sha256().digest_size:
        raise NotDer("a certificate named otherwise than by SHA-256")
    return parts[0].content


@lru_cache(maxsize=64)
def _certificate(whole: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(whole)


def _canonical(certificate: x509.Certificate, hashed: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The algorithm as our form names it, and the one form of a signature value. Raises ``NotDer`` for keys that we do not know."""
    key = certificate.public_key()
    _, ecdsa, by_rsa = _HASHES[hashed]
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _ORDERS:
        r, s = decode_dss_signature(value)
        lower = encode_dss_signature(r, min(s, _ORDERS[key.curve.name] - s))
        return der.encode(der.SEQUENCE, der.identifier(ecdsa)), lower
    if isinstance(key, rsa.RSAPublicKey):
        return der.encode(der.SEQUENCE, der.identifier(by_rsa), _NULL), value
    raise NotDer("a key of another kind than ECDSA (P-256, P-384) or RSA")


def _check_value(certificate: x509.Certificate, value: bytes, signed: bytes, algorithm: HashAlgorithm) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(value, signed, ec.ECDSA(algorithm))
            return
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), algorithm)
            return
    except InvalidSignature as error:
        raise StampRefused("not signed by the certificate that it names") from error
    raise StampRefused("a key of another kind")


def _information(info: bytes) -> tuple[bytes, bytes, int | None, datetime, timedelta]:
    """Imprint, policy, nonce, instant and accuracy of what an authority signed. Raises ``NotDer``."""
    (whole,) = der.read(info, der.SEQUENCE)
    version, policy, imprint, serial, time, *more = der.read(whole.content)
    algorithm, digest = der.read(imprint.content, der.SEQUENCE, der.OCTET_STRING)
    if der.number(version) != 1 or policy.tag != der.OBJECT_IDENTIFIER or serial.tag != der.INTEGER:
        raise NotDer("not the information of a time-stamp")
    if der.read(algorithm.content)[0].whole != _SHA256:
        raise NotDer("an imprint by another hash")
    match = _TIME.fullmatch(time.content)
    if match is None or time.tag != der.GENERALIZED_TIME:
        raise NotDer("an instant in another form")
    at = datetime.strptime(match[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    at += timedelta(microseconds=int((match[2] or b"0").ljust(6, b"0")))
    nonces = [der.number(each) for each in more if each.tag == der.INTEGER]
    accuracies = [_accuracy(each.content) for each in more if each.tag == der.SEQUENCE]
    if len(nonces) > 1 or len(accuracies) > 1:
        raise NotDer("something that is there twice")
    return digest.content, policy.whole, nonces[0] if nonces else None, at, (accuracies or [timedelta(0)])[0]


def _accuracy(content: bytes) -> timedelta:
    """Seconds, thousandths, millionths: RFC 3161 numbers the second and third. Where it says nothing, nothing is added."""
    units = {der.INTEGER: timedelta(seconds=1), 0x80: timedelta(milliseconds=1), 0x81: timedelta(microseconds=1)}
    return sum((int.from_bytes(each.content, "big") * units[each.tag] for each in der.read(content)), timedelta(0))


# ---- asking an authority


def request(stamped: bytes, nonce: int) -> bytes:
    """What an authority is asked: to stamp the hash of these bytes, to repeat the nonce, and to send its certificate."""
    imprint = der.encode(der.OCTET_STRING, hashlib.sha256(stamped).digest())
    return der.encode(
        der.SEQUENCE,
        der.integer(1),
        der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, _SHA256), imprint),
        der.integer(nonce),
        der.encode(der.BOOLEAN, b"\xff"),
    )


def answered(response: bytes, stamped: bytes, nonce: int, others: Sequence[x509.Certificate] = ()) -> Stamp:
    """The stamp in an authority's answer, of this and to this question. Raises ``StampRefused``, with what the authority refused."""
    try:
        (whole,) = der.read(response, der.SEQUENCE)
        status, *token = der.read(whole.content)
        granted = der.number(der.read(status.content)[0])
    except (NotDer, IndexError) as error:
        raise StampRefused("no answer of a time-stamp authority") from error
    if granted > 1 or len(token) != 1:
        raise StampRefused(f"refused by the authority with status {granted}")
    found = normal(token[0].whole, others)
    found.check(stamped)
    if found.nonce != nonce:
        raise StampRefused("the answer to another question")
    return found
