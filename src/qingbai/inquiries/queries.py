"""What may be seen of an application (进度、案卷). The applicant sees the way of the case; the office sees the file.

Before the tick on which the answer is shown, the applicant sees the same of every application: handed in, accepted, due on. Nothing tells
whether the answer is already written, nor whether a person has to look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from qingbai import clock
from qingbai.agencies import histories
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, acts_of
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.terms import Bilingual
from qingbai.agencies.ways import handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import conditions, delivery
from qingbai.inquiries.acts import ASIDE, BY_HAND, CLOSED, INVESTIGATED, Act, Status
from qingbai.inquiries.casework import Case, Sent, case_of, judged_elsewhere, open_case, require_reader, standing
from qingbai.inquiries.delivery import Chosen, Delivery
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.search import basis_of, judgments_of, person_of
from qingbai.law.terms import Answer, MatchVerdict, Paper
from qingbai.law.time_limits import Clocks
from qingbai.matching.persons import Person
from qingbai.matching.remarks import Remark
from qingbai.payments import queries as payments
from qingbai.payments.terms import FeeLine
from qingbai.registers import queries as registers
from qingbai.registers import tracing
from qingbai.registers.access import Business, Purpose

PATIENCE = timedelta(seconds=20)
"""How long an act may take before the next one is thought to have been interrupted."""
LOOKED_BACK = timedelta(days=60)
WAITED_AT_MOST = timedelta(days=400)
"""An application that nobody has touched for longer is looked at by a person."""
HOUSE_GOES_ON = (
    *(Act.SUBMIT, Act.PAY, Act.SUPPLEMENT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.CLEAR),
    *(Act.JUDGE_MATCH, Act.JUDGE_QUESTION, Act.RESUME, Act.LIFT_HOLD, Act.REOPEN),
)
"""Acts after which the house may have the next one to do."""

SOMEBODY_IS_AWAITED = (
    *(Act.REFER, Act.DECIDE, Act.JUDGE_MATCH, Act.JUDGE_QUESTION, Act.LIFT_HOLD, Act.RESUME),
    *(Act.ASK_INVESTIGATION, Act.APPROVE_INVESTIGATION, Act.REFUSE_INVESTIGATION, Act.ASK_COOPERATION, Act.COOPERATE),
)
"""Acts after which an application may wait for a person about something that the search found."""

SEEN_BY_THE_APPLICANT = frozenset(
    {
        *(Act.SUBMIT, Act.ASK_FEE, Act.PAY, Act.LIST_MISSING, Act.ADD_PAPER, Act.SUPPLEMENT, Act.EXPIRE, Act.DECLINE),
        *(Act.ACCEPT, Act.APPROVE_INVESTIGATION, Act.ASK_COOPERATION, Act.COOPERATE, Act.RESUME, Act.REJECT),
        *(Act.POST, Act.MAIL_LOST, Act.SIGN_FOR, Act.WITHDRAW, Act.REVOKE),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way as the applicant sees it."""

    act: Act
    at: datetime
    reasons: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, str]


TOLD: Mapping[Act, tuple[str, ...]] = {
    Act.ASK_COOPERATION: ("what", "until_on"),
    Act.APPROVE_INVESTIGATION: ("ground", "ends_by"),
    Act.POST: ("waybill",),
    Act.MAIL_LOST: ("waybill",),
    Act.ASK_FEE: ("fen", "until_on"),
}
"""What the applicant is told of a step beside its reasons; what officers write for the file is not among it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where an application stands, for the applicant (办理进度).

    ``checked_due_on``: the last day where something must be checked first, told to everybody alike; None where that is no other day.
    ``until_on``: the day until which missing papers or a fee must come. ``clocks``: the legal clock and the days that really passed.
    ``owed``: what is to be paid now; ``postage_fen``: what the region asks for sending the paper.
    ``can``: what the applicant may do, as it looks from outside: the same for every application that looks the same.
    """

    number: str
    status: Status
    steps: tuple[Step, ...]
    due_on: date | None
    checked_due_on: date | None
    missing: tuple[Paper, ...]
    paper_ready: bool
    released_at: datetime | None
    paper_number: str
    until_on: date | None = None
    clocks: Clocks | None = None
    letters: tuple[Sent, ...] = ()
    delivery: Chosen | None = None
    offered: tuple[Delivery, ...] = ()
    approved_by: Bilingual | None = None
    electronic: bool = True
    owed: tuple[FeeLine, ...] = ()
    postage_fen: int = 0
    can: frozenset[Act] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One application in an office's queue."""

    number: str
    name: str
    status: Status
    submitted_at: datetime
    due_on: date | None
    for_a_person: bool
    stands: bool = False
    for_the_head: bool = False
    escalated: bool = False
    assigned: str = ""
    clocks: Clocks | None = None


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
    for_and_against: tuple[Remark, ...]
    judged: bool | None
    earlier: tuple[EarlierJudgment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The whole file of an application, for the office (案卷). ``for_others``: what the viewer could do, had somebody else done what came before (两人办理)."""

    number: str
    draft: Draft
    status: Status
    acts: tuple[Done[Act], ...]
    questions: tuple[Question, ...]
    open_reasons: tuple[Mapping[str, Any], ...]
    lawful: frozenset[Act]
    for_others: frozenset[Act]
    assigned: str
    issued: Done[Act] | None
    clocks: Clocks | None
    until_on: date | None
    ends_by: date | None
    letters: tuple[Sent, ...]
    delivery: Chosen
    offered: tuple[Delivery, ...]
    region: RegionProfile

    @property
    def paper_number(self) -> str:
        """The number of the paper that stands, empty where there is none."""
        return str(self.issued.facts["paper_number"]) if self.issued else ""


def shown_at(issued: Done[Act]) -> datetime:
    """The tick on which an issued answer may be seen."""
    return datetime.fromisoformat(issued.facts["released_at"])


def progress(*, number: str, viewer: Actor, at: datetime) -> Progress:
    """How far an application is, as seen at ``at``; raises ``NoSuchApplication`` for strangers."""
    case = open_case(number)
    require_reader(case, viewer)
    issued = case.standing_issue
    ready = issued is not None and conditions.shown(case, at)
    told = case.last(Act.LIST_MISSING)
    today = clock.day_of(at)
    clocks = case.clocks(today) if ready else case.clocks_told(today)
    seen = _as_seen(case, ready=ready)
    return Progress(
        number=number,
        status=seen,
        steps=tuple(_step(done) for done in case.acts if _is_shown(done, at)),
        due_on=clocks.due.value if clocks else None,
        checked_due_on=None if ready else _checked_due_on(case, today),
        missing=tuple(Paper(paper) for paper in told.facts["missing"]) if told and seen is Status.INCOMPLETE else (),
        paper_ready=ready,
        released_at=shown_at(issued) if issued and ready else None,
        paper_number=str(issued.facts["paper_number"]) if issued and ready else "",
        until_on=case.until_on,
        clocks=_without_accounts(clocks) if clocks else None,
        letters=case.letters,
        delivery=case.chosen,
        offered=delivery.offered(case.region),
        approved_by=case.region.investigation.approved_by if case.pauses else None,
        electronic=case.region.certificate.electronic,
        owed=payments.owed(number),
        postage_fen=case.region.fees.posting_fen,
        can=_may_from_outside(case, viewer, at, ready=ready),
    )


def _checked_due_on(case: Case, on: date) -> date | None:
    """By when it is answered where something must be checked first: told to everybody alike, where the region has days of their own for it."""
    ordinary, checked = case.clocks_told(on), case.clocks_told(on, checking=True)
    if ordinary is None or checked is None or checked.due.value == ordinary.due.value:
        return None
    return checked.due.value


def _without_accounts(clocks: Clocks) -> Clocks:
    """The clocks without the accounts of officers: the applicant is told which office approves, the file who it was."""
    return replace(clocks, pauses=tuple(replace(pause, approved_by="-") for pause in clocks.pauses))


def _is_shown(done: Done[Act], at: datetime) -> bool:
    return done.act in SEEN_BY_THE_APPLICANT or (done.act is Act.ISSUE and at >= shown_at(done))


def _step(done: Done[Act]) -> Step:
    facts = {name: str(done.facts[name]) for name in TOLD.get(done.act, ()) if done.facts.get(name) is not None}
    return Step(
        act=done.act, at=shown_at(done) if done.act is Act.ISSUE else done.at, reasons=done.reasons, facts=facts
    )


def _may_from_outside(case: Case, viewer: Actor, at: datetime, *, ready: bool) -> frozenset[Act]:
    """What the applicant is offered. Before the tick an answered application offers what an unanswered one does."""
    if viewer.kind is not ActorKind.APPLICANT:
        return frozenset()
    lawful = conditions.lawful(case, by=viewer, at=at)
    waits = case.standing_issue is not None and not ready
    return lawful | {Act.WITHDRAW} if waits else lawful


def _as_seen(case: Case, *, ready: bool) -> Status:
    """The status that the applicant may know: everything between acceptance and the shown answer is *accepted*, but for an investigation,
    in which the clock stands still; a doubt of the office is its own affair."""
    status = case.status
    assert status is not None
    if status is Status.HELD_BEFORE:
        return Status.SUBMITTED
    if status in INVESTIGATED:
        return status
    hidden = {
        *(Status.SEARCHED, Status.WITH_A_PERSON, Status.INVESTIGATION_ASKED, Status.HELD),
        *(Status.DECIDED, Status.CLEARED, Status.ISSUED),
    }
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
    renewed = ActRow.objects.filter(kind=Act.REOPEN, facts__owner=viewer.id)  # with a passport that came since
    own = Q(owner=viewer.id) | Q(pk__in=renewed.values("application"))
    found = Application.objects.filter(own | Q(pk__in=handed_in.values("application")))
    return tuple(found.order_by("-submitted_at").values_list("number", flat=True)[:50])


def office_of(*, number: str) -> str:
    """The office that handles an application; raises ``NoSuchApplication``."""
    return open_case(number).row.office


def sent_with(*, token: str, viewer: Actor) -> str:
    """The number of the application that was handed in with this token; empty where there is none, or it is not the viewer's."""
    found = Application.objects.filter(token=token).values_list("number", flat=True).first() if token else None
    return found if found in of_owner(viewer=viewer) else ""


def interrupted(*, at: datetime) -> tuple[str, ...]:
    """The applications in which the house itself should have gone on and did not: a process ended between two acts (办理中断)."""
    latest = ActRow.objects.filter(application=OuterRef("pk")).exclude(kind__in=ASIDE).order_by("-position")
    rows = Application.objects.annotate(
        last_kind=Subquery(latest.values("kind")[:1]), last_at=Subquery(latest.values("at")[:1])
    )
    since = at - LOOKED_BACK
    reopened = ActRow.objects.filter(kind=Act.REOPEN, at__gte=since).values("application")
    recent = rows.filter(Q(submitted_at__gte=since) | Q(pk__in=reopened))
    return tuple(
        recent.filter(last_kind__in=HOUSE_GOES_ON, last_at__lte=at - PATIENCE).values_list("number", flat=True)[:500]
    )


def outdated(*, at: datetime) -> tuple[str, ...]:
    """The applications that wait for somebody while what they were searched in is another register since (检索结果已过时的待办申请)."""
    latest = ActRow.objects.filter(application=OuterRef("pk")).exclude(kind__in=ASIDE).order_by("-position")
    rows = Application.objects.annotate(last_kind=Subquery(latest.values("kind")[:1]))
    since = at - WAITED_AT_MOST
    reopened = ActRow.objects.filter(kind=Act.REOPEN, at__gte=since).values("application")
    recent = rows.filter(Q(submitted_at__gte=since) | Q(pk__in=reopened))
    waiting = recent.filter(last_kind__in=SOMEBODY_IS_AWAITED).values("pk")
    searches = ActRow.objects.filter(kind=Act.SEARCH, application__in=waiting).order_by("application", "position")
    bases = {row.application.number: basis_of(*acts_of([row], Act)) for row in searches.select_related("application")}
    purpose = Purpose(Business.INQUIRY, "waiting")
    return tuple(sorted(tracing.outdated(bases, viewer=SYSTEM, purpose=purpose, until=at)))


def queue(*, viewer: Actor, at: datetime | None = None) -> tuple[Waiting, ...]:
    """The open applications of the viewer's office, for who handles them: what only this viewer's rank may do, then those that wait for a
    person, then by the day they are due."""
    if not handles(viewer, viewer.office):
        return ()
    rows = Application.objects.filter(office=viewer.office).prefetch_related("acts").order_by("-submitted_at")[:500]
    office, now = agencies.find_office(viewer.office), at or clock.now()
    waiting = [_waiting(case, viewer, now) for row in rows if (case := case_of(row, office)).status not in CLOSED]
    return tuple(
        sorted(
            waiting,
            key=lambda one: (not one.for_the_head, not one.for_a_person, one.due_on or date.max, one.submitted_at),
        )
    )


RANK = frozenset({Act.APPROVE_INVESTIGATION, Act.CLEAR, Act.REJECT})
"""Acts for which an application waits in the queue of a reviewer or head."""


def _waiting(case: Case, viewer: Actor, at: datetime) -> Waiting:
    status = case.status
    assert status is not None
    clocks = case.clocks(clock.day_of(at))
    person = {Status.WITH_A_PERSON, Status.SUBMITTED, Status.HELD, Status.HELD_BEFORE, *INVESTIGATED}
    return Waiting(
        number=case.row.number,
        name=case.draft.name,
        status=status,
        submitted_at=case.row.submitted_at,
        due_on=clocks.due.value if clocks else case.until_on,
        for_a_person=status in person,
        stands=status in INVESTIGATED,
        for_the_head=bool(conditions.lawful(case, by=viewer, at=at) & RANK),
        escalated=case.escalated,
        assigned=case.assigned,
        clocks=clocks,
    )


def file(*, number: str, viewer: Actor, at: datetime) -> File:
    """The file of an application at the viewer's office; candidates are read anew, so that the officer sees what is entered now.

    The look is ledgered by the door's act (``services.open_file``). Raises ``NoSuchApplication`` for other offices.
    """
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    works = handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM
    lawful = conditions.lawful(case, by=viewer, at=at) if works else frozenset[Act]()
    if case.assigned == viewer.id:
        lawful -= {Act.CLAIM}
    acts = _standing(case) if works else case.acts
    return File(
        number=number,
        draft=replace(case.draft, phone=case.reached.phone, email=case.reached.email),
        status=status,
        acts=acts,
        questions=_questions(case, viewer) if works and status is Status.WITH_A_PERSON else (),
        open_reasons=_open_reasons(acts) if status is Status.WITH_A_PERSON else (),
        lawful=lawful,
        assigned=case.assigned,
        for_others=conditions.for_others(case, by=viewer, at=at) if works else frozenset(),
        issued=case.standing_issue,
        clocks=case.clocks(clock.day_of(at)),
        until_on=case.until_on,
        ends_by=case.investigation_ends_by,
        letters=case.letters,
        delivery=case.chosen,
        offered=delivery.offered(case.region),
        region=case.region,
    )


def _standing(case: Case) -> tuple[Done[Act], ...]:
    """The acts as the office sees them (``agencies.histories``): without what the house did on a search that it has made again since, and
    without a word about what is on record no more, whatever for."""
    gone, latest = _gone(case), case.last(Act.SEARCH)
    acts = [_without(done, gone, latest=done == latest) for done in case.acts if not (_about(done) & gone)]
    return standing(acts)


def _about(done: Done[Act]) -> frozenset[str]:
    return histories.about(done.facts) if done.act in BY_HAND else frozenset()


def _gone(case: Case) -> frozenset[str]:
    """Everything that the acts refer to and that is not on record any more."""
    searches = [basis_of(done) for done in case.acts if done.act is Act.SEARCH]
    named = [one for done in case.acts for one in _about(done)]
    return tracing.gone(searches, named, viewer=SYSTEM, purpose=Purpose(Business.INQUIRY, case.row.number))


def _without(done: Done[Act], gone: frozenset[str], *, latest: bool) -> Done[Act]:
    """An act without what it says of anything that is gone; of a search that another one followed, without whom it came upon."""
    if done.act is not Act.SEARCH:
        return done
    candidates = [one for one in done.facts["candidates"] if latest and one["subject"] not in gone]
    reasons = histories.without(done.reasons, gone) if latest else ()
    return replace(done, reasons=reasons, facts={**done.facts, "candidates": candidates})


def _open_reasons(acts: tuple[Done[Act], ...]) -> tuple[Mapping[str, Any], ...]:
    """Why a person must decide: a paper that cannot be printed, or what the search left open."""
    latest = {done.act: done for done in acts}
    referred, searched = latest.get(Act.REFER), latest.get(Act.SEARCH)
    problem = referred.facts.get("problem") if referred else None
    if problem:
        return (problem,)
    return searched.reasons if searched and searched.facts["answer"] == Answer.PERSON else ()


def _questions(case: Case, viewer: Actor) -> tuple[Question, ...]:
    judged, searched = judgments_of(case), case.last(Act.SEARCH)
    asked = {one["subject"] for one in searched.facts["candidates"]} if searched else set()
    candidates = registers.candidates(
        person=person_of(case.draft, case.former_documents),
        viewer=viewer,
        purpose=Purpose(Business.INQUIRY, case.row.number),
    )
    return tuple(
        Question(
            subject=str(one.subject),
            person=one.person,
            for_and_against=one.match.because,
            judged=None if (word := judged.get(str(one.subject))) is None else word is MatchVerdict.SAME,
            earlier=tuple(_as_told(done, row, viewer) for done, row in judged_elsewhere(case, str(one.subject))),
        )
        for one in candidates
        if MatchVerdict(one.match.verdict) is MatchVerdict.UNCERTAIN and str(one.subject) in asked
    )


def _as_told(done: Done[Act], row: Application, viewer: Actor) -> EarlierJudgment:
    return EarlierJudgment(
        same=bool(done.facts["same"]),
        reason=str(done.facts["reason"]),
        at=done.at,
        by=done.by,
        number=row.number if row.office == viewer.office else "",
    )
