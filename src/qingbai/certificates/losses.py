"""A signing key that is no longer ours alone (密钥失密): reported by two officers, answered in one act.

From the moment of the loss nothing that the key signed is believed without a place in the public log from before it: neither what a thief
dates back, nor what we signed ourselves in the meantime, which is withdrawn. The log's size at that moment is the boundary, for the log, unlike a date
on a paper, cannot be written by who stole the key. A signed statement says so to everybody (``trust.json``), and its digest is a leaf
of the log. A new key is in place before the act ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from qingbai.audit import keys as log_keys
from qingbai.audit import log
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.models import SignedCheckpoint
from qingbai.certificates import content, custody, services, statements
from qingbai.certificates.certifying import ISSUING, ROOT
from qingbai.certificates.custody import NotHere, NotKnown
from qingbai.certificates.keys import Keyring
from qingbai.certificates.lasting import Lapsed, lists
from qingbai.certificates.models import LostKey, Paper
from qingbai.certificates.trust import key_id, moment
from qingbai.certificates.verify import NoPaper, signers_of

WITHDRAWN_FOR = "签章密钥失密后出具，已撤销。 Issued after its signing key was lost."
AT_ONCE = 32  # papers read together

WRONG = {
    "reason": ("失密须说明原因。", "A loss is reported for a reason: say which."),
    "two": (
        "失密须由两名不同的在册人员报告。",
        "A loss is reported by two different officers whose accounts are in use: name both.",
    ),
    "since": ("失密时间须早于现在。", "The moment of the loss cannot lie ahead."),
    "again": ("该密钥已报告失密。", "The loss of this key is on record already."),
    "root": (
        "根密钥失密须制作新根并重新分发 trust.json，见密钥手册。",
        "After the loss of a root a new one is made and trust.json handed out anew: see the guide to keys.",
    ),
}


class LossRefused(ValueError):
    """A report that cannot be taken; nothing was changed."""

    def __init__(self, *codes: str) -> None:
        self.codes = codes
        super().__init__(" ".join(f"{zh} {en}" for zh, en in (WRONG[code] for code in codes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What came of a report: the first place in the log that is not believed, the papers withdrawn, the signed statement,
    whether a new key signs, and whether the certificate stands in its authority's list of what is revoked."""

    size: int
    withdrawn: tuple[str, ...]
    statement: str
    replaced: bool
    revoked: bool


def report(*, name: str, since: datetime, reason: str, by: Actor, second: Actor, at: datetime) -> Reported:
    """Report a key as lost since an instant: of an office by its code, ``status``, ``stamping``, ``issuing``, or one put aside by its fingerprint.

    Raises ``LossRefused``, ``NotKnown``, and ``tokens.KeyUnusable``. A new issuing authority whose root is elsewhere has to be asked for
    (``custody.request``); until it is there nothing is issued.
    """
    _refuse(reason, since, by, second, at)
    ring = services.keyring(settings.KEYS)
    lost = ring.ever(name)
    if lost is None:
        raise NotKnown(name)
    if name == ROOT or lost == ring.root():
        raise LossRefused("root")
    if LostKey.objects.filter(key=key_id(lost)).exists():
        raise LossRefused("again")
    with transaction.atomic():
        services.take_turn()  # nobody signs while keys change
        own = ring.status_signer().chain
        says_so_itself = lost in (own.office, own.issuing)
        # Files know no rollback: what goes wrong above leaves the key as it was, so that its name still names it.
        replaced = says_so_itself and _replaced(ring, lost, at)
        size = _size_at(since)
        statement = _stated(ring, lost, size, since, at)
        leaf = log.append(log=log.CERTIFICATES, leaves=[content.loss_commitment(statement)]).first
        LostKey.objects.create(
            key=key_id(lost),
            name=name,
            certificate=lost.public_bytes(Encoding.DER),
            since=since,
            log=_origin(),
            size=size,
            statement=statement,
            leaf=leaf,
            reason=reason.strip(),
            by=by.id,
            second=second.id,
            at=at,
        )
        withdrawn = tuple(_signed_with(key_id(lost), size))
        for number in withdrawn:
            services.withdraw(number=number, reason=WITHDRAWN_FOR, by=SYSTEM, at=at)
        replaced = replaced or _replaced(ring, lost, at)
        revoked = _revoked(ring, lost, since, at)
        facts = {"key": key_id(lost), "size": str(size), "withdrawn": str(len(withdrawn)), "second": second.id}
        audit.record(kind=EventKind.KEY_LOST, by=by, at=at, basis=custody.BASIS, facts=facts)
    return Reported(size=size, withdrawn=withdrawn, statement=statement, replaced=replaced, revoked=revoked)


def _refuse(reason: str, since: datetime, by: Actor, second: Actor, at: datetime) -> None:
    wrong = [] if reason.strip() else ["reason"]
    if by.id == second.id or {by.kind, second.kind} != {ActorKind.OFFICER}:
        wrong.append("two")
    if since > at:
        wrong.append("since")
    if wrong:
        raise LossRefused(*wrong)


def _replaced(ring: Keyring, lost: x509.Certificate, at: datetime) -> bool:
    """A new key in the place of the lost one, where it signs still and where that can be done here."""
    held = next((held for held in ring.held() if held.certificate == lost), None)
    if held is None:
        return True
    try:
        custody.renew(ring, held.name.removeprefix("office-"), at=at)
    except NotHere:
        return False
    if held.name == ISSUING:
        custody.ensure_keys(by=SYSTEM, at=at)
    return True


def _revoked(ring: Keyring, lost: x509.Certificate, since: datetime, at: datetime) -> bool:
    """The certificate into the list of who issued it, as of the second after the loss; False where the root that must do it is elsewhere."""
    try:
        lists(ring).revoke(lost, at=at, since=since + timedelta(seconds=1), reason=x509.ReasonFlags.key_compromise)
    except Lapsed:
        return False
    return True


def _size_at(since: datetime) -> int:
    """How many leaves the public log surely had at an instant: by the last checkpoint before the first one signed later."""
    signed = SignedCheckpoint.objects.filter(log=log.CERTIFICATES)
    later = signed.filter(at__gt=since).order_by("size").first()
    if later is None:
        return log.size(log.CERTIFICATES)
    before = signed.filter(size__lt=later.size).order_by("-size").first()
    return 0 if before is None else before.size


def _stated(ring: Keyring, lost: x509.Certificate, size: int, since: datetime, at: datetime) -> str:
    signer = ring.status_signer()
    return statements.sign_loss(
        lost=key_id(lost), log=_origin(), size=size, since=since, key=signer.key, chain=signer.chain, at=moment(at)
    )


def _origin() -> str:
    return log_keys.verifier_key(log_keys.CERTIFICATES, "default").name


def _signed_with(key: str, size: int) -> Iterator[str]:
    """The numbers of our own papers from a place on that a key, or one below it, signed or stamped."""
    rows = Paper.objects.filter(leaf__gte=size).order_by("leaf").only("number", "pdf")
    for paper in rows.iterator(chunk_size=AT_ONCE):
        try:
            signers = signers_of(bytes(paper.pdf))
        except NoPaper:
            continue  # for the reconciliation to tell
        if key in map(key_id, signers):
            yield paper.number
