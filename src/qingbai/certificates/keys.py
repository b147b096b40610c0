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

from qingbai.certificates import certifying
from qingbai.certificates.certifying import ISSUING, OFFICE_YEARS, REVOKED, ROOT, STAMPING_YEARS, YEAR
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.cms import Chain
from qingbai.certificates.status_list import SECRET_SIZE
from qingbai.certificates.tokens import SCHEME, KeyUnusable, Token, TokenKey
from qingbai.certificates.trust import PURPOSES, STATUS_SIGNING

RENEW_BEFORE = timedelta(days=180)  # an office's key is replaced while the old one still signs
STATUS_PLACES = "status.places"
RETIRED = "retired"  # the folder of what was replaced
NEXT = "issuing.next"  # the key of an issuing authority that waits for its certificate


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


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate of this installation: its file's ``name``, and where its key lies: ``file``, ``token`` or ``elsewhere``."""

    name: str
    certificate: x509.Certificate
    where: str


SERVICES = {
    "status": ("清白状态声明 Qingbai Status", STATUS_SIGNING, OFFICE_YEARS),
    "stamping": ("清白时间戳 Qingbai Time-Stamping", ExtendedKeyUsageOID.TIME_STAMPING, STAMPING_YEARS),
}
"""Keys that sign for the whole installation, each for one purpose alone: name, purpose, years."""


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
        with self.locked():
            self._authority(ROOT, None, at)
            self._authority(ISSUING, ROOT, at)
            stem = _stem(office.id)
            if self._stands(stem, RENEW_BEFORE, at):
                return False
            self._make_office(office, stem, at)
            return True

    def make_status(self, *, at: datetime) -> bool:
        """The key of status lists and statements and the secret of their places, where they do not exist or the key soon expires."""
        with self.locked():
            if not (self.folder / STATUS_PLACES).exists():
                _write(self.folder / STATUS_PLACES, secrets.token_bytes(SECRET_SIZE).hex().encode())
            if self._stands("status", RENEW_BEFORE, at):
                return False
            self._make_service("status", at)
            return True

    def make_stamping(self, *, at: datetime) -> bool:
        """The key of our own time-stamp authority, where there is none or half of its time is over: a stamp must hold for years."""
        with self.locked():
            if self._stands("stamping", STAMPING_YEARS * YEAR / 2, at):
                return False
            self._make_service("stamping", at)
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
        if not self._exists(ROOT):
            raise NoKey(ROOT)
        return self._certificate(ROOT)

    def authority(self, stem: str) -> x509.Certificate:
        """The certificate of ``root`` or ``issuing``. Raises ``NoKey``."""
        if not self._exists(stem):
            raise NoKey(stem)
        return self._certificate(stem)

    def authority_key(self, stem: str) -> ec.EllipticCurvePrivateKey | None:
        """Its key; none where it lies elsewhere. Raises ``KeyUnusable``."""
        return self._key(stem) if (self.folder / f"{stem}.key").exists() else None

    def keep(self, name: str, content: bytes) -> None:
        """A file in the folder of keys: the whole of it or none."""
        _write(self.folder / name, content)

    def roots(self) -> tuple[x509.Certificate, ...]:
        """Every root below which papers were signed: the present one first. Raises ``NoKey``."""
        return self.root(), *self._retired(ROOT)

    def issuing(self) -> tuple[x509.Certificate, ...]:
        """Every issuing authority that there was: the present one first. Raises ``NoKey``."""
        if not self._exists(ISSUING):
            raise NoKey(ISSUING)
        return self._certificate(ISSUING), *self._retired(ISSUING)

    def renew(self, whose: "Office | str", *, at: datetime) -> None:
        """A new key in the place of one that still serves: of an office, ``status``, ``stamping``, or ``issuing`` where the root's key is here.

        What the old key signed stays good. Keys below a new issuing authority follow when they are made (``make``). Raises ``NoKey``.
        """
        with self.locked():
            if isinstance(whose, Office):
                self._make_office(whose, _stem(whose.id), at)
            elif whose == ISSUING:
                if not (self.folder / f"{ROOT}.key").exists():
                    raise NoKey(ROOT)
                self._authority(ISSUING, ROOT, at, anew=True)
            else:
                self._make_service(whose, at)

    def request(self) -> x509.CertificateSigningRequest:
        """A new key for the issuing authority, which waits here, and the request that the root elsewhere is to sign (``ceremony``)."""
        with self.locked():
            key = self._new_key(ISSUING)
            made = certifying.generation_of(self._certificate(ISSUING)) + 1 if self._exists(ISSUING) else 1
            asked = certifying.request(key, made, self._published(ROOT, 1))
            _write(self.folder / f"{NEXT}.key", _as_kept(key))
            return asked

    def bring_in(self, issuing: x509.Certificate, root: x509.Certificate, *, keep_old_root: bool) -> None:
        """The issuing authority for whose key ``request`` asked, and the root that signed it. The old ones are kept, to be trusted for what they signed.

        ``keep_old_root`` False: nothing was signed below it. Whether the certificate is a sound one the caller has looked at
        (``ceremony.refuse_unsound``). Raises ``NoKey`` where no request waits for this certificate.
        """
        with self.locked():
            if not (self.folder / f"{NEXT}.key").exists() or self._key(NEXT).public_key() != issuing.public_key():
                raise NoKey(NEXT)
            if not self._exists(ROOT) or self._certificate(ROOT) != root:
                if self._exists(ROOT) and keep_old_root:
                    self._retire(ROOT)
                (self.folder / f"{ROOT}.key").unlink(missing_ok=True)
                _write(self.folder / f"{ROOT}.pem", root.public_bytes(Encoding.PEM))
            self._keep(ISSUING, self._key(NEXT), issuing)
            (self.folder / f"{NEXT}.key").unlink()

    def ever(self, name: str) -> x509.Certificate | None:
        """A certificate of ours, present or put aside, by the name of its key or the beginning of its SHA-256 (hex, at least 16 digits)."""
        for held in self.held():
            if name in (held.name, held.name.removeprefix("office-")):
                return held.certificate
        found = [held.certificate for held in self.held()]
        found += [x509.load_pem_x509_certificate(path.read_bytes()) for path in self.folder.glob(f"{RETIRED}/*.pem")]
        fitting = {each for each in found if len(name) >= 16 and each.fingerprint(SHA256()).hex().startswith(name)}
        return fitting.pop() if len(fitting) == 1 else None

    def held(self) -> tuple["Held", ...]:
        """Every key of this installation, the authorities first."""
        names = [ROOT, ISSUING, *SERVICES, *sorted(path.stem for path in self.folder.glob("office-*.pem"))]
        return tuple(Held(name, self._certificate(name), self._where(name)) for name in names if self._exists(name))

    def _signer(self, stem: str, whose: str) -> Signer:
        """A key and its chain as they stand now: read again whenever somebody has renewed them. Raises ``NoKey``, ``KeyUnusable``."""
        try:
            seen = _seen(self.folder / f"{stem}.pem")
        except FileNotFoundError:
            raise NoKey(whose) from None
        known = self._signers.get(stem)
        if known is None or known[0] != seen:
            own, key = self._pair(stem)
            known = self._signers[stem] = (seen, Signer(key, Chain(own, self._issuer(own))))
        return known[1]

    def _stands(self, stem: str, before: timedelta, at: datetime) -> bool:
        """Whether there is a key below the present issuing authority with this much of its time left."""
        if not self._exists(stem):
            return False
        own = self._certificate(stem)
        return own.not_valid_after_utc - at > before and self._issuer(own) == self._certificate(ISSUING)

    def _issuer(self, own: x509.Certificate) -> x509.Certificate:
        """The issuing authority that signed a certificate of ours. Raises ``NoKey``."""
        found = next((each for each in self.issuing() if certifying.is_signed_by(own, each)), None)
        if found is None:
            raise NoKey(ISSUING)
        return found

    def _retired(self, kind: str) -> tuple[x509.Certificate, ...]:
        """The authorities of a kind that were replaced, the last first."""
        found = [
            x509.load_pem_x509_certificate(path.read_bytes()) for path in self.folder.glob(f"{RETIRED}/{kind}*.pem")
        ]
        return tuple(sorted(found, key=lambda each: each.not_valid_before_utc, reverse=True))

    def _where(self, stem: str) -> str:
        """Where the key of a certificate lies: ``file``, ``token``, or ``elsewhere``."""
        try:
            kept = (self.folder / f"{stem}.key").read_bytes()
        except FileNotFoundError:
            return "elsewhere"
        return "token" if kept.startswith(SCHEME.encode()) else "file"

    def _retire(self, stem: str) -> None:
        """Put a certificate aside that is being replaced; of an authority its key too, which may have to sign what it revokes."""
        own = self._certificate(stem)
        aside = self.folder / RETIRED
        aside.mkdir(mode=0o700, exist_ok=True)
        name = f"{stem}-{own.fingerprint(SHA256()).hex()[:16]}"
        if stem in certifying.AUTHORITIES and (self.folder / f"{stem}.key").exists():
            _write(aside / f"{name}.key", (self.folder / f"{stem}.key").read_bytes())
        _write(aside / f"{name}.pem", own.public_bytes(Encoding.PEM))

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
            with self.locked():
                certificate, key = self._certificate(stem), self._key(stem)
        return certificate, key

    def _authority(self, kind: str, above: str | None, at: datetime, *, anew: bool = False) -> None:
        if self._exists(kind) and not anew:
            return
        key = self._new_key(kind)
        issuer = self._certificate(above) if above else None
        generation = certifying.generation_of(self._certificate(kind)) + 1 if anew else 1
        builder = certifying.authority(kind, key.public_key(), issuer, generation, at)
        self._keep(kind, key, self._signed(builder, above, key))

    def _make_office(self, office: Office, stem: str, at: datetime) -> None:
        key = self._new_key(stem)
        subject = certifying.name(
            {
                NameOID.ORGANIZATION_NAME: office.organ.zh,
                NameOID.ORGANIZATIONAL_UNIT_NAME: office.name.zh,
                NameOID.COMMON_NAME: office.organ.zh,
                NameOID.SERIAL_NUMBER: office.id,
            }
        )
        in_english = certifying.name(
            {NameOID.ORGANIZATION_NAME: office.organ.en, NameOID.ORGANIZATIONAL_UNIT_NAME: office.name.en}
        )
        builder = (
            certifying.certificate(subject, self._certificate(ISSUING).subject, key.public_key(), OFFICE_YEARS, at)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(certifying.usage(authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage(PURPOSES), critical=False)
            .add_extension(x509.SubjectAlternativeName([x509.DirectoryName(in_english)]), critical=False)
        )
        self._keep(stem, key, self._signed(builder, ISSUING, key))

    def _make_service(self, stem: str, at: datetime) -> None:
        """A key that signs for the installation, for one purpose alone."""
        name, purpose, years = SERVICES[stem]
        key = self._new_key(stem)
        subject = certifying.name({NameOID.ORGANIZATION_NAME: "清白 Qingbai", NameOID.COMMON_NAME: name})
        builder = (
            certifying.certificate(subject, self._certificate(ISSUING).subject, key.public_key(), years, at)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(certifying.usage(authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        )
        self._keep(stem, key, self._signed(builder, ISSUING, key))

    def _signed(
        self, builder: x509.CertificateBuilder, above: str | None, own: ec.EllipticCurvePrivateKey
    ) -> x509.Certificate:
        if not above:
            return certifying.signed(builder, own)
        published = self._published(above, certifying.generation_of(self._certificate(above)))
        return certifying.signed(builder, self._key(above), revoked_at=published)

    def _published(self, kind: str, generation: int) -> str:
        """Where the site publishes what an authority revokes; empty where there is no site."""
        return f"{self.site}{REVOKED}{certifying.stem_of(kind, generation)}.crl" if self.site else ""

    def _keep(self, stem: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        """Key first, certificate last: a certificate that exists always has its key."""
        if self._exists(stem):
            self._retire(stem)
        secret = _as_kept(key)
        _write(self.folder / f"{stem}.key", secret)
        _write(self.folder / f"{stem}.pem", certificate.public_bytes(Encoding.PEM))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes the folder meanwhile."""
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
