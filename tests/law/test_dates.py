"""dates: days known in part."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.law.terms import Answer, DateRange, Finding, Offence, Penalty, PenaltyKind


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        pytest.param("2021", date(2021, 1, 1), date(2021, 12, 31), id="a year"),
        pytest.param("2021-06", date(2021, 6, 1), date(2021, 6, 30), id="a month"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="February of a leap year"),
        pytest.param("2023-02", date(2023, 2, 1), date(2023, 2, 28), id="February of another year"),
        pytest.param("2021-06-30", date(2021, 6, 30), date(2021, 6, 30), id="a day"),
        pytest.param("2021-06/2022", date(2021, 6, 1), date(2022, 12, 31), id="from a month to a year"),
        pytest.param("2021-06-05/2021-06-09", date(2021, 6, 5), date(2021, 6, 9), id="from a day to a day"),
    ],
)
def test_reading(text: str, earliest: date, latest: date) -> None:
    assert DateRange.parse(text) == DateRange(earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-13", "2021-00", "2021-02-29", "2021-6-3", "2021-06-30T00:00", "2021-06-", "-06-30", "2021/06/30", "2021/", "/2021", "2022/2021", "0000", "２０２１", " 2021", "2021\n"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several faults, each a ValueError
        DateRange.parse(text)


def test_a_refusal_says_what_to_write() -> None:
    with pytest.raises(ValueError, match="'2021-6' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"):
        DateRange.parse("2021-6")
    with pytest.raises(ValueError, match="latest 2021-01-01 lies before earliest 2021-01-02"):
        DateRange(date(2021, 1, 2), date(2021, 1, 1))


@given(st.dates(), st.integers(0, 800))
def test_what_is_written_reads_as_the_same(day: date, length: int) -> None:
    span = DateRange(day, min(day + timedelta(days=length), date.max) if day < date(9990, 1, 1) else day)
    assert DateRange.parse(str(span)) == span
    assert span.exact is (span.earliest == span.latest)


def test_an_offence_cannot_end_before_it_began() -> None:
    june, may = DateRange.parse("2021-06"), DateRange.parse("2021-05")
    with pytest.raises(
        ValueError, match=r"cannot end \(2021-05-01/2021-05-31\) before it began \(2021-06-01/2021-06-30\)"
    ):
        Offence(began=june, ended=may)
    assert Offence(began=june, ended=june) == Offence.at(june)
    assert Offence(ended=may).began is None


def test_the_words_of_a_penalty_are_checked() -> None:
    with pytest.raises(ValueError, match='confiscation is "all" or "part", not \'half\''):
        Penalty(kind=PenaltyKind.LIFE, confiscation="half")
    with pytest.raises(ValueError, match="political_rights is \"life\" or a number of months, not 'long'"):
        Penalty(kind=PenaltyKind.LIFE, political_rights="long")
    for confiscation in (None, "all", "part"):
        for rights in (None, "life", 24):
            Penalty(kind=PenaltyKind.LIFE, confiscation=confiscation, political_rights=rights)


def test_there_is_no_finding_without_a_reason() -> None:
    with pytest.raises(ValueError, match=r"^a finding needs at least one reason$"):
        Finding(Answer.NO, ())
