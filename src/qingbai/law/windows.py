"""For how long does a bar last (禁止期限)?

For life (终身), or so many years from the end of execution (自刑罚执行完毕之日起), or while political rights are lost and so many years after that.
A period of years ends with the same date (民法典 201, 202). Where nobody told of the end of execution, only time since the
judgment tells; whether completed probation (缓刑考验期满) ends execution here, no text says (刑法 76), so that is a dated reading.
"""

from datetime import date

from qingbai.law.bars.facts import FOR_LIFE, WEIGHT, BarFacts
from qingbai.law.bars.form import Executed, Window, WindowKind
from qingbai.law.citations import Citation
from qingbai.law.parameters import ProbationReading
from qingbai.law.reasons import Code, because
from qingbai.law.terms import Answer, PenaltyKind, Reason
from qingbai.law.time_limits import after_years, period_ends_on

RIGHTS = Citation("criminal_law", "55, 57, 58", "7.1")
PROBATION = Citation("criminal_law", "76", "REG-19")


def in_window(
    window: Window, one: BarFacts, on: date, rests_on: Citation, reading: ProbationReading
) -> tuple[Answer, list[Reason]]:
    """Whether a bar's time still runs for one case (是否仍在禁止期限内), with the reasons unless it surely does."""
    if window.kind is WindowKind.LIFE:
        return Answer.YES, []
    if window.kind is WindowKind.AFTER_EXECUTION:
        return _after_execution(window, one, on, rests_on, reading)
    if window.kind is WindowKind.ON_RECORD:
        since = one.found.case.effective_on
        if since is None:
            return Answer.YES, []  # whether it counts at all is open: that is said already
        return _until(after_years(since, window.years), one, on, rests_on)
    return _after_rights(window.years, one, on, rests_on)


def _until(last: date, one: BarFacts, on: date, rests_on: Citation) -> tuple[Answer, list[Reason]]:
    """Barred up to and including the last day: a period of years ends with the same date (民法典 201, 202)."""
    if on <= last:
        return Answer.YES, []
    return Answer.NO, [because(Code.WINDOW_PASSED, rests_on, reference=one.reference, until=last)]


def _after_execution(
    window: Window, one: BarFacts, on: date, rests_on: Citation, reading: ProbationReading
) -> tuple[Answer, list[Reason]]:
    """Years from the end of execution. Whoever has not served it yet is barred; where its end is unknown, only time since the judgment tells."""
    if one.execution is Executed.RUNNING:
        return Answer.YES, []
    if one.ended_on is not None and one.execution is Executed.ENDED:
        return _until(after_years(one.ended_on, window.years), one, on, rests_on)
    if one.ended_on is not None and one.execution is Executed.PROBATION_ENDED:
        if window.probation_years is not None:
            return _until(after_years(one.ended_on, window.probation_years), one, on, rests_on)
        if reading is ProbationReading.AS_EXECUTED:
            return _until(after_years(one.ended_on, window.years), one, on, rests_on)
        return Answer.PERSON, [because(Code.PROBATION_READING_OPEN, PROBATION, reference=one.reference)]
    certain = window.years if window.probation_years is None else min(window.years, window.probation_years)
    since = one.found.case.effective_on
    on_probation = any(penalty.probation_months for penalty in one.penalties) and window.probation_years is None
    if since is not None and on <= after_years(since, certain) and not on_probation:
        return Answer.YES, []
    return Answer.PERSON, [because(Code.END_OF_EXECUTION_UNKNOWN, rests_on, reference=one.reference)]


def _after_rights(years: int, one: BarFacts, on: date, rests_on: Citation) -> tuple[Answer, list[Reason]]:
    """So many years from the end of deprivation of political rights; with none, while it lasts."""
    if any(penalty.political_rights == "life" or penalty.kind in FOR_LIFE for penalty in one.penalties):
        return Answer.YES, []
    months = [penalty.political_rights for penalty in one.penalties if isinstance(penalty.political_rights, int)]
    if not months:
        return Answer.YES, []  # not deprived at all: the ground itself says so
    if one.execution is Executed.RUNNING:
        return Answer.YES, []
    end = _rights_end(one, months[0])
    if end is None:
        return Answer.PERSON, [because(Code.RIGHTS_END_UNKNOWN, RIGHTS, reference=one.reference)]
    return _until(after_years(end, years), one, on, rests_on)


def _rights_end(one: BarFacts, months: int) -> date | None:
    """The last day without political rights (刑法 55, 58): with control the same; alone from the judgment's effect; else from the end of
    imprisonment or from parole. None where that day is not known."""
    kind = max((penalty.kind for penalty in one.penalties), key=WEIGHT.index)
    if kind is PenaltyKind.NONE:
        starts_on = one.found.case.effective_on
    else:
        starts_on = one.ended_on if one.execution is Executed.ENDED else None
        if kind is PenaltyKind.CONTROL:
            return starts_on
        starts_on = one.paroled_on or starts_on
    return None if starts_on is None else period_ends_on(starts_on, months).value
