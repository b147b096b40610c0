"""The root on a machine of its own (密钥仪式): made there, kept there, and used there to sign the request of an issuing authority.

The root's key is closed with a passphrase that officers hold in parts: each part comes from one of them, all are needed. Nothing of it is ever on the
machine that issues. Each step leaves a record in words, who was there and which fingerprints were read out; its digest goes on
the ledger of the installation that takes the certificates in. Pure but for the root's folder: no Django, no clock.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from qingbai.certificates import certifying, revocation
from qingbai.certificates.certifying import ISSUING, ROOT
from qingbai.certificates.revocation import Revoked
from qingbai.certificates.trust import NotTrusted, may_issue, moment

LEAST_PART = 12  # characters of one officer's part of the passphrase
LARGEST = 100_000  # bytes of a request or a certificate

WRONG = {
    "passphrase_short": (
        "口令每一份至少{least}个字符，且各份不得相同。",
        "Each part of the passphrase has at least {least} characters, and no two are the same.",
    ),
    "root_there": ("{place} 中已有根密钥，未作改动。", "{place} already holds a root; it was left as it is."),
    "no_root": ("{place} 中没有根密钥；请先运行 qingbai keys root。", "{place} holds no root: make one with: qingbai keys root."),
    "passphrase_wrong": (
        "口令不符：请按制作时的人数和次序输入各份。",
        "The passphrase does not open the root's key: give every part, in the order in which it was made.",
    ),
    "no_request": ("不是签发证书的申请文件。", "This is not the request of an issuing authority: make one with: qingbai keys request."),
    "no_list": ("所附吊销列表不是由该根签发。", "The former list of revocations is none of this root."),
    "no_certificate": ("{place} 不是证书文件。", "{place} is not a certificate (PEM)."),
    "not_this_root": ("该签发证书不是由所附根证书签发。", "The issuing certificate was not signed by the root that came with it."),
    "not_entitled": ("证书不具备签发权限。", "A certificate is not entitled to issue as these authorities must be."),
    "not_valid_now": ("证书不在有效期内。", "A certificate is not valid at this time."),
    "root_named_alike": (
        "新根证书与现有根证书同名；请用 --number 另编号制作。",
        "The new root bears the name of the present one: make it with another --number.",
    ),
    "not_asked_for": (
        "本机没有待签的申请与此证书相符；请运行 qingbai keys request 后重新签发。",
        "No request of this installation waits for that certificate: run qingbai keys request, and have that request signed.",
    ),
}  # fmt: skip


class CeremonyRefused(ValueError):
    """A step that cannot be taken: what is wrong, and what to do. Nothing was changed."""

    def __init__(self, code: str, **more: object) -> None:
        self.code = code
        zh, en = (text.format(**more) for text in WRONG[code])
        super().__init__(f"{zh} {en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was done in a step, in words for the file (仪式记录): the act, when, who was there, and what was read out."""

    act: str
    at: datetime
    officers: tuple[str, ...]
    facts: Mapping[str, str]

    def text(self) -> str:
        """The record, the same bytes whenever it is written again."""
        lines = ["清白密钥仪式记录 Qingbai key ceremony record", f"事项 Act: {self.act}"]
        lines.append(f"时间 Time: {self.at.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}")
        lines += [f"在场人员 Present: {officer}" for officer in self.officers]
        lines += [f"{name}: {value}" for name, value in self.facts.items()]
        lines += [f"签名 Signature ({officer}): ____________________" for officer in self.officers]
        return "\n".join(lines) + "\n"

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of the text, as it goes on the ledger."""
        return hashlib.sha256(self.text().encode()).hexdigest()


def fingerprint(found: x509.Certificate) -> str:
    """The SHA-256 of a certificate in groups of four, to be read out and compared."""
    digits = found.fingerprint(SHA256()).hex()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def make_root(folder: Path, parts: Sequence[str], *, number: int, officers: Sequence[str], at: datetime) -> Record:
    """A root in a folder of its own, its key closed with all parts of the passphrase. Raises ``CeremonyRefused``."""
    if not parts or any(len(part) < LEAST_PART for part in parts) or len(set(parts)) != len(parts):
        raise CeremonyRefused("passphrase_short", least=LEAST_PART)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (folder / "root.key").exists() or (folder / "root.pem").exists():
        raise CeremonyRefused("root_there", place=folder)
    key = ec.generate_private_key(ec.SECP256R1())
    made = certifying.signed(certifying.authority(ROOT, key.public_key(), None, number, at), key)
    closed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_whole(parts)))
    _write_new(folder / "root.key", closed, 0o600)
    _write_new(folder / "root.pem", made.public_bytes(Encoding.PEM), 0o644)
    facts = {"根证书 Root": fingerprint(made), "有效至 Valid until": f"{made.not_valid_after_utc:%Y-%m-%d}"}
    return Record(act="制作根密钥 Root made", at=at, officers=tuple(officers), facts=facts)


def sign_request(
    folder: Path, parts: Sequence[str], request: bytes, *, officers: Sequence[str], at: datetime
) -> tuple[x509.Certificate, Record]:
    """The certificate of the issuing authority that asks, signed by the root of the folder. Raises ``CeremonyRefused``."""
    root, key = _root(folder, parts)
    asked = _asked(request)
    public = asked.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise CeremonyRefused("no_request")
    builder = certifying.authority(ISSUING, public, root, certifying.generation_of(asked), at)
    made = certifying.signed(builder, key, revoked_at=_revoked_at(asked, root))
    digest = hashlib.sha256(asked.public_bytes(Encoding.DER)).hexdigest()
    facts = {
        "申请 Request": digest,
        "根证书 Root": fingerprint(root),
        "签发证书 Issuing": fingerprint(made),
        "有效至 Valid until": f"{made.not_valid_after_utc:%Y-%m-%d}",
    }
    return made, Record(act="签发签发证书 Issuing authority signed", at=at, officers=tuple(officers), facts=facts)


def next_list(
    folder: Path,
    parts: Sequence[str],
    *,
    former: bytes | None,
    revoked: Sequence[x509.Certificate],
    since: datetime,
    officers: Sequence[str],
    at: datetime,
) -> tuple[bytes, Record]:
    """The root's next list of revoked certificates (DER): all of the ``former`` one, and what is ``revoked`` now. Raises ``CeremonyRefused``."""
    root, key = _root(folder, parts)
    if any(not certifying.is_signed_by(each, root) for each in revoked):
        raise CeremonyRefused("not_this_root")
    try:
        if former is not None and not revocation.signed_by(revocation.in_der(former), root):
            raise CeremonyRefused("no_list")
        known = None if former is None else revocation.in_der(former)
    except ValueError as error:
        raise error if isinstance(error, CeremonyRefused) else CeremonyRefused("no_list") from error
    lost = [Revoked(each.serial_number, moment(since), x509.ReasonFlags.key_compromise) for each in revoked]
    made = revocation.made(
        authority=root, key=key, at=moment(at), lasts=revocation.LASTS[ROOT], former=known, revoked=lost
    )
    published = f"{certifying.stem_of(ROOT, certifying.generation_of(root))}.crl"
    facts = {
        "根证书 Root": fingerprint(root),
        "文件名 File": published,
        "吊销列表 List": hashlib.sha256(made).hexdigest(),
    }
    facts |= {f"吊销 Revoked {number}": fingerprint(each) for number, each in enumerate(revoked, start=1)}
    return made, Record(act="签发吊销列表 List of revocations signed", at=at, officers=tuple(officers), facts=facts)


def refuse_unsound(issuing: x509.Certificate, root: x509.Certificate, *, at: datetime) -> None:
    """Refuse a pair of authorities below which papers would not be believed. Raises ``CeremonyRefused``."""
    if not certifying.is_signed_by(root, root) or not certifying.is_signed_by(issuing, root):
        raise CeremonyRefused("not_this_root")
    try:
        may_issue(root, 1)
        may_issue(issuing, 0)
    except NotTrusted as error:
        raise CeremonyRefused("not_entitled") from error
    if not all(each.not_valid_before_utc <= at <= each.not_valid_after_utc for each in (root, issuing)):
        raise CeremonyRefused("not_valid_now")


def certificate_in(path: Path) -> x509.Certificate:
    """The certificate of a file. Raises ``CeremonyRefused``."""
    try:
        return x509.load_pem_x509_certificate(path.read_bytes()[:LARGEST])
    except (OSError, ValueError) as error:
        raise CeremonyRefused("no_certificate", place=path) from error


def _asked(request: bytes) -> x509.CertificateSigningRequest:
    try:
        asked = x509.load_pem_x509_csr(request[:LARGEST])
    except ValueError as error:
        raise CeremonyRefused("no_request") from error
    common, _ = certifying.AUTHORITIES[ISSUING]
    if not asked.is_signature_valid or common not in asked.subject.rfc4514_string():
        raise CeremonyRefused("no_request")
    return asked


def _revoked_at(asked: x509.CertificateSigningRequest, root: x509.Certificate) -> str:
    """Where the site that asks will publish what this root revokes."""
    try:
        points = asked.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return ""
    address = str(points[0].full_name[0].value) if points[0].full_name else ""
    own = certifying.stem_of(ROOT, certifying.generation_of(root))
    return f"{address.rpartition('/')[0]}/{own}.crl" if address else ""


def _root(folder: Path, parts: Sequence[str]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    try:
        closed, root = (folder / "root.key").read_bytes(), certificate_in(folder / "root.pem")
    except OSError as error:
        raise CeremonyRefused("no_root", place=folder) from error
    try:
        key = load_pem_private_key(closed, password=_whole(parts))
    except (ValueError, TypeError) as error:
        raise CeremonyRefused("passphrase_wrong") from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return root, key


def _whole(parts: Sequence[str]) -> bytes:
    """All parts as one passphrase, which no other parts make."""
    return hashlib.sha256("\n".join(f"{len(part)} {part}" for part in parts).encode()).hexdigest().encode()


def _write_new(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
