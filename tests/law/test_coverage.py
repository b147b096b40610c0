"""coverage: which time a certificate covers (INQ-33; law.md part 3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings import codes
from qingbai.law.coverage import Span, Ties, covered_time
from qingbai.law.local import AskingPlace, CoverageRule, PeriodDefault
from qingbai.law.terms import Answer

YES, NO, PERSON = Answer.YES, Answer.NO, Answer.PERSON
ON = date(2026, 11, 20)
BORN = date(1994, 5, 12)
HOUSEHOLD, RESIDENCE, SCHOOL = AskingPlace.HOUSEHOLD, AskingPlace.RESIDENCE, AskingPlace.SCHOOL
NATIONAL = CoverageRule()
GUANGDONG = CoverageRule(default=PeriodDefault.SINCE_BIRTH, limited_to_tie=True)
SHANGHAI_HMT = CoverageRule(limited_by_document=True)
PERMITS = (Span(from_on=date(2019, 3, 1), to_on=date(2021, 6, 30)), Span(from_on=date(2021, 7, 1)))
ALL = Span()


def span(first: date | None, last: date | None) -> Span:
    return Span(from_on=first, to_on=last)


def ties(at: AskingPlace = HOUSEHOLD, *times: Span, document: Span | None = None) -> Ties:
    return Ties(at=at, born_on=BORN, times=times, document=document)


@pytest.mark.parametrize(
    ("asked", "tied", "rule", "covered", "said"),
    [
        pytest.param(ALL, ties(), NATIONAL, ALL, ["everything_covered"], id="nothing asked, nothing said: everything"),
        pytest.param(span(date(2020, 1, 1), ON), ties(), NATIONAL, span(date(2020, 1, 1), ON), ["time_asked_for"], id="what was asked"),
        pytest.param(ALL, ties(), GUANGDONG, span(BORN, ON), ["default_time"], id="a local: since birth"),
        pytest.param(ALL, ties(RESIDENCE, *PERMITS), GUANGDONG, span(date(2019, 3, 1), ON), ["default_time", "limited_to_tie"], id="permits of two cities added up"),
        pytest.param(span(date(2020, 1, 1), date(2020, 12, 31)), ties(RESIDENCE, *PERMITS), GUANGDONG, span(date(2020, 1, 1), date(2020, 12, 31)), ["time_asked_for"], id="asked within the permits"),
        pytest.param(ALL, ties(SCHOOL, span(date(2012, 9, 1), date(2016, 6, 30))), GUANGDONG, span(date(2012, 9, 1), date(2016, 6, 30)), ["default_time", "limited_to_tie"], id="a student: the studies"),
        pytest.param(ALL, ties(RESIDENCE, *PERMITS), CoverageRule(default=PeriodDefault.RESIDENCE), span(date(2019, 3, 1), ON), ["default_time"], id="the residence by default"),
        pytest.param(ALL, ties(RESIDENCE, span(None, date(2020, 1, 1))), GUANGDONG, span(BORN, date(2020, 1, 1)), ["default_time", "limited_to_tie"], id="a time without a beginning"),
        pytest.param(ALL, ties(RESIDENCE, document=span(date(2024, 1, 1), date(2029, 1, 1))), SHANGHAI_HMT, span(date(2024, 1, 1), date(2029, 1, 1)), ["everything_covered", "limited_by_document"], id="no more than the document shown"),
        pytest.param(span(date(2025, 1, 1), ON), ties(RESIDENCE, document=span(date(2024, 1, 1), date(2029, 1, 1))), SHANGHAI_HMT, span(date(2025, 1, 1), ON), ["time_asked_for"], id="within the document's validity"),
    ],
)  # fmt: skip
def test_the_time_covered(asked: Span, tied: Ties, rule: CoverageRule, covered: Span, said: list[str]) -> None:
    finding = covered_time(asked, tied, rule, ON)
    assert (finding.answer, finding.value, codes(finding)) == (YES, covered, said)


@pytest.mark.parametrize(
    ("asked", "tied", "rule", "answer", "said"),
    [
        pytest.param(ALL, ties(RESIDENCE), GUANGDONG, PERSON, ["time_of_tie_unknown"], id="permits nobody knows"),
        pytest.param(ALL, ties(RESIDENCE, span(date(2019, 1, 1), date(2019, 12, 31)), span(date(2020, 1, 2), None)), GUANGDONG, PERSON, ["tie_has_gaps"], id="a day between two permits"),
        pytest.param(ALL, ties(RESIDENCE), SHANGHAI_HMT, PERSON, ["validity_of_document_unknown"], id="a validity nobody knows"),
        pytest.param(span(date(2010, 1, 1), date(2011, 1, 1)), ties(RESIDENCE, *PERMITS), GUANGDONG, NO, ["time_asked_for", "limited_to_tie", "nothing_left_to_cover"], id="nothing left"),
    ],
)  # fmt: skip
def test_a_time_that_cannot_be_covered(
    asked: Span, tied: Ties, rule: CoverageRule, answer: Answer, said: list[str]
) -> None:
    finding = covered_time(asked, tied, rule, ON)
    assert (finding.answer, finding.value, codes(finding)) == (answer, None, said)


DAYS = st.dates(date(2000, 1, 1), ON)


@given(st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=4), st.tuples(DAYS, DAYS).map(sorted))
def test_what_is_covered_lies_in_what_was_asked_and_in_the_tie(times: list[list[date]], asked: list[date]) -> None:
    tied = ties(RESIDENCE, *(span(first, last) for first, last in times))
    finding = covered_time(span(*asked), tied, GUANGDONG, ON)
    if finding.value is not None:
        first, last = finding.value.from_on, finding.value.to_on
        assert first is not None
        assert last is not None
        assert asked[0] <= first <= last <= asked[1]
        assert min(begins for begins, _ in times) <= first
        assert last <= max(ends for _, ends in times)


@pytest.mark.parametrize("document", [span(None, date(2029, 1, 1)), span(date(2024, 1, 1), None), ALL])
def test_a_document_open_at_an_end_leaves_the_time_open_there(document: Span) -> None:
    assert covered_time(ALL, ties(RESIDENCE, document=document), SHANGHAI_HMT, ON).value == document


def test_a_household_covers_the_time_since_birth_whatever_was_asked() -> None:
    rule = CoverageRule(limited_to_tie=True)
    assert covered_time(span(date(1980, 1, 1), date(2030, 1, 1)), ties(), rule, ON).value == span(BORN, ON)
    assert covered_time(span(ON, ON), ties(), rule, ON).value == span(ON, ON)  # a single day is left


def test_a_document_limits_nothing_where_the_region_does_not_say_so() -> None:
    document = span(date(2024, 1, 1), date(2029, 1, 1))
    assert covered_time(ALL, ties(RESIDENCE, document=document), NATIONAL, ON).value == ALL


def test_a_tie_that_is_not_known_is_named() -> None:
    [reason] = covered_time(ALL, ties(RESIDENCE), GUANGDONG, ON).because
    assert reason.facts == {"asking_place": "residence"}
