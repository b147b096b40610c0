"""The signing keys of the offices (电子签章密钥): a chain made once and kept in files that only their owner may read.

``root`` signs ``issuing``, which signs one certificate an office; all ECDSA P-256. Making them again changes nothing. An
installation that holds its root elsewhere puts ``root.pem``, ``issuing.pem`` and ``issuing.key`` here and no ``root.key``.
Where a token is named (``tokens``), new keys are made in it, and ``.key`` holds its address. What another process renews is
seen at the next signature. No Django: the folder is a parameter.
"""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from qingbai.certificates.claim import Bilingual
from qingbai.certificates.cms import Chain
from qingbai.certificates.status_list import SECRET_SIZE
from qingbai.certificates.tokens import SCHEME, KeyUnusable, Token, TokenKey
from qingbai.certificates.trust import PURPOSES, STATUS_SIGNING, moment

YEAR = timedelta(days=365)
ROOT_YEARS, ISSUING_YEARS, OFFICE_YEARS, STAMPING_YEARS = 30, 20, 5, 10
RENEW_BEFORE = timedelta(days=180)  # an office's key is replaced while the old one still signs
STATUS_PLACES = "status.places"
REVOKED = "/verify/revoked/"  # where the site publishes the lists of what is revoked
LONGEST_NAME = 64  # in one attribute of a certificate's name: characters by X.520, bytes by what reads common names


class NoKey(LookupError):
    """This office has no key to sign with."""

    def __init__(self, office_id: str) -> None:
        super().__init__(
            f"受理单位 {office_id} 尚无签章密钥，请先生成。 Office {office_id} has no signing key yet: make its keys first."
        )


@dataclass(frozen=True)
class Signer:
    """An office's key, held in memory, and its chain."""

    key: ec.EllipticCurvePrivateKey
    chain: Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose key it is: the office's id, its name, and the organ in whose name and seal it answers."""

    id: str
    name: Bilingual
    organ: Bilingual


class Keyring:
    """The folder of keys."""

    def __init__(self, folder: Path, site: str = "", token: Token | None = None) -> None:
        self.folder = folder
        self.site = site  # where revocation lists are published, as new certificates name it; empty: they name no place
        self.token = token
        self._signers: dict[str, tuple[_Seen, Signer]] = {}
        self._secret: bytes | None = None

    def make(self, office: Office, *, at: datetime) -> bool:
        """The chain and this office's key, made where they do not exist or soon expire. Whether anything was made."""
        with self._locked():
            self._authority("root", "清白根证书 Qingbai Root", None, ROOT_YEARS, at)
            self._authority("issuing", "清白签发证书 Qingbai Issuing", "root", ISSUING_YEARS, at)
            stem = _stem(office.id)
            if self._stands(stem, RENEW_BEFORE, at):
                return False
            self._make_office(office, stem, at)
            return True

    def make_status(self, *, at: datetime) -> bool:
        """The key of status lists and statements and the secret of their places, where they do not exist or the key soon expires."""
        with self._locked():
            if not (self.folder / STATUS_PLACES).exists():
                _write(self.folder / STATUS_PLACES, secrets.token_bytes(SECRET_SIZE).hex().encode())
            if self._stands("status", RENEW_BEFORE, at):
                return False
            self._make_service("status", "清白状态声明 Qingbai Status", STATUS_SIGNING, OFFICE_YEARS, at)
            return True

    def make_stamping(self, *, at: datetime) -> bool:
        """The key of our own time-stamp authority, where there is none or half of its time is over: a stamp must hold for years."""
        with self._locked():
            if self._stands("stamping", STAMPING_YEARS * YEAR / 2, at):
                return False
            purpose = ExtendedKeyUsageOID.TIME_STAMPING
            self._make_service("stamping", "清白时间戳 Qingbai Time-Stamping", purpose, STAMPING_YEARS, at)
            return True

    def status_signer(self) -> Signer:
        """The key of status lists and statements, and its chain. Raises ``NoKey``."""
        return self._signer("status", "status")

    def stamping_signer(self) -> Signer:
        """The key of our own time-stamp authority, and its chain. Raises ``NoKey``."""
        return self._signer("stamping", "stamping")

    def status_places(self) -> bytes:
        """The secret by which papers have their places in status lists; losing it leaves old entries without a way back. Raises ``NoKey``."""
        if self._secret is None:
            try:
                self._secret = bytes.fromhex((self.folder / STATUS_PLACES).read_text())
            except FileNotFoundError:
                raise NoKey("status") from None
        return self._secret

    def signer(self, office_id: str) -> Signer:
        """The office's key and chain. Raises ``NoKey``."""
        return self._signer(_stem(office_id), office_id)

    def fingerprint(self, office_id: str) -> str:
        """The SHA-256 (hex) of an office's certificate. Raises ``NoKey``."""
        return self.signer(office_id).chain.office.fingerprint(SHA256()).hex()

    def root(self) -> x509.Certificate:
        """The root to be pinned. Raises ``NoKey``."""
        if not (self.folder / "root.pem").exists():
            raise NoKey("root")
        return self._certificate("root")

    def _signer(self, stem: str, whose: str) -> Signer:
        """A key and its chain as they stand now: read again whenever somebody has renewed them. Raises ``NoKey``, ``KeyUnusable``."""
        try:
            seen = _seen(self.folder / f"{stem}.pem")
        except FileNotFoundError:
            raise NoKey(whose) from None
        known = self._signers.get(stem)
        if known is None or known[0] != seen:
            own, key = self._pair(stem)
            known = self._signers[stem] = (seen, Signer(key, Chain(own, self._certificate("issuing"))))
        return known[1]

    def _stands(self, stem: str, before: timedelta, at: datetime) -> bool:
        """Whether there is a key with this much of its time left."""
        return self._exists(stem) and self._certificate(stem).not_valid_after_utc - at > before

    def _exists(self, stem: str) -> bool:
        return (self.folder / f"{stem}.pem").exists()

    def _certificate(self, stem: str) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.folder / f"{stem}.pem").read_bytes())

    def _new_key(self, stem: str) -> ec.EllipticCurvePrivateKey:
        """A new key: in the token, where there is one for this kind of key."""
        if self.token is not None and stem.partition("-")[0] in self.token.kinds:
            return self.token.make(f"qingbai {stem}")
        return ec.generate_private_key(ec.SECP256R1())

    def _key(self, stem: str) -> ec.EllipticCurvePrivateKey:
        """The key of a file, or the one in the token whose address stands there. Raises ``KeyUnusable``."""
        kept = (self.folder / f"{stem}.key").read_bytes()
        if kept.startswith(SCHEME.encode()):
            if self.token is None:
                raise KeyUnusable(
                    f"{stem} 的密钥存放于密码设备；请设置 QINGBAI_HSM_MODULE。"
                    f" The key of {stem} lies in a token: set QINGBAI_HSM_MODULE."
                )
            return self.token.key(kept.decode())
        key = load_pem_private_key(kept, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{stem}.key is no key on an elliptic curve")
        return key

    def _pair(self, stem: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
        """Certificate and key as they belong together: who renews them writes one after the other."""
        certificate, key = self._certificate(stem), self._key(stem)
        if certificate.public_key() != key.public_key():
            with self._locked():
                certificate, key = self._certificate(stem), self._key(stem)
        return certificate, key

    def _authority(self, stem: str, name: str, above: str | None, years: int, at: datetime) -> None:
        if self._exists(stem):
            return
        key = self._new_key(stem)
        subject = _name({NameOID.ORGANIZATION_NAME: "清白 Qingbai", NameOID.COMMON_NAME: name})
        issuer = self._certificate(above) if above else None
        builder = (
            _certificate(subject, issuer.subject if issuer else subject, key, years, at)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0 if issuer else 1), critical=True)
            .add_extension(_usage(authority=True), critical=True)
        )
        self._keep(stem, key, self._signed(builder, above, key))

    def _make_office(self, office: Office, stem: str, at: datetime) -> None:
        key = self._new_key(stem)
        subject = _name(
            {
                NameOID.ORGANIZATION_NAME: office.organ.zh,
                NameOID.ORGANIZATIONAL_UNIT_NAME: office.name.zh,
                NameOID.COMMON_NAME: office.organ.zh,
                NameOID.SERIAL_NUMBER: office.id,
            }
        )
        in_english = _name(
            {NameOID.ORGANIZATION_NAME: office.organ.en, NameOID.ORGANIZATIONAL_UNIT_NAME: office.name.en}
        )
        builder = (
            _certificate(subject, self._certificate("issuing").subject, key, OFFICE_YEARS, at)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage(PURPOSES), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DirectoryName(in_english)]), critical=False)
        )
        self._keep(stem, key, self._signed(builder, "issuing", key))

    def _make_service(self, stem: str, name: str, purpose: x509.ObjectIdentifier, years: int, at: datetime) -> None:
        """A key that signs for the installation, for one purpose alone."""
        key = self._new_key(stem)
        subject = _name({NameOID.ORGANIZATION_NAME: "清白 Qingbai", NameOID.COMMON_NAME: name})
        builder = (
            _certificate(subject, self._certificate("issuing").subject, key, years, at)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        )
        self._keep(stem, key, self._signed(builder, "issuing", key))

    def _signed(
        self, builder: x509.CertificateBuilder, above: str | None, own: ec.EllipticCurvePrivateKey
    ) -> x509.Certificate:
        key = self._key(above) if above else own
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
        if above and self.site:
            place = x509.UniformResourceIdentifier(f"{self.site}{REVOKED}{above}.crl")
            point = x509.DistributionPoint(full_name=[place], relative_name=None, reasons=None, crl_issuer=None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder.add_extension(identifier, critical=False).sign(key, SHA256())

    def _keep(self, stem: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        """Key first, certificate last: a certificate that exists always has its key."""
        secret = _as_kept(key)
        _write(self.folder / f"{stem}.key", secret)
        _write(self.folder / f"{stem}.pem", certificate.public_bytes(Encoding.PEM))

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


_Seen = tuple[int, int, int]
"""What tells one state of a file from another: its node, time and size."""


def _seen(path: Path) -> _Seen:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _as_kept(key: ec.EllipticCurvePrivateKey) -> bytes:
    if isinstance(key, TokenKey):
        return key.address.encode()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _stem(office_id: str) -> str:
    """The file name of an office's key. An id that is no plain word names no file."""
    if not office_id.replace("-", "").isalnum() or not office_id.isascii():
        raise NoKey(office_id)
    return f"office-{office_id}"


def _name(parts: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "CN")
    return x509.Name([country, *(x509.NameAttribute(part, _cut(part, text)) for part, text in parts.items())])


def _cut(part: x509.ObjectIdentifier, text: str) -> str:
    if part == NameOID.COMMON_NAME:
        return text.encode()[:LONGEST_NAME].decode(errors="ignore")
    return text[:LONGEST_NAME]


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, years: int, at: datetime
) -> x509.CertificateBuilder:
    start = moment(at)
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + years * YEAR)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
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


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it, readable to its owner only."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
