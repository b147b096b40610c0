"""An answer as a review sees it (复查所涉的答复): what was said to whom, what the register would say now, and whose the verdicts are.

For the room of objections, which asks nothing else of applications.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import services, steps
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case, NoSuchApplication, case_of, open_case, require_reader
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.queries import shown_at
from qingbai.inquiries.search import look, person_of
from qingbai.law.objections import LinkStatus
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, AnswerPaper, MatchVerdict
from qingbai.matching.persons import Person
from qingbai.registers import disputes
from qingbai.registers import queries as registers
from qingbai.registers.access import Business, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that somebody may object to. ``taken_back``: its paper was withdrawn since."""

    application: str
    office: str
    owner: str
    paper_number: str
    said: AnswerPaper
    shown_at: datetime
    taken_back: bool
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A verdict that stands against somebody's certificate, for the officer who must say whose it is. Nothing of the crime."""

    conviction: UUID
    court: str
    case_number: str
    judged_on: str
    person: Person
    for_and_against: tuple[tuple[str, str], ...]
    comparison: MatchVerdict


def answered(*, application: str, viewer: Actor, at: datetime) -> Answered:
    """The latest answer to an application, for the person from the tick on which it may be seen. Raises ``NoSuchApplication`` for strangers and where nothing was answered."""
    case = open_case(application)
    require_reader(case, viewer)
    if viewer.kind is ActorKind.APPLICANT and viewer.id != case.row.owner:
        raise NoSuchApplication(
            application
        )  # who acts for somebody objects at the office, with the proof that it needs
    return _answered(case, viewer, at)


def by_paper(*, paper_number: str, viewer: Actor, at: datetime) -> Answered:
    """The answer that a paper of this number gave. Raises ``NoSuchApplication`` as ``answered`` does."""
    row = Application.objects.filter(acts__kind=Act.ISSUE, acts__facts__paper_number=paper_number).first()
    if row is None:
        raise NoSuchApplication(paper_number)
    case = case_of(row)
    require_reader(case, viewer)
    return _answered(case, viewer, at)


def _answered(case: Case, viewer: Actor, at: datetime) -> Answered:
    issued = case.last(Act.ISSUE)
    early = viewer.kind is ActorKind.APPLICANT and issued is not None and at < shown_at(issued)
    if issued is None or early:
        raise NoSuchApplication(case.row.number)
    standing = case.standing_issue
    return Answered(
        application=case.row.number,
        office=case.row.office,
        owner=case.row.owner,
        paper_number=str(issued.facts["paper_number"]),
        said=AnswerPaper(case.when(Act.DECIDE).facts["paper"]),
        shown_at=shown_at(issued),
        taken_back=standing is None,
        draft=case.draft,
    )


def today(
    *, application: str, by: Actor, at: datetime, supposing: Mapping[str, LinkStatus] | None = None
) -> AnswerPaper | None:
    """Which paper the register would give now, ``supposing`` what may be decided about whose verdicts they are; None where a person must say.

    The house asks, for the review alone; the caller ledgers the look-up.
    """
    case = open_case(application)
    require_reader(case, by)
    found = look(
        case, by=SYSTEM, on=clock.day_of(at), known_at=at, business=Business.INQUIRY, supposing=supposing
    ).answer
    return found.value if found.answer is Answer.YES else None


def weighing(*, application: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that weigh, or may, against a certificate for this application, each beside whom its documents describe."""
    case = open_case(application)
    require_reader(case, by)
    purpose = Purpose(Business.INQUIRY, application)
    on = clock.day_of(at)
    reasons = look(case, by=by, on=on, known_at=at).answer.because
    weighs = {reason.facts["reference"] for reason in reasons if reason.facts.get("reference")}
    return tuple(
        Weighing(
            conviction=UUID(facts.case.reference),
            court=facts.court,
            case_number=facts.case_number,
            judged_on=str(facts.sealing.judged_on or ""),
            person=one.person,
            for_and_against=tuple((remark.zh, remark.en) for remark in one.match.because),
            comparison=MatchVerdict(one.match.verdict),
        )
        for one in registers.candidates(person=person_of(case.draft), viewer=by, purpose=purpose, known_at=at)
        for facts in registers.convictions(subject=one.subject, viewer=by, purpose=purpose, on=on, known_at=at)
        if facts.case.reference in weighs
    )


def look_again(*, owner: str, at: datetime) -> tuple[str, ...]:
    """Go on with the applications of a person that waited for a review to say whose a verdict is; the numbers of those that moved."""
    purpose = Purpose(Business.INQUIRY, "review")
    if any(one.status is LinkStatus.DISPUTED for one in disputes.links(person=owner, viewer=SYSTEM, purpose=purpose)):
        return ()  # another review has still to say so
    waiting = ActRow.objects.filter(
        kind=Act.SEARCH, application__owner=owner, reasons__contains=[{"code": Code.LINK_DISPUTED}]
    )
    moved = []
    for row in Application.objects.filter(pk__in=waiting.values("application")).order_by("submitted_at"):
        case = case_of(row)
        for_the_review = any(reason["code"] == Code.LINK_DISPUTED for reason in case.when(Act.SEARCH).reasons)
        if case.status is Status.WITH_A_PERSON and for_the_review:
            steps.search(case, by=SYSTEM, at=at)
            services.advance(number=row.number, at=at)
            moved.append(row.number)
    return tuple(moved)
