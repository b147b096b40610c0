"""Who asked for a case is told of each step (通知办案人员、律师): accepted, papers missing, not accepted, answered, taken back; in the act's own transaction.

An address is left at the counter or on the own page, by who may ask, for one organ or firm; it is kept as an applicant's is (``notifications``) and used
for the requests that this person handed in or is second officer of. A message holds the request's number, the office and the day due: no name, no
result. The letter is announced in the same words whatever it says, and no sooner than its tick. Whoever left no address is told nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction

from qingbai import clock
from qingbai.agencies.acts import Done
from qingbai.disclosures.acts import Act
from qingbai.disclosures.bodies import BodyCard, Handler, card_of
from qingbai.disclosures.models import RequestRow
from qingbai.notifications import queries as notifications_queries
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message

MESSAGES: Mapping[Act, Message] = {
    Act.LIST_MISSING: Message.MISSING,
    Act.DECLINE: Message.DECLINED,
    Act.ACCEPT: Message.ACCEPTED,
    Act.ISSUE: Message.ANSWER_READY,
    Act.WITHDRAW: Message.WITHDRAWN,
    Act.REVOKE: Message.PAPER_REVOKED,
}
"""What is told of an act. The others are the house's own work, or tell who asked what they have just done."""
NOWHERE = Contact()


def _kept_under(code: str, owner: str) -> str:
    """The mark under which the address of a person is kept for one organ or firm, whichever key they are named by."""
    return f"{code} {owner[:20]}"


def keep_address(*, code: str, handler: Handler, contact: Contact, at: datetime) -> None:
    """Keep where this person wants to be told, instead of what was kept before: for a year at most, and not long after the authority has ended."""
    about = _kept_under(code, handler.owner)
    with transaction.atomic():
        notifications.forget_now(about=about)
        notifications.keep(about=about, contact=contact, at=at)
        if handler.to_on is not None:
            over = datetime.combine(handler.to_on, time.max, tzinfo=clock.CHINA)
            notifications.closed(about=about, at=over)


def forget_address(*, code: str, handler: Handler) -> None:
    """Forget it at once."""
    notifications.forget_now(about=_kept_under(code, handler.owner))


def address_of(*, code: str, handler: Handler) -> Contact:
    """Where this person wants to be told; empty where nothing is kept. The caller has asked who looks."""
    return notifications_queries.contact_of(_kept_under(code, handler.owner))


def tell(row: RequestRow, acts: Sequence[Done[Act]]) -> None:
    """Tell who asked of the latest act of a request that came online, within the act's transaction."""
    message = MESSAGES.get(acts[-1].act)
    if message is None or row.body is None:
        return
    done, card = acts[-1], card_of(row.body)
    reached = _reached(card, row.handlers, clock.day_of(done.at))
    released = done.facts.get("released_at")
    for owner, to in sorted(reached.items()):
        notifications.tell(
            about=row.number,
            to=to,
            message=message,
            facts=_facts(row, done, message),
            key=f"{row.number}:{len(acts)}:{owner[:40]}",
            at=done.at,
            not_before=datetime.fromisoformat(released) if released else None,
        )


def _reached(card: BodyCard, keys: Sequence[str], on: date) -> dict[str, Contact]:
    """Where each of those who asked is told, who still acts on the day and left an address; by person."""
    asked = {one.owner for one in card.handlers if one.key in set(keys)}
    acting = {one.owner for one in card.handlers if one.owner in asked and one.authorised(on)}
    marks = {owner: _kept_under(card.code, owner) for owner in acting}
    kept = notifications_queries.contacts_of(sorted(marks.values()))
    found = {owner: kept.get(mark, NOWHERE) for owner, mark in marks.items()}
    return {owner: to for owner, to in found.items() if to.email or to.phone}


def _facts(row: RequestRow, done: Done[Act], message: Message) -> dict[str, str]:
    if message is Message.WITHDRAWN:
        return {}
    due = done.facts.get("due_on") if message is Message.ACCEPTED else None
    return {"office": row.office, **({"due_on": str(due)} if due else {})}
