"""prohibitions: which occupation a court forbade, from when and for how long (BAN-52)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.bars.form import Executed
from qingbai.law.parameters import ProbationReading
from qingbai.law.prohibitions import Execution, Lasts, Prohibition, ProhibitionKind, may_be_ordered, still_forbids
from qingbai.law.terms import Answer, Outcome, Penalty, PenaltyKind

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
OCCUPATION, INJUNCTION = ProhibitionKind.OCCUPATION, ProhibitionKind.INJUNCTION
EFFECTIVE, ENDED, PAROLED = date(2020, 1, 31), date(2022, 3, 1), date(2021, 5, 10)
PRISON = (Penalty(kind=PenaltyKind.FIXED_TERM, months=24),)
PROBATION = (Penalty(kind=PenaltyKind.FIXED_TERM, months=12, probation_months=24),)
CONTROL = (Penalty(kind=PenaltyKind.CONTROL, months=6),)


def banned(months: int | None = 36, kind: ProhibitionKind = OCCUPATION) -> Prohibition:
    return Prohibition(kind=kind, activity="食品生产、销售及相关活动", months=months)


def running(executed: Executed, **more: date | None) -> Execution:
    return Execution(**{"effective_on": EFFECTIVE, "executed": executed, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "outcome", "penalties", "answer", "code"),
    [
        pytest.param(banned(36), Outcome.CONVICTED, PRISON, YES, "court_ban_fits", id="three years"),
        pytest.param(banned(60), Outcome.CONVICTED, PRISON, YES, "court_ban_fits", id="five years"),
        pytest.param(banned(35), Outcome.CONVICTED, PRISON, PERSON, "court_ban_outside_limits", id="a month less"),
        pytest.param(banned(61), Outcome.CONVICTED, PRISON, PERSON, "court_ban_outside_limits", id="a month more"),
        pytest.param(banned(None), Outcome.CONVICTED, PRISON, YES, "court_ban_by_other_law", id="for life"),
        pytest.param(banned(36), Outcome.EXEMPTED, (), NO, "court_ban_needs_punishment", id="no punishment"),
        pytest.param(banned(None, INJUNCTION), Outcome.CONVICTED, PROBATION, YES, "court_ban_fits", id="as long as probation"),
        pytest.param(banned(2, INJUNCTION), Outcome.CONVICTED, PROBATION, YES, "court_ban_fits", id="two months of probation"),
        pytest.param(banned(1, INJUNCTION), Outcome.CONVICTED, PROBATION, NO, "injunction_outside_limits", id="a month less than with probation"),
        pytest.param(banned(24, INJUNCTION), Outcome.CONVICTED, PROBATION, YES, "court_ban_fits", id="all of probation"),
        pytest.param(banned(25, INJUNCTION), Outcome.CONVICTED, PROBATION, NO, "injunction_outside_limits", id="longer than probation"),
        pytest.param(banned(3, INJUNCTION), Outcome.CONVICTED, CONTROL, YES, "court_ban_fits", id="three months of control"),
        pytest.param(banned(2, INJUNCTION), Outcome.CONVICTED, CONTROL, NO, "injunction_outside_limits", id="a month less than with control"),
        pytest.param(banned(7, INJUNCTION), Outcome.CONVICTED, CONTROL, NO, "injunction_outside_limits", id="longer than control"),
        pytest.param(banned(6, INJUNCTION), Outcome.CONVICTED, PRISON, NO, "injunction_needs_probation", id="an injunction with prison"),
    ],
)  # fmt: skip
def test_what_a_court_can_have_ordered(
    one: Prohibition, outcome: Outcome, penalties: tuple[Penalty, ...], answer: Answer, code: str
) -> None:
    finding = may_be_ordered(one, outcome, penalties)
    assert (finding.answer, codes(finding)) == (answer, [code])


def test_limits_that_are_not_met_are_told_with_their_numbers() -> None:
    [reason] = may_be_ordered(banned(2, INJUNCTION), Outcome.CONVICTED, CONTROL).because
    assert reason.facts == {"months": "2", "least": "3", "most": "6"}
    [reason] = may_be_ordered(banned(30), Outcome.CONVICTED, PRISON).because
    assert reason.facts == {"months": "30"}


@pytest.mark.parametrize(
    ("one", "execution", "on", "answer", "code", "lasts"),
    [
        pytest.param(banned(36), running(Executed.ENDED, ended_on=ENDED), date(2025, 3, 1), YES, "court_ban_runs", Lasts(from_on=ENDED, until_on=date(2025, 3, 1)), id="its last day"),
        pytest.param(banned(36), running(Executed.ENDED, ended_on=ENDED), date(2025, 3, 2), NO, "court_ban_passed", Lasts(from_on=ENDED, until_on=date(2025, 3, 1)), id="the day after"),
        pytest.param(banned(36), running(Executed.ENDED, ended_on=ENDED, paroled_on=PAROLED), date(2024, 5, 10), YES, "court_ban_runs", Lasts(from_on=PAROLED, until_on=date(2024, 5, 10)), id="from parole, its last day"),
        pytest.param(banned(36), running(Executed.ENDED, ended_on=ENDED, paroled_on=PAROLED), date(2024, 5, 11), NO, "court_ban_passed", Lasts(from_on=PAROLED, until_on=date(2024, 5, 10)), id="from parole, the day after"),
        pytest.param(banned(36), running(Executed.RUNNING, paroled_on=PAROLED), date(2022, 1, 1), YES, "court_ban_runs", Lasts(from_on=PAROLED, until_on=date(2024, 5, 10)), id="on parole"),
        pytest.param(banned(36), running(Executed.RUNNING), date(2030, 1, 1), YES, "court_ban_to_begin", Lasts(), id="still in prison"),
        pytest.param(banned(36), running(Executed.UNKNOWN), date(2023, 1, 31), YES, "court_ban_to_begin", Lasts(), id="end unknown, cannot be over yet"),
        pytest.param(banned(36), running(Executed.UNKNOWN), date(2023, 2, 1), PERSON, "court_ban_beginning_unknown", None, id="end unknown, may be over"),
        pytest.param(banned(36), running(Executed.UNKNOWN, effective_on=None), date(2021, 1, 1), PERSON, "court_ban_beginning_unknown", None, id="nothing known"),
        pytest.param(banned(36), running(Executed.PROBATION_ENDED, ended_on=ENDED), date(2023, 1, 1), PERSON, "court_ban_after_probation", None, id="after probation"),
        pytest.param(banned(None), running(Executed.ENDED, ended_on=ENDED), date(2060, 1, 1), YES, "court_ban_for_life", Lasts(from_on=ENDED), id="for life"),
        pytest.param(banned(None, INJUNCTION), running(Executed.RUNNING), date(2021, 1, 1), YES, "injunction_runs", Lasts(from_on=EFFECTIVE), id="as long as probation"),
        pytest.param(banned(12, INJUNCTION), running(Executed.RUNNING), date(2021, 1, 31), YES, "court_ban_runs", Lasts(from_on=EFFECTIVE, until_on=date(2021, 1, 31)), id="a year of probation, its last day"),
        pytest.param(banned(12, INJUNCTION), running(Executed.RUNNING), date(2021, 2, 1), NO, "court_ban_passed", Lasts(from_on=EFFECTIVE, until_on=date(2021, 1, 31)), id="the day after"),
        pytest.param(banned(12, INJUNCTION), running(Executed.RUNNING, effective_on=None), date(2021, 2, 1), YES, "injunction_runs", Lasts(), id="a year from a day that is not known"),
        pytest.param(banned(12, INJUNCTION), running(Executed.PROBATION_ENDED, ended_on=ENDED), date(2020, 2, 1), NO, "court_ban_passed", Lasts(from_on=EFFECTIVE, until_on=ENDED), id="probation is over"),
        pytest.param(banned(None, INJUNCTION), running(Executed.ENDED, ended_on=ENDED), date(2020, 2, 1), NO, "court_ban_passed", Lasts(from_on=EFFECTIVE, until_on=ENDED), id="control is over"),
        pytest.param(banned(None, INJUNCTION), running(Executed.UNKNOWN), date(2021, 1, 1), PERSON, "court_ban_beginning_unknown", None, id="how far probation came is not known"),
    ],
)  # fmt: skip
def test_from_when_to_when(
    one: Prohibition, execution: Execution, on: date, answer: Answer, code: str, lasts: Lasts | None
) -> None:
    finding = still_forbids(one, execution, on)
    assert (finding.answer, codes(finding), finding.value) == (answer, [code], lasts)


def test_probation_taken_for_execution_starts_the_time() -> None:
    over = running(Executed.PROBATION_ENDED, ended_on=ENDED)
    assert still_forbids(banned(), over, date(2025, 3, 1), ProbationReading.AS_EXECUTED).answer is YES
    assert still_forbids(banned(), over, date(2025, 3, 2), ProbationReading.AS_EXECUTED).answer is NO


def test_the_days_are_told() -> None:
    over = running(Executed.ENDED, ended_on=ENDED)
    [reason] = still_forbids(banned(), over, date(2024, 1, 1)).because
    assert reason.facts == {"from_on": "2022-03-01", "until_on": "2025-03-01"}
    [reason] = still_forbids(banned(), over, date(2026, 1, 1)).because
    assert reason.facts == {"until_on": "2025-03-01"}
    [reason] = still_forbids(banned(1, INJUNCTION), over, date(2026, 1, 1)).because
    assert reason.facts == {"until_on": "2022-03-01"}


@pytest.mark.parametrize(("activity", "months"), [(" ", 36), ("教学", 0), ("教学", 601)])
def test_a_prohibition_has_an_activity_and_a_length(activity: str, months: int) -> None:
    with pytest.raises(ValueError, match="a prohibition"):
        Prohibition(kind=OCCUPATION, activity=activity, months=months)


def test_the_longest_that_can_be_written() -> None:
    assert Prohibition(kind=OCCUPATION, activity="教学", months=600).months == 600


@given(months=st.integers(36, 60), days=st.integers(0, 4000))
def test_once_over_it_stays_over(months: int, days: int) -> None:
    over = running(Executed.ENDED, ended_on=ENDED)
    on = date.fromordinal(ENDED.toordinal() + days)
    if still_forbids(banned(months), over, on).answer is NO:
        assert still_forbids(banned(months), over, date.fromordinal(on.toordinal() + 1)).answer is NO


def test_control_of_no_length_allows_no_injunction() -> None:
    [reason] = may_be_ordered(banned(3, INJUNCTION), Outcome.CONVICTED, (Penalty(kind=PenaltyKind.CONTROL),)).because
    assert (reason.code, reason.facts["most"]) == ("injunction_outside_limits", "0")


def test_while_it_is_executed_no_end_is_taken_for_its_own() -> None:
    finding = still_forbids(banned(), running(Executed.RUNNING, ended_on=ENDED), date(2030, 1, 1))
    assert (finding.answer, codes(finding), finding.value) == (YES, ["court_ban_to_begin"], Lasts())
