"""What our certificates say (证书内容): names, times, uses, and who signs them. ``keys`` makes the chain of an installation with it, ``ceremony`` a root apart from any."""

import re
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from qingbai.certificates.trust import moment

YEAR = timedelta(days=365)
ROOT_YEARS, ISSUING_YEARS, OFFICE_YEARS, STAMPING_YEARS = 30, 20, 5, 10
REVOKED = "/verify/revoked/"  # where the site publishes the lists of what is revoked
LONGEST_NAME = 64  # in one attribute of a certificate's name: characters by X.520, bytes by what reads common names
ROOT, ISSUING = "root", "issuing"
AUTHORITIES = {ROOT: ("清白根证书 Qingbai Root", ROOT_YEARS), ISSUING: ("清白签发证书 Qingbai Issuing", ISSUING_YEARS)}
_GENERATION = re.compile(r" ([1-9][0-9]{0,3})$")


def name(parts: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    """A name in China, of these parts, each cut to the length that a certificate may hold."""
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")
    return x509.Name([country, *(x509.NameAttribute(part, _cut(part, text)) for part, text in parts.items())])


def certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, years: int, at: datetime
) -> x509.CertificateBuilder:
    """The beginning of any certificate of ours."""
    start = moment(at)
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def authority(
    kind: str, public: ec.EllipticCurvePublicKey, above: x509.Certificate | None, generation: int, at: datetime
) -> x509.CertificateBuilder:
    """A ``ROOT`` or an ``ISSUING`` authority of this generation; the first bears no number."""
    common, years = AUTHORITIES[kind]
    numbered = common if generation == 1 else f"{common} {generation}"
    subject = name({NameOID.ORGANIZATION_NAME: "清白 Qingbai", NameOID.COMMON_NAME: numbered})
    return (
        certificate(subject, above.subject if above else subject, public, years, at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0 if above else 1), critical=True)
        .add_extension(usage(authority=True), critical=True)
    )


def generation_of(found: x509.Certificate | x509.CertificateSigningRequest) -> int:
    """The how-manieth authority of its kind this is, by its name."""
    common = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    match = _GENERATION.search(str(common[0].value)) if common else None
    return int(match[1]) if match else 1


def usage(*, authority: bool) -> x509.KeyUsage:
    """What an authority's key may do, and what any other's."""
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def signed(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey, *, revoked_at: str = ""
) -> x509.Certificate:
    """The certificate, signed with its issuer's key; ``revoked_at``: the address of the list in which it would stand."""
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    if revoked_at:
        builder = builder.add_extension(_published(revoked_at), critical=False)
    return builder.add_extension(identifier, critical=False).sign(key, SHA256())


def request(key: ec.EllipticCurvePrivateKey, generation: int, revoked_at: str) -> x509.CertificateSigningRequest:
    """What an issuing authority asks of its root; ``revoked_at``: where the root's list of revocations is to be found."""
    common, _ = AUTHORITIES[ISSUING]
    numbered = common if generation == 1 else f"{common} {generation}"
    subject = name({NameOID.ORGANIZATION_NAME: "清白 Qingbai", NameOID.COMMON_NAME: numbered})
    builder = x509.CertificateSigningRequestBuilder(subject_name=subject)
    if revoked_at:
        builder = builder.add_extension(_published(revoked_at), critical=False)
    return builder.sign(key, SHA256())


def is_signed_by(own: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether a certificate names this issuer and bears its signature."""
    try:
        own.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def stem_of(kind: str, generation: int) -> str:
    """What the files and the revocation list of an authority are called: ``issuing``, ``issuing-2``."""
    return kind if generation == 1 else f"{kind}-{generation}"


def _published(address: str) -> x509.CRLDistributionPoints:
    place = x509.UniformResourceIdentifier(address)
    point = x509.DistributionPoint(full_name=[place], relative_name=None, reasons=None, crl_issuer=None)
    return x509.CRLDistributionPoints([point])


def _cut(part: x509.ObjectIdentifier, text: str) -> str:
    if part == NameOID.COMMON_NAME:
        return text.encode()[:LONGEST_NAME].decode(errors="ignore")
    return text[:LONGEST_NAME]
