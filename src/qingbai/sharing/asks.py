"""Those who relied on a paper (失效告知): whoever checked one may ask to be told when it is not current any more, once, without a reason.

An address is believed only after somebody there has confirmed it, and kept where all addresses are (``notifications.KeptContact``). The message has the ask's
own number and no other: whoever reads it by mistake learns nothing of any paper. The holder is not told who asked, nor how many:
the count would tell who, where few use a paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction

from qingbai import clock
from qingbai.agencies.acts import new_number
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import standing
from qingbai.incoming import Fault
from qingbai.notifications import contacts, ways_back
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message
from qingbai.sharing.models import Ask, SharedLink

CONFIRMED_WITHIN = timedelta(hours=48)
LONGEST = timedelta(days=365)
"""An ask about a paper that never lapses ends after this; whoever still needs it asks again."""
PER_SENDER, IN_ALL, UNCONFIRMED = 60, 600, 5
"""Most asks in an hour from one network address, and altogether; and of one address that nobody there has confirmed: more than those write to nobody."""
NEITHER = (
    "请填写电子邮箱或手机号码，至少一项。",
    "or a phone number is needed: write where you want to be told.",
)


class AskRefused(ValueError):
    """The ask cannot be taken as it stands; ``faults`` says everything at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


class TooManyAsks(Exception):
    """More asks than people can have came just now; nothing was kept. Try again later."""


class Standing(StrEnum):
    """Where an ask stands, as whoever has its address sees it."""

    TO_CONFIRM = "to_confirm"  # 待确认
    WAITING = "waiting"  # 已确认
    NOTHING = "nothing"  # 没有申请，或已结束


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What was checked: a paper by its number, or a link by its own, whose user may not know the paper's."""

    paper: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An ask as its own page shows it. ``until``: the last day for which the paper is valid, or on which the ask is kept."""

    standing: Standing
    number: str = ""
    until: date | None = None


NOTHING = Seen(standing=Standing.NOTHING)


def ask(*, about: About, contact: Contact, source: str, by: Actor, at: datetime) -> None:
    """Ask to be told (申请失效告知): a message goes out with an address to confirm it, and nothing more until somebody there does.

    Asking again for the same changes nothing, and the asker is told the same either way. ``source``: the network address it came from, kept for
    the day as a keyed fingerprint. Raises ``AskRefused``, ``TooManyAsks``.
    """
    to = _reachable(contact)
    asker = audit.fingerprint(f"ask {to.email.lower()} {to.phone}")
    sender = audit.fingerprint(f"ask {clock.day_of(at)} {source or 'unknown'}")
    _refuse_too_many(sender, at)
    if Ask.objects.filter(asker=asker, confirmed_at__isnull=True).count() >= UNCONFIRMED:
        return  # whoever reads there does not want it, or never gets it; who asks is told the same
    link = SharedLink.objects.filter(number=about.link).first() if about.link else None
    paper = link.paper if link is not None else about.paper
    row = Ask(
        number=new_number("GZ", at),
        paper=paper,
        link=link.number if link is not None else "",
        asker=asker,
        source=sender,
        asked_at=at,
        ends_on=_ends_on(paper, clock.day_of(at)),
    )
    with transaction.atomic():
        Ask.objects.bulk_create([row], ignore_conflicts=True)
        if not Ask.objects.filter(pk=row.pk).exists():
            return
        notifications.keep(about=row.number, contact=to, at=at)
        key, message = f"{row.number}:asked", Message.CHANGE_ASKED
        notifications.tell(about=row.number, to=to, message=message, facts={}, key=key, at=at)
        audit.record(kind=EventKind.CHANGE_ASKED, by=by, at=at, basis=row.number, facts={"act": "asked"})


def _reachable(contact: Contact) -> Contact:
    """The contact as it is written to. Raises ``AskRefused`` with everything that is wrong."""
    faults = contacts.faults(contact)
    if not (contact.email.strip() or contact.phone.strip()):
        faults = (Fault("email", "neither", *NEITHER),)
    if faults:
        raise AskRefused(*faults)
    email = contacts.email(contact.email) if contact.email.strip() else ""
    phone = contacts.mobile(contact.phone) if contact.phone.strip() else ""
    return Contact(email=email, phone=phone, language=contact.language)


def _refuse_too_many(sender: str, at: datetime) -> None:
    lately = Ask.objects.filter(asked_at__gt=at - timedelta(hours=1))
    if lately.count() >= IN_ALL or lately.filter(source=sender).count() >= PER_SENDER:
        raise TooManyAsks


def seen(*, ref: str, at: datetime) -> Seen:
    """Where the ask of an address stands. One that ended, one never made and an address that is none of ours look alike."""
    row = Ask.objects.filter(number=ways_back.number_of(ref), told_at__isnull=True).first()
    if row is None or clock.day_of(at) > row.ends_on or (row.confirmed_at is None and _too_late(row, at)):
        return NOTHING
    standing_now = Standing.TO_CONFIRM if row.confirmed_at is None else Standing.WAITING
    return Seen(standing=standing_now, number=row.number, until=row.ends_on)


def confirm(*, ref: str, by: Actor, at: datetime) -> Seen:
    """Confirm an ask from the address that it was sent to (确认). Twice is once; one that has ended stays so."""
    with transaction.atomic():
        row = _held(ref)
        if row is not None and row.confirmed_at is None and not _too_late(row, at):
            row.confirmed_at = at
            row.save(update_fields=["confirmed_at"])
            audit.record(kind=EventKind.CHANGE_ASKED, by=by, at=at, basis=row.number, facts={"act": "confirmed"})
    return seen(ref=ref, at=at)


def stop(*, ref: str, by: Actor, at: datetime) -> Seen:
    """End an ask (停止告知): nothing is told, and where the asker is reached is forgotten at once."""
    with transaction.atomic():
        row = _held(ref)
        if row is not None:
            audit.record(kind=EventKind.CHANGE_ASKED, by=by, at=at, basis=row.number, facts={"act": "stopped"})
            end([row])
    return seen(ref=ref, at=at)


def end(rows: Iterable[Ask]) -> int:
    """Forget asks and where their askers are reached; how many."""
    found = list(rows)
    for row in found:
        with transaction.atomic():
            notifications.forget_now(about=row.number)
            row.delete()
    return len(found)


def _held(ref: str) -> Ask | None:
    rows = Ask.objects.select_for_update().filter(number=ways_back.number_of(ref), told_at__isnull=True)
    return rows.first()


def _too_late(row: Ask, at: datetime) -> bool:
    return at - row.asked_at > CONFIRMED_WITHIN


def _ends_on(paper: str, today: date) -> date:
    until = standing.valid_until(paper)
    longest = today + LONGEST
    return longest if until is None else min(until, longest)
