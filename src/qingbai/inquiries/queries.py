"""What may be seen of an application (进度、案卷). The applicant sees the way of the case; the office sees the file.

Before the tick on which the answer is shown, the applicant sees the same of every application: handed in, accepted, due on. Nothing tells
whether the answer is already written, nor whether a person has to look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from qingbai.agencies import queries as agencies
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries.acts import CLOSED, WAY, Act, Status
from qingbai.inquiries.casework import Case, Done, case_of, handles, judged_elsewhere, open_case, require_reader
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.search import judgments_of, person_of
from qingbai.law.terms import MatchVerdict, Paper
from qingbai.matching.persons import Person
from qingbai.registers import queries as registers
from qingbai.registers.access import Business, Purpose

PATIENCE = timedelta(seconds=20)
"""How long an act may take before the next one is thought to have been interrupted."""
LOOKED_BACK = timedelta(days=60)
HOUSE_GOES_ON = (
    *(Act.SUBMIT, Act.SUPPLEMENT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.JUDGE_MATCH, Act.JUDGE_QUESTION),
    Act.REOPEN,
)
"""Acts after which the house may have the next one to do."""

SEEN_BY_THE_APPLICANT = frozenset(
    {Act.SUBMIT, Act.LIST_MISSING, Act.SUPPLEMENT, Act.DECLINE, Act.ACCEPT, Act.SIGN_FOR, Act.WITHDRAW, Act.REVOKE}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way as the applicant sees it."""

    act: Act
    at: datetime
    reasons: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an application stands, for the applicant (办理进度)."""

    number: str
    status: Status
    steps: tuple[Step, ...]
    due_on: date | None
    missing: tuple[Paper, ...]
    paper_ready: bool
    released_at: datetime | None
    paper_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One application in an office's queue."""

    number: str
    name: str
    status: Status
    submitted_at: datetime
    due_on: date | None
    for_a_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierJudgment:
    """What a person decided about the same two people in another application (此前的身份认定). ``number`` is empty where that one lies elsewhere."""

    same: bool
    reason: str
    at: datetime
    by: Actor
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A candidate beside the person asked about, for the officer who must say whether the two are one."""

    subject: str
    person: Person
    for_and_against: tuple[tuple[str, str], ...]
    judged: bool | None
    earlier: tuple[EarlierJudgment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The whole file of an application, for the office (案卷)."""

    number: str
    draft: Draft
    status: Status
    acts: tuple[Done, ...]
    questions: tuple[Question, ...]
    open_reasons: tuple[Mapping[str, Any], ...]
    lawful: frozenset[Act]
    issued: Done | None

    @property
    def paper_number(self) -> str:
        """The number of the paper that stands, empty where there is none."""
        return str(self.issued.facts["paper_number"]) if self.issued else ""


def shown_at(issued: Done) -> datetime:
    """The tick on which an issued answer may be seen."""
    return datetime.fromisoformat(issued.facts["released_at"])


def progress(*, number: str, viewer: Actor, at: datetime) -> Progress:
    """How far an application is, as seen at ``at``; raises ``NoSuchApplication`` for strangers."""
    case = open_case(number)
    require_reader(case, viewer)
    issued = case.standing_issue
    ready = issued is not None and at >= shown_at(issued)
    accepted = case.last(Act.ACCEPT)
    told = case.last(Act.LIST_MISSING)
    status = case.status
    assert status is not None
    incomplete = status is Status.INCOMPLETE and told is not None
    return Progress(
        number=number,
        status=_as_seen(status, ready=ready),
        steps=tuple(
            Step(act=done.act, at=shown_at(done) if done.act is Act.ISSUE else done.at, reasons=done.reasons)
            for done in case.acts
            if done.act in SEEN_BY_THE_APPLICANT or (done.act is Act.ISSUE and at >= shown_at(done))
        ),
        due_on=date.fromisoformat(accepted.facts["due_on"]) if accepted and accepted.facts["due_on"] else None,
        missing=tuple(Paper(paper) for paper in told.facts["missing"]) if incomplete and told else (),
        paper_ready=ready,
        released_at=shown_at(issued) if issued and ready else None,
        paper_number=str(issued.facts["paper_number"]) if issued and ready else "",
    )


def _as_seen(status: Status, *, ready: bool) -> Status:
    """The status that the applicant may know: everything between acceptance and the shown answer is *accepted*."""
    hidden = {Status.SEARCHED, Status.WITH_A_PERSON, Status.DECIDED, Status.ISSUED}
    return Status.ACCEPTED if status in hidden and not ready else status


def open_at_office(*, viewer: Actor, office: str) -> tuple[str, ...]:
    """The numbers of the viewer's own applications at an office that are not closed, newest first: one may come to the window for them."""
    rows = Application.objects.filter(number__in=of_owner(viewer=viewer), office=office).order_by("-submitted_at")
    return tuple(row.number for row in rows if case_of(row).status not in CLOSED)


def of_owner(*, viewer: Actor) -> tuple[str, ...]:
    """The numbers of the applications about the viewer, and of those that the viewer handed in for another, newest first."""
    if viewer.kind is not ActorKind.APPLICANT:
        return ()
    handed_in = ActRow.objects.filter(kind=Act.SUBMIT, by_kind=ActorKind.APPLICANT, by_id=viewer.id)
    found = Application.objects.filter(Q(owner=viewer.id) | Q(pk__in=handed_in.values("application")))
    return tuple(found.order_by("-submitted_at").values_list("number", flat=True)[:50])


def interrupted(*, at: datetime) -> tuple[str, ...]:
    """The applications in which the house itself should have gone on and did not: a process ended between two acts (办理中断)."""
    latest = ActRow.objects.filter(application=OuterRef("pk")).order_by("-position")
    rows = Application.objects.annotate(
        last_kind=Subquery(latest.values("kind")[:1]), last_at=Subquery(latest.values("at")[:1])
    )
    since = at - LOOKED_BACK
    reopened = ActRow.objects.filter(kind=Act.REOPEN, at__gte=since).values("application")
    recent = rows.filter(Q(submitted_at__gte=since) | Q(pk__in=reopened))
    return tuple(
        recent.filter(last_kind__in=HOUSE_GOES_ON, last_at__lte=at - PATIENCE).values_list("number", flat=True)[:500]
    )


def queue(*, viewer: Actor) -> tuple[Waiting, ...]:
    """The open applications of the viewer's office, for who handles them: those that wait for a person first, then by the day they are due."""
    if not handles(viewer, viewer.office):
        return ()
    rows = Application.objects.filter(office=viewer.office).prefetch_related("acts").order_by("-submitted_at")[:500]
    office = agencies.find_office(viewer.office)
    waiting = [_waiting(case) for row in rows if (case := case_of(row, office)).status not in CLOSED]
    return tuple(sorted(waiting, key=lambda one: (not one.for_a_person, one.due_on or date.max, one.submitted_at)))


def _waiting(case: Case) -> Waiting:
    status = case.status
    assert status is not None
    accepted = case.last(Act.ACCEPT)
    return Waiting(
        number=case.row.number,
        name=case.draft.name,
        status=status,
        submitted_at=case.row.submitted_at,
        due_on=date.fromisoformat(accepted.facts["due_on"]) if accepted and accepted.facts["due_on"] else None,
        for_a_person=status in {Status.WITH_A_PERSON, Status.SUBMITTED},
    )


def file(*, number: str, viewer: Actor) -> File:
    """The file of an application at the viewer's office; candidates are read anew, so that the officer sees what is entered now.

    The look is ledgered by the door's act (``services.open_file``). Raises ``NoSuchApplication`` for other offices.
    """
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    works = handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM
    lawful = WAY.lawful(case.acts, viewer) if works else frozenset[Act]()
    referred = case.last(Act.REFER)
    searched = case.last(Act.SEARCH)
    problem = referred.facts.get("problem") if referred else None
    reasons = (problem,) if problem else searched.reasons if searched else ()
    return File(
        number=number,
        draft=case.draft,
        status=status,
        acts=case.acts,
        questions=_questions(case, viewer) if works and status is Status.WITH_A_PERSON else (),
        open_reasons=reasons if status is Status.WITH_A_PERSON else (),
        lawful=lawful - (frozenset() if case.unprintable else {Act.MADE_BY_HAND}),
        issued=case.standing_issue,
    )


def _questions(case: Case, viewer: Actor) -> tuple[Question, ...]:
    judged = judgments_of(case)
    candidates = registers.candidates(
        person=person_of(case.draft), viewer=viewer, purpose=Purpose(Business.INQUIRY, case.row.number)
    )
    return tuple(
        Question(
            subject=str(one.subject),
            person=one.person,
            for_and_against=tuple((remark.zh, remark.en) for remark in one.match.because),
            judged=None if (word := judged.get(str(one.subject))) is None else word is MatchVerdict.SAME,
            earlier=tuple(_as_told(done, row, viewer) for done, row in judged_elsewhere(case, str(one.subject))),
        )
        for one in candidates
        if MatchVerdict(one.match.verdict) is MatchVerdict.UNCERTAIN
    )


def _as_told(done: Done, row: Application, viewer: Actor) -> EarlierJudgment:
    return EarlierJudgment(
        same=bool(done.facts["same"]),
        reason=str(done.facts["reason"]),
        at=done.at,
        by=done.by,
        number=row.number if row.office == viewer.office else "",
    )
