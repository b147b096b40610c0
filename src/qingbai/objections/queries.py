"""What may be seen of a review (进度、案卷). The objector sees the way of the case and both clocks; the office sees the file.

The objector is never told whether a link was suspended: that would tell somebody with nothing on record, or a sealed record, from others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, as_json
from qingbai.agencies.ways import audits, handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries.corrections import PREFIX as CORRECTION
from qingbai.law.objections import Ground, Outcome, most_days
from qingbai.law.objectors import AnsweredTo, ObjectionPaper, Objector, may_object
from qingbai.notifications import queries as notifications
from qingbai.notifications.contacts import Contact
from qingbai.objections import answers
from qingbai.objections.acts import ENDS, WAY, Act, Status
from qingbai.objections.casework import (
    Case,
    Clocks,
    NoSuchReview,
    case_of,
    open_case,
    parties,
    require_reader,
    shows_verdicts,
    works_on,
)
from qingbai.objections.models import Review, ReviewAct
from qingbai.objections.objection import Objection
from qingbai.registers import disputes, wrong
from qingbai.registers.access import Business, Purpose
from qingbai.registers.disputes import Link
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.registers.wrong import Told

SEEN_BY_THE_OBJECTOR = frozenset(
    {
        *(Act.OBJECT, Act.LIST_MISSING, Act.SUPPLEMENT, Act.DECLINE, Act.ACCEPT, Act.ASK_EVIDENCE, Act.GIVE_EVIDENCE),
        *(Act.APPROVE_EXTENSION, Act.SIGN, Act.SIGN_FOR, Act.WITHDRAW),
    }
)
_SEEN_AS = {Status.EXTENSION_ASKED: Status.UNDER_REVIEW, Status.DRAFTED: Status.UNDER_REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as the objector sees it, with the number of the letter it left."""

    act: Act
    at: datetime
    reasons: tuple[Mapping[str, Any], ...]
    paper_number: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a review stands, for the objector (复查进度). ``own``: the viewer asked for the answer, and finds it at the portal; ``acting``: who
    objects for the person, by name; ``correction``: it began without any answer."""

    number: str
    application: str
    paper_number: str
    status: Status
    ground: Ground
    steps: tuple[Step, ...]
    clocks: Clocks
    missing: tuple[ObjectionPaper, ...]
    outcome: Outcome | None
    opinion: str
    lawful: frozenset[Act]
    own: bool
    correction: bool
    objector: Objector
    acting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One review in an office's queue."""

    number: str
    name: str
    ground: Ground
    status: Status
    filed_at: datetime
    clocks: Clocks
    escalated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The whole file of a review, for the office (复查案卷). ``told``: what the registries were told is wrong, for reviewers and heads; ``left_open``: why a person must say whether the objection is accepted."""

    number: str
    status: Status
    objection: Objection
    contact: Contact
    answer: Answered
    acts: tuple[Done[Act], ...]
    clocks: Clocks
    ordinary_days: int
    most_days: int
    weighing: tuple[Weighing, ...]
    links: tuple[Link, ...]
    told: tuple[Told, ...]
    lawful: frozenset[Act]
    left_open: tuple[Mapping[str, Any], ...]


def progress(*, number: str, viewer: Actor, on: date) -> Progress:
    """How far a review is; raises ``NoSuchReview`` for strangers."""
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    signed = case.last(Act.SIGN)
    told = case.last(Act.LIST_MISSING)
    answer = answers.of(key=case.row.application, viewer=SYSTEM, at=case.row.filed_at)
    incomplete = status is Status.INCOMPLETE and told is not None
    return Progress(
        number=number,
        application=case.row.application,
        paper_number=case.row.paper_number,
        status=_SEEN_AS.get(status, status),
        ground=case.objection.ground,
        steps=tuple(_step(done) for done in case.acts if done.act in SEEN_BY_THE_OBJECTOR),
        clocks=case.clocks(on),
        missing=tuple(ObjectionPaper(one) for one in told.facts["missing"]) if incomplete and told else (),
        outcome=Outcome(signed.facts["outcome"]) if signed else None,
        opinion=str(signed.facts["paper_number"]) if signed else "",
        lawful=WAY.lawful(case.acts, viewer),
        own=viewer.id in answer.askers and answer.to is not AnsweredTo.NOBODY,
        correction=answer.to is AnsweredTo.NOBODY,
        objector=case.objection.objector,
        acting=case.objection.agent_name,
    )


def _step(done: Done[Act]) -> Step:
    return Step(
        act=done.act,
        at=done.at,
        reasons=done.reasons if done.act in {Act.LIST_MISSING, Act.DECLINE} else (),
        paper_number=str(done.facts.get("paper_number", "")),
        asked=str(done.facts.get("asked", "")),
    )


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open a review of this number; strangers and wrong numbers are told the same."""
    row = Review.objects.filter(number=number).first()
    return row is not None and works_on(viewer, row.office)


def of_owner(*, viewer: Actor) -> tuple[str, ...]:
    """The numbers of the viewer's own reviews, newest first: about the viewer, or handed in by the viewer for somebody else."""
    return _numbers(Review.objects.all(), viewer)


def of_application(*, application: str, viewer: Actor) -> tuple[str, ...]:
    """The viewer's own reviews of the answers to an application, newest first."""
    return _numbers(Review.objects.filter(application=application), viewer)


def corrections(*, viewer: Actor) -> tuple[str, ...]:
    """The viewer's own reviews that began without any answer, newest first."""
    return _numbers(Review.objects.filter(application__startswith=CORRECTION), viewer)


def of_paper(*, paper_number: str, viewer: Actor) -> tuple[str, ...]:
    """The reviews of a paper that this viewer may see, newest first."""
    rows = Review.objects.filter(paper_number=paper_number)
    if viewer.kind is ActorKind.APPLICANT:
        return _numbers(rows, viewer)
    return tuple(row.number for row in rows.order_by("-filed_at") if works_on(viewer, row.office))


def _numbers(rows: QuerySet[Review], viewer: Actor) -> tuple[str, ...]:
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    handed_in = ReviewAct.objects.filter(kind=Act.OBJECT, by_kind=ActorKind.APPLICANT, by_id=viewer.id)
    found = rows.filter(Q(owner=viewer.id) | Q(pk__in=handed_in.values("review"))).order_by("-filed_at")[:MOST_SHOWN]
    return tuple(row.number for row in found if viewer.id in parties(case_of(row)))


MOST_SHOWN = 50


def queue(*, viewer: Actor, on: date) -> tuple[Waiting, ...]:
    """The open reviews of the viewer's office, for who handles them: what is late first, then by the day they are due."""
    if not handles(viewer, viewer.office):
        return ()
    rows = Review.objects.filter(office=viewer.office).prefetch_related("acts").order_by("-filed_at")[:500]
    office = agencies.find_office(viewer.office)
    cases = (case_of(row, office) for row in rows)
    waiting = [_waiting(case, on) for case in cases if case.status not in ENDS]
    return tuple(sorted(waiting, key=lambda one: (not one.escalated, one.clocks.due_on or date.max, one.filed_at)))


def _waiting(case: Case, on: date) -> Waiting:
    status = case.status
    assert status is not None
    answer = answers.of(key=case.row.application, viewer=SYSTEM, at=clock.now())
    return Waiting(
        number=case.row.number,
        name=answer.name,
        ground=case.objection.ground,
        status=status,
        filed_at=case.row.filed_at,
        clocks=case.clocks(on),
        escalated=case.last(Act.ESCALATE) is not None,
    )


def file(*, number: str, viewer: Actor, at: datetime) -> File:
    """The file of a review at the viewer's office. The look is ledgered by ``services.open_file``. Raises ``NoSuchReview`` for other offices.

    Verdicts that weigh are shown to reviewers and heads while the review runs, without the crime.
    """
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    shown = shows_verdicts(case, viewer)
    application = case.row.application
    purpose = Purpose(Business.INQUIRY, application.partition(".")[0])
    return File(
        number=number,
        status=status,
        objection=case.objection,
        contact=notifications.contact_of(number),
        answer=answers.of(key=application, viewer=SYSTEM, at=at),
        acts=case.acts,
        clocks=case.clocks(clock.day_of(at)),
        ordinary_days=case.rule.days,
        most_days=most_days(case.rule),
        weighing=answers.weighing(key=application, by=SYSTEM, at=at) if shown else (),
        links=disputes.links(person=case.row.owner, viewer=viewer, purpose=purpose) if shown else (),
        told=wrong.of_case(case=number, viewer=viewer, purpose=purpose) if _may_follow(case, viewer) else (),
        lawful=WAY.lawful(case.acts, viewer) if works_on(viewer, case.row.office) else frozenset(),
        left_open=tuple(as_json(reason) for reason in may_object(answers.facts_of(case, seen=True)).because)
        if status is Status.FILED
        else (),
    )


def _may_follow(case: Case, viewer: Actor) -> bool:
    """Whether this viewer sees what the registries were told, and what they did: reviewers and heads of the office."""
    return works_on(viewer, case.row.office) and WAY.ever(Act.DRAFT, viewer) and case.last(Act.SIGN) is not None


def answer_of(*, number: str, viewer: Actor, at: datetime) -> Answered:
    """The answer, or the request for correction, that a review is about; for the house. Raises ``NoSuchReview``."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise NoSuchReview(number)
    return answers.of(key=open_case(number).row.application, viewer=viewer, at=at)


def corrections_answered(*, viewer: Actor, since: datetime) -> Iterator[tuple[str, str]]:
    """The numbers of the requests for correction that were answered since, each with what was said; for the house. Raises ``NoSuchReview``."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise NoSuchReview("")
    signed = ReviewAct.objects.filter(kind=Act.SIGN, at__gte=since, review__application__startswith=CORRECTION)
    for done in signed.select_related("review").order_by("at", "id"):
        yield done.review.number, case_of(done.review).objection.statement


def outcomes(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[tuple[str, Outcome]]:
    """How the reviews that were answered in a time ended: the office and the outcome of each, and nothing of the person. For auditors alone.

    Raises ``NoSuchReview``.
    """
    if not (audits(viewer) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchReview("")
    signed = ReviewAct.objects.filter(kind=Act.SIGN, at__gte=since, at__lt=until).select_related("review")
    for done in signed.iterator(chunk_size=2000):
        drafts = done.review.acts.filter(kind=Act.DRAFT, position__lt=done.position).order_by("-position")
        drafted = drafts.first()
        if drafted is not None:
            yield done.review.office, Outcome(drafted.facts["outcome"])
