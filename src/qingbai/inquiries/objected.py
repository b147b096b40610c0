"""An application's answer as a review sees it (复查所涉的答复): what was said to whom, what the register would say now, and whose the verdicts are.

For the room of objections, which asks nothing else of applications.
"""

from collections.abc import Mapping
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates.typed import as_printed
from qingbai.inquiries import services, steps
from qingbai.inquiries.acts import Act, Status
from qingbai.inquiries.casework import Case, NoSuchApplication, case_of, fingerprint_of, open_case, require_reader
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.queries import shown_at
from qingbai.inquiries.search import look, person_of
from qingbai.law.objections import LinkStatus
from qingbai.law.objectors import AnsweredTo, ObjectionPaper, Objector
from qingbai.law.reasons import Code
from qingbai.law.terms import Answer, AnswerPaper, Paper
from qingbai.registers import disputes
from qingbai.registers.access import Business, Purpose
from qingbai.registers.reviewed import Answered, Weighing
from qingbai.registers.reviewed import weighing as weighing_of

ON_FILE = {
    Paper.IDENTITY: ObjectionPaper.IDENTITY,
    Paper.GUARDIANSHIP_PROOF: ObjectionPaper.GUARDIANSHIP_PROOF,
}
"""Papers of an application that an objection to its answer need not bring again. A power of attorney names its matter (民法典 165), and is."""


def answered(*, key: str, viewer: Actor, at: datetime) -> Answered:
    """The latest answer to an application, for who asked from the tick on which it may be seen. Raises ``NoSuchApplication`` for strangers and where nothing was answered."""
    case = open_case(key)
    require_reader(case, viewer)
    return _answered(case, viewer, at)


def by_paper(*, paper_number: str, owner: str, at: datetime) -> Answered:
    """The answer that a paper of this number gave, about this person. Raises ``NoSuchApplication`` where the two do not belong together."""
    rows = Application.objects.filter(owner=owner, acts__kind=Act.ISSUE, acts__facts__paper_number=paper_number)
    row = rows.first()
    if row is None:
        raise NoSuchApplication(paper_number)
    return _answered(case_of(row), Actor(ActorKind.APPLICANT, owner), at)


def _answered(case: Case, viewer: Actor, at: datetime) -> Answered:
    issued = case.last(Act.ISSUE)
    early = viewer.kind is ActorKind.APPLICANT and issued is not None and at < shown_at(issued)
    if issued is None or early:
        raise NoSuchApplication(case.row.number)
    draft = case.draft
    return Answered(
        key=case.row.number,
        to=AnsweredTo.PERSON,
        office=case.row.office,
        owner=case.row.owner,
        name=as_printed(draft.name),
        person=person_of(draft, case.former_documents),
        born_on=draft.born_on,
        paper_number=str(issued.facts["paper_number"]),
        shown_at=shown_at(issued),
        taken_back=case.standing_issue is None,
        askers=_askers(case),
        on_file=frozenset(ON_FILE[paper] for paper in draft.papers if paper in ON_FILE),
    )


def _askers(case: Case) -> dict[str, Objector]:
    """Whoever asked, and as what. Somebody who acts for oneself is nobody's agent."""
    acting = {Objector.AGENT: case.draft.agent, Objector.GUARDIAN: case.draft.guardian}
    found = {
        fingerprint_of(one.document_kind, one.document_number, one.nationality): as_what
        for as_what, one in acting.items()
        if one is not None
    }
    return {**found, case.row.owner: Objector.HIMSELF}


def bears_out(*, key: str, at: datetime, supposing: Mapping[str, LinkStatus] | None = None) -> bool | None:
    """Whether the register would give the same paper now, ``supposing`` what may be decided about whose verdicts they are; None where a person must say.

    The house asks, for the review alone; the caller ledgers the look-up.
    """
    case = open_case(key)
    found = look(
        case, by=SYSTEM, on=clock.day_of(at), known_at=at, business=Business.INQUIRY, supposing=supposing
    ).answer
    if found.answer is not Answer.YES:
        return None
    return found.value is AnswerPaper(case.when(Act.DECIDE).facts["paper"])


def weighing(*, key: str, by: Actor, at: datetime) -> tuple[Weighing, ...]:
    """The verdicts that weigh, or may, against a certificate for this application, each beside whom its documents describe."""
    case = open_case(key)
    require_reader(case, by)
    on = clock.day_of(at)
    reasons = look(case, by=by, on=on, known_at=at).answer.because
    weighs = {str(reason.facts["reference"]) for reason in reasons if reason.facts.get("reference")}
    purpose = Purpose(Business.INQUIRY, key)
    return weighing_of(
        person=person_of(case.draft, case.former_documents),
        references=weighs,
        viewer=by,
        purpose=purpose,
        on=on,
        known_at=at,
    )


def answer_anew(*, key: str, reason: str, by: Actor, at: datetime) -> None:
    """Take the paper back and have the application answered anew (撤销并重新出具, INQ-28)."""
    services.withdraw_and_reissue(number=key, reason=reason, by=by, at=at)


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
