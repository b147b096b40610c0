"""Which occupation has a court forbidden with its judgment, from when and for how long (从业禁止、禁止令)?

Whoever used an occupation for a crime, or broke its duties by one, may be forbidden it for three to five years from the end of execution
or from parole (刑法 37之一); where another law bars for life, as from work with minors (未成年人保护法 62), courts say so in the judgment
(法发〔2022〕32号). With control or probation a court may forbid activities for as long as these last or shorter (禁止令, 刑法 38, 72),
at least three months with control and two with probation (禁止令规定 6). The register keeps what the court stated; whether a certain post is
the occupation that was meant is for a person to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.bars.form import Executed
from qingbai.law.citations import Citation
from qingbai.law.parameters import ProbationReading
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Finding, Outcome, Penalty, PenaltyKind, Reason
from qingbai.law.time_limits import period_ends_on

OCCUPATION = Citation("criminal_law", "37-1", "BAN-52")
INJUNCTION = Citation("criminal_law", "38, 72", "BAN-52")
BY_OTHER_LAW = Citation("criminal_law", "37-1(3)", "MIN-09")
PROBATION = Citation("criminal_law", "76", "REG-19")
LEAST_MONTHS, MOST_MONTHS = 36, 60
LONGEST_MONTHS = 600
"""A length above this is a slip of the pen."""
LEAST_WITH_CONTROL, LEAST_WITH_PROBATION = 3, 2


class ProhibitionKind(StrEnum):
    """By what a court forbids (禁止种类)."""

    OCCUPATION = "occupation"  # 从业禁止，刑法第三十七条之一
    INJUNCTION = "injunction"  # 禁止令，刑法第三十八条、第七十二条


@dataclass(frozen=True, slots=True, kw_only=True)
class Prohibition:
    """One prohibition of a judgment (从业禁止、禁止令): ``activity`` in the court's own words; ``months`` None: for life, or, of an injunction, as long
    as control or probation lasts. Raises ValueError where there is no activity or no length."""

    kind: ProhibitionKind
    activity: str
    months: int | None = None

    def __post_init__(self) -> None:
        if not self.activity.strip():
            raise ValueError("a prohibition names what is forbidden")
        if self.months is not None and not 1 <= self.months <= LONGEST_MONTHS:
            raise ValueError(f"a prohibition lasts for 1 to {LONGEST_MONTHS} months, not for {self.months}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """What the running of a prohibition depends on: since when the judgment counts, how far execution has come, its end, parole (假释)."""

    effective_on: date | None
    executed: Executed
    ended_on: date | None = None
    paroled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasts:
    """From when to when, both days included (禁止期间); None: not begun yet or not known, and without an end."""

    from_on: date | None = None
    until_on: date | None = None


def may_be_ordered(one: Prohibition, outcome: Outcome, penalties: tuple[Penalty, ...]) -> Finding[None]:
    """Whether a court can have ordered this with that verdict (能否宣告). No: everything that speaks against it. Person: a length that only another law can give."""
    if one.kind is ProhibitionKind.INJUNCTION:
        against = list(_against_injunction(one, penalties))
        return no(against) if against else yes([because(Code.COURT_BAN_FITS, INJUNCTION)])
    if outcome is not Outcome.CONVICTED:
        return no([because(Code.COURT_BAN_NEEDS_PUNISHMENT, OCCUPATION)])
    if one.months is None:
        return yes([because(Code.COURT_BAN_BY_OTHER_LAW, BY_OTHER_LAW)])
    if not LEAST_MONTHS <= one.months <= MOST_MONTHS:
        return person([because(Code.COURT_BAN_OUTSIDE_LIMITS, OCCUPATION, months=one.months)])
    return yes([because(Code.COURT_BAN_FITS, OCCUPATION)])


def _against_injunction(one: Prohibition, penalties: tuple[Penalty, ...]) -> Iterator[Reason]:
    """An injunction goes with control or with probation, and not beyond it."""
    controlled = [penalty.months or 0 for penalty in penalties if penalty.kind is PenaltyKind.CONTROL]
    on_probation = [penalty.probation_months for penalty in penalties if penalty.probation_months]
    if not controlled and not on_probation:
        yield because(Code.INJUNCTION_NEEDS_PROBATION, INJUNCTION)
    elif one.months is not None:
        least = LEAST_WITH_CONTROL if controlled else LEAST_WITH_PROBATION
        most = max([*controlled, *on_probation])
        if not least <= one.months <= most:
            yield because(Code.INJUNCTION_OUTSIDE_LIMITS, INJUNCTION, months=one.months, least=least, most=most)


def still_forbids(
    one: Prohibition, execution: Execution, on: date, reading: ProbationReading = ProbationReading.OPEN
) -> Finding[Lasts]:
    """Whether a prohibition stands on a day (是否仍在禁止期限内); ``value``: from when to when.

    Yes: it runs, or will once execution is over. Person: when it began is not known, or the law does not say whether completed probation ends
    execution here (``reading``).
    """
    if one.kind is ProhibitionKind.INJUNCTION:
        return _injunction(one, execution, on)
    if one.months is None:
        return yes([because(Code.COURT_BAN_FOR_LIFE, BY_OTHER_LAW)], Lasts(from_on=execution.ended_on))
    if execution.executed is Executed.PROBATION_ENDED and reading is ProbationReading.OPEN:
        return person([because(Code.COURT_BAN_AFTER_PROBATION, PROBATION)])
    began = execution.paroled_on or (None if execution.executed is Executed.RUNNING else execution.ended_on)
    if began is not None:
        return _until(Lasts(from_on=began, until_on=_end(began, one.months)), on, OCCUPATION)
    if execution.executed is Executed.RUNNING:
        return yes([because(Code.COURT_BAN_TO_BEGIN, OCCUPATION)], Lasts())
    return _not_before(one.months, execution, on)


def _not_before(months: int, execution: Execution, on: date) -> Finding[Lasts]:
    """When it began is open; it cannot have ended earlier than if it had begun with the judgment's effect."""
    if execution.effective_on is not None and on <= _end(execution.effective_on, months):
        return yes([because(Code.COURT_BAN_TO_BEGIN, OCCUPATION)], Lasts())
    return person([because(Code.COURT_BAN_BEGINNING_UNKNOWN, OCCUPATION)])


def _injunction(one: Prohibition, execution: Execution, on: date) -> Finding[Lasts]:
    if execution.executed in (Executed.ENDED, Executed.PROBATION_ENDED):
        lasts = Lasts(from_on=execution.effective_on, until_on=execution.ended_on)
        return no([because(Code.COURT_BAN_PASSED, INJUNCTION, until_on=execution.ended_on)], lasts)
    if one.months is not None and execution.effective_on is not None:
        began = execution.effective_on
        return _until(Lasts(from_on=began, until_on=_end(began, one.months)), on, INJUNCTION)
    if execution.executed is Executed.RUNNING:
        return yes([because(Code.INJUNCTION_RUNS, INJUNCTION)], Lasts(from_on=execution.effective_on))
    return person([because(Code.COURT_BAN_BEGINNING_UNKNOWN, INJUNCTION)])


def _end(began: date, months: int) -> date:
    end = period_ends_on(began, months).value
    assert end is not None  # a length of months always has its end
    return end


def _until(lasts: Lasts, on: date, rests_on: Citation) -> Finding[Lasts]:
    assert lasts.until_on is not None
    if on > lasts.until_on:
        return no([because(Code.COURT_BAN_PASSED, rests_on, until_on=lasts.until_on)], lasts)
    return yes([because(Code.COURT_BAN_RUNS, rests_on, from_on=lasts.from_on, until_on=lasts.until_on)], lasts)
