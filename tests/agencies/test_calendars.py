"""The working calendar as data."""

from datetime import UTC, date, datetime

import pytest

from qingbai.agencies import calendars, jobs
from qingbai.agencies.files import BadReferenceData
from qingbai.law.terms import Answer
from qingbai.law.time_limits import due_on

HEAD = "date\tworks\toccasion\n"


def days(text):
    return [date.fromisoformat(day) for day in text.split()]


def faults(tmp_path, text, years=frozenset({2026})):
    path = tmp_path / "china.tsv"
    path.write_text("# remark\n" + HEAD + text, encoding="utf-8")
    with pytest.raises(BadReferenceData) as refused:
        calendars.load(path, years)
    return [str(fault) for fault in refused.value.faults]


def test_every_year_from_2004_to_2026_is_known_with_its_notice():
    assert [notice.year for notice in calendars.notices()] == list(range(2004, 2027))
    assert calendars.calendar().years == frozenset(range(2004, 2027))
    newest = calendars.notices()[-1]
    assert newest.name == "国务院办公厅关于2026年部分节假日安排的通知"
    assert newest.urls == ("https://www.gov.cn/zhengce/content/202511/content_7047090.htm",)


@pytest.mark.parametrize(
    "make_up",
    [
        "2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10",
        "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11",
        "2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29 2024-10-12",
    ],
)
def test_the_make_up_days_of_a_year_are_those_of_its_notice(make_up):
    year = int(make_up[:4])
    calendar = calendars.calendar()
    assert sorted(day for day in calendar.make_up_days if day.year == year) == days(make_up)
    assert all(calendar.is_working_day(day) for day in days(make_up))


def test_the_days_off_of_2026_are_those_of_its_notice():
    off = "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07"
    found = sorted(day for day in calendars.calendar().days_off if day.year == 2026)
    assert found == [date.fromisoformat(f"2026-{day}") for day in off.split()]


def test_a_year_that_leaves_a_statutory_holiday_at_work_is_refused(tmp_path):
    whole = ["2026-01-01", "2026-05-01", "2026-10-01", "2026-10-02"]  # 2 May and 3 October are a Saturday anyway
    assert faults(tmp_path, "".join(f"{day}\t0\tx\n" for day in whole[:-1])) == [
        "china.tsv: 2026-10-02: 2026-10-02 is a statutory holiday and not off; enter the whole notice of the year"
    ]
    path = tmp_path / "whole.tsv"
    path.write_text("# remark\n" + HEAD + "".join(f"{day}\t0\tx\n" for day in whole), encoding="utf-8")
    assert len(calendars.load(path, frozenset({2026})).days_off) == 4
    worked = "2026-01-01\t0\tx\n2026-05-01\t0\tx\n2026-05-02\t1\tx\n2026-10-01\t0\tx\n2026-10-02\t0\tx\n"
    assert len(faults(tmp_path, worked)) == 1


def test_years_before_2025_follow_the_notices_of_their_time(tmp_path):
    path = tmp_path / "china.tsv"
    path.write_text("# remark\n" + HEAD + "2024-01-01\t0\tx\n", encoding="utf-8")
    assert calendars.load(path, frozenset({2024})).days_off == {date(2024, 1, 1)}


def test_three_working_days_before_the_national_holiday_end_after_it():
    finding = due_on(date(2026, 9, 29), 3, calendars.calendar())
    assert finding.value == date(2026, 10, 9)


def test_a_year_without_a_notice_is_a_persons_business():
    assert due_on(date(2026, 12, 31), 3, calendars.calendar()).answer is Answer.PERSON


def test_a_line_that_cannot_be_right_is_named(tmp_path):
    text = "2026-02-30\t0\tx\n2026-10-01\tno\tx\n2027-01-01\t0\tx\n2026-10-02\t0\tx\n2026-10-02\t0\tx\n2026-10-03\t0\tx\n2026-10-05\t1\tx\n"
    assert faults(tmp_path, text) == [
        "china.tsv: line 3: '2026-02-30' is no date; write it as 2026-10-01",
        "china.tsv: line 4: 'no' says not whether the day is worked; write 1 for a working day, 0 for a day off",
        "china.tsv: line 5: no notice of 2027 is named; add the year to the table of notices",
        "china.tsv: line 7: 2026-10-02 stands twice; keep one line a day",
        "china.tsv: line 8: 2026-10-03 would be off anyway; check the date or take the line out",
        "china.tsv: line 9: 2026-10-05 would be worked anyway; check the date or take the line out",
    ]


def test_a_line_with_a_field_too_many_is_named(tmp_path):
    assert faults(tmp_path, "2026-10-01\t0\n") == [
        "china.tsv: line 3: has 2 fields where the head names 3; separate the fields by one tab each"
    ]


def test_notices_need_a_year_and_an_address(tmp_path):
    path = tmp_path / "notices.tsv"
    path.write_text(
        "year\tnotice\turl\nMMXX\tx\thttp://x\n2020\tx\tgov.cn\n2021\tx\thttp://x\n2021\tx\thttp://x\n",
        encoding="utf-8",
    )
    with pytest.raises(BadReferenceData) as refused:
        calendars.load_notices(path)
    assert [(fault.key, fault.what) for fault in refused.value.faults] == [
        ("line 2", "has no year or no address"),
        ("line 3", "has no year or no address"),
        ("line 5", "2021 stands twice"),
    ]


@pytest.mark.parametrize(
    ("on", "years"),
    [
        (date(2026, 10, 31), ()),
        (date(2026, 11, 1), (2027,)),
        (date(2026, 12, 31), (2027,)),
        (date(2027, 1, 1), (2027,)),
        (date(2025, 11, 1), ()),
    ],
)
def test_a_year_without_its_holidays_is_asked_for_from_november_on(on, years):
    assert calendars.unannounced(on) == years


def test_the_operator_is_told_once_a_day(caplog, monkeypatch):
    monkeypatch.setattr(jobs, "_told", set())
    for hour in (1, 2, 3):
        jobs.go_round(at=datetime(2026, 11, 2, hour, tzinfo=UTC))
    jobs.go_round(at=datetime(2026, 11, 3, 1, tzinfo=UTC))
    assert len(caplog.records) == 2
    assert "holidays of 2027" in caplog.text
    jobs.go_round(at=datetime(2026, 10, 3, 1, tzinfo=UTC))
    assert len(caplog.records) == 2
