"""What may be done with a registration (办案单位登记): register an organ or a law firm at the counter after its papers were seen, name who acts
for it, end that, suspend, resume, close; and where who acts for it wants to be told. One act, one entry each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import handlers
from qingbai.agencies.acts import one_wins
from qingbai.agencies.ways import AT_THE_COUNTER, ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import typed
from qingbai.disclosures import telling
from qingbai.disclosures.bodies import BodyCard, Handler, card_of, handler_of
from qingbai.disclosures.body_acts import WAY, Act
from qingbai.disclosures.models import Body, BodyActRow
from qingbai.incoming import Fault, Refused
from qingbai.law.official import OfficialAsker
from qingbai.law.powers import OrganKind
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.notifications import contacts
from qingbai.notifications.contacts import Contact

__all__ = ["ActRefused", "BodyRefused", "BodyStated", "HandlerStated", "NoSuchBody"]
ONLINE = (OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER)
"""Who is registered here; notary offices and licensing organs ask as units do."""
LEDGERED = {
    Act.REGISTER: EventKind.BODY_REGISTERED,
    Act.AUTHORISE: EventKind.BODY_HANDLER_CHANGED,
    Act.END_AUTHORITY: EventKind.BODY_HANDLER_CHANGED,
}


class NoSuchBody(LookupError):
    """There is no such organ or firm, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有登记这个单位，请核对代码。 No such organ or firm is registered: check its code.")


class BodyRefused(Refused):
    """What was stated cannot be taken. ``faults`` names everything at once; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyStated:
    """What an organ or a firm states of itself, as its papers show it (登记事项)."""

    code: str
    name: str
    asker: OfficialAsker
    organ: OrganKind | None = None
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerStated:
    """An officer of the organ or a lawyer of the firm (经办人员), with the number of service card or practice certificate.

    ``email`` and ``phone``: where they want to be told of their requests, if they do.
    """

    name: str
    document_kind: DocumentKind = DocumentKind.RESIDENT_ID
    document_number: str
    card: str
    from_on: date
    to_on: date | None = None
    email: str = ""
    phone: str = ""


SENTENCES = {
    "body_known": ("此单位已登记，请查找后办理变更。", "is registered already; find it and change what is new."),
    "asker_strange": (
        "此处只登记办案机关和律师事务所；公证机构、许可机关按单位查询办理。",
        "must be an organ that handles cases or a law firm; notary offices and licensing organs ask as units do.",
    ),
    "organ_needed": ("请选择机关类别。", "is needed for a state organ; say which kind."),
    "organ_strange": ("律师事务所不填写此项。", "is only for state organs; leave it out."),
    "no_such_handler": ("没有此人或者资格已终止，请核对。", "names nobody, or not any more; check it."),
    "not_now": ("现在不能办理：单位已暂停或者注销。", "allows this no more: the registration is suspended or closed."),
    "reason_needed": ("请写明理由。", "is needed; say why."),
}


def fault(field: str, code: str) -> Fault:
    """The fault of this code at this field."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)


def _at_the_counter(by: Actor, office: str) -> None:
    """Raises ``NoSuchBody`` unless the actor works at the counter of this office or is the house itself."""
    at_work = by.kind is ActorKind.OFFICER and by.role in AT_THE_COUNTER and by.office == office
    if not (at_work or by.kind is ActorKind.SYSTEM):
        raise NoSuchBody


def opened(code: str, by: Actor) -> tuple[Body, BodyCard]:
    """The registration of this code for who may act on it; raises ``NoSuchBody``."""
    body = Body.objects.filter(code=identity.normalise(code)).first()
    if body is None:
        raise NoSuchBody
    _at_the_counter(by, body.office)
    return body, card_of(body)


def body(*, code: str, viewer: Actor) -> BodyCard:
    """A registration for its office. Raises ``NoSuchBody``."""
    return opened(code, viewer)[1]


def bodies(*, viewer: Actor) -> tuple[BodyCard, ...]:
    """The organs and firms registered at the viewer's office, by code; for the house, all."""
    rows = Body.objects.order_by("code").prefetch_related("acts")
    if viewer.kind is not ActorKind.SYSTEM:
        rows = rows.filter(office=viewer.office if viewer.role in AT_THE_COUNTER else "")
    return tuple(card_of(row) for row in rows)


def lawful(card: BodyCard, *, by: Actor) -> frozenset[Act]:
    """What this officer may do with a registration now."""
    return WAY.lawful(card.acts, by)


def register(*, stated: BodyStated, office: str, by: Actor, at: datetime) -> BodyCard:
    """Register an organ or a law firm after an officer has seen its papers (登记). Raises ``BodyRefused``."""
    _at_the_counter(by, office)
    code = identity.normalise(stated.code)
    faults = (*_code_faults(code), *_stated_faults(stated))
    if faults:
        raise BodyRefused(*faults)
    try:
        with transaction.atomic():
            row = Body.objects.create(code=code, office=office, asker=stated.asker)
            return _record(row, Act.REGISTER, _facts(stated), by=by, at=at, new=True)
    except IntegrityError:
        raise BodyRefused(fault("code", "body_known")) from None


def change(*, code: str, stated: BodyStated, by: Actor, at: datetime) -> BodyCard:
    """Take down what has changed (变更); what it asks as stays. Raises ``BodyRefused``."""
    row, card = opened(code, by)
    if stated.asker is not card.asker:
        raise BodyRefused(fault("asker", "asker_strange"))
    faults = tuple(_stated_faults(stated))
    if faults:
        raise BodyRefused(*faults)
    return _record(row, Act.CHANGE, _facts(stated), by=by, at=at)


def authorise(*, code: str, handler: HandlerStated, by: Actor, at: datetime) -> BodyCard:
    """Take down an officer or lawyer who may ask online, until when (登记经办人员). Raises ``BodyRefused``."""
    row, card = opened(code, by)
    faults = tuple(_handler_faults(handler, clock.day_of(at)))
    if faults:
        raise BodyRefused(*faults)
    facts = {
        "handler": str(1 + len(card.handlers)),
        "name": typed.as_printed(handler.name),
        **handlers.to_keep(
            kind=handler.document_kind,
            number=handler.document_number,
            from_on=handler.from_on,
            to_on=handler.to_on,
        ),
        "card": typed.as_printed(handler.card),
    }
    contact = Contact(email=handler.email, phone=handler.phone)
    with transaction.atomic():
        after = _record(row, Act.AUTHORISE, facts, by=by, at=at)
        if contact.email.strip() or contact.phone.strip():
            telling.keep_address(code=row.code, handler=after.handlers[-1], contact=contact, at=at)
    return after


def end_authority(*, code: str, handler: str, by: Actor, at: datetime) -> BodyCard:
    """End somebody's authority, at once (终止资格): from this moment they find nothing of the organ or firm. Raises ``BodyRefused``."""
    row, card = opened(code, by)
    today = clock.day_of(at)
    if not any(one.key == handler and one.may_be_ended(today) for one in card.handlers):
        raise BodyRefused(fault("handler", "no_such_handler"))
    facts = {"handler": handler, "ended_on": today.isoformat()}
    with transaction.atomic():
        after = _record(row, Act.END_AUTHORITY, facts, by=by, at=at)
        _forget_where_nobody_acts(after, today)
    return after


def _forget_where_nobody_acts(card: BodyCard, on: date) -> None:
    """Forget the addresses of people none of whose authorities may still hold."""
    standing = {one.owner for one in card.handlers if one.may_be_ended(on)}
    for one in card.handlers:
        if one.owner not in standing:
            telling.forget_address(code=card.code, handler=one)


def acting(*, code: str, by: Actor, on: date) -> tuple[Body, BodyCard, Handler]:
    """The registration of this code for who acts for it on a day, and as whom; raises ``NoSuchBody`` for anybody else."""
    row = Body.objects.filter(code=code).first()
    card = card_of(row) if row is not None else None
    own = handler_of(card, by, on) if card is not None else None
    if row is None or card is None or own is None:
        raise NoSuchBody
    return row, card, own


def told_at(*, code: str, viewer: Actor, on: date) -> Contact:
    """Where who acts for an organ or firm wants to be told of the own requests; for that person alone. Raises ``NoSuchBody``."""
    _, card, own = acting(code=code, by=viewer, on=on)
    return telling.address_of(code=card.code, handler=own)


def tell_me(*, code: str, contact: Contact, by: Actor, at: datetime) -> None:
    """Be told of the own requests from now on, at this address instead of any before (留存联系方式). Raises ``BodyRefused`` and ``NoSuchBody``."""
    row, card, own = acting(code=code, by=by, on=clock.day_of(at))
    faults = contacts.faults(contact)
    if not contact.email.strip() and not contact.phone.strip():
        faults = (Fault("phone", "needed", "请填写手机号码或邮箱。", "or the e-mail is needed: fill in one."),)
    if faults:
        raise BodyRefused(*faults)
    with transaction.atomic():
        telling.keep_address(code=card.code, handler=own, contact=contact, at=at)
        _address_changed(row, own, by, at)


def tell_me_no_more(*, code: str, by: Actor, at: datetime) -> None:
    """Be told no more (删除联系方式): the address is forgotten at once. Where none is kept nothing changes. Raises ``NoSuchBody``."""
    row, card, own = acting(code=code, by=by, on=clock.day_of(at))
    with transaction.atomic():
        if telling.address_of(code=card.code, handler=own) != Contact():
            telling.forget_address(code=card.code, handler=own)
            _address_changed(row, own, by, at)


def _address_changed(row: Body, own: Handler, by: Actor, at: datetime) -> None:
    """On the ledger, without the address: so that a request that somebody said they were never told of can be explained."""
    facts = {"act": "tell_me", "handler": own.key, "office": row.office}
    audit.record(kind=EventKind.BODY_HANDLER_CHANGED, by=by, at=at, basis=f"body {row.code}", facts=facts)


def suspend(*, code: str, reason: str, by: Actor, at: datetime) -> BodyCard:
    """Let an organ or a firm ask nothing online for now (暂停), for a reason."""
    return _turn(code, Act.SUSPEND, reason, by, at)


def resume(*, code: str, reason: str, by: Actor, at: datetime) -> BodyCard:
    """Let it ask again (恢复)."""
    return _turn(code, Act.RESUME, reason, by, at)


def close(*, code: str, reason: str, by: Actor, at: datetime) -> BodyCard:
    """Strike it off (注销): it never asks online again under this registration."""
    with transaction.atomic():
        after = _turn(code, Act.CLOSE, reason, by, at)
        for one in after.handlers:
            telling.forget_address(code=after.code, handler=one)
    return after


def _turn(code: str, act: Act, reason: str, by: Actor, at: datetime) -> BodyCard:
    row, _ = opened(code, by)
    if not reason.strip():
        raise BodyRefused(fault("reason", "reason_needed"))
    return _record(row, act, {"reason": reason.strip()}, by=by, at=at)


def _record(row: Body, act: Act, facts: Mapping[str, Any], *, by: Actor, at: datetime, new: bool = False) -> BodyCard:
    acts = () if new else card_of(row).acts
    try:
        WAY.following(acts, act, by)
    except ActRefused:
        raise BodyRefused(fault("status", "not_now")) from None
    with one_wins(row.code, "body_act_position_once"):
        BodyActRow(body=row, facts=dict(facts)).put(len(acts), act, by=by, at=at)
        kind = LEDGERED.get(act, EventKind.BODY_CHANGED)
        audit.record(kind=kind, by=by, at=at, basis=f"body {row.code}", facts={"act": act.value, "office": row.office})
    return card_of(row)


def _facts(stated: BodyStated) -> dict[str, str]:
    return {
        "name": typed.as_printed(stated.name),
        "organ": str(stated.organ or ""),
        "proof": typed.as_printed(stated.proof),
    }


def _code_faults(code: str) -> Iterator[Fault]:
    yield from handlers.code_faults(code)
    if Body.objects.filter(code=code).exists():
        yield fault("code", "body_known")


def _stated_faults(stated: BodyStated) -> Iterator[Fault]:
    yield from typed.faults("name", stated.name)
    yield from typed.faults("proof", stated.proof)
    if stated.asker not in ONLINE:
        yield fault("asker", "asker_strange")
    elif stated.asker is OfficialAsker.STATE_ORGAN and stated.organ is None:
        yield fault("organ", "organ_needed")
    elif stated.asker is OfficialAsker.DEFENCE_LAWYER and stated.organ is not None:
        yield fault("organ", "organ_strange")


def _handler_faults(handler: HandlerStated, today: date) -> Iterator[Fault]:
    yield from typed.faults("name", handler.name)
    yield from typed.faults("card", handler.card)
    yield from handlers.faults(
        kind=handler.document_kind,
        number=handler.document_number,
        from_on=handler.from_on,
        to_on=handler.to_on,
        on=today,
    )
    yield from contacts.faults(Contact(email=handler.email, phone=handler.phone))
