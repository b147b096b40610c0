"""What a unit does: it asks people for their consent, sees whether one stands and no more, and withdraws what it asked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from qingbai import clock
from qingbai.agencies.acts import new_number
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.incoming import Fault, Refused
from qingbai.law.bans import bars
from qingbai.law.units import Proof
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.messages import Message
from qingbai.screening import table
from qingbai.screening.consent_ways import WAY, A, S
from qingbai.screening.consents.casework import (
    DAYS_TO_ANSWER,
    MOST_AT_ONCE,
    Case,
    NoSuchConsent,
    Shown,
    case_of,
    record,
    rows_of,
    shown,
    stands,
    waits,
)
from qingbai.screening.models import Consent
from qingbai.screening.on_disk import on_disk
from qingbai.screening.refusals import VETTING_BAR, ListRefused, fault
from qingbai.screening.registering import opened_for
from qingbai.screening.table import Asked
from qingbai.screening.terms import Purpose, UnitStatus


def ask(
    *, unit: str, ground: str, purpose: Purpose, yearly: bool, filename: str, data: bytes, by: Actor, at: datetime
) -> tuple[int, int]:
    """Ask the people of a list for their consent (请求授权): how many were asked now, and how many had been already. Whoever has a telephone there is told
    that a unit asks, once, and not which or for what.

    Those rows count that name the consent given online as their proof. Raises ``NoSuchUnit`` and ``ListRefused`` with every fault of every row;
    nobody is asked then.
    """
    today = clock.day_of(at)
    row, card = opened_for(unit, by, today)
    if by.kind is not ActorKind.APPLICANT or card.status is not UnitStatus.ACTIVE:
        raise ListRefused(fault("unit", "unit_not_active"))
    article = VETTING_BAR if purpose is Purpose.VETTING else ground
    if article not in {one.id for one in bars()}:
        raise ListRefused(fault("article", "no_such_article"))
    people = _read(filename, data, today)
    asked = 0
    with transaction.atomic():
        for one in people:
            asked += _ask_one(row.pk, one, article, purpose, yearly and purpose is Purpose.VETTING, by, at)
    return asked, len(people) - asked


def _read(filename: str, data: bytes, today: date) -> list[Asked]:
    suffix = "." + filename.lower().rpartition(".")[2]
    people: list[Asked] = []
    faults: list[Fault] = []
    try:
        with on_disk(data, suffix) as path:
            table.look(path)
            for line in table.lines(path, on=today):
                faults += line.faults
                if line.asked is not None and line.asked.proof is Proof.CONSENT_ONLINE:
                    people.append(line.asked)
    except Refused as refused:
        raise ListRefused(*refused.faults) from refused
    if not faults and not people:
        faults.append(fault("file", "nobody_to_ask"))
    if len(people) > MOST_AT_ONCE:
        faults.append(fault("file", "too_many_to_ask"))
    if faults:
        raise ListRefused(*faults[:50])
    return people


def _ask_one(unit: Any, one: Asked, article: str, purpose: Purpose, yearly: bool, by: Actor, at: datetime) -> bool:  # noqa: FBT001
    """Ask one person, unless a request or consent for the same stands; whether somebody was asked."""
    owner, today = audit.fingerprint(one.lasting), clock.day_of(at)
    earlier = [case_of(row) for row in rows_of(unit=unit, owner=owner, article=article).order_by("asked_at")]
    if any(waits(case, today) or stands(case, today) for case in earlier):
        return False
    row = Consent.objects.create(
        number=new_number("SQ", at),
        unit_id=unit,
        owner=owner,
        purpose=purpose,
        article=article,
        yearly=yearly,
        name=one.name,
        post=one.post,
        asked_at=at,
        answer_by=today + timedelta(days=DAYS_TO_ANSWER),
    )
    record(Case(row=row, acts=()), A.ASK, by=by, at=at)
    if one.phone:
        language = "zh-hans" if one.nationality == table.CHINA else "en"
        to = Contact(phone=one.phone, language=language)
        notifications.tell(
            about=row.number, to=to, message=Message.CONSENT_ASKED, facts={}, key=_told_as(row, earlier, today), at=at
        )
    return True


def _told_as(row: Consent, earlier: Sequence[Case], today: date) -> str:
    """The mark under which the person is told: a unit that withdraws its request and asks again while the first could still be answered sends no
    second message."""
    withdrawn = [case.row for case in earlier if case.status is S.CANCELLED and today <= case.row.answer_by]
    return f"consent {(withdrawn or [row])[0].number}"


def cancel(*, unit: str, number: str, by: Actor, at: datetime) -> Case:
    """The unit withdraws its request, or wants a consent no more (撤回请求). Raises ``NoSuchUnit``, ``NoSuchConsent``, and ``ActRefused`` where nothing of it
    is open any more: the same for declined and unanswered."""
    today = clock.day_of(at)
    unit_row, _ = opened_for(unit, by, today)
    row = rows_of(number=number, unit=unit_row).first()
    if row is None or by.kind is not ActorKind.APPLICANT:
        raise NoSuchConsent
    case = case_of(row)
    if A.CANCEL not in _for_unit(case, today).can:
        raise WAY.refusal(case.acts, A.CANCEL, by)
    with transaction.atomic():
        after = record(case, A.CANCEL, by=by, at=at)
        notifications.forget_now(about=number)
    return after


def of_unit(*, code: str, viewer: Actor, on: date) -> tuple[Shown, ...]:
    """The requests of a unit for who acts for it, the latest first: whether a consent stands, and no more. Raises ``NoSuchUnit``."""
    unit, _ = opened_for(code, viewer, on)
    cases = [case_of(row) for row in rows_of(unit=unit.pk).order_by("-asked_at")[:MOST_AT_ONCE]]
    return tuple(_for_unit(case, on) for case in cases)


def _for_unit(case: Case, on: date) -> Shown:
    open_ = case.status in {S.ASKED, S.DECLINED} and on <= case.row.answer_by
    can = frozenset({A.CANCEL}) if open_ or stands(case, on) else frozenset()
    return shown(case, on, open_=open_, answered=None, can=can)
