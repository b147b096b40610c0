"""Taking over what reviews found wrong (接收更正通知), by the intake, the only process that reaches the register and the vault.

Every minute: what the register says was found wrong comes into the inbox of the organ that keeps the entry. And every request for correction that was
answered is held against the vault: a person may have a sealed entry corrected too (个人信息保护法 46), and no officer who reviews may know of it. Where it
concerns nobody sealed, nothing comes of it; neither leaves a trace in the register.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Authority
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM
from qingbai.audit.events import EventKind
from qingbai.audit.models import LedgerEntry
from qingbai.inbox import homes, services
from qingbai.inbox.casework import VAULT
from qingbai.inbox.sheet import Content, Glance
from qingbai.objections import queries as reviews
from qingbai.registers import wrong
from qingbai.registers.access import Business, Purpose
from qingbai.registers.terms import FoundWrong
from qingbai.registers.wrong import Told
from qingbai.sealing import queries as sealed

LOOKED_BACK = timedelta(days=30)
"""How long after its answer a request is still held against the vault, for the intake may stand still meanwhile."""


def go_round(*, at: datetime) -> None:
    """One round. Missed or repeated, it makes no difference."""
    take_over(at=at)
    hold_against_the_vault(at=at)


def take_over(*, at: datetime) -> None:
    """Bring what was found wrong to the desks that keep it; end what points to no entry where every entry of its review is dealt with."""
    waiting = wrong.unanswered(viewer=SYSTEM, purpose=Purpose(Business.REGISTRATION, "inbox"))
    open_ones = {one.case for one in waiting if one.conviction is not None}
    for one in waiting:
        if one.conviction is not None:
            _receive(one, organ=homes.keeping(Authority(one.authority), one.division), people=(one.name,), at=at)
        elif one.case not in open_ones:
            _generally(one, at)


def _generally(one: Told, at: datetime) -> None:
    """What points to no entry: the registry of the office looks, unless the same review named entries, which are all dealt with."""
    every = wrong.of_case(case=one.case, viewer=SYSTEM, purpose=Purpose(Business.INQUIRY, one.case))
    if len(every) > 1:
        wrong.answer(wrong=one.id, corrected=True, reason="", by=SYSTEM, at=at)
        return
    whom = reviews.answer_of(number=one.case, viewer=SYSTEM, at=at)
    numbers = [(document.kind.value, document.number) for document in whom.person.documents]
    _receive(one, organ=agencies.office(one.office).organ.code, people=(whom.name,), numbers=numbers, at=at)


def _receive(
    one: Told, *, organ: str, people: tuple[str, ...], at: datetime, numbers: Iterable[tuple[str, str]] = ()
) -> None:
    if not organ:
        return
    told: dict[str, Any] = {
        "wrong": str(one.id),
        "review": one.case,
        "office": one.office,
        "what": one.what.value,
        "entry": str(one.conviction or ""),
        "numbers": list(numbers),
        "told_at": one.told_at.isoformat(),
    }
    glance = Glance(court=one.court, case_number=one.case_number, people=people)
    content = Content(text=one.reason, name=one.case, sender=_name(one.office), glance=glance, told=told)
    services.receive(content, f"told:{one.id}", organ, SYSTEM, at)


def hold_against_the_vault(*, at: datetime) -> None:
    """Hold every request for correction that was answered against what is sealed, once; what it concerns waits at the desk that keeps it."""
    done = set(
        LedgerEntry.objects.using(VAULT)
        .filter(kind=EventKind.CORRECTION_HELD_AGAINST, at__gte=at - 2 * LOOKED_BACK)
        .values_list("basis", flat=True)
    )
    for number, statement in reviews.corrections_answered(viewer=SYSTEM, since=at - LOOKED_BACK):
        if number in done:
            continue
        whom = reviews.answer_of(number=number, viewer=SYSTEM, at=at)
        for entry in sealed.about(person=whom.person, viewer=SYSTEM):
            told = {
                "wrong": "",
                "review": number,
                "office": whom.office,
                "what": FoundWrong.PARTICULARS.value,
                "entry": str(entry.conviction),
                "numbers": [],
                "told_at": at.isoformat(),
            }
            glance = Glance(court=entry.court, case_number=entry.case_number, people=(whom.name,))
            content = Content(text=statement, name=number, sender=_name(whom.office), glance=glance, told=told)
            organ = homes.keeping(Authority(entry.authority), entry.division)
            if organ:
                services.receive(content, f"told sealed:{number}:{entry.conviction}", organ, SYSTEM, at)
        with transaction.atomic(using=VAULT):
            audit.record(kind=EventKind.CORRECTION_HELD_AGAINST, by=SYSTEM, at=at, basis=number, using=VAULT)


def _name(office: str) -> str:
    found = agencies.find_office(office)
    return found.name.zh if found else office
