"""What may be done with a unit (单位登记): register, change, authorise and end handlers, suspend, resume, close. One act, one entry each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import handlers
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, new_number, one_wins
from qingbai.agencies.spoken import named
from qingbai.agencies.ways import AT_THE_COUNTER, ActRefused
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.certificates import typed
from qingbai.incoming import Fault, Refused
from qingbai.law.asking import SUFFICIENT_TIES, may_ask
from qingbai.law.bans import bar, bars
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, DocumentKind, OfficeKind
from qingbai.law.units import answers_for_domicile
from qingbai.law.vetting import MinorsUnit
from qingbai.matching import identity
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message
from qingbai.screening.handling import handler_of
from qingbai.screening.intake import INQUIRERS, not_online
from qingbai.screening.models import Unit, UnitActRow
from qingbai.screening.refusals import VETTING_BAR
from qingbai.screening.terms import UnitAct, UnitKind, UnitStatus
from qingbai.screening.unit_ways import WAY
from qingbai.screening.units import UnitCard, card_of


class NoSuchUnit(LookupError):
    """There is no such unit, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有这个单位，请核对代码。 There is no such unit: check its code.")


class UnitRefused(Refused):
    """What was stated of a unit cannot be taken. ``faults`` names everything at once; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStated:
    """What a unit states of itself, as its papers show it (单位登记事项). ``ground``: the key of the article on which it will ask (``BAN-09``); ``in_charge``: who is
    responsible for it (负责人); ``licence_until``: the last day of its paper, where that has one."""

    code: str
    name: str
    domicile: str
    kind: UnitKind
    minors_kind: MinorsUnit | None = None
    proof: str
    ground: str = ""
    in_charge: str = ""
    licence_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerStated:
    """Somebody whom a unit authorises (经办人授权); ``responsible``: also to have handlers added and to end them (负责经办人)."""

    name: str
    document_kind: DocumentKind = DocumentKind.RESIDENT_ID
    document_number: str
    phone: str = ""
    from_on: date
    to_on: date | None = None
    responsible: bool = False


SENTENCES = {
    "unit_known": ("此单位已登记，请查找后办理变更。", "is registered already; find it and change what is new."),
    "unit_domicile": ("应为六位行政区划代码，请核对。", "must be a six-digit division code; check it."),
    "not_a_station": (
        "单位查询由派出所受理，请在派出所登记。",
        "takes no units: they are registered at the police station of their domicile.",
    ),
    "minors_kind_needed": (
        "密切接触未成年人的单位须写明类别。",
        "is needed for a unit in close contact with minors; say which kind.",
    ),
    "minors_kind_strange": (
        "仅密切接触未成年人的单位填写此项。",
        "is only for units in close contact with minors; leave it out.",
    ),
    "licence_over": (
        "登记证照已过有效期，请先办理换发或者延续。",
        "has expired; have the paper renewed first, or check the day.",
    ),
    "no_such_ground": ("没有这一条款，请从列表中选择。", "is no article we know; choose one of the list."),
    "not_with_minors": ("仅密切接触未成年人的单位可以作从业查询。", "is for units in close contact with minors alone."),
    "not_yourself": (
        "不能终止自己的授权。请由本单位其他负责经办人或者登记单位办理。",
        "is you: have another responsible handler of the unit, or the office of registration, end your authority.",
    ),
    "unit_not_active": ("单位已暂停或者注销，不能办理。", "is suspended or closed; nothing can be done for it."),
    "no_such_handler": (
        "没有此经办人或者授权已终止，请核对。",
        "is no handler of this unit, or not any more; check it.",
    ),
    "needed": ("请填写此项。", "is missing; fill it in."),
    "paper_needed": ("请上传这份材料。", "is needed; choose its photo, scan or PDF."),
    "handler_known": (
        "此人已是本单位经办人。",
        "belongs to a handler of this unit already; end that authority first if it should change.",
    ),
    "too_many_waiting": (
        "您已有5项申请待核对，请等待结果或者撤回其中一项。",
        "is one too many: five of your requests wait already; wait for their answers or take one back.",
    ),
    "document_abroad": (
        "网上登记的经办人须持中国证件，其他证件请到派出所办理。",
        "must be one of China for a handler online; with another document go to the police station.",
    ),
    "asker_ended": (
        "提出申请的经办人已不再负责，请不予确认并说明理由。",
        "was asked for by somebody who is not responsible for the unit any more; refuse the request and say so.",
    ),
    "reason_needed": ("请写明理由。", "is needed; say why."),
}
UNITS_PAGE = "/units/"
"""The page of the portal where units are served online, as a message names it."""
LEDGERED = {
    UnitAct.REGISTER: EventKind.UNIT_REGISTERED,
    UnitAct.AUTHORISE: EventKind.UNIT_HANDLER_CHANGED,
    UnitAct.END_AUTHORITY: EventKind.UNIT_HANDLER_CHANGED,
    UnitAct.REMIND: EventKind.UNIT_REMINDED,
}


def fault(field: str, code: str) -> Fault:
    """The fault of this code at this field."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh, en)


def require_counter(by: Actor, office: str = "") -> None:
    """Raises ``NoSuchUnit`` unless the actor works at a counter (of this office, where one is named) or is the house itself."""
    at_work = by.kind is ActorKind.OFFICER and by.role in AT_THE_COUNTER and office in ("", by.office)
    if not (at_work or by.kind is ActorKind.SYSTEM):
        raise NoSuchUnit


def opened(code: str, by: Actor) -> tuple[Unit, UnitCard]:
    """The unit of this code for who may act on it; raises ``NoSuchUnit``."""
    unit = Unit.objects.filter(code=identity.normalise(code)).first()
    if unit is None:
        raise NoSuchUnit
    require_counter(by)
    if by.kind is ActorKind.OFFICER and unit.office not in offices_of(by):
        raise NoSuchUnit
    return unit, card_of(unit)


def opened_for(code: str, by: Actor, on: date) -> tuple[Unit, UnitCard]:
    """The unit of this code, also for who acts for it on a day (``handling``); raises ``NoSuchUnit``."""
    if by.kind is not ActorKind.APPLICANT:
        return opened(code, by)
    unit = Unit.objects.filter(code=identity.normalise(code)).first()
    card = card_of(unit) if unit is not None else None
    if unit is None or card is None or handler_of(card, by, on) is None:
        raise NoSuchUnit
    return unit, card


def find_card(code: str) -> UnitCard | None:
    """The unit of this code, for this room alone: nobody is asked who looks. None where there is none."""
    unit = Unit.objects.filter(code=code).first()
    return card_of(unit) if unit is not None else None


def card_of_code(code: str) -> UnitCard:
    """The same, of a unit that is known to be there."""
    return card_of(Unit.objects.get(code=code))


def offices_of(by: Actor) -> frozenset[str]:
    """The offices whose units an officer serves: the own one, and where the own one takes the lists of its region, the police stations
    of its division too (批量查询)."""
    own = agencies.find_office(by.office)
    if own is None or own.kind is OfficeKind.POLICE_STATION or own.kind is not lists_at(own.division):
        return frozenset({by.office})
    stations = agencies.offices(kind=OfficeKind.POLICE_STATION, division=own.division)
    return frozenset({by.office, *(one.code for one in stations)})


def lists_at(division: str) -> OfficeKind:
    """The kind of office that takes lists of many people in the region of a division."""
    return agencies.region(division).handling.batch_at


def lawful(card: UnitCard, *, by: Actor) -> frozenset[UnitAct]:
    """What this actor may do with the registration now."""
    return WAY.lawful(card.acts, by)


def register(*, stated: UnitStated, office: str, by: Actor, at: datetime) -> UnitCard:
    """Register a unit at the police station of its domicile (INQ-12), after its papers were seen. Raises ``UnitRefused``."""
    require_counter(by, office)
    code = identity.normalise(stated.code)
    faults = faults_of(stated, office=office, on=clock.day_of(at))
    if faults:
        raise UnitRefused(*faults)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(code=code, office=office)
            return _record(unit, (), UnitAct.REGISTER, as_kept(stated), by=by, at=at)
    except IntegrityError:
        raise UnitRefused(fault("code", "unit_known")) from None


def change(*, code: str, stated: UnitStated, by: Actor, at: datetime) -> UnitCard:
    """Take down what has changed about a unit (变更). Raises ``UnitRefused``."""
    unit, card = opened(code, by)
    faults = (*_stated_faults(stated, unit.office, clock.day_of(at)), *_not_now(card, UnitAct.CHANGE, by))
    if faults:
        raise UnitRefused(*faults)
    return _record(unit, card.acts, UnitAct.CHANGE, as_kept(stated), by=by, at=at)


def authorise(*, code: str, handler: HandlerStated, by: Actor, at: datetime) -> UnitCard:
    """Take down whom a unit authorises, until when (授权经办人). Raises ``UnitRefused``."""
    unit, card = opened(code, by)
    faults = (*handler_faults(handler, on=clock.day_of(at)), *_not_now(card, UnitAct.AUTHORISE, by))
    if faults:
        raise UnitRefused(*faults)
    key = str(1 + sum(one.act is UnitAct.AUTHORISE for one in card.acts))
    facts = {"handler": key, **handler_as_kept(handler)}
    return _record(unit, card.acts, UnitAct.AUTHORISE, facts, by=by, at=at)


def end_authority(*, code: str, handler: str, by: Actor, at: datetime) -> UnitCard:
    """End a handler's authority, at once (终止授权): from this moment the handler finds nothing of the unit. Raises ``UnitRefused``.

    An officer does it, or a responsible handler of the unit, who may not end the own authority; anybody else finds no such unit.
    """
    today = clock.day_of(at)
    unit, card = opened_for(code, by, today)
    own = handler_of(card, by, today)
    if by.kind is ActorKind.APPLICANT and not (own is not None and own.responsible):
        raise NoSuchUnit
    known = next((one for one in card.handlers if one.key == handler), None)
    if known is None or not known.may_be_ended(today):
        raise UnitRefused(fault("handler", "no_such_handler"))
    if own is not None and known.owner == by.id:
        raise UnitRefused(fault("handler", "not_yourself"))
    facts = {"handler": handler, "ended_on": today.isoformat()}
    return _record(unit, card.acts, UnitAct.END_AUTHORITY, facts, by=by, at=at)


def suspend(*, code: str, reason: str, by: Actor, at: datetime) -> UnitCard:
    """Let a unit ask nothing for now (暂停), for a reason."""
    return _turn(code, UnitAct.SUSPEND, reason, by, at)


def resume(*, code: str, reason: str, by: Actor, at: datetime) -> UnitCard:
    """Let a suspended unit ask again (恢复)."""
    return _turn(code, UnitAct.RESUME, reason, by, at)


def close(*, code: str, reason: str, by: Actor, at: datetime) -> UnitCard:
    """Strike a unit off (注销): it never asks again under this registration."""
    return _turn(code, UnitAct.CLOSE, reason, by, at)


def remind(*, code: str, due_on: date, by: Actor, at: datetime) -> UnitCard:
    """Remind a unit of its yearly check (MIN-01): its handlers are told, once a year, and the unit's file says so.

    ``number`` in the file is what the message names; it says nothing of anybody.
    """
    unit, card = opened(code, by)
    if card.reminded_for == due_on:
        return card
    number, facts = new_number("NC", at), {"until": due_on.isoformat(), "office": unit.office}
    if not not_online(agencies.region(card.domicile)):
        facts["page"] = UNITS_PAGE
    with transaction.atomic():
        for handler in card.handlers:
            if handler.phone and handler.authorised(clock.day_of(at)):
                notifications.tell(
                    about=number,
                    to=Contact(phone=handler.phone),
                    message=Message.YEARLY_CHECK_DUE,
                    facts=facts,
                    key=f"yearly check {unit.code} {due_on.year} {handler.key}",
                    at=at,
                )
        done = {"due_on": due_on.isoformat(), "number": number}
        return _record(unit, card.acts, UnitAct.REMIND, done, by=by, at=at)


def _turn(code: str, act: UnitAct, reason: str, by: Actor, at: datetime) -> UnitCard:
    unit, card = opened(code, by)
    faults = [*_not_now(card, act, by)]
    faults += [] if reason.strip() else [fault("reason", "reason_needed")]
    if faults:
        raise UnitRefused(*faults)
    return _record(unit, card.acts, act, {"reason": reason.strip()}, by=by, at=at)


def _record(
    unit: Unit, acts: Sequence[Done[UnitAct]], act: UnitAct, facts: Mapping[str, Any], *, by: Actor, at: datetime
) -> UnitCard:
    try:
        WAY.following(acts, act, by)
    except ActRefused:
        raise UnitRefused(fault("status", "unit_not_active")) from None
    with one_wins(unit.code, "unit_act_position_once"):
        UnitActRow(unit=unit, facts=dict(facts)).put(len(acts), act, by=by, at=at)
        kind = LEDGERED.get(act, EventKind.UNIT_CHANGED)
        told = {"act": act.value, "office": unit.office}
        audit.record(kind=kind, by=by, at=at, basis=f"unit {unit.code}", facts=told)
    return card_of(unit)


def handler_as_kept(handler: HandlerStated) -> dict[str, str]:
    """A handler as kept."""
    return {
        "name": typed.as_printed(handler.name),
        **handlers.to_keep(
            kind=handler.document_kind,
            number=handler.document_number,
            from_on=handler.from_on,
            to_on=handler.to_on,
        ),
        "phone": typed.as_printed(handler.phone),
        "responsible": "yes" if handler.responsible else "",
    }


def as_kept(stated: UnitStated) -> dict[str, str]:
    """What a unit stated as it is kept."""
    return {
        "name": typed.as_printed(stated.name),
        "domicile": stated.domicile,
        "kind": str(stated.kind),
        "minors_kind": str(stated.minors_kind or ""),
        "proof": typed.as_printed(stated.proof),
        "ground": stated.ground,
        "in_charge": typed.as_printed(stated.in_charge),
        "licence_until": stated.licence_until.isoformat() if stated.licence_until else "",
    }


def faults_of(stated: UnitStated, *, office: str, on: date) -> tuple[Fault, ...]:
    """Everything that keeps a unit from being registered at an office as it is stated."""
    return (*_code_faults(identity.normalise(stated.code)), *_stated_faults(stated, office, on))


def _code_faults(code: str) -> Iterator[Fault]:
    yield from handlers.code_faults(code)
    if Unit.objects.filter(code=code).exists():
        yield fault("code", "unit_known")


def _stated_faults(stated: UnitStated, office: str, on: date) -> Iterator[Fault]:
    yield from typed.faults("name", stated.name)
    yield from typed.faults("proof", stated.proof)
    yield from typed.faults("in_charge", stated.in_charge, needed=False)
    if stated.licence_until is not None and stated.licence_until < on:
        yield fault("licence_until", "licence_over")
    if stated.ground:
        yield from _ground_faults(stated, on)
    if not (len(stated.domicile) == 6 and stated.domicile.isascii() and stated.domicile.isdecimal()):
        yield fault("domicile", "unit_domicile")
    else:
        yield from _place_faults(stated.domicile, office)
    if stated.kind is UnitKind.MINORS and stated.minors_kind in (None, MinorsUnit.NONE):
        yield fault("minors_kind", "minors_kind_needed")
    if stated.kind is not UnitKind.MINORS and stated.minors_kind is not None:
        yield fault("minors_kind", "minors_kind_strange")


def _ground_faults(stated: UnitStated, on: date) -> Iterator[Fault]:
    """Whether a unit of this kind may ask on its ground at all (INQ-08, 09)."""
    if stated.ground not in {one.id for one in bars()}:
        yield fault("ground", "no_such_ground")
    elif stated.ground == VETTING_BAR:
        if stated.kind is not UnitKind.MINORS:
            yield fault("ground", "not_with_minors")
    else:
        inquirer = INQUIRERS[stated.kind]
        found = may_ask(inquirer, bar(stated.ground), SUFFICIENT_TIES[inquirer][0], on)
        if found.answer is not Answer.YES:
            because = next(one for one in found.because if one.code != Code.TIE_SUFFICES)
            said = named(because)
            yield Fault("ground", because.code, said.zh, said.en)


def _place_faults(domicile: str, office: str) -> Iterator[Fault]:
    station = agencies.office(office)
    if station.kind not in {OfficeKind.POLICE_STATION, lists_at(station.division)}:
        yield fault("office", "not_a_station")
        return
    found = answers_for_domicile(domicile=domicile, station=station.division)
    if found.answer is not Answer.YES:
        said = named(found.because[0])
        yield Fault("domicile", found.because[0].code, said.zh, said.en)


def active_faults(card: UnitCard) -> Iterator[Fault]:
    """Whether anything may be asked for a unit."""
    if card.status is not UnitStatus.ACTIVE:
        yield fault("status", "unit_not_active")


def _not_now(card: UnitCard, act: UnitAct, by: Actor) -> Iterator[Fault]:
    """The fault of an act that the table does not have for the unit as it stands."""
    if act not in lawful(card, by=by):
        yield fault("status", "unit_not_active")


def handler_faults(handler: HandlerStated, *, on: date) -> Iterator[Fault]:
    """Everything that keeps somebody from being taken down as a handler."""
    yield from typed.faults("name", handler.name)
    yield from typed.faults("phone", handler.phone, needed=False)
    yield from handlers.faults(
        kind=handler.document_kind,
        number=handler.document_number,
        from_on=handler.from_on,
        to_on=handler.to_on,
        on=on,
    )
