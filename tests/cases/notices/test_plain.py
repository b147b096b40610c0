"""A notice made from a text and a registrar's few words."""

from datetime import date

import pytest

import cast
from qingbai.law.effect import Party
from qingbai.law.terms import DocumentKind
from qingbai.notices import checks, crosscheck, plain
from qingbai.notices.faults import NoticeRefused
from qingbai.notices.plain import Additions
from qingbai.reading import read
from qingbai.registers.terms import ExecutionState
from registering import demo, text_of_two

TODAY = date(2026, 11, 21)


def faults(notice):
    return checks.faults(notice, on=TODAY) + crosscheck.faults(notice, read(notice.text))


def test_a_text_with_its_additions_makes_a_notice_without_fault():
    additions = Additions(
        confirmed_by="r-1",
        served_on=date(2023, 4, 24),
        prosecution_served_on=date(2023, 4, 23),
        offence_from="2022-09-18",
        offence_to="2022-12-11",
        execution=ExecutionState.SERVING,
        execution_on=date(2023, 5, 5),
        household="100101",
        latin_name=cast.ON_RECORD.latin,
    )
    made = plain.notice_of(demo("zhao-shidi").text, additions)
    assert faults(made) == ()
    assert made.sender == demo("zhao-shidi").sender
    assert made.defendants == demo("zhao-shidi").defendants
    assert [(one.party, one.received_on) for one in made.service] == [
        (Party.DEFENDANT, date(2023, 4, 24)),
        (Party.PROSECUTION, date(2023, 4, 23)),
    ]


def test_a_foreigners_passport_is_stated_by_the_registrar():
    additions = Additions(
        confirmed_by="r-1",
        final_on=date(2025, 4, 1),
        offence_from="2025-01-12",
        document_kind=DocumentKind.PASSPORT,
        number="99QB00923",
        country="NOR",
        nationality="NOR",
    )
    made = plain.notice_of(demo("tomas-rivedal").text, additions)
    assert faults(made) == ()
    assert made.defendants[0].documents[0].country == "NOR"


def test_nothing_to_execute_is_said_of_the_acquitted():
    made = plain.notice_of(demo("meng-chuanbai").text, Additions(confirmed_by="r-1", final_on=date(2022, 12, 2)))
    assert made.defendants[0].execution.state is ExecutionState.NONE
    assert faults(made) == ()


def test_the_same_text_makes_the_same_number_of_the_notice():
    one = plain.notice_of(demo("zhao-shidi").text, Additions(confirmed_by="a"))
    two = plain.notice_of(demo("zhao-shidi").text, Additions(confirmed_by="b"))
    assert one.message_id == two.message_id
    assert one.message_id != plain.notice_of(demo("wu-tongyu").text, Additions(confirmed_by="a")).message_id


def test_a_text_of_several_defendants_asks_for_a_notice():
    with pytest.raises(NoticeRefused, match="2 defendants"):
        plain.notice_of(text_of_two(cast.ON_RECORD, cast.EXEMPTED), Additions(confirmed_by="r-1"))


def test_a_text_that_is_no_judgment_is_told_by_the_checks():
    made = plain.notice_of("今天天气很好。", Additions(confirmed_by="r-1", final_on=date(2023, 5, 5)))
    assert "no_judgment" in {fault.code for fault in faults(made)}


def test_a_text_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(NoticeRefused, match="characters"):
        plain.notice_of("判" * (plain.LONGEST_TEXT + 1), Additions(confirmed_by="r-1"))
