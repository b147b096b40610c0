"""What a review looks at (复查所见): an answer, and the verdicts that weigh in it. One form for every room that answers; the rooms fill it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from qingbai.audit.actors import Actor
from qingbai.law.objectors import AnsweredTo, ObjectionPaper, Objector
from qingbai.law.terms import MatchVerdict
from qingbai.matching.persons import Person
from qingbai.matching.remarks import Remark
from qingbai.registers import queries as registers
from qingbai.registers.access import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that somebody may object to (所涉答复).

    ``key``: the number of the case that was answered; of a list with the row's line after a dot. ``owner``: the fingerprint of the person
    whom it is about; ``receiver``: the unit, organ or lawyer it went to, empty where that is the person. ``askers``: who deals with it at the
    portal, by fingerprint, and as what. ``also``: every letter that tells the answer, where there are several. ``on_file``: papers that these have shown the office already. ``taken_back``: it was withdrawn since.
    """

    key: str
    to: AnsweredTo
    receiver: str = ""
    office: str
    owner: str
    name: str
    person: Person
    born_on: date | None
    paper_number: str
    also: frozenset[str] = frozenset()
    shown_at: datetime
    taken_back: bool
    askers: Mapping[str, Objector] = field(default_factory=dict)
    on_file: frozenset[ObjectionPaper] = frozenset()

    def told_by(self, paper_number: str) -> bool:
        """Whether the answer that stands is told by the paper of this number."""
        return not self.taken_back and (paper_number == self.paper_number or paper_number in self.also)

    @property
    def case(self) -> str:
        """The number of the case that was answered."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A verdict that stands against somebody, for the officer who must say whose it is. Nothing of the crime."""

    conviction: UUID
    court: str
    case_number: str
    judged_on: str
    person: Person
    for_and_against: tuple[Remark, ...]
    comparison: MatchVerdict


def weighing(
    *, person: Person, references: Collection[str], viewer: Actor, purpose: Purpose, on: date, known_at: datetime
) -> tuple[Weighing, ...]:
    """The verdicts of these references, each beside whom its documents describe. The caller ledgers the look-up."""
    return tuple(
        Weighing(
            conviction=UUID(facts.case.reference),
            court=facts.court,
            case_number=facts.case_number,
            judged_on=str(facts.sealing.judged_on or ""),
            person=one.person,
            for_and_against=one.match.because,
            comparison=MatchVerdict(one.match.verdict),
        )
        for one in registers.candidates(person=person, viewer=viewer, purpose=purpose, known_at=known_at)
        for facts in registers.convictions(
            subject=one.subject, viewer=viewer, purpose=purpose, on=on, known_at=known_at
        )
        if facts.case.reference in references
    )
