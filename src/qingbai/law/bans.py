"""Does a statute bar this person from a post (从业禁止)?

The bars themselves are data (``law.bars``); who may ask because of one is ``law.asking``. A crime counts here only where it would count against a certificate: effective,
the same person's, not sealed. 受过刑事处罚 leaves out guilt without punishment (免予刑事处罚), 有犯罪记录 takes it in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qingbai.law.asking import Inquirer as Inquirer
from qingbai.law.asking import Tie as Tie
from qingbai.law.asking import may_ask as may_ask
from qingbai.law.bars import BARS
from qingbai.law.bars.facts import FOR_LIFE, WEIGHT
from qingbai.law.bars.facts import BarFacts as BarFacts
from qingbai.law.bars.form import Bar, Fault, Ground
from qingbai.law.bars.form import Executed as Executed
from qingbai.law.bars.groups import belongs
from qingbai.law.bars.intent import fault_of
from qingbai.law.citations import Citation
from qingbai.law.clean_record import PLATFORM
from qingbai.law.disclosure import stands_against
from qingbai.law.parameters import (
    PROBATION_READINGS,
    SEALING_REGIMES,
    ProbationReading,
    SealingRegime,
    in_force,
)
from qingbai.law.prohibitions import still_forbids
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, Finding, Outcome, Penalty, PenaltyKind, Reason, Sentence
from qingbai.law.windows import RIGHTS, in_window

EXEMPTION = Citation("criminal_law", "37", "INQ-04")
INTENT = Citation("criminal_law", "14, 15", "CASE-07")


def bars() -> tuple[Bar, ...]:
    """Every bar of the rule book (从业禁止一览), in the order of its rows."""
    return tuple(BARS.values())


def bar(key: str) -> Bar:
    """One bar by its key (``BAN-09``); KeyError where there is none."""
    return BARS[key]


def barred(
    bar: Bar,
    convictions: tuple[BarFacts, ...],
    on: date,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
    probation: ProbationReading | None = None,
) -> Finding[tuple[str, ...]]:
    """Whether these cases bar somebody from the post on a day (是否属于禁止情形).

    ``value``: the references that do; where a person must decide, those that may. Person also where the register cannot answer
    the bar at all. What it cannot answer beside convictions is said among the reasons.
    """
    rests_on = bar.cited[0]
    if not bar.answerable:
        return person([because(Code.NOT_IN_THIS_REGISTER, rests_on, bar=bar.id)], ())
    national = in_force(PROBATION_READINGS, on)
    reading = probation or (national.value if national else ProbationReading.OPEN)
    answers = [(one.reference, *_falls_under(bar, one, on, regimes, reading)) for one in convictions]
    reasons = [reason for _, _, because_of in answers for reason in because_of]
    if not reasons:  # nobody on record, or only somebody else
        reasons = [because(Code.NOTHING_ENTERED, PLATFORM)]
    if bar.beyond_zh:
        reasons.append(because(Code.PART_NOT_IN_THIS_REGISTER, rests_on, bar=bar.id))
    for answer, tell in ((Answer.YES, yes), (Answer.PERSON, person)):
        found = tuple(reference for reference, given, _ in answers if given is answer)
        if found:
            return tell(reasons, found)
    return no(reasons, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """One bar that catches somebody (适用的从业禁止): its key, whether surely or for a person to say, and by which cases."""

    bar: str
    answer: Answer
    references: tuple[str, ...]


def bars_against(
    convictions: tuple[BarFacts, ...],
    on: date,
    regimes: tuple[SealingRegime, ...] = SEALING_REGIMES,
    probation: ProbationReading | None = None,
) -> Finding[tuple[Caught, ...]]:
    """Which bars in force on a day these cases fall under (属于哪些禁止情形); ``value``: those, and those about which a person must decide.

    Bars that this register cannot answer at all are left out. No: none of the others catches.
    """
    found = [
        (known, barred(known, convictions, on, regimes, probation))
        for known in bars()
        if known.answerable and known.in_force(on)
    ]
    caught = tuple(
        Caught(bar=known.id, answer=each.answer, references=each.value) for known, each in found if each.value
    )
    if not caught:
        return no([because(Code.NO_BAR_CATCHES, PLATFORM, on=on)], ())
    reasons = _each_once(reason for _, each in found if each.value for reason in each.because)
    told = [reason for reason in reasons if reason.code != Code.PART_NOT_IN_THIS_REGISTER]
    sure = any(one.answer is Answer.YES for one in caught)
    return (yes if sure else person)(told, caught)


def _falls_under(
    bar: Bar, one: BarFacts, on: date, regimes: tuple[SealingRegime, ...], reading: ProbationReading
) -> tuple[Answer, list[Reason]]:
    """Whether one case falls under a bar: by any of its grounds, if the case counts at all."""
    stands, standing = stands_against(one.found, on, regimes)
    if stands is Answer.NO:
        return Answer.NO, standing
    tried = [_on_ground(bar, place, one, on, reading) for place in range(len(bar.grounds))]
    if any(answer is Answer.YES for answer, _ in tried):
        told = [because(Code.BAR_APPLIES, bar.cited[0], bar=bar.id, reference=one.reference)]
        return stands, told if stands is Answer.YES else [*standing, *told]
    reasons = [reason for answer, given in tried for reason in given if answer is Answer.PERSON]
    if reasons:
        told = [because(Code.BAR_MAY_APPLY, bar.cited[0], bar=bar.id, reference=one.reference)]
        return Answer.PERSON, [*(standing if stands is Answer.PERSON else []), *told, *_each_once(reasons)]
    return Answer.NO, _each_once(reason for _, given in tried for reason in given)


def _each_once(reasons: Iterable[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    for reason in reasons:
        if reason not in kept:
            kept.append(reason)
    return kept


def _on_ground(bar: Bar, place: int, one: BarFacts, on: date, reading: ProbationReading) -> tuple[Answer, list[Reason]]:
    """Whether everything that a ground names holds of one case: what certainly does not hold settles it, what is open leaves it open."""
    ground, rests_on = bar.grounds[place], bar.cited[0]
    if ground.punished and one.found.case.outcome is Outcome.EXEMPTED:
        return Answer.NO, [because(Code.NOT_PUNISHED, EXEMPTION, reference=one.reference)]
    tried = [_crimes(bar, ground, one)]
    if ground.ordered:
        tried.append(_forbidden(one, on, rests_on, reading))
    if ground.rights:
        tried.append(_rights_lost(one))
    if ground.zh:
        told = because(Code.CIRCUMSTANCE_UNSETTLED, rests_on, reference=one.reference, circumstance=f"{bar.id}/{place}")
        tried.append((Answer.PERSON, [told]))
    tried.append(in_window(ground.window, one, on, rests_on, reading))
    for answer in (Answer.NO, Answer.PERSON):
        reasons = [reason for given, because_of in tried for reason in because_of if given is answer]
        if reasons:
            return answer, reasons
    return Answer.YES, []


def _crimes(bar: Bar, ground: Ground, one: BarFacts) -> tuple[Answer, list[Reason]]:
    """Whether one of the crimes is of the sort that a ground names."""
    rests_on = bar.cited[0]
    if not (ground.intentional or ground.group or ground.least):
        return Answer.YES, []
    if not one.sentences:
        return Answer.PERSON, [because(Code.CRIMES_UNKNOWN, rests_on, reference=one.reference)]
    answers = [_crime(bar, ground, one, sentence) for sentence in one.sentences]
    if any(answer is Answer.YES for answer, _ in answers):
        return Answer.YES, []
    open_points = [reason for answer, because_of in answers for reason in because_of if answer is Answer.PERSON]
    if open_points:
        return Answer.PERSON, _each_once(open_points)
    return Answer.NO, [because(Code.CRIME_NOT_NAMED, rests_on, bar=bar.id, reference=one.reference)]


def _crime(bar: Bar, ground: Ground, one: BarFacts, sentence: Sentence) -> tuple[Answer, list[Reason]]:
    facts = {"reference": one.reference}
    tried = []
    if ground.intentional:
        tried.append((_intentional(one, sentence), because(Code.FAULT_UNSETTLED, INTENT, **facts)))
    if ground.group:
        unsettled = because(Code.GROUP_UNSETTLED, bar.cited[0], bar=bar.id, **facts)
        tried.append((belongs(sentence.charge, ground.group), unsettled))
    if ground.least:
        unsettled = because(Code.WEIGHT_UNSETTLED, bar.cited[0], **facts)
        tried.append((_at_least(ground.least, one, sentence.penalty), unsettled))
    if any(answer is Answer.NO for answer, _ in tried):
        return Answer.NO, []
    unsettled_points = [reason for answer, reason in tried if answer is Answer.PERSON]
    return (Answer.PERSON, unsettled_points) if unsettled_points else (Answer.YES, [])


def _intentional(one: BarFacts, sentence: Sentence) -> Answer:
    fault = one.fault or fault_of(sentence.charge)
    if fault is Fault.INTENTIONAL:
        return Answer.YES
    return Answer.NO if fault is Fault.NEGLIGENT else Answer.PERSON


def _at_least(least: PenaltyKind, one: BarFacts, penalty: Penalty) -> Answer:
    """Whether a crime's main penalty is so heavy; where only the combined one is stated, that tells for a single crime alone."""
    combined = one.found.sealing.combined
    if penalty.kind is PenaltyKind.NONE and combined is not None and WEIGHT.index(combined.kind) >= WEIGHT.index(least):
        return Answer.YES if len(one.sentences) == 1 else Answer.PERSON
    return Answer.YES if WEIGHT.index(penalty.kind) >= WEIGHT.index(least) else Answer.NO


def _forbidden(one: BarFacts, on: date, rests_on: Citation, reading: ProbationReading) -> tuple[Answer, list[Reason]]:
    """Whether the court forbade an occupation that is still forbidden (从业禁止): whether it is the post in question, a person says."""
    if one.prohibitions is None:
        return Answer.PERSON, [because(Code.COURT_BAN_NOT_STATED, rests_on, reference=one.reference)]
    if not one.prohibitions:
        return Answer.NO, [because(Code.NO_COURT_BAN, rests_on, reference=one.reference)]
    asked = [still_forbids(each, one.running, on, reading) for each in one.prohibitions]
    standing = [found for found in asked if found.answer is not Answer.NO]
    reasons = [reason for found in standing or asked for reason in found.because]
    if not standing:
        return Answer.NO, reasons
    return Answer.PERSON, [because(Code.WHICH_OCCUPATION, rests_on, reference=one.reference), *reasons]


def _rights_lost(one: BarFacts) -> tuple[Answer, list[Reason]]:
    """Whether political rights were taken away: stated, or because life and death sentences always do (刑法 57)."""
    if any(penalty.political_rights is not None or penalty.kind in FOR_LIFE for penalty in one.penalties):
        return Answer.YES, []
    return Answer.NO, [because(Code.RIGHTS_KEPT, RIGHTS, reference=one.reference)]
