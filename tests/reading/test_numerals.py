"""numerals: numbers, money, periods and dates in every form, there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qingbai.reading.numerals import Period, chinese, day, number, period, yuan

FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
BY_PLACE = str.maketrans("0123456789", "〇一二三四五六七八九")


@given(st.integers(0, 99_999_999))
def test_a_number_in_words_reads_back(value: int) -> None:
    assert number(chinese(value)) == value
    assert number(chinese(value).translate(FORMAL)) == value
    assert number(f"{value:,}".replace(",", "，")) == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_myriads_add_up(high: int, low: int) -> None:
    joint = "零" if 0 < low < 1000 else ""
    assert number(f"{chinese(high)}万{joint + chinese(low) if low else ''}") == high * 10_000 + low


@pytest.mark.parametrize("words", ["", "五十三百", "十百", "三百二百", "一千千", "百分", "3.5.1"])
def test_what_is_no_number(words: str) -> None:
    assert number(words) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_date_reads_back_in_every_form(on: date) -> None:
    assert day(f"{on.year}年{on.month}月{on.day}日") == on
    assert day(f"{on.year}年{on.month:02}月{on.day:02}日") == on
    assert day(f"{str(on.year).translate(BY_PLACE)}年{chinese(on.month)}月{chinese(on.day)}日") == on


@given(st.integers(0, 25), st.integers(0, 11), st.integers(0, 29))
def test_a_period_reads_back(years: int, months: int, days: int) -> None:
    words = (
        (f"{chinese(years)}年" if years else "")
        + (f"零{chinese(months)}个月" if months else "")
        + (f"{chinese(days)}日" if days else "")
    )
    assert period(words.removeprefix("零")) == (Period(years * 12 + months, days) if words else None)


@pytest.mark.parametrize(
    ("words", "months", "days"),
    [
        ("半年", 6, 0),
        ("一年半", 18, 0),
        ("四个半月", 4, 15),
        ("半个月", 0, 15),
        ("三年又六个月", 42, 0),
        ("3年6个月", 42, 0),
        ("十五天", 0, 15),
        ("一年零二十六天", 12, 26),
    ],
)
def test_periods_as_courts_write_them(words: str, months: int, days: int) -> None:
    assert period(words) == Period(months, days)


@pytest.mark.parametrize("words", ["", "七个月月", "年", "三", "三年年", "月"])
def test_what_is_no_period(words: str) -> None:
    assert period(words) is None


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("人民币三万元", 30_000),
        ("壹万伍仟元整", 15_000),
        ("0.5万元", 5_000),
        ("20，000元", 20_000),
        ("二千元", 2_000),
        ("三万五元", 35_000),
        ("三万零五元", 30_005),
        ("一亿二千万元", 120_000_000),
        ("4万", 40_000),
        ("三千五百元五角", 3_500.5),
        ("1234.56元", 1_234.56),
        ("共计5千元", 5_000),
    ],
)
def test_money_as_courts_write_it(words: str, amount: float) -> None:
    assert yuan(words) == amount


@pytest.mark.parametrize("words", ["", "元", "若干元", "50000万元", "万元", "三个元"])
def test_what_is_no_amount(words: str) -> None:
    """50000万元 is a slip for one of two amounts: nobody can say which."""
    assert yuan(words) is None


@pytest.mark.parametrize(
    "words",
    ["2023年2月29日", "二〇二四年十三月一日", "2024年4月31日", "二二四年三月一日", "2024年月日", "2024年零月1日"],
)
def test_a_day_that_the_calendar_does_not_have_is_no_day(words: str) -> None:
    assert day(words) is None


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("二〇二四年元月廿一日", date(2024, 1, 21)),
        ("2014年12月卅日", date(2014, 12, 30)),
        ("二OO九年六月二日", date(2009, 6, 2)),
    ],
)
def test_old_ways_to_write_a_day(words: str, on: date) -> None:
    assert day(words) == on


@given(st.text(alphabet="〇一二三四五六七八九十百千万亿零两廿壹0123456789.，元角年月日半个又", max_size=14))
def test_scraps_of_numerals_never_raise(words: str) -> None:
    number(words)
    yuan(words)
    period(words)
    day(words)
