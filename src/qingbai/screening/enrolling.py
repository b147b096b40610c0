"""Registering online (网上登记): a unit asks to be registered, and its responsible handler to have another one taken down; an officer confirms or refuses.

Whoever asks is signed in by real name and sends the unit's papers. Confirming is the counter's own act (``registering.register``, ``authorise``), done in one
transaction with the confirmation: nothing is registered that an officer has not looked at, and of two requests for one unit one is confirmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, WithActs, acts_of, add, as_json, new_number, one_wins
from qingbai.agencies.ways import handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.incoming import Fault
from qingbai.law.terms import DocumentKind
from qingbai.law.units import EnrolmentPaper
from qingbai.law.vetting import MinorsUnit
from qingbai.matching import identity
from qingbai.notifications import services as notifications
from qingbai.notifications.contacts import Contact
from qingbai.notifications.contacts import faults as contact_faults
from qingbai.notifications.messages import Message
from qingbai.screening import intake, registering
from qingbai.screening.enrolment_ways import WAY, A
from qingbai.screening.handling import handler_of
from qingbai.screening.models import Enrolment, EnrolmentActRow
from qingbai.screening.papers_in import checked_files
from qingbai.screening.registering import HandlerStated, NoSuchUnit, UnitRefused, UnitStated, fault, opened_for
from qingbai.screening.table import OF_CHINA
from qingbai.screening.terms import Enrolling, EnrolmentAct, EnrolmentStatus, UnitKind
from qingbai.screening.units import UnitCard
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept

MOST_WAITING = 5
"""Requests of one person that may wait at the same time."""
MOST_SHOWN = 100
"""Requests on one page."""
PAPERS: Mapping[Enrolling, tuple[EnrolmentPaper, ...]] = {
    Enrolling.UNIT: (EnrolmentPaper.LICENCE, EnrolmentPaper.AUTHORITY),
    Enrolling.HANDLER: (EnrolmentPaper.AUTHORITY,),
}
"""What must come with a request; who asks, the sign-in by real name has shown."""


class NoSuchEnrolment(LookupError):
    """There is no such request, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有这项登记申请。 There is no such request to be registered.")


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[EnrolmentAct]):
    """A request with its acts."""

    row: Enrolment

    @property
    def number(self) -> str:
        """Its number."""
        return self.row.number

    @property
    def matter(self) -> Enrolling:
        """What is asked for."""
        return Enrolling(self.row.matter)

    @property
    def status(self) -> EnrolmentStatus:
        """Where it stands."""
        found = WAY.status(self.acts)
        assert found is not None
        return found

    @property
    def unit(self) -> UnitStated | None:
        """What a unit states of itself; None where a handler is asked for."""
        said = self.row.stated
        if self.matter is not Enrolling.UNIT:
            return None
        return UnitStated(
            code=self.row.code,
            name=said["unit_name"],
            domicile=said["domicile"],
            kind=UnitKind(said["kind"]),
            minors_kind=MinorsUnit(said["minors_kind"]) if said["minors_kind"] else None,
            proof=said["proof"],
            ground=said["ground"],
            in_charge=said["in_charge"],
            licence_until=date.fromisoformat(said["licence_until"]) if said["licence_until"] else None,
        )

    @property
    def handler(self) -> HandlerStated:
        """Whom the unit authorises."""
        said = self.row.stated
        return HandlerStated(
            name=said["name"],
            document_kind=DocumentKind(said["document_kind"]),
            document_number=said["document_number"],
            phone=said["phone"],
            from_on=date.fromisoformat(said["from_on"]),
            to_on=date.fromisoformat(said["to_on"]) if said["to_on"] else None,
            responsible=said["responsible"] == "yes",
        )

    @property
    def unit_name(self) -> str:
        """What the unit is called, as the request has it."""
        return str(self.row.stated["unit_name"])

    @property
    def why(self) -> str:
        """Why it was refused; empty where it was not."""
        refused = self.last(A.REFUSE)
        return str(refused.facts["reason"]) if refused else ""


Files = Mapping[EnrolmentPaper, Sequence[bytes]]


def ask_for_unit(
    *, stated: UnitStated, office: str, handler: HandlerStated, files: Files, by: Actor, at: datetime
) -> Case:
    """Ask for a unit to be registered, with oneself as its responsible handler (申请单位登记). The same request sent twice is one.

    Raises ``UnitRefused`` with everything that is wrong with what is stated, and ``uploads.UploadRefused`` with everything wrong with the files.
    """
    today, code = clock.day_of(at), identity.normalise(stated.code)
    _only_persons(by)
    if earlier := _waiting(by.id, code, Enrolling.UNIT):
        return earlier
    faults = [
        *registering.faults_of(stated, office=office, on=today),
        *_needed(ground=stated.ground, in_charge=stated.in_charge),
        *_online_faults(office),
        *_person_faults(handler, today),
        *_too_many(by),
        *_paper_faults(Enrolling.UNIT, files),
    ]
    if faults:
        raise UnitRefused(*faults)
    plain = registering.as_kept(stated)
    about = {**plain, "unit_name": plain["name"], **_kept(handler), "asker_phone": handler.phone}
    return _ask(Enrolling.UNIT, code, office, about, files, by, at)


def ask_for_handler(*, unit: str, handler: HandlerStated, files: Files, by: Actor, at: datetime) -> Case:
    """A responsible handler asks for another one to be taken down (申请增加经办人). Raises ``NoSuchUnit``, ``UnitRefused`` and ``uploads.UploadRefused``."""
    today = clock.day_of(at)
    row, card = opened_for(unit, by, today)
    own = handler_of(card, by, today)
    if own is None or not own.responsible:
        raise NoSuchUnit
    if earlier := _waiting_for(row.code, handler):
        return earlier
    faults = [
        *registering.active_faults(card),
        *_person_faults(handler, today),
        *_known_faults(card, handler, today),
        *_too_many(by),
        *_paper_faults(Enrolling.HANDLER, files),
    ]
    if faults:
        raise UnitRefused(*faults)
    about = {"unit_name": card.name, **_kept(handler), "asker_phone": own.phone}
    return _ask(Enrolling.HANDLER, row.code, row.office, about, files, by, at)


def _ask(
    matter: Enrolling, code: str, office: str, stated: Mapping[str, str], files: Files, by: Actor, at: datetime
) -> Case:
    checked = checked_files(files)
    place = Enrolment.objects.filter(owner=by.id, code=code, matter=matter).count()
    try:
        with transaction.atomic():
            row = Enrolment.objects.create(
                number=new_number("DJ", at),
                matter=matter,
                code=code,
                office=office,
                owner=by.id,
                place=place,
                asked_at=at,
                stated=dict(stated),
            )
            for file in checked:
                uploads.keep_checked(about=row.number, file=file, by=by, at=at)
            return _record(Case(row=row, acts=()), A.ASK, by=by, at=at)
    except IntegrityError:
        earlier = Enrolment.objects.filter(owner=by.id, code=code, matter=matter, place=place).first()
        if earlier is None:
            raise  # it was not the same request, sent twice at once
        return _case(earlier)


def withdraw(*, number: str, by: Actor, at: datetime) -> Case:
    """Whoever asked, or for a handler any responsible one, takes the request back (撤回申请). Raises ``NoSuchEnrolment`` and ``ActRefused``."""
    case = _own(number, by, clock.day_of(at), responsible=True)
    with transaction.atomic():
        after = _record(case, A.WITHDRAW, by=by, at=at)
        uploads.closed(about=number, at=at)
    return after


def confirm(*, number: str, by: Actor, at: datetime) -> UnitCard:
    """An officer has looked at the papers and registers the unit, or takes the handler down (核对后登记).

    Raises ``NoSuchEnrolment``, ``ActRefused``, ``TakenMeanwhile``, and ``UnitRefused`` where what was stated cannot be registered (any more): nothing is done then.
    """
    case = _at_the_counter(number, by)
    WAY.following(case.acts, A.CONFIRM, by)
    if case.matter is Enrolling.HANDLER and not _still_responsible(case, clock.day_of(at)):
        raise UnitRefused(fault("handler", "asker_ended"))
    with transaction.atomic():
        _ended(case, A.CONFIRM, by, at)
        if case.unit is not None:
            registering.register(stated=case.unit, office=case.row.office, by=by, at=at)
        return registering.authorise(code=case.row.code, handler=case.handler, by=by, at=at)


def refuse(*, number: str, reason: str, by: Actor, at: datetime) -> Case:
    """An officer does not confirm, and says why, for who asked to read (不予确认). Raises as ``confirm`` does."""
    case = _at_the_counter(number, by)
    WAY.following(case.acts, A.REFUSE, by)
    if not reason.strip():
        raise UnitRefused(fault("reason", "reason_needed"))
    with transaction.atomic():
        return _ended(case, A.REFUSE, by, at, {"reason": reason.strip()})


def _ended(case: Case, act: EnrolmentAct, by: Actor, at: datetime, facts: Mapping[str, Any] | None = None) -> Case:
    """The officer's act, with the message that there is an answer; its files are kept as long as those of any case that is closed."""
    after = _record(case, act, by=by, at=at, facts=facts)
    if phone := case.row.stated["asker_phone"]:
        said = {"office": case.row.office}
        notifications.tell(
            about=case.number,
            to=Contact(phone=phone),
            message=Message.ANSWER_READY,
            facts=said,
            key=f"enrolment {case.number}",
            at=at,
        )
    uploads.closed(about=case.number, at=at)
    return after


def _record(case: Case, act: EnrolmentAct, *, by: Actor, at: datetime, facts: Mapping[str, Any] | None = None) -> Case:
    WAY.following(case.acts, act, by)
    with one_wins(case.number, "enrolment_act_position_once"):
        after = add(case, EnrolmentActRow(enrolment=case.row), act, by=by, at=at, facts=facts)
        told = {"act": act.value, "matter": case.row.matter, "unit": case.row.code, "office": case.row.office}
        audit.record(kind=EventKind.UNIT_ENROLMENT, by=by, at=at, basis=case.number, facts=told)
    return after


# -- what is asked before


def _needed(**stated: str) -> Iterable[Fault]:
    return [fault(field, "needed") for field, said in stated.items() if not said.strip()]


def _online_faults(office: str) -> Iterable[Fault]:
    """Whether units are served online where the office lies (INQ-13)."""
    found = agencies.find_office(office)
    if found is None:
        return [fault("office", "not_a_station")]
    closed = [as_json(one) for one in intake.not_online(agencies.region(found.division))]
    return [Fault("office", one["code"], one["zh"], one["en"]) for one in closed]


def _person_faults(handler: HandlerStated, on: date) -> Iterable[Fault]:
    """A handler who is to be told online must be reachable by telephone."""
    yield from registering.handler_faults(handler, on=on)
    yield from contact_faults(Contact(phone=handler.phone))
    if not handler.phone.strip():
        yield fault("phone", "needed")
    if handler.document_kind not in OF_CHINA:
        yield fault("document_kind", "document_abroad")


def _known_faults(card: UnitCard, handler: HandlerStated, on: date) -> Iterable[Fault]:
    number = identity.normalise(handler.document_number)
    if any(one.authorised(on) and one.document_number == number for one in card.handlers):
        yield fault("document_number", "handler_known")


def _too_many(by: Actor) -> Iterable[Fault]:
    if len(_under_way(owner=by.id)) >= MOST_WAITING:
        yield fault("file", "too_many_waiting")


def _paper_faults(matter: Enrolling, files: Files) -> Iterable[Fault]:
    return [fault(paper.value, "paper_needed") for paper in PAPERS[matter] if not files.get(paper)]


def _only_persons(by: Actor) -> None:
    if by.kind is not ActorKind.APPLICANT:
        raise NoSuchEnrolment


def _kept(handler: HandlerStated) -> dict[str, str]:
    return registering.handler_as_kept(handler)


def _waiting(owner: str, code: str, matter: Enrolling) -> Case | None:
    """A request of the same person for the same, that still waits."""
    return next(iter(_under_way(owner=owner, code=code, matter=matter)), None)


def _waiting_for(code: str, handler: HandlerStated) -> Case | None:
    """A request of the unit for the same handler, that still waits."""
    number = identity.normalise(handler.document_number)
    found = _under_way(code=code, matter=Enrolling.HANDLER)
    return next((case for case in found if case.handler.document_number == number), None)


def _still_responsible(case: Case, on: date) -> bool:
    """Whether who asked for a handler may still do so."""
    asker = Actor(ActorKind.APPLICANT, case.row.owner)
    found = handler_of(registering.card_of_code(case.row.code), asker, on)
    return found is not None and found.responsible


# -- what may be seen


def _case(row: Enrolment) -> Case:
    return Case(row=row, acts=acts_of(row.acts.all(), EnrolmentAct))


def _rows(**where: Any) -> Any:
    return Enrolment.objects.filter(**where).order_by("-asked_at").prefetch_related("acts")


def _under_way(**where: Any) -> list[Case]:
    ended = EnrolmentActRow.objects.exclude(kind=A.ASK).values("enrolment")
    return [_case(row) for row in _rows(**where).exclude(pk__in=ended)]


def of_person(*, viewer: Actor) -> tuple[Case, ...]:
    """The requests of the signed-in person for units to be registered, the latest first."""
    _only_persons(viewer)
    return tuple(_case(row) for row in _rows(owner=viewer.id, matter=Enrolling.UNIT)[:MOST_SHOWN])


def of_unit(*, code: str, viewer: Actor, on: date) -> tuple[Case, ...]:
    """The requests of a unit for handlers, for who acts for it, the latest first. Raises ``NoSuchUnit``."""
    row, _ = opened_for(code, viewer, on)
    return tuple(_case(one) for one in _rows(code=row.code, matter=Enrolling.HANDLER)[:MOST_SHOWN])


def look(*, number: str, viewer: Actor, on: date) -> Case:
    """A request for who asked, or for who acts for the unit that asked. Raises ``NoSuchEnrolment``."""
    return _own(number, viewer, on)


def _own(number: str, viewer: Actor, on: date, *, responsible: bool = False) -> Case:
    row = _rows(number=number).first()
    if row is None or viewer.kind is not ActorKind.APPLICANT:
        raise NoSuchEnrolment
    case = _case(row)
    if case.matter is Enrolling.UNIT:
        if row.owner != viewer.id:
            raise NoSuchEnrolment
        return case
    own = handler_of(registering.card_of_code(row.code), viewer, on)
    if own is None or (responsible and not own.responsible):
        raise NoSuchEnrolment
    return case


def waiting(*, viewer: Actor) -> tuple[Case, ...]:
    """The requests that wait at the viewer's office, the oldest first; nothing for anybody who handles none there."""
    if not handles(viewer, viewer.office):
        return ()
    return tuple(reversed(_under_way(office=viewer.office)))


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open a request of this number; strangers and wrong numbers are told the same."""
    row = Enrolment.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def _at_the_counter(number: str, by: Actor) -> Case:
    row = _rows(number=number).first()
    if row is None or not handles(by, row.office):
        raise NoSuchEnrolment
    return _case(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A request as the office sees it. ``rivals``: other requests that wait for the same unit; ``known``: the unit as it is registered already."""

    case: Case
    papers: tuple[Kept, ...]
    rivals: tuple[Case, ...]
    known: UnitCard | None
    lawful: frozenset[EnrolmentAct]
    history: tuple[Done[EnrolmentAct], ...]


def file(*, number: str, viewer: Actor) -> File:
    """A request with its papers, for its office. Raises ``NoSuchEnrolment``."""
    case = _at_the_counter(number, viewer)
    rivals = _under_way(code=case.row.code, matter=Enrolling.UNIT) if case.matter is Enrolling.UNIT else []
    return File(
        case=case,
        papers=uploads_queries.of(about=number, viewer=viewer, purpose=number),
        rivals=tuple(one for one in rivals if one.number != number),
        known=registering.find_card(case.row.code),
        lawful=WAY.lawful(case.acts, viewer),
        history=case.acts,
    )


def paper(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """One file of a request for its office, on the ledger. Raises ``NoSuchEnrolment``, ``Gone`` and ``Held``."""
    _at_the_counter(number, by)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)
