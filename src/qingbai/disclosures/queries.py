"""What may be seen of a case inquiry (案卷): the office and auditors see the file. Who asked stands at the counter and is told there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import Done
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.certificates.letters import Table
from qingbai.disclosures.acts import CLOSED, WAY, Act, Status
from qingbai.disclosures.answer import table_of
from qingbai.disclosures.casework import Case, case_of, open_case, require_reader
from qingbai.disclosures.models import RequestRow
from qingbai.disclosures.request import Request, person_of
from qingbai.disclosures.search import decided_upon
from qingbai.law.official import OfficialAsker
from qingbai.law.terms import MatchVerdict
from qingbai.matching.persons import Person
from qingbai.registers import queries as registers
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
    for_and_against: tuple[tuple[str, str], ...]
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

    @property
    def issued(self) -> Done[Act] | None:
        """The issue of the letter, if there is one."""
        return next((done for done in reversed(self.acts) if done.act is Act.ISSUE), None)

    @property
    def due_on(self) -> date | None:
        """By when it is answered."""
        return _due_on(self.acts)


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
        due_on=_due_on(case.acts),
        for_a_person=status in FOR_A_PERSON or needs_clearing,
    )


def _due_on(acts: tuple[Done[Act], ...]) -> date | None:
    accepted = next((done for done in reversed(acts) if done.act is Act.ACCEPT), None)
    due = accepted.facts["due_on"] if accepted else None
    return date.fromisoformat(due) if due else None


def exists(*, number: str, viewer: Actor) -> bool:
    """Whether the viewer may open a request of this number; strangers and wrong numbers are told the same."""
    row = RequestRow.objects.filter(number=number).first()
    return row is not None and handles(viewer, row.office)


def file(*, number: str, viewer: Actor) -> File:
    """The file of a request at the viewer's office; the look is ledgered by the door's act (``services.open_file``). Raises ``NoSuchRequest``."""
    case = open_case(number)
    require_reader(case, viewer)
    status = case.status
    assert status is not None
    works = handles(viewer, case.row.office)
    lawful = WAY.lawful(case.acts, viewer) if works else frozenset[Act]()
    decided, searched = case.last(Act.DECIDE), case.last(Act.SEARCH)
    tells = decided is not None and bool(decided.facts["told"])
    with_a_person = status is Status.WITH_A_PERSON and searched is not None
    questions = _questions(case, viewer) if works and with_a_person else ()
    whose_is_open = any(one.judged is None for one in questions)  # first whose it is, then whether it is told
    doubtful = searched.facts["doubtful"] if with_a_person and searched and not whose_is_open else ()
    return File(
        number=number,
        asked=case.asked,
        status=status,
        acts=case.acts,
        questions=questions,
        open_records=tuple(one for one in doubtful if one not in case.settled),
        open_reasons=tuple(searched.facts["because"]) if with_a_person and searched else (),
        lawful=lawful - (frozenset({Act.ISSUE}) if status is Status.DECIDED and tells else frozenset({Act.CLEAR})),
        tells=tells,
        telling=table_of(case, decided_upon(case, by=viewer)) if works and tells and status is Status.DECIDED else None,
    )


def _questions(case: Case, viewer: Actor) -> tuple[Question, ...]:
    judged = case.matches
    candidates = registers.candidates(
        person=person_of(case.asked), viewer=viewer, purpose=Purpose(Business.INQUIRY, case.row.number)
    )
    return tuple(
        Question(
            subject=str(one.subject),
            person=one.person,
            for_and_against=tuple((remark.zh, remark.en) for remark in one.match.because),
            judged=None if (word := judged.get(str(one.subject))) is None else word is MatchVerdict.SAME,
        )
        for one in candidates
        if MatchVerdict(one.match.verdict) is MatchVerdict.UNCERTAIN
    )
