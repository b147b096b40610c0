"""Whom a verifier believes (信任锚): pinned issuing authorities and the pinned keys of public logs, in one small file.

``trust.json`` is all that somebody abroad needs beside this program to check a paper without asking anybody. No
Django, no clock.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from qingbai.audit.note import InvalidNote, VerifierKey
from qingbai.certificates import revocation
from qingbai.certificates.cms import Chain
from qingbai.certificates.signed_parts import Evidence
from qingbai.certificates.stamp import Stamp

FORMAT = "qingbai/trust/1"
LARGEST = 1_000_000
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
STATUS_SIGNING = x509.ObjectIdentifier(
    "2.25.258417378695862515861960540781810076123"
)  # ours: lists and statements, no paper
STAMPED = x509.ObjectIdentifier(
    "2.25.261575626671519149598380382009103246547"
)  # ours: this key's papers have a time-stamp

EARLIEST, LATEST = timedelta(minutes=1), timedelta(hours=1)
"""How far a time-stamp may lie before (another clock) and after (a busy office) the instant that the signature claims."""


class NotTrusted(ValueError):
    """The chain does not lead to a pinned authority, or not for signing documents at that instant; the message is a code."""


class TrustUnreadable(ValueError):
    """The trust file cannot be read: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A key that is no longer its owner's alone (失密): ``key`` is the SHA-256 (hex) of its public half. What it signed is believed
    where it stands in the ``log`` before the place ``size``, and nowhere else. ``statement``: the issuer's signed word of it."""

    key: str
    log: str
    size: int
    statement: str

    def as_json(self) -> dict[str, str | int]:
        """As it stands in ``trust.json``."""
        return {"key": self.key, "log": self.log, "size": self.size, "statement": self.statement}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> "Lost":
        """Read what ``as_json`` wrote. Raises ``ValueError`` and its like."""
        size = found["size"]
        if type(size) is not int or size < 0 or len(bytes.fromhex(found["key"])) != 32:
            raise ValueError("not a lost key")
        return cls(str(found["key"]), str(found["log"]), size, str(found["statement"]))


@dataclass(frozen=True)
class Trust:
    """Pinned root certificates, and the keys of the logs in which papers must have a place, and the keys that were lost.

    ``offices``: the chains below these roots that are known beforehand, for the codes of papers, which have no room for certificates.
    """

    roots: tuple[x509.Certificate, ...]
    logs: tuple[VerifierKey, ...]
    offices: tuple[Chain, ...] = ()
    lost: tuple[Lost, ...] = ()
    stampers: tuple[x509.Certificate, ...] = ()
    """Foreign time-stamp authorities: their certificates, or those of who certifies them."""
    lists: tuple[bytes, ...] = ()
    """Lists of revoked certificates (DER), newer than those in a paper."""
    weak: tuple[tuple[str, datetime], ...] = ()
    """Methods (``SHA-256``, ``ECDSA P-256`` …) that from an instant on prove nothing by themselves."""

    def as_json(self) -> str:
        """The text of ``trust.json``."""
        more = {
            "stampers": [_pem(each) for each in self.stampers],
            "revoked": [revocation.in_pem(each) for each in self.lists],
        }
        return json.dumps(
            {
                "format": FORMAT,
                "issuers": [_pem(root) for root in self.roots],
                "logs": [str(key) for key in self.logs],
                "authorities": [_pem(each) for each in dict.fromkeys(chain.issuing for chain in self.offices)],
                "offices": [_pem(chain.office) for chain in self.offices],
                **({"weak": {name: since.isoformat() for name, since in self.weak}} if self.weak else {}),
                **({"lost": [each.as_json() for each in self.lost]} if self.lost else {}),
                **{name: held for name, held in more.items() if held},
            },
            indent=2,
        )

    @classmethod
    def load(cls, path: Path) -> "Trust":
        """The trust in a file. Raises ``TrustUnreadable``, also where there is no such file."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            raise TrustUnreadable(
                f"信任文件 {path} 无法打开，请用 --trust 指定。 The trust file {path} cannot be opened: name one with --trust."
            ) from error
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> "Trust":
        """The trust of a ``trust.json``. Raises ``TrustUnreadable``."""
        try:
            return cls._from_json(json.loads(text[: LARGEST + 1]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidNote) as error:
            raise TrustUnreadable(
                "信任文件无法读取，请向出具机关重新索取 trust.json。"
                " The trust file cannot be read: ask the issuing authority for its trust.json again."
            ) from error

    @classmethod
    def _from_json(cls, found: Mapping[str, Any]) -> "Trust":
        if found["format"] != FORMAT or not found["issuers"]:
            raise ValueError("not a trust file")
        return cls(
            roots=tuple(x509.load_pem_x509_certificate(pem.encode()) for pem in found["issuers"]),
            logs=tuple(VerifierKey.parse(key) for key in found["logs"]),
            offices=tuple(_chains(found.get("offices", ()), found.get("authorities", ()))),
            weak=tuple((str(name), _instant(since)) for name, since in found.get("weak", {}).items()),
            lost=tuple(Lost.from_json(each) for each in found.get("lost", ())),
            stampers=tuple(x509.load_pem_x509_certificate(pem.encode()) for pem in found.get("stampers", [])),
            lists=tuple(revocation.in_der(pem.encode()) for pem in found.get("revoked", [])),
        )

    def chain_of(self, beginning: bytes) -> Chain | None:
        """The chain of the office whose certificate's SHA-256 begins so; whether it is to be trusted ``vouch_for`` tells."""
        return next((each for each in self.offices if each.office.fingerprint(SHA256()).startswith(beginning)), None)

    def refuse_lost(self, chain: Chain, *stampers: x509.Certificate, log: str, place: int | None) -> None:
        """Refuse (``NotTrusted`` ``key_lost``) what a lost key signed or stamped, unless it has a proved ``place`` in the ``log`` from before the loss."""
        for each in self._lost_in(chain, *stampers):
            if place is None or log != each.log or place >= each.size:
                raise NotTrusted("key_lost")

    def _lost_in(self, chain: Chain, *stampers: x509.Certificate) -> tuple[Lost, ...]:
        keys = {key_id(each) for each in (chain.office, chain.issuing, *stampers)} if self.lost else ()
        return tuple(each for each in self.lost if each.key in keys)

    def vouch_for(self, chain: Chain, at: datetime) -> x509.Certificate:
        """Office, issuing authority, pinned root: each signed by the next, each entitled, each valid at ``at``; the root.

        Raises ``NotTrusted`` with a code: ``unknown_issuer``, ``not_entitled``, ``not_valid_then``.
        """
        return self._vouch(chain, at, DOCUMENT_SIGNING)

    def vouch_for_paper(self, chain: Chain, at: datetime, stamp: Stamp | None, evidence: Evidence | None) -> None:
        """``vouch_for`` at the instant that counts: that of the time-stamp, which must be near the one that the signature claims (``at``), and
        at which no list says that a certificate was revoked; for papers of the first form, without either, the claimed one.

        Raises ``NotTrusted`` with a code, beside those of ``vouch_for``: ``not_stamped``, ``stamp_unknown``, ``stamp_untimely``,
        ``revocation_missing``, ``revoked_then``.
        """
        if stamp is None or evidence is None:
            self.vouch_for(chain, at)
            if STAMPED in _purposes(chain.office):
                raise NotTrusted("not_stamped")
            return
        root = self.vouch_for(chain, stamp.at)
        if not at - EARLIEST <= stamp.at <= at + LATEST:
            raise NotTrusted("stamp_untimely")
        self._vouch_for_stamp(stamp, chain, evidence)
        self._not_revoked(chain.office, chain.issuing, evidence, stamp.at)
        for each in self._lists_of(root, evidence):  # a root that lies elsewhere may be late with its list
            _refuse_revoked(each, chain.issuing, stamp.at)

    def _vouch_for_stamp(self, stamp: Stamp, chain: Chain, evidence: Evidence) -> None:
        """Our own authority stands under the same root as the office; a foreign one is pinned, or certified by who is pinned."""
        own = stamp.certificate
        if not stamps(own):
            raise NotTrusted("stamp_unknown")
        if _signed_by(own, chain.issuing):
            self._not_revoked(own, chain.issuing, evidence, stamp.at)
            above: tuple[x509.Certificate, ...] = ()
        else:
            pinned = next((each for each in self.stampers if own == each or _signed_by(own, each)), None)
            if pinned is None:
                raise NotTrusted("stamp_unknown")
            above = (pinned,)
            for each in self._lists_of(pinned, evidence):
                _refuse_revoked(each, own, stamp.at)
        if not all(each.not_valid_before_utc <= stamp.at <= each.not_valid_after_utc for each in (own, *above)):
            raise NotTrusted("stamp_unknown")

    def _not_revoked(
        self, certificate: x509.Certificate, issuer: x509.Certificate, evidence: Evidence, at: datetime
    ) -> None:
        """A list in the paper that still counted then, and no list at all that says it was revoked by then."""
        lists = self._lists_of(issuer, evidence)
        if not any(at <= revocation.until(each) for each in lists):
            raise NotTrusted("revocation_missing")
        for each in lists:
            _refuse_revoked(each, certificate, at)

    def _lists_of(self, issuer: x509.Certificate, evidence: Evidence) -> list[bytes]:
        try:
            return [each for each in (*evidence.lists, *self.lists) if revocation.signed_by(each, issuer)]
        except ValueError as error:
            raise NotTrusted("revocation_missing") from error

    def vouch_for_status(self, chain: Chain, at: datetime) -> None:
        """The same for a chain that ends in a status key (``statements``), and none of it was lost. Raises ``NotTrusted``."""
        if self._lost_in(chain):
            raise NotTrusted("key_lost")
        self._vouch(chain, at, STATUS_SIGNING)

    def stamp_ends(self, chain: Chain, methods: Iterable[str], at: datetime) -> datetime:
        """Until when a time-stamp of the instant ``at``, by these methods, proves it by itself. Raises ``NotTrusted``, also for a lost stamper."""
        self._vouch(chain, at, ExtendedKeyUsageOID.TIME_STAMPING)
        if self._lost_in(chain):
            raise NotTrusted("key_lost")
        own = (chain.office.not_valid_after_utc, chain.issuing.not_valid_after_utc)
        return min(*own, self.ends(chain, methods))

    def ends(self, chain: Chain, methods: Iterable[str]) -> datetime:
        """Until when a signature by these methods proves something by itself: none is weak yet, and the root that is pinned has not ended."""
        root = next((root for root in self.roots if _signed_by(chain.issuing, root)), None)
        if root is None:
            raise NotTrusted("unknown_issuer")
        weak, used = dict(self.weak), set(methods)
        return min([root.not_valid_after_utc, *(weak[name] for name in used & weak.keys())])

    def _vouch(self, chain: Chain, at: datetime, purpose: x509.ObjectIdentifier) -> x509.Certificate:
        root = next((root for root in self.roots if _signed_by(chain.issuing, root)), None)
        if root is None or not _signed_by(root, root) or not _signed_by(chain.office, chain.issuing):
            raise NotTrusted("unknown_issuer")
        for certificate, path_length in ((root, 1), (chain.issuing, 0)):
            may_issue(certificate, path_length)
        _may_sign(chain.office, purpose)
        for certificate in (root, chain.issuing, chain.office):
            if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
                raise NotTrusted("not_valid_then")
        return root


def _refuse_revoked(found: bytes, certificate: x509.Certificate, at: datetime) -> None:
    since = revocation.since(found, certificate)
    if since is not None and since <= at:
        raise NotTrusted("revoked_then")


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _chains(offices: Iterable[str], authorities: Iterable[str]) -> Iterator[Chain]:
    above = [x509.load_pem_x509_certificate(pem.encode()) for pem in authorities]
    for pem in offices:
        own = x509.load_pem_x509_certificate(pem.encode())
        yield from [Chain(own, each) for each in above if _signed_by(own, each)][:1]


def office_id(certificate: x509.Certificate) -> str:
    """The office's key as its certificate names it (attribute serialNumber of the subject); empty when it names none."""
    found = certificate.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)
    return str(found[0].value) if len(found) == 1 else ""


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant without a zone")
    return found


def moment(at: datetime) -> datetime:
    """An instant as certificates and signatures hold it: UTC, whole seconds."""
    return at.astimezone(UTC).replace(microsecond=0)


# What follows is true of two certificates, or of one, for ever: asked again for every paper of an office, it is remembered.


@lru_cache(maxsize=512)
def key_id(certificate: x509.Certificate) -> str:
    """The SHA-256 (hex) of a certificate's public key."""
    public = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(public).hexdigest()


@lru_cache(maxsize=512)
def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


@lru_cache(maxsize=512)
def may_issue(certificate: x509.Certificate, path_length: int) -> None:
    """Refuse (``NotTrusted``) a certificate that is no authority with exactly so many below it."""
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError) as error:
        raise NotTrusted("not_entitled") from error
    if not constraints.ca or constraints.path_length != path_length or not usage.key_cert_sign:
        raise NotTrusted("not_entitled")


@lru_cache(maxsize=512)
def _may_sign(certificate: x509.Certificate, purpose: x509.ObjectIdentifier) -> None:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError) as error:
        raise NotTrusted("not_entitled") from error
    entitled = usage.digital_signature and usage.content_commitment and not usage.key_cert_sign
    if constraints.ca or not entitled or purpose not in purposes:
        raise NotTrusted("not_entitled")


@lru_cache(maxsize=512)
def _purposes(certificate: x509.Certificate) -> x509.ExtendedKeyUsage:
    return certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value


@lru_cache(maxsize=64)
def stamps(certificate: x509.Certificate) -> bool:
    """Whether a certificate is for time-stamps and nothing else (RFC 3161, 2.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING]


PURPOSES = (
    DOCUMENT_SIGNING,
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    STAMPED,
)  # the second for viewers that know no other
