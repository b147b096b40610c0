"""Lists of revoked certificates (证书吊销列表, CRL, RFC 5280): made, read, and asked. A list is its own record: the next one says all that it said.

Root and issuing authority have one each. The issuing authority's is short-lived, so that a paper carries evidence of the week in which it was
signed; the root's lasts a year, for a root may lie in a safe. No Django, no clock, no files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

LASTS = {"issuing": timedelta(days=7), "root": timedelta(days=366)}
RENEWED_AFTER = {"issuing": timedelta(days=1), "root": timedelta(days=183)}


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate that no longer counts: since when, and why."""

    number: int
    since: datetime
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified


def made(
    *,
    authority: x509.Certificate,
    key: ec.EllipticCurvePrivateKey,
    at: datetime,
    lasts: timedelta,
    former: bytes | None,
    revoked: Iterable[Revoked] = (),
) -> bytes:
    """The next list of an authority, in DER: everything of the former one, and what is revoked now. ``at`` in whole seconds."""
    before = None if former is None else read(former)
    builder = (
        x509.CertificateRevocationListBuilder(issuer_name=authority.subject)
        .last_update(at)
        .next_update(at + lasts)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .add_extension(x509.CRLNumber(_number(before) + 1), critical=False)
    )
    known = set()
    for entry in before or ():
        known.add(entry.serial_number)
        builder = builder.add_revoked_certificate(entry)
    for each in revoked:
        if each.number not in known:
            builder = builder.add_revoked_certificate(_entry(each))
    return builder.sign(key, SHA256()).public_bytes(Encoding.DER)


def in_der(data: bytes) -> bytes:
    """A list that may be written in PEM, in DER. Raises ``ValueError``."""
    found = x509.load_pem_x509_crl(data) if data.startswith(b"-----") else x509.load_der_x509_crl(data)
    return found.public_bytes(Encoding.DER)


def in_pem(data: bytes) -> str:
    """A list as text."""
    return read(data).public_bytes(Encoding.PEM).decode()


# What follows is asked of the same few lists for every paper of a week, and remembered.


@lru_cache(maxsize=256)
def read(data: bytes) -> x509.CertificateRevocationList:
    """A list in DER. Raises ``ValueError``."""
    return x509.load_der_x509_crl(data)


@lru_cache(maxsize=512)
def signed_by(data: bytes, authority: x509.Certificate) -> bool:
    """Whether this is a list of this authority. Raises ``ValueError`` where it is no list at all."""
    found, key = read(data), authority.public_key()
    if found.issuer != authority.subject or not isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        return False
    try:
        return found.is_signature_valid(key)
    except (ValueError, TypeError, InvalidSignature):
        return False


@lru_cache(maxsize=256)
def until(data: bytes) -> datetime:
    """Until when a list counts. Raises ``ValueError`` where it does not say."""
    found = read(data).next_update_utc
    if found is None:
        raise ValueError("a list of revoked certificates without an end")
    return found


@lru_cache(maxsize=512)
def since(data: bytes, certificate: x509.Certificate) -> datetime | None:
    """Since when the list says that a certificate does not count; ``None`` where it says nothing of it."""
    entry = read(data).get_revoked_certificate_by_serial_number(certificate.serial_number)
    return None if entry is None else entry.revocation_date_utc


def _number(former: x509.CertificateRevocationList | None) -> int:
    return 0 if former is None else former.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def _entry(revoked: Revoked) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder(revoked.number, revoked.since)
    if revoked.reason is not x509.ReasonFlags.unspecified:
        builder = builder.add_extension(x509.CRLReason(revoked.reason), critical=False)
    return builder.build()
