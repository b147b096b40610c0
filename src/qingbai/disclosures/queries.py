"""What may be seen of a case inquiry (案卷): the office and auditors see the file. Who asked stands at the counter and is told there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from qingbai import clock
from qingbai.agencies import histories
from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done, acts_of
from qingbai.agencies.ways import handles
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates.letters import Table
from qingbai.disclosures.acts import CLOSED, WAY, Act, Status
from qingbai.disclosures.answer import table_of
from qingbai.disclosures.casework import Case, case_of, open_case, require_reader
from qingbai.disclosures.models import ActRow, RequestRow
from qingbai.disclosures.request import Request, person_of
from qingbai.disclosures.search import basis_of, decided_upon
from qingbai.law.official import OfficialAsker
from qingbai.law.terms import MatchVerdict
from qingbai.matching.persons import Person
from qingbai.matching.remarks import Remark
from qingbai.registers import queries as registers
from qingbai.registers import tracing
from qingbai.registers.access import Business, Purpose

FOR_A_PERSON = frozenset({Status.WITH_A_PERSON, Status.INCOMPLETE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One request in an office's queue."""

    number: str
    asker: OfficialAsker
    asker_name: str
    status: Status
    submitted_at: datetime
    due_on: date | None
    for_a_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A candidate beside the person asked about, for the officer who must say whether the two are one."""

    subject: str
    person: Person
    for_and_against: tuple[Remark, ...]
    judged: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The whole file of a request, for the office (案卷). ``open_records``: references that a person must decide on.

    ``telling``: while somebody else must agree, what the letter would tell."""

    number: str
    asked: Request
    status: Status
    acts: tuple[Done[Act], ...]
    questions: tuple[Question, ...]
    open_records: tuple[str, ...]
    open_reasons: tuple[Mapping[str, Any], ...]
    lawful: frozenset[Act]
    tells: bool
    telling: Table | None = None
    online: bool = False

    @property
    def issued(self) -> Done[Act] | None:
        """The issue of the letter that stands, if one does."""
        latest = next((done for done in reversed(self.acts) if done.act in {Act.ISSUE, Act.REVOKE}), None)
        return latest if latest is not None and latest.act is Act.ISSUE else None

    @property
    def due_on(self) -> date | None:
        """By when it is answered."""
        return due_on(self.acts)


def shown_at(issued: Done[Act]) -> datetime:
    """The tick on which a letter may be seen."""
    return datetime.fromisoformat(issued.facts["released_at"])


def queue(*, viewer: Actor) -> tuple[Waiting, ...]:
    """The open requests of the viewer's office, for who handles them: those that wait for a person first, then by the day they are due."""
    if not handles(viewer, viewer.office):
        return ()
    rows = RequestRow.objects.filter(office=viewer.office).prefetch_related("acts").order_by("-submitted_at")[:500]
    office = agencies.find_office(viewer.office)
    waiting = [_waiting(case) for row in rows if (case := case_of(row, office)).status not in CLOSED]
    return tuple(sorted(waiting, key=lambda one: (not one.for_a_person, one.due_on or date.max, one.submitted_at)))


def _waiting(case: Case) -> Waiting:
    status = case.status
    assert status is not None
    needs_clearing = status is Status.DECIDED
    return Waiting(
        number=case.row.number,
        asker=OfficialAsker(case.row.asker),
        asker_name=case.asked.asker_name,
        status=status,
        submitted_at=case.row.submitted_at,
        due_on=due_on(case.acts),
        for_a_person=status in FOR_A_PERSON or needs_clearing or (case.online and status is Status.SUBMITTED),
    )


def due_on(acts: tuple[Done[Act], ...]) -> date | None:
    accepted = next((done for done in reversed(acts) if done.act is Act.ACCEPT), None)
    due = accepted.facts["due_on"] if accepted else None
    return date.fromisoformat(due) if due else None


PATIENCE = timedelta(seconds=20)
"""How long an act may take before the next one is thought to have been interrupted."""
LOOKED_BACK = timedelta(days=400)
"""A request that nobody has touched for longer is looked at by a person."""
HOUSE_GOES_ON = (
    *(Act.SUBMIT, Act.SUPPLEMENT, Act.ACCEPT, Act.SEARCH, Act.DECIDE, Act.CLEAR),
    *(Act.JUDGE_MATCH, Act.JUDGE_QUESTION),
)
"""Acts after which the house may have the next one to do."""
SOMEBODY_IS_AWAITED = (Act.REFER, Act.DECIDE, Act.JUDGE_MATCH, Act.JUDGE_QUESTION)
"""Acts after which a request may wait for a person about something that the search found."""


def interrupted(*, at: datetime) -> tuple[str, ...]:
    """The requests in which the house itself should have gone on and did not: a process ended between two acts (办理中断)."""
    latest = ActRow.objects.filter(request=OuterRef("pk")).order_by("-position")
    rows = RequestRow.objects.annotate(
        last_kind=Subquery(latest.values("kind")[:1]), last_at=Subquery(latest.values("at")[:1])
    )
    recent = rows.filter(submitted_at__gte=at - LOOKED_BACK).order_by("submitted_at")
    return tuple(
        recent.filter(last_kind__in=HOUSE_GOES_ON, last_at__lte=at - PATIENCE).values_list("number", flat=True)
    )


def outdated(*, at: datetime) -> tuple[str, ...]:
    """The requests that wait for somebody while what they were searched in is another register since (检索结果已过时的待办查询)."""
    latest = ActRow.objects.filter(request=OuterRef("pk")).order_by("-position")
    rows = RequestRow.objects.annotate(last_kind=Subquery(latest.values("kind")[:1]))
    waiting = rows.filter(submitted_at__gte=at - LOOKED_BACK, last_kind__in=SOMEBODY_IS_AWAITED).values("pk")
    searches = ActRow.objects.filter(kind=Act.SEARCH, request__in=waiting).order_by("request", "position")
    bases = {row.request.number: basis_of(*acts_of([row], Act)) for row in searches.select_related("request")}
    purpose = Purpose(Business.INQUIRY, "waiting")
    return tuple(sorted(tracing.outdated(bases, viewer=SYSTEM, purpose=purpose, until=at)))


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open a request of this number; strangers and wrong numbers are told the same."""
    row = RequestRow.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def file(*, number: str, viewer: Actor, at: datetime | None = None) -> File:
    """The file of a request at the viewer's office; the look is ledgered by the door's act (``services.open_file``). Raises ``NoSuchRequest``."""
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    works = handles(viewer, case.row.office)
    lawful = WAY.lawful(case.acts, viewer) if works else frozenset[Act]()
    acts = _standing(case) if works else case.acts
    latest = {done.act: done for done in acts}
    decided, searched = latest.get(Act.DECIDE), latest.get(Act.SEARCH)
    tells = decided is not None and bool(decided.facts["told"])
    with_a_person = status is Status.WITH_A_PERSON and searched is not None
    questions = _questions(case, viewer) if works and with_a_person else ()
    whose_is_open = any(one.judged is None for one in questions)  # first whose it is, then whether it is told
    doubtful = searched.facts["doubtful"] if with_a_person and searched and not whose_is_open else ()
    return File(
        number=number,
        asked=case.asked,
        status=status,
        acts=acts,
        questions=questions,
        open_records=tuple(one for one in doubtful if one not in case.settled),
        open_reasons=tuple(searched.facts["because"])
        if searched and searched.facts["doubtful"] and with_a_person
        else (),
        lawful=lawful - (frozenset({Act.ISSUE}) if status is Status.DECIDED and tells else frozenset({Act.CLEAR})),
        tells=tells,
        online=case.online,
        telling=_telling(case, viewer, at or clock.now()) if works and tells and status is Status.DECIDED else None,
    )


def _telling(case: Case, viewer: Actor, at: datetime) -> Table | None:
    return table_of(case, decided_upon(case, by=viewer, at=at))


MAY_BE_SUPERSEDED = frozenset({Act.SEARCH, Act.REFER, Act.DECIDE})
BY_HAND = frozenset({Act.JUDGE_MATCH, Act.JUDGE_QUESTION})


def _standing(case: Case) -> tuple[Done[Act], ...]:
    """The acts as the office sees them (``agencies.histories``): without what the house did on a search that it has made again since, and
    without a word about what is on record no more, whatever for."""
    gone, latest = _gone(case), [case.last(Act.SEARCH), case.last(Act.DECIDE)]
    acts = [_without(done, gone, latest=done in latest) for done in case.acts if not (_about(done) & gone)]
    return histories.standing(
        acts,
        anew=lambda done: done.act is Act.SEARCH and done.by.kind is ActorKind.SYSTEM,
        superseded=lambda done: done.act in MAY_BE_SUPERSEDED and done.by.kind is ActorKind.SYSTEM,
        aside=lambda _: False,
    )


def _about(done: Done[Act]) -> frozenset[str]:
    return histories.about(done.facts) if done.act in BY_HAND else frozenset()


def _gone(case: Case) -> frozenset[str]:
    """Everything that the acts refer to and that is not on record any more."""
    searches = [basis_of(done) for done in case.acts if done.act is Act.SEARCH]
    named = [one for done in case.acts for one in _about(done)]
    return tracing.gone(searches, named, viewer=SYSTEM, purpose=Purpose(Business.INQUIRY, case.row.number))


FOUND = ("candidates", "told", "doubtful", "because")


def _without(done: Done[Act], gone: frozenset[str], *, latest: bool) -> Done[Act]:
    """An act without what it says of anything that is gone; of a search that another one followed, without what it came upon."""
    if done.act not in {Act.SEARCH, Act.DECIDE}:
        return done
    found: dict[str, Any] = {name: [] for name in FOUND if name in done.facts}
    if latest:
        found |= {
            name: [one for one in done.facts[name] if one not in gone] for name in ("told", "doubtful") if name in found
        }
    if latest and done.act is Act.SEARCH:
        found["candidates"] = [one for one in done.facts["candidates"] if one["subject"] not in gone]
        found["because"] = list(histories.without(done.facts["because"], gone))
    return replace(done, facts={**done.facts, **found})


def _questions(case: Case, viewer: Actor) -> tuple[Question, ...]:
    judged, searched = case.matches, case.last(Act.SEARCH)
    asked = {one["subject"] for one in searched.facts["candidates"]} if searched else set()
    candidates = registers.candidates(
        person=person_of(case.asked), viewer=viewer, purpose=Purpose(Business.INQUIRY, case.row.number)
    )
    return tuple(
        Question(
            subject=str(one.subject),
            person=one.person,
            for_and_against=one.match.because,
            judged=None if (word := judged.get(str(one.subject))) is None else word is MatchVerdict.SAME,
        )
        for one in candidates
        if MatchVerdict(one.match.verdict) is MatchVerdict.UNCERTAIN and str(one.subject) in asked
    )
