"""Corrections that travel (更正的延伸): every paper that a corrected record touches, and which of them the register no longer bears out.

A verdict is annulled or replaced, an identity corrected, a record moved: each certificate and each notice of refusal whose search came
upon the person concerned is found by the references kept with the search, and those of the person to whom a verdict really
belongs by who asked (REG-13…16). Which is to be withdrawn and issued anew (INQ-28) an officer decides; the list says where.

The office's list names papers and no ground: a record that left the register, whatever for, reads like one that never was, and
the words are the same for all of them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from qingbai import clock
from qingbai.agencies.acts import Done
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.inquiries.acts import WAY, Act
from qingbai.inquiries.casework import Case, case_of
from qingbai.inquiries.models import ActRow, Application
from qingbai.inquiries.search import look
from qingbai.inquiries.services import owner_by_document
from qingbai.law.terms import Answer, AnswerPaper
from qingbai.matching.persons import Document
from qingbai.registers import access, tracing
from qingbai.registers.access import Business, NoSuchRecord, Purpose

LOOKED_BACK = timedelta(days=3 * 365)
"""Papers older than this are not looked at again by the office's list; ``touched_by`` finds them all."""
CHECK = Purpose(Business.AUDIT, "papers to be looked at again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A paper that a record touches (涉及的文书), or an application that has none yet (``paper_number`` empty).

    ``relied_on``: the verdicts that weighed in its answer, by reference; empty where the person was looked at and nothing weighed.
    ``taken_back``: it was withdrawn since. ``today``: which paper would answer now, None where a person must decide.
    """

    application: str
    office: str
    name: str
    paper_number: str
    said: AnswerPaper | None
    issued_at: datetime | None
    relied_on: tuple[str, ...]
    taken_back: bool
    today: AnswerPaper | None

    @property
    def other_today(self) -> bool:
        """Whether a paper that still stands would come out otherwise today."""
        return bool(self.paper_number) and not self.taken_back and self.today is not self.said


def touched_by(*, conviction: UUID, by: Actor, at: datetime) -> tuple[Touched, ...]:
    """Everything that a verdict touches, under everybody it was ever filed under, the oldest application first.

    For the registry that keeps the verdict, for an auditor, and for the house itself; each application listed is put on the ledger.
    Raises ``NoSuchRecord``.
    """
    purpose = Purpose(_business(by), str(conviction))
    with transaction.atomic():
        subjects = tracing.subjects_of(conviction, viewer=by, purpose=purpose)
        papers = tracing.documents(subjects, viewer=by, purpose=purpose)
        found = [one for case in _cases(subjects, papers) for one in _papers(case, at)]
        _ledger(found, by, at)
    return tuple(found)


def to_look_at_again(*, by: Actor, at: datetime) -> tuple[Touched, ...]:
    """The papers of the officer's office that stand and that the register would not give today (须重新审查的文书), without any ground.

    Refusals that came upon somebody whose record changed or left since; certificates of those to whom a verdict was moved since.
    For who may withdraw papers there; anybody else is given none. Each application listed is put on the ledger.
    """
    if not WAY.ever(Act.REVOKE, by):
        return ()
    since = at - LOOKED_BACK
    with transaction.atomic():
        numbers = {*_refusals_with_news(by.office, since), *_of_whom_records_came_to(by.office, since)}
        rows = Application.objects.filter(number__in=numbers).order_by("submitted_at", "number")
        found = [one for row in rows for one in _papers(case_of(row), at) if one.other_today]
        _ledger(found, by, at)
    return tuple(found)


def _business(by: Actor) -> Business:
    return next(
        (
            business
            for business in (Business.AUDIT, Business.REGISTRATION)
            if access.capacity(by) in access.MAY_LOOK[business] and by.kind is not ActorKind.SENDER
        ),
        Business.AUDIT,
    )


def _ledger(found: Iterable[Touched], by: Actor, at: datetime) -> None:
    for number in dict.fromkeys(one.application for one in found):
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=number)


def _cases(subjects: Collection[UUID], documents: Collection[Document]) -> Iterator[Case]:
    """The applications whose search came upon one of these subjects, and those that were handed in with one of these documents."""
    came_upon = [Q(facts__candidates__contains=[{"subject": str(subject)}]) for subject in subjects]
    searches = ActRow.objects.filter(reduce(or_, came_upon, Q(pk__in=[])), kind=Act.SEARCH)
    own = {owner_by_document(one.kind, one.number, one.country) for one in documents}
    rows = Application.objects.filter(Q(pk__in=searches.values("application")) | Q(owner__in=own))
    return (case_of(row) for row in rows.order_by("submitted_at", "number"))


def _papers(case: Case, at: datetime) -> Iterator[Touched]:
    """Each paper of a case; one line without a paper for a case that has none."""
    today = _today(case, at)
    plain = Touched(
        application=case.row.number,
        office=case.row.office,
        name=case.draft.name,
        paper_number="",
        said=None,
        issued_at=None,
        relied_on=(),
        taken_back=False,
        today=today,
    )
    revoked = {done.facts["paper_number"] for done in case.acts if done.act is Act.REVOKE}
    issues = [(place, done) for place, done in enumerate(case.acts) if done.act is Act.ISSUE]
    if not issues:
        yield plain
    for place, done in issues:
        searched = next(one for one in reversed(case.acts[:place]) if one.act is Act.SEARCH)
        number = str(done.facts["paper_number"])
        yield replace(
            plain,
            paper_number=number,
            said=AnswerPaper(searched.facts["paper"]),
            issued_at=done.at,
            relied_on=_relied_on(searched),
            taken_back=number in revoked,
        )


def _relied_on(searched: Done[Act]) -> tuple[str, ...]:
    references = (reason["facts"].get("reference", "") for reason in searched.reasons)
    return tuple(dict.fromkeys(reference for reference in references if reference))


def _today(case: Case, at: datetime) -> AnswerPaper | None:
    """Which paper the register would give now. The house asks, for the list alone."""
    if case.last(Act.SEARCH) is None:
        return None
    found = look(case, by=SYSTEM, on=clock.day_of(at), known_at=at, business=Business.AUDIT)
    return found.answer.value if found.answer.answer is Answer.YES else None


def _refusals_with_news(office: str, since: datetime) -> Iterator[str]:
    """Applications refused at an office whose search came upon somebody of whom there is news since, or who is on record no more."""
    refused = ActRow.objects.filter(kind=Act.SEARCH, facts__paper=AnswerPaper.REFUSAL, at__gt=since)
    rows = list(refused.filter(application__office=office).values_list("application__number", "facts", "at"))
    people = {UUID(one["subject"]) for _, facts, _ in rows for one in facts["candidates"]}
    here = tracing.on_record(people, viewer=SYSTEM, purpose=CHECK)
    oldest = min((at for _, _, at in rows), default=since)
    news = tracing.with_news(here, since=oldest, viewer=SYSTEM, purpose=CHECK)
    for number, facts, _ in rows:
        mentioned = {UUID(one["subject"]) for one in facts["candidates"]}
        if mentioned & news or mentioned - here:
            yield number


def _of_whom_records_came_to(office: str, since: datetime) -> Iterable[str]:
    """Applications at an office of those to whom a verdict was moved since."""
    subjects = tracing.moved_to(since=since, viewer=SYSTEM, purpose=CHECK)
    documents = tracing.documents(subjects, viewer=SYSTEM, purpose=CHECK)
    own = {owner_by_document(one.kind, one.number, one.country) for one in documents}
    return Application.objects.filter(office=office, owner__in=own).values_list("number", flat=True)


__all__ = ["NoSuchRecord", "Touched", "to_look_at_again", "touched_by"]
