"""frequency: who asks too often (INQ-16)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.frequency import asks_often, asks_too_soon
from qingbai.law.parameters import FrequencyRule
from qingbai.law.terms import Answer, FrequencyAction, FrequencyWindow

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2026, 9, 1)
NATIONAL = FrequencyRule()
BEIJING = FrequencyRule(window=FrequencyWindow.CALENDAR, inclusive=False)
THIS_YEAR = (date(2026, 1, 1), date(2026, 3, 2), date(2026, 8, 31))
LAST_YEAR = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("earlier", "rule", "answer", "count"),
    [
        pytest.param((), NATIONAL, NO, 1, id="the first inquiry"),
        pytest.param(THIS_YEAR[:1], NATIONAL, NO, 2, id="the second of a year"),
        pytest.param(THIS_YEAR[:2], NATIONAL, YES, 3, id="the third of a year, three included"),
        pytest.param(THIS_YEAR, NATIONAL, YES, 4, id="the fourth"),
        pytest.param(THIS_YEAR[:2], BEIJING, NO, 3, id="the third where only more than three count"),
        pytest.param(THIS_YEAR, BEIJING, YES, 4, id="the fourth there"),
        pytest.param((LAST_YEAR, *THIS_YEAR[:2]), BEIJING, NO, 3, id="last year's do not count in a calendar year"),
        pytest.param((LAST_YEAR, THIS_YEAR[1]), NATIONAL, YES, 3, id="they do in the last 365 days"),
        pytest.param(
            (date(2025, 9, 1), THIS_YEAR[1]), NATIONAL, NO, 2, id="the same day a year ago is outside 365 days"
        ),
        pytest.param((date(2025, 9, 2), THIS_YEAR[1]), NATIONAL, YES, 3, id="the day after it is inside"),
        pytest.param((ON, ON), NATIONAL, YES, 3, id="others of the same day count"),
        pytest.param((date(2027, 1, 1),), BEIJING, PERSON, None, id="an earlier inquiry dated later"),
        pytest.param((date(2026, 9, 2),), NATIONAL, PERSON, None, id="dated tomorrow"),
        pytest.param(THIS_YEAR[1:2], FrequencyRule(rolling_days=31), NO, 1, id="a shorter window"),
    ],
)
def test_counting(earlier: tuple[date, ...], rule: FrequencyRule, answer: Answer, count: int | None) -> None:
    finding = asks_often(earlier, ON, rule)
    (reason,) = finding.because
    assert finding.answer is answer
    assert finding.value == (FrequencyAction.EXTRA_PROOF if answer is YES else None)
    assert reason.citation.rule == "INQ-16"
    if answer is PERSON:
        assert (reason.code, dict(reason.facts)) == ("inquiry_dated_later", {"on": "2026-09-01"})
    else:
        counted = {"count": str(count), "n": "3", "window": rule.window.value}
        assert reason.code == ("asked_often" if answer is YES else "within_frequency")
        assert dict(reason.facts) == (counted | {"action": "extra_proof"} if answer is YES else counted)


@pytest.mark.parametrize("action", FrequencyAction)
def test_what_follows_is_the_regions_choice(action: FrequencyAction) -> None:
    assert asks_often(THIS_YEAR, ON, FrequencyRule(action=action)).value is action


def test_without_a_rule_the_national_one_holds_from_its_first_day() -> None:
    assert asks_often(THIS_YEAR[:2], ON) == asks_often(THIS_YEAR[:2], ON, NATIONAL)
    early = asks_often((), date(2021, 12, 30))
    assert (early.answer, early.because[0].code, dict(early.because[0].facts)) == (
        PERSON,
        "no_rule_in_force",
        {"on": "2021-12-30"},
    )
    assert early.because[0].citation.rule == "INQ-16"
    assert asks_often((), date(2021, 12, 31)).answer is NO
    assert asks_often((), date(2021, 12, 30), BEIJING).answer is NO


rules = st.builds(
    FrequencyRule,
    window=st.sampled_from(FrequencyWindow),
    n=st.integers(1, 6),
    inclusive=st.booleans(),
    action=st.sampled_from(FrequencyAction),
    rolling_days=st.integers(1, 400),
)
earlier = st.lists(st.dates(ON - timedelta(days=500), ON), max_size=8).map(tuple)


@given(earlier, st.dates(ON - timedelta(days=500), ON), rules)
def test_one_inquiry_more_never_makes_it_less_often(days: tuple[date, ...], one: date, rule: FrequencyRule) -> None:
    if asks_often(days, ON, rule).answer is YES:
        assert asks_often((*days, one), ON, rule).answer is YES


@given(earlier, rules)
def test_the_order_of_the_days_does_not_matter(days: tuple[date, ...], rule: FrequencyRule) -> None:
    assert asks_often(days, ON, rule) == asks_often(tuple(sorted(days)), ON, rule)


@pytest.mark.parametrize(
    ("earlier", "days", "again_on"),
    [
        pytest.param((), 3, None, id="the first time"),
        pytest.param((date(2026, 3, 2),), 0, None, id="no such rule"),
        pytest.param((date(2026, 3, 2),), 3, date(2026, 3, 5), id="on the same day"),
        pytest.param((date(2026, 2, 28),), 3, date(2026, 3, 3), id="on the last day of the wait"),
        pytest.param((date(2026, 2, 27),), 3, None, id="when it is over"),
        pytest.param((date(2026, 3, 9),), 3, None, id="a later one does not count"),
    ],
)
def test_a_region_may_want_some_days_between_two_inquiries(
    earlier: tuple[date, ...], days: int, again_on: date | None
) -> None:
    finding = asks_too_soon(earlier, date(2026, 3, 2), days)
    assert finding.value == again_on
    assert finding.answer is (Answer.NO if again_on is None else Answer.YES)
