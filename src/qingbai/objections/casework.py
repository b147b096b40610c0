"""One review as services and queries work on it: what was objected to, what was done, where it stands, by when it is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import WithActs, acts_of, add, one_wins
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.ways import audits, handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.objections import review_due_on
from qingbai.law.objectors import Objector
from qingbai.law.parameters import ReviewRule
from qingbai.law.terms import Reason
from qingbai.law.time_limits import working_days_counted
from qingbai.notifications import queries as notifications_queries
from qingbai.notifications import services as notifications
from qingbai.notifications.messages import Message
from qingbai.objections import objection as objections
from qingbai.objections.acts import ENDS, RUNNING, WAY, Act, Status
from qingbai.objections.models import Review, ReviewAct
from qingbai.objections.objection import Evidence, Objection
from qingbai.uploads import services as uploads


class NoSuchReview(Exception):
    """There is no such review, or not for this viewer: the two are never told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Both clocks of a review (期限): by when it is due, how many working days counted, how many days really passed since it was handed in."""

    due_on: date | None
    counted: int | None
    passed: int
    extended: bool
    late: bool


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[Act]):
    """A review with its acts, in their order, at the office that gave the answer."""

    row: Review
    office: OfficeCard

    @property
    def status(self) -> Status | None:
        """Where it stands."""
        return WAY.status(self.acts)

    @property
    def rule(self) -> ReviewRule:
        """The days of a review in this region (INQ-26)."""
        profile = agencies.region(self.office.division)
        return ReviewRule(
            days=profile.limits.review_days,
            extension_days=profile.limits.review_extension_days,
            extension=profile.review.extension,
        )

    @cached_property
    def objection(self) -> Objection:
        """What was objected to, with everything added later."""
        found = objections.from_json(self.row.objection)
        papers, evidence = list(found.papers), list(found.evidence)
        for done in self.acts:
            if done.act is Act.SUPPLEMENT:
                papers += [paper for paper in done.facts["papers"] if paper not in papers]
                found = replace(found, statement=str(done.facts.get("statement") or found.statement))
            if done.act is Act.GIVE_EVIDENCE:
                evidence += [Evidence(words=one["words"], reference=one["reference"]) for one in done.facts["evidence"]]
        return objections.from_json(
            {**objections.as_json(found), "papers": papers, "evidence": [_plain(one) for one in evidence]}
        )

    @property
    def accepted_on(self) -> date | None:
        """The day on which it was accepted; the clock's first, uncounted day."""
        accepted = self.last(Act.ACCEPT)
        return clock.day_of(accepted.at) if accepted else None

    @property
    def due_on(self) -> date | None:
        """The last day for the opinion, as it was set; reckoned anew while the calendar was not known then. None where it still is not."""
        extended = self.last(Act.APPROVE_EXTENSION)
        latest = extended or self.last(Act.ACCEPT)
        if latest is None or self.accepted_on is None:
            return None
        if latest.facts["due_on"]:
            return date.fromisoformat(latest.facts["due_on"])
        days = int(extended.facts["days"]) if extended else 0
        return review_due_on(self.accepted_on, agencies.calendar(), self.rule, days).value

    def clocks(self, on: date) -> Clocks:
        """Both clocks as of the end of a day; an answered review's stand still on the day of the answer."""
        signed = self.last(Act.SIGN)
        until = clock.day_of(signed.at) if signed else on
        start = self.accepted_on
        counted = working_days_counted(start, until, agencies.calendar()).value if start else None
        late = self.due_on is not None and until > self.due_on and (signed is not None or self.status in RUNNING)
        return Clocks(
            due_on=self.due_on,
            counted=counted,
            passed=(until - clock.day_of(self.row.filed_at)).days,
            extended=self.last(Act.APPROVE_EXTENSION) is not None,
            late=late,
        )


def _plain(evidence: Evidence) -> dict[str, str]:
    return {"words": evidence.words, "reference": evidence.reference}


def open_case(number: str) -> Case:
    """The review of this number; raises ``NoSuchReview``."""
    row = Review.objects.filter(number=number).first()
    if row is None:
        raise NoSuchReview(number)
    return case_of(row)


def case_of(row: Review, office: OfficeCard | None = None) -> Case:
    """A review with its acts; ``office`` where it is at hand."""
    return Case(row=row, acts=acts_of(row.acts.all(), Act), office=office or agencies.office(row.office))


def works_on(viewer: Actor, office: str) -> bool:
    """Whether the actor handles the reviews of this office: one of its own officers. (An organ above takes papers back by their numbers, INQ-28.)"""
    return handles(viewer, office)


def parties(case: Case) -> frozenset[str]:
    """Whose review it is at the portal, by fingerprint: whoever handed it in there, and whom the answer is about unless a unit objects."""
    filed = case.last(Act.OBJECT)
    by = {filed.by.id} if filed is not None and filed.by.kind is ActorKind.APPLICANT else set[str]()
    about = set[str]() if case.objection.objector is Objector.ASKING_UNIT else {case.row.owner}
    return frozenset(by | about)


def require_party(case: Case, viewer: Actor) -> None:
    """Raises ``NoSuchReview`` unless the review is the actor's own or one that the actor handles."""
    own = viewer.kind is ActorKind.APPLICANT and viewer.id in parties(case)
    if not (own or works_on(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchReview(case.row.number)


def case_for(number: str, by: Actor) -> Case:
    """The review of this number, for somebody whose own it is or who handles it; raises ``NoSuchReview`` for anybody else."""
    case = open_case(number)
    require_party(case, by)
    return case


def require_reader(case: Case, viewer: Actor) -> None:
    """The same for who only reads: an auditor reads the files of every office, and does nothing with them."""
    if not audits(viewer):
        require_party(case, viewer)


UNLEDGERED = frozenset({Act.SUSPEND_LINK})
"""Acts that another room's act records in the same transaction (``registers.disputes``)."""


def record(
    case: Case,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
) -> Case:
    """Record one act and its ledger entry in one transaction; the case as it stands after it.

    Raises ``NoSuchReview`` for whoever is no party to it, ``ActRefused`` where the table has no such way for this actor,
    ``TakenMeanwhile`` where another act took the place.
    """
    if act is not Act.OBJECT:  # who objects proved before that the answer is theirs to object to
        require_party(case, by)
    WAY.following(case.acts, act, by)
    with one_wins(case.row.number, "review_act_position_once"):
        after = add(case, ReviewAct(review=case.row), act, by=by, at=at, reasons=reasons, facts=facts)
        if act not in UNLEDGERED:
            kind = EventKind.REVIEW_FILED if act is Act.OBJECT else EventKind.REVIEW_ACTED
            about = case.row.owner if act is Act.OBJECT else ""
            audit.record(kind=kind, by=by, at=at, basis=case.row.number, about=about, facts={"act": act.value})
        if after.status in ENDS | {Status.ANSWERED}:
            uploads.closed(about=case.row.number, at=at)
            notifications.closed(about=case.row.number, at=at)
    return after


def searched(case: Case, *, by: Actor, at: datetime) -> None:
    """Put on the ledger that the register was searched for the person whom the answer concerns, whatever it said."""
    audit.record(kind=EventKind.REGISTER_SEARCHED, by=by, at=at, basis=case.row.number, about=case.row.owner)


def shows_verdicts(case: Case, viewer: Actor) -> bool:
    """Whether the file shows this viewer the verdicts that weigh: reviewers and heads of the office, while the review runs."""
    return works_on(viewer, case.row.office) and WAY.ever(Act.DRAFT, viewer) and case.status in RUNNING


def tell(case: Case, message: Message, *, at: datetime, **facts: str) -> None:
    """Tell the objector of a step, within its transaction; the same step twice is one."""
    to = notifications_queries.contact_of(case.row.number)
    key = f"{case.row.number}:{len(case.acts)}:{message.value}"
    notifications.tell(about=case.row.number, to=to, message=message, facts=facts, key=key, at=at)
