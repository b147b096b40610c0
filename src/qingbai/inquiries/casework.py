"""One application as services and queries work on it: what was asked, what was done, where it stands."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.acts import WAY, Act, Status
from qingbai.inquiries.draft import Draft
from qingbai.inquiries.models import ActRow, Application
from qingbai.law.coverage import Span
from qingbai.law.terms import DocumentKind, Reason
from qingbai.law.wording import wording
from qingbai.matching import identity

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else

UNPRINTABLE = "unprintable"
"""The problem of a paper that the house cannot print: a person makes it by hand."""

LEDGERED: dict[Act, EventKind] = {
    Act.SUBMIT: EventKind.INQUIRY_SUBMITTED,
    Act.LIST_MISSING: EventKind.INQUIRY_RETURNED,
    Act.SUPPLEMENT: EventKind.PAPERS_ADDED,
    Act.DECLINE: EventKind.INQUIRY_DECLINED,
    Act.ACCEPT: EventKind.INQUIRY_ACCEPTED,
    Act.SEARCH: EventKind.REGISTER_SEARCHED,
    Act.REFER: EventKind.INQUIRY_REFERRED,
    Act.JUDGE_MATCH: EventKind.PERSON_CONFIRMED,
    Act.JUDGE_QUESTION: EventKind.INQUIRY_DECIDED,
    Act.DECIDE: EventKind.INQUIRY_DECIDED,
    Act.SIGN_FOR: EventKind.PAPER_DELIVERED,
    Act.MADE_BY_HAND: EventKind.PAPER_DELIVERED,
    Act.WITHDRAW: EventKind.INQUIRY_WITHDRAWN,
    Act.REOPEN: EventKind.INQUIRY_REOPENED,
}
"""What the ledger calls each act. Issue and revocation are missing: the paper's own room records them, in the same transaction."""


class NoSuchApplication(Exception):
    """There is no such application, or not for this viewer: the two are never told apart."""


class TakenMeanwhile(Exception):
    """Somebody else acted on this application at the same moment; nothing of this act was kept. Look again and decide anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act as it was recorded."""

    act: Act
    at: datetime
    by: Actor
    reasons: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """An application with its acts, in their order, at the office where it was handed in."""

    row: Application
    acts: tuple[Done, ...]
    office: OfficeCard

    @property
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
    def draft(self) -> Draft:
        """What was asked, with the papers added later."""
        added = [paper for done in self.acts if done.act is Act.SUPPLEMENT for paper in done.facts["papers"]]
        found = dict(self.row.draft)
        found["papers"] = [*found["papers"], *(paper for paper in added if paper not in found["papers"])]
        return drafts.from_json(found)

    @property
    def status(self) -> Status | None:
        """Where it stands."""
        return WAY.status(self.acts)

    @property
    def unprintable(self) -> bool:
        """Whether it was handed to a person because its paper cannot be printed as it must be."""
        last = self.acts[-1]
        return last.act is Act.REFER and last.facts.get("problem", {}).get("code") == UNPRINTABLE

    @property
    def standing_issue(self) -> Done | None:
        """The issue of the paper that stands now: the latest one, unless its paper was taken back since (撤销)."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return latest if latest is not None and latest.act is Act.ISSUE else None

    def last(self, act: Act) -> Done | None:
        """The latest act of a kind."""
        return next((done for done in reversed(self.acts) if done.act is act), None)

    def when(self, act: Act) -> Done:
        """The latest act of a kind, which must have been done."""
        done = self.last(act)
        if done is None:
            raise LookupError(f"{self.row.number}: no {act.value} was recorded")
        return done


def new_number(at: datetime) -> str:
    """A new application's number: the day in China and eight random characters, so that numbers do not tell how many there are."""
    return f"QB{clock.day_of(at):%Y%m%d}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def open_case(number: str) -> Case:
    """The application of this number; raises ``NoSuchApplication``."""
    row = Application.objects.filter(number=number).first()
    if row is None:
        raise NoSuchApplication(number)
    return case_of(row)


def case_of(row: Application, office: OfficeCard | None = None) -> Case:
    """An application with its acts; ``office`` where it is at hand."""
    acts = tuple(_done(act) for act in row.acts.all())
    return Case(row=row, acts=acts, office=office or agencies.office(row.office))


AT_THE_COUNTER = frozenset({Role.CLERK, Role.REVIEWER, Role.HEAD})
"""Who handles the applications of an office."""


def handles(viewer: Actor, office: str) -> bool:
    """Whether the actor is an officer who handles the applications of this office."""
    return viewer.kind is ActorKind.OFFICER and viewer.office == office and viewer.role in AT_THE_COUNTER


def fingerprint_of(kind: DocumentKind, number: str, nationality: str) -> str:
    """The keyed fingerprint of the holder of a document: the same each time, on the ledger in place of name and number."""
    return audit.fingerprint(identity.lasting(kind, number, country=nationality))


def askers(case: Case) -> frozenset[str]:
    """Whose application it is: the person asked about, and the agent or guardian who asks for that person."""
    acting = (one for one in (case.draft.agent, case.draft.guardian) if one is not None)
    others = (fingerprint_of(one.document_kind, one.document_number, one.nationality) for one in acting)
    return frozenset({case.row.owner, *others})


def require_party(case: Case, viewer: Actor) -> None:
    """Raises ``NoSuchApplication`` unless the application is the actor's own or one that the actor handles."""
    own = viewer.kind is ActorKind.APPLICANT and viewer.id in askers(case)
    if not (own or handles(viewer, case.row.office) or viewer.kind is ActorKind.SYSTEM):
        raise NoSuchApplication(case.row.number)


def require_reader(case: Case, viewer: Actor) -> None:
    """The same for who only reads: an auditor reads the files of every office, and does nothing with them."""
    if not (viewer.kind is ActorKind.OFFICER and viewer.role == Role.AUDITOR):
        require_party(case, viewer)


def judged_elsewhere(case: Case, subject: str) -> tuple[tuple[Done, Application], ...]:
    """What persons decided about the same asker and the same candidate in other applications, the latest first."""
    rows = ActRow.objects.filter(
        kind=Act.JUDGE_MATCH, application__owner=case.row.owner, facts__subject=subject
    ).exclude(application=case.row)
    return tuple((_done(row), row.application) for row in rows.select_related("application").order_by("-at"))


def _done(row: ActRow) -> Done:
    return Done(
        act=Act(row.kind),
        at=row.at,
        by=Actor(ActorKind(row.by_kind), row.by_id, row.by_office),
        reasons=tuple(row.reasons),
        facts=row.facts,
    )


def record(
    case: Case,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
    about: str = "",
    ledger: Mapping[str, str] | None = None,
    within: bool = False,
) -> Case:
    """Record one act and its ledger entry in one transaction; the case as it stands after it.

    ``within``: the caller has opened the act's transaction already and fails with it, so no savepoint is needed.

    Raises ``NoSuchApplication`` for whoever is no party to it, ``ActRefused`` where the table has no such way,
    ``TakenMeanwhile`` where another act took the place.
    """
    require_party(case, by)
    WAY.following(case.acts, act, by)
    given = tuple(as_json(reason) for reason in reasons)
    try:
        with transaction.atomic(savepoint=not within):
            row = ActRow.objects.create(
                application=case.row,
                position=len(case.acts),
                kind=act,
                at=at,
                by_kind=by.kind,
                by_id=by.id,
                by_office=by.office,
                reasons=list(given),
                facts=dict(facts or {}),
            )
            if act in LEDGERED:
                told = {"act": act.value, **(ledger or {})}
                audit.record(kind=LEDGERED[act], by=by, at=at, basis=case.row.number, about=about, facts=told)
    except IntegrityError as error:
        if "act_position_once" in str(error):
            raise TakenMeanwhile(case.row.number) from error
        raise
    return replace(case, acts=(*case.acts, _done(row)))


def as_json(reason: Reason) -> dict[str, Any]:
    """A reason as it is kept and shown: code, citation, facts, and the sentences of the day it was given."""
    words = wording(reason)
    return {
        "code": reason.code,
        "instrument": reason.citation.instrument,
        "article": reason.citation.article,
        "rule": reason.citation.rule,
        "facts": dict(reason.facts),
        "zh": words.zh,
        "en": words.en,
    }
