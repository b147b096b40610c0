"""Is an inquiry complex, so that it may be investigated (情形复杂，调查核实)?

A complex inquiry may be investigated with the approval of the head of a public security organ at county level or above; that time is
not counted, and the parties cooperate where they are asked to (查询工作规定 8). What is complex the rule does not say. Beijing names an
identity to be verified further, other bodies whose cooperation is needed, a party who refuses to cooperate, and others; Gansu a record
that is incomplete or unclear, an earlier answer that was another, several papers of one person in conflict, and others. Which of
them a region knows is data. A ground that neither the file shows nor the region names is the head's to weigh: this rule never
makes a case complex, it says what may be named.
"""

from dataclasses import dataclass
from datetime import date

from qingbai.law.citations import Citation
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import ComplexityGround, Finding
from qingbai.law.time_limits import Calendar, due_on

COMPLEX = Citation("inquiry_rules", "8", "INQ-21")
APPROVAL = Citation("inquiry_rules", "8", "INQ-20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """What the file shows of a case's difficulty (疑难情形). None: nobody has looked at it yet.

    ``identity_open``: whether somebody on record is this person is uncertain; ``record_open``: what is entered does not settle the
    answer; ``other_answer_before``: an earlier inquiry of the same person was answered otherwise; ``papers_conflict``: the person's own
    papers contradict each other.
    """

    identity_open: bool | None = None
    record_open: bool | None = None
    other_answer_before: bool | None = None
    papers_conflict: bool | None = None


def ground_may_be_named(
    ground: ComplexityGround, difficulty: Difficulty, known_here: frozenset[ComplexityGround], stated: str
) -> Finding[ComplexityGround]:
    """Whether an officer may ask for an investigation on this ground, with what was ``stated`` about it (提请调查核实).

    No: nothing is stated, or the region does not know the ground. Yes: the file shows it, or it is one that only the officer can
    see (others are needed, a party refuses) and it is stated. Person: the file does not show it, or it is "another circumstance".
    """
    facts = {"ground": ground}
    if not stated.strip():
        return no([because(Code.GROUND_NOT_STATED, APPROVAL, **facts)])
    if ground not in known_here:
        return no([because(Code.GROUND_NOT_KNOWN_HERE, COMPLEX, **facts)])
    if ground in {ComplexityGround.OTHERS_NEEDED, ComplexityGround.PARTY_REFUSES}:
        return yes([because(Code.GROUND_STATED, COMPLEX, **facts)], ground)
    if _shown(ground, difficulty):
        return yes([because(Code.GROUND_SHOWN, COMPLEX, **facts)], ground)
    return person([because(Code.GROUND_FOR_THE_HEAD, COMPLEX, **facts)], ground)


def grounds_shown(
    difficulty: Difficulty, known_here: frozenset[ComplexityGround]
) -> Finding[tuple[ComplexityGround, ...]]:
    """The grounds that the file itself shows, of those that the region knows. No: it shows none; that forbids nothing."""
    found = tuple(ground for ground in ComplexityGround if ground in known_here and _shown(ground, difficulty))
    if not found:
        return no([because(Code.NO_GROUND_SHOWN, COMPLEX)])
    return yes([because(Code.GROUND_SHOWN, COMPLEX, ground=ground) for ground in found], found)


def _shown(ground: ComplexityGround, difficulty: Difficulty) -> bool:
    shown = {
        ComplexityGround.IDENTITY_UNVERIFIED: difficulty.identity_open,
        ComplexityGround.RECORD_UNCLEAR: difficulty.record_open,
        ComplexityGround.OTHER_ANSWER_BEFORE: difficulty.other_answer_before,
        ComplexityGround.PAPERS_CONFLICT: difficulty.papers_conflict,
    }
    return shown.get(ground) is True


def investigation_due_on(approved_on: date, most_days: int | None, calendar: Calendar) -> Finding[date]:
    """The last day of an investigation where the region limits it (调查核实期限), in working days from the approval. No: it has no limit.

    Person: the calendar of a year is missing.
    """
    if most_days is None:
        return no([because(Code.INVESTIGATION_WITHOUT_LIMIT, APPROVAL)])
    found = due_on(approved_on, most_days, calendar)
    return Finding(
        found.answer,
        (because(Code.INVESTIGATION_WITHIN, APPROVAL, working_days=most_days), *found.because),
        found.value,
    )
