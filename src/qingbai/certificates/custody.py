"""What may be done with the keys themselves (密钥保管): make those that are missing, see which there are and what is due, turn one, take in an authority from a ceremony.

Turning a key stops nothing: the old one is put aside when the new one is in its place, whoever issues just then waits for his turn on the log, and
what the old one signed stays good. A key that was lost to somebody else is another matter: ``losses``.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from qingbai.agencies import queries as agencies
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import ceremony, services
from qingbai.certificates.certifying import ISSUING, ROOT, YEAR
from qingbai.certificates.claim import Bilingual
from qingbai.certificates.keys import RENEW_BEFORE, SERVICES, Held, Keyring, NoKey, Office
from qingbai.certificates.models import Paper

__all__ = [
    "Card",
    "NotHere",
    "NotKnown",
    "bring_in",
    "cards",
    "ensure_keys",
    "make_keys",
    "request",
    "turn",
    "warnings",
]
AUTHORITY_DUE = 3 * YEAR
"""So long before its end an authority should be replaced: below it keys are made for five years and stamps for ten."""
BASIS = "signing keys"


class NotKnown(LookupError):
    """There is no key of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有名为“{name}”的密钥；请用 qingbai keys list 查看。 There is no key named {name!r}: see qingbai keys list."
        )


class NotHere(RuntimeError):
    """The root's key is not on this machine: the issuing authority is renewed in a ceremony."""

    def __init__(self) -> None:
        super().__init__(
            "根密钥不在本机；请运行 qingbai keys request，并在根密钥所在处签发。"
            " The root's key is not on this machine: run qingbai keys request, and have the request signed where the root is."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A key as it is shown: its ``name`` for commands, its use, whose it is, its certificate's SHA-256 (hex), where it lies, until when it
    signs, from when its renewal is due, and whether the service renews it ``by_itself``."""

    name: str
    use: str
    subject: str
    fingerprint: str
    where: str
    until: datetime
    due: datetime
    by_itself: bool

    def is_due(self, at: datetime) -> bool:
        """Whether it should be renewed by now."""
        return at >= self.due


def ensure_keys(*, by: Actor, at: datetime) -> None:
    """Make the signing key of every office that has none, or whose key soon expires. Repeating it changes nothing."""
    make_keys(offices=[office_of(office) for office in agencies.offices()], by=by, at=at)


def office_of(office: agencies.OfficeCard) -> Office:
    """Whose key it is that an office signs with."""
    return Office(
        id=office.code,
        name=Bilingual(zh=office.name_zh, en=office.name_en),
        organ=Bilingual(zh=office.organ_zh, en=office.organ_en),
    )


def make_keys(*, offices: Sequence[Office], by: Actor, at: datetime) -> None:
    """``ensure_keys`` for these offices; one ledger entry a key that was made. Nobody signs meanwhile."""
    if not offices:
        return
    ring = services.keyring(settings.KEYS)
    with transaction.atomic():
        services.take_turn()
        made = {office.id: ring.signer(office.id) for office in offices if ring.make(office, at=at)}
        if ring.make_status(at=at):
            made["status"] = ring.status_signer()
        if ring.make_stamping(at=at):
            made["stamping"] = ring.stamping_signer()
        for name, signer in made.items():
            facts = {"office": name, "certificate": signer.chain.office.fingerprint(SHA256()).hex()}
            audit.record(kind=EventKind.KEYS_MADE, by=by, at=at, basis=BASIS, facts=facts)


def cards(*, at: datetime) -> tuple[Card, ...]:  # noqa: ARG001 - as all that is seen takes the moment
    """Every key that signs for this installation."""
    return tuple(_card(held) for held in services.keyring(settings.KEYS).held())


def warnings(*, at: datetime) -> tuple[str, ...]:
    """What only people can renew and should by now, a sentence each in both languages."""
    return tuple(
        f"{card.name}: 证书将于 {card.until:%Y-%m-%d} 到期，请更换（qingbai keys rotate 或密钥仪式）。"
        f" Its certificate ends on {card.until:%Y-%m-%d}: replace it (qingbai keys rotate, or a ceremony)."
        for card in cards(at=at)
        if card.is_due(at) and not card.by_itself
    )


def turn(*, name: str, by: Actor, at: datetime) -> tuple[Card, ...]:
    """A new key in the place of one: of an office by its code, ``status``, ``stamping`` or ``issuing``; what was made. On the ledger.

    Below a new issuing authority every key is made anew. Raises ``NotKnown``, ``NotHere``, and ``tokens.KeyUnusable``.
    """
    ring = services.keyring(settings.KEYS)
    before = {held.certificate for held in ring.held()}
    with transaction.atomic():
        services.take_turn()  # nobody signs while keys change
        renew(ring, name, at=at)
        for held in ring.held():
            if held.certificate not in before:
                audit.record(kind=EventKind.KEYS_TURNED, by=by, at=at, basis=BASIS, facts=_facts(held))
        ensure_keys(by=by, at=at)
    return tuple(_card(held) for held in ring.held() if held.certificate not in before)


def renew(ring: Keyring, name: str, *, at: datetime) -> None:
    """The new key itself. Raises ``NotKnown`` and ``NotHere``."""
    if name == ROOT:
        raise NotHere
    if name == ISSUING or name in SERVICES:
        try:
            ring.renew(name, at=at)
        except NoKey as error:
            raise NotHere from error
        return
    office = agencies.find_office(name)
    if office is None:
        raise NotKnown(name)
    ring.renew(office_of(office), at=at)


def request(*, by: Actor, at: datetime) -> tuple[bytes, ceremony.Record]:
    """The request of a new issuing authority, whose key waits here, and the record of the step. On the ledger. Raises ``tokens.KeyUnusable``."""
    asked = services.keyring(settings.KEYS).request()
    digest = _sha256(asked.public_bytes(Encoding.DER))
    record = ceremony.Record(
        act="申请签发证书 Issuing authority asked for", at=at, officers=(), facts={"申请 Request": digest}
    )
    facts = {"office": ISSUING, "request": digest, "record": record.digest}
    with transaction.atomic():
        audit.record(kind=EventKind.KEYS_MADE, by=by, at=at, basis=BASIS, facts=facts)
    return asked.public_bytes(Encoding.PEM), record


def bring_in(
    *, issuing: x509.Certificate, root: x509.Certificate | None, record: bytes, by: Actor, at: datetime
) -> tuple[Card, ...]:
    """Take in the issuing authority that a root elsewhere signed; every key below it is made anew at once. What was made. On the ledger.

    ``root``: where it is another than before; the old one is trusted on for what was signed below it. ``record``: the ceremony's, whose digest
    goes on the ledger. Raises ``ceremony.CeremonyRefused``, and ``tokens.KeyUnusable``.
    """
    ring = services.keyring(settings.KEYS)
    present = ring.root()
    wanted = root or present
    ceremony.refuse_unsound(issuing, wanted, at=at)
    keep = Paper.objects.exists()
    if keep and wanted != present and wanted.subject == present.subject:
        raise ceremony.CeremonyRefused("root_named_alike")
    facts = {
        "office": ISSUING,
        "certificate": issuing.fingerprint(SHA256()).hex(),
        "root": wanted.fingerprint(SHA256()).hex(),
        "record": _sha256(record),
    }
    with transaction.atomic():
        services.take_turn()  # nobody signs while keys change
        try:
            ring.bring_in(issuing, wanted, keep_old_root=keep)
        except NoKey as error:
            raise ceremony.CeremonyRefused("not_asked_for") from error
        audit.record(kind=EventKind.KEYS_TURNED, by=by, at=at, basis="key ceremony", facts=facts)
        ensure_keys(by=by, at=at)
    return cards(at=at)


def _card(held: Held) -> Card:
    authority = held.name in (ROOT, ISSUING)
    until = held.certificate.not_valid_after_utc
    years = SERVICES["stamping"][2] * YEAR / 2
    due = until - (AUTHORITY_DUE if authority else years if held.name == "stamping" else RENEW_BEFORE)
    return Card(
        name=held.name.removeprefix("office-"),
        use={ROOT: "root", ISSUING: "issuing", "status": "status", "stamping": "time-stamps"}.get(held.name, "papers"),
        subject=held.certificate.subject.rfc4514_string(),
        fingerprint=held.certificate.fingerprint(SHA256()).hex(),
        where=held.where,
        until=until,
        due=due,
        by_itself=not authority,
    )


def _facts(held: Held) -> dict[str, str]:
    return {"office": held.name.removeprefix("office-"), "certificate": held.certificate.fingerprint(SHA256()).hex()}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
