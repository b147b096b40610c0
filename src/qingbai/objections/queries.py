"""What may be seen of a review (进度、案卷). The objector sees the way of the case and both clocks; the office sees the file.

The objector is never told whether a link was suspended: that would tell somebody with nothing on record, or a sealed record, from others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done
from qingbai.agencies.ways import handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import objected
from qingbai.inquiries.objected import Answered, Weighing
from qingbai.law.objections import Ground, Outcome, most_days
from qingbai.law.objectors import ObjectionPaper
from qingbai.objections.acts import ENDS, WAY, Act, Status
from qingbai.objections.casework import Case, Clocks, case_of, open_case, require_reader, works_on
from qingbai.objections.models import Review
from qingbai.objections.objection import Objection
from qingbai.registers import disputes
from qingbai.registers.access import Business, Purpose
from qingbai.registers.disputes import Link

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
    """Where a review stands, for the objector (复查进度)."""

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
    """The whole file of a review, for the office (复查案卷)."""

    number: str
    status: Status
    objection: Objection
    answer: Answered
    acts: tuple[Done[Act], ...]
    clocks: Clocks
    ordinary_days: int
    most_days: int
    weighing: tuple[Weighing, ...]
    links: tuple[Link, ...]
    lawful: frozenset[Act]


def progress(*, number: str, viewer: Actor, on: date) -> Progress:
    """How far a review is; raises ``NoSuchReview`` for strangers."""
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    signed = case.last(Act.SIGN)
    told = case.last(Act.LIST_MISSING)
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
    )


def _step(done: Done[Act]) -> Step:
    return Step(
        act=done.act,
        at=done.at,
        reasons=done.reasons if done.act in {Act.LIST_MISSING, Act.DECLINE} else (),
        paper_number=str(done.facts.get("paper_number", "")),
        asked=str(done.facts.get("asked", "")),
    )


def of_owner(*, viewer: Actor) -> tuple[str, ...]:
    """The numbers of the viewer's own reviews, newest first."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    return tuple(Review.objects.filter(owner=viewer.id).order_by("-filed_at").values_list("number", flat=True)[:50])


def of_application(*, application: str, viewer: Actor) -> tuple[str, ...]:
    """The viewer's own reviews of the answers to an application, newest first."""
    rows = Review.objects.filter(application=application, owner=viewer.id).order_by("-filed_at")
    return tuple(rows.values_list("number", flat=True)) if viewer.kind is ActorKind.APPLICANT else ()


def of_paper(*, paper_number: str, viewer: Actor) -> tuple[str, ...]:
    """The reviews of a paper that this viewer may see, newest first."""
    rows = Review.objects.filter(paper_number=paper_number).order_by("-filed_at")
    own = viewer.kind is ActorKind.APPLICANT
    return tuple(row.number for row in rows if (row.owner == viewer.id if own else works_on(viewer, row.office)))


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
    answer = objected.answered(application=case.row.application, viewer=SYSTEM, at=clock.now())
    return Waiting(
        number=case.row.number,
        name=answer.draft.name,
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
    reviews = works_on(viewer, case.row.office) and WAY.ever(Act.DRAFT, viewer)
    shown = reviews and status in {Status.UNDER_REVIEW, Status.EVIDENCE_ASKED, Status.EXTENSION_ASKED, Status.DRAFTED}
    application = case.row.application
    purpose = Purpose(Business.INQUIRY, application)
    return File(
        number=number,
        status=status,
        objection=case.objection,
        answer=objected.answered(application=application, viewer=SYSTEM, at=at),
        acts=case.acts,
        clocks=case.clocks(clock.day_of(at)),
        ordinary_days=case.rule.days,
        most_days=most_days(case.rule),
        weighing=objected.weighing(application=application, by=SYSTEM, at=at) if shown else (),
        links=disputes.links(person=case.row.owner, viewer=viewer, purpose=purpose) if shown else (),
        lawful=WAY.lawful(case.acts, viewer) if works_on(viewer, case.row.office) else frozenset(),
    )
