"""One application as services and queries work on it: what was asked, what was done, where it stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from qingbai import clock
from qingbai.agencies import histories
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, WithActs, acts_of
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.ways import audits, handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import queries as certificates
from qingbai.certificates.letters import LetterKind
from qingbai.inquiries import draft as drafts
from qingbai.inquiries import particulars
from qingbai.inquiries.acts import ANSWERED, ASIDE, CLOSED, HANDED_OUT, INVESTIGATED, WAY, Act, Status
from qingbai.inquiries.delivery import Chosen, Delivery, offered
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.law.coverage import Span
from qingbai.law.terms import Answer, AnswerPaper, DocumentKind, Finding
from qingbai.law.time_limits import Clocks, Pause, clocks, inquiry_days
from qingbai.matching import identity
from qingbai.matching.persons import Document
from qingbai.notifications import queries as notifications
from qingbai.notifications.contacts import Contact

UNPRINTABLE = "unprintable"
"""The problem of a paper that the house cannot print: a person makes it by hand."""

ON_A_SEARCH = frozenset({Act.SEARCH, Act.REFER, Act.DECIDE})
"""What the house does by what the register holds, and does again where that is another."""
PAPERS_CAME = frozenset({Act.ADD_PAPER, Act.SUPPLEMENT})


class NoSuchApplication(Exception):
    """There is no such application, or not for this viewer: the two are never told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter of the application that went out (已发文书)."""

    kind: LetterKind
    number: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[Act]):
    """An application with its acts, in their order, at the office where it was handed in."""

    row: Application
    office: OfficeCard

    @property
    def number(self) -> str:
        """Its number."""
        return self.row.number

    def with_act(self, done: Done[Act]) -> Self:
        """The case with one more act. What was asked is not read again, unless papers or particulars came with the act."""
        after = super().with_act(done)
        kept = () if done.act in {*PAPERS_CAME, Act.REOPEN} else ("draft", "region")
        after.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        return after

    @cached_property
    def region(self) -> RegionProfile:
        """The rules of the region in which the office lies, as they read for this class of applicants."""
        return agencies.region(self.office.division).of(self.draft.asker_class)

    @property
    def covers(self) -> Span:
        """The time that the paper covers: as it was settled at acceptance, else as it was asked."""
        accepted = self.last(Act.ACCEPT)
        kept = accepted.facts.get("covers") if accepted else None
        if kept is None:
            return Span(from_on=self.draft.period_from, to_on=self.draft.period_to)
        first, last = (date.fromisoformat(day) if day else None for day in kept)
        return Span(from_on=first, to_on=last)

    @cached_property
    def reached(self) -> Contact:
        """Where the person asking left word to be reached; nowhere once that was forgotten."""
        return notifications.contact_of(self.row.number)

    @cached_property
    def draft(self) -> Draft:
        """What was asked, with the papers added later and the particulars as they are now; without where the person is reached (``reached``)."""
        added = [paper for done in self.acts if done.act in PAPERS_CAME for paper in done.facts["papers"]]
        found = dict(self.row.draft)
        found["papers"] = [*found["papers"], *(paper for paper in added if paper not in found["papers"])]
        return drafts.from_json(particulars.taken_over(found, self._changes))

    @property
    def former_documents(self) -> tuple[Document, ...]:
        """The documents that the person had before, where the particulars changed since: they are searched too."""
        return particulars.former_documents(self.row.draft, self._changes)

    @property
    def holders(self) -> frozenset[str]:
        """The person asked about, as each document that the application was given makes him or her known."""
        reopened = (done.facts.get("owner") for done in self.acts if done.act is Act.REOPEN)
        return frozenset({self.row.owner, *(str(owner) for owner in reopened if owner)})

    @property
    def _changes(self) -> tuple[Mapping[str, str], ...]:
        return tuple(
            done.facts["particulars"] for done in self.acts if done.act is Act.REOPEN and done.facts.get("particulars")
        )

    @property
    def chosen(self) -> Chosen:
        """How the paper is handed over: as was chosen last, as the application says, or as the region does by itself."""
        done = self.last(Act.CHOOSE_DELIVERY)
        if done is not None:
            return Chosen(delivery=Delivery(done.facts["delivery"]), address=done.facts["address"])
        asked = self.draft.delivery
        if asked is not None:
            return Chosen(delivery=asked, address=self.draft.address if asked is Delivery.POST else "")
        return Chosen(delivery=offered(self.region)[0])

    @property
    def was_posted(self) -> bool:
        """Whether a paper of it went into the post once."""
        return self.last(Act.POST) is not None

    @property
    def status(self) -> Status | None:
        """Where it stands."""
        return WAY.status(self.acts)

    @property
    def unprintable(self) -> bool:
        """Whether it was handed to a person because its paper cannot be printed as it must be."""
        last = self.last_step
        return last.act is Act.REFER and last.facts.get("problem", {}).get("code") == UNPRINTABLE

    @property
    def last_step(self) -> Done[Act]:
        """The latest act on the way itself: receipts, reminders and the like leave it where it stands."""
        return next(done for done in reversed(self.acts) if done.act not in ASIDE)

    @property
    def begun(self) -> Done[Act] | None:
        """The act from which the time for the answer runs: acceptance, or that it was taken up again (CAL-07)."""
        return next((done for done in reversed(self.acts) if done.act in {Act.ACCEPT, Act.REOPEN}), None)

    @property
    def receipt(self) -> Done[Act] | None:
        """The receipt of the acceptance that counts now (受理回执)."""
        return self._since_begun(Act.GIVE_RECEIPT)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The approved investigations since the time began: from the approval until it is resumed, or the application ended."""
        found: list[Pause] = []
        for done in self.acts[self.acts.index(self.begun) :] if self.begun else ():
            day = clock.day_of(done.at)
            if done.act is Act.APPROVE_INVESTIGATION:
                found.append(Pause(from_on=day, approved_by=done.by.id))
            elif found and found[-1].until_on is None and done.act in {Act.RESUME, Act.WITHDRAW}:
                found[-1] = Pause(from_on=found[-1].from_on, until_on=day, approved_by=found[-1].approved_by)
        return tuple(found)

    @property
    def checked(self) -> bool:
        """Whether something must be checked before the answer (核查): a question for a person, or a doubt, since the time began. A paper that
        cannot be printed is no such question, nor one that the register does not pose any more."""
        acts = standing(self.acts)
        since = acts[acts.index(self.begun) :] if self.begun else ()
        return any(done.act is Act.HOLD or (done.act is Act.REFER and not done.facts.get("problem")) for done in since)

    def clocks(self, on: date) -> Clocks | None:
        """The legal clock and the real one as of a day, or of the day on which it was answered or ended; None before acceptance.

        A region may give more days where something must be checked first. For the office: who asks is told ``clocks_told``.
        """
        return self._clocks(on, checking=self.checked)

    def clocks_told(self, on: date, *, checking: bool = False) -> Clocks | None:
        """The clocks as who asks is told of them before the answer: the same for everybody, whether or not something is checked (封存者与无记录者一致).

        ``checking``: by when it is answered where something must be checked first, told to everybody beside the ordinary day. An
        approved investigation is told, and with it that something is checked.
        """
        return self._clocks(on, checking=checking or bool(self.pauses))

    def _clocks(self, on: date, *, checking: bool) -> Clocks | None:
        if self.begun is None:
            return None
        if self.status in CLOSED | ANSWERED:
            on = min(on, clock.day_of(self._ended_at))
        days = inquiry_days(self.region.limits, checking=checking)
        return clocks(clock.day_of(self.begun.at), on, days, agencies.calendar(), self.pauses)

    @property
    def _ended_at(self) -> datetime:
        ends = {Act.ISSUE, Act.MADE_BY_HAND, Act.DECLINE, Act.REJECT, Act.WITHDRAW, Act.REVOKE}
        return next(done.at for done in reversed(self.acts) if done.act in ends)

    @property
    def until_on(self) -> date | None:
        """The day until which missing papers or a fee must have come; None where nothing is waited for, or the calendar is not known."""
        if self.status not in {Status.INCOMPLETE, Status.FEE_DUE}:
            return None
        told = self.when(Act.LIST_MISSING if self.status is Status.INCOMPLETE else Act.ASK_FEE)
        text = told.facts.get("until_on")
        return date.fromisoformat(text) if text else None

    @property
    def investigation_ends_by(self) -> date | None:
        """The day on which a running investigation must have ended, where the region limits it."""
        approved = self.last(Act.APPROVE_INVESTIGATION) if self.status in INVESTIGATED else None
        text = approved.facts["ends_by"] if approved else None
        return date.fromisoformat(text) if text else None

    @property
    def assigned(self) -> str:
        """The service number of the officer who works on it; empty where nobody took it up."""
        last = next((done for done in reversed(self.acts) if done.act in HANDED_OUT), None)
        return str(last.facts["to"]) if last else ""

    @property
    def escalated(self) -> bool:
        """Whether the head was told that this is overdue, since its time began."""
        return self._since_begun(Act.ESCALATE) is not None

    @property
    def unseen(self) -> bool:
        """Whether the applicant handed papers in since an officer last acted on the application (尚未核对的材料, INQ-14: the office checks them)."""
        for done in reversed(self.acts):
            if done.by.kind is ActorKind.OFFICER and done.act not in HANDED_OUT:
                return False
            if done.by.kind is ActorKind.APPLICANT and done.act is not Act.SUBMIT and done.facts.get("papers"):
                return True
        return False

    @property
    def letters(self) -> tuple[Sent, ...]:
        """The letters that went out, in their order; those that could not be printed are not among them."""
        sent = ((done, done.facts.get("letter")) for done in self.acts)
        return tuple(
            Sent(kind=LetterKind(told["kind"]), number=str(told["number"]), at=done.at)
            for done, told in sent
            if told and told["number"]
        )

    def _since_begun(self, act: Act) -> Done[Act] | None:
        for done in reversed(self.acts):
            if done.act is act:
                return done
            if done == self.begun:
                break
        return None

    @property
    def standing_issue(self) -> Done[Act] | None:
        """The issue of the paper that stands now: the latest one, unless its paper was taken back since (撤销)."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return latest if latest is not None and latest.act is Act.ISSUE else None

    @property
    def taken_back(self) -> str:
        """The number of the paper that was taken back last and that nothing stands instead of yet; empty where there is none."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return str(latest.facts["paper_number"]) if latest is not None and latest.act is Act.REVOKE else ""


def standing(acts: Sequence[Done[Act]]) -> tuple[Done[Act], ...]:
    """Acts without those that the house did on a search which it has made again since, because the register is another (``agencies.histories``)."""
    return histories.standing(
        acts,
        anew=lambda done: done.act is Act.SEARCH and done.by.kind is ActorKind.SYSTEM,
        superseded=lambda done: done.act in ON_A_SEARCH and done.by.kind is ActorKind.SYSTEM,
        aside=lambda done: done.act in ASIDE,
    )


def open_case(number: str) -> Case:
    """The application of this number; raises ``NoSuchApplication``."""
    row = Application.objects.filter(number=number).first()
    if row is None:
        raise NoSuchApplication(number)
    return case_of(row)


def open_cases(numbers: Collection[str]) -> tuple[Case, ...]:
    """The applications of these numbers, in the order in which they were handed in; one that there is not is left out."""
    rows = Application.objects.filter(number__in=list(numbers)).order_by("submitted_at", "number")
    return tuple(case_of(row) for row in rows.prefetch_related("acts"))


def contacts_of(cases: Sequence[Case]) -> list[Contact]:
    """Where those who ask left word to be reached, case by case (``Case.reached``)."""
    found = notifications.contacts_of([case.row.number for case in cases])
    return [found.get(case.row.number, Contact()) for case in cases]


def case_of(row: Application, office: OfficeCard | None = None) -> Case:
    """An application with its acts; ``office`` where it is at hand."""
    return Case(row=row, acts=acts_of(row.acts.all(), Act), office=office or agencies.office(row.office))


def fingerprint_of(kind: DocumentKind, number: str, nationality: str) -> str:
    """The keyed fingerprint of the holder of a document: the same each time, on the ledger in place of name and number."""
    return audit.fingerprint(identity.lasting(kind, number, country=nationality))


def askers(case: Case) -> frozenset[str]:
    """Whose application it is: the person asked about, and the agent or guardian who asks for that person."""
    acting = (one for one in (case.draft.agent, case.draft.guardian) if one is not None)
    others = (fingerprint_of(one.document_kind, one.document_number, one.nationality) for one in acting)
    return case.holders | frozenset(others)


def require_party(case: Case, viewer: Actor) -> None:
    """Raises ``NoSuchApplication`` unless the application is the actor's own or one that the actor handles."""
    own = viewer.kind is ActorKind.APPLICANT and viewer.id in askers(case)
    if not (own or handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchApplication(case.row.number)


FROM_ABOVE = frozenset({Act.REVOKE, Act.REOPEN})
"""What an organ above the issuing one may do too (INQ-28): take a wrong paper back, and have its office answer anew."""


def require_taking_back(case: Case, viewer: Actor) -> Finding[str]:
    """Why the actor may take back the paper of this application: as its office, or as an organ above it. Raises ``NoSuchApplication``."""
    found = certificates.taken_back_by(viewer, office=case.row.office)
    if found.answer is not Answer.YES or not WAY.ever(Act.REVOKE, viewer):
        raise NoSuchApplication(case.row.number)
    return found


def require_actor(case: Case, act: Act, viewer: Actor) -> None:
    """Raises ``NoSuchApplication`` unless this act is the actor's to do: a party's, or that of an organ above where the act is one of those."""
    if act in FROM_ABOVE:
        require_taking_back(case, viewer)
    else:
        require_party(case, viewer)


def case_for(number: str, by: Actor) -> Case:
    """The application of this number, for somebody whose own it is or who handles it; raises ``NoSuchApplication`` for anybody else."""
    case = open_case(number)
    require_party(case, by)
    return case


def require_reader(case: Case, viewer: Actor) -> None:
    """The same for who only reads: an auditor reads the files of every office, and does nothing with them."""
    if not audits(viewer):
        require_party(case, viewer)


def judged_elsewhere(case: Case, subject: str) -> tuple[tuple[Done[Act], Application], ...]:
    """What persons decided about the same asker and the same candidate in other applications, the latest first."""
    rows = ActRow.objects.filter(
        kind=Act.JUDGE_MATCH, application__owner=case.row.owner, facts__subject=subject
    ).exclude(application=case.row)
    found = rows.select_related("application").order_by("-at")
    return tuple(zip(acts_of(found, Act), (row.application for row in found), strict=True))


def answered_otherwise_before(case: Case) -> bool:
    """Whether an earlier inquiry of the same person was answered with another paper than the register gives now (与此前查询结果不一致).

    An earlier refusal says so only where it rested on somebody whom this search came upon too. What is not on record any more, whatever
    for, made no difference to this person: else somebody whose record was sealed since would go another way than who never had one.
    """
    searched = case.last(Act.SEARCH)
    now = searched.facts["paper"] if searched else None
    here = {one["subject"] for one in searched.facts["candidates"]} if searched else set()
    rows = ActRow.objects.filter(application__owner=case.row.owner).exclude(application=case.row)
    met: set[str] = set()
    for row in rows.filter(kind__in=[Act.SEARCH, Act.DECIDE]).order_by("application", "position"):
        if row.kind == Act.SEARCH:
            met = {one["subject"] for one in row.facts["candidates"]}
        elif row.facts["paper"] != now and (row.facts["paper"] != AnswerPaper.REFUSAL or met & here):
            return True
    return False
