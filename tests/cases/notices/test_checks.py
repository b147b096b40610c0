"""A notice looked at by itself: numbers with position and expected digit, dates, names, characters. All faults at once."""

import dataclasses
from datetime import date

import pytest

import cast
from qingbai.incoming import Fault
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices import checks
from qingbai.notices.notice import LONGEST_TEXT, StatedDocument, StatedOffence, StatedProhibition
from registering import demo

TODAY = date(2026, 11, 21)


def faults(**changes) -> tuple[Fault, ...]:
    return checks.faults(demo("zhao-shidi", **changes), on=TODAY)


def codes(**changes) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in faults(**changes)}


def numbered(number: str, kind: DocumentKind = DocumentKind.RESIDENT_ID, country: str = "CHN") -> dict:
    return {"documents": (StatedDocument(kind=kind, number=number, country=country),)}


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu", "meng-chuanbai", "tomas-rivedal", "wu-tongyu"])
def test_the_notices_of_the_demonstration_have_no_fault(name: str):
    assert checks.faults(demo(name), on=TODAY) == ()


def test_a_mistyped_number_is_told_with_its_position_and_the_expected_digit():
    right = cast.ON_RECORD.number[-1]
    wrong = "0" if right != "0" else "1"
    [fault] = faults(defendant=numbered(cast.ON_RECORD.number[:-1] + wrong))
    assert fault.field == "defendants[0].documents[0].number"
    assert "18" in fault.zh
    assert f"“{right}”" in fault.zh or right in fault.zh
    assert right in fault.en
    assert cast.ON_RECORD.number[:-1] not in fault.zh + fault.en


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (numbered(cast.EXEMPTED.number), {("defendants[0].born_on", "number_date"), ("defendants[0].sex", "number_sex")}),
        (numbered("1001"), {("defendants[0].documents[0].number", "length")}),
        (numbered("10010119800309****"), {("defendants[0].documents[0].number", "masked")}),
        (numbered("99QB00417", DocumentKind.PASSPORT, "XYZ"), {("defendants[0].documents[0].country", "nationality")}),
        ({"nationality": "NOR"}, {("defendants[0].nationality", "number_nationality")}),
        ({"nationality": "norway"}, {("defendants[0].nationality", "nationality"), ("defendants[0].nationality", "number_nationality")}),
        ({"household": "1001"}, {("defendants[0].household", "household")}),
        ({"household": "１００１０１"}, {("defendants[0].household", "household")}),
        ({"born_on": "2027-01-01"}, {("defendants[0].born_on", "born_later"), ("defendants[0].born_on", "number_date")}),
        ({"born_on": "1869"}, {("defendants[0].born_on", "born_too_early"), ("defendants[0].born_on", "number_date")}),
        ({"born_on": "1980-02-30"}, {("defendants[0].born_on", "not_a_partial_date")}),
        ({"born_on": "1980/1990"}, {("defendants[0].born_on", "not_a_partial_date")}),
        ({"name": "赵某"}, {("defendants[0].name", "masked_name")}),
        ({"name": " "}, {("defendants[0].name", "empty")}),
        ({"name": "赵\u202e石堤"}, {("defendants[0].name", "unprintable")}),
        ({"name": "赵" * 121}, {("defendants[0].name", "too_long")}),
        ({"former_names": ("",)}, {("defendants[0].former_names[0]", "empty")}),
        ({"charges": ("盗窃\x00罪",)}, {("defendants[0].charges[0]", "unprintable")}),
    ],
)  # fmt: skip
def test_what_cannot_be_right_about_a_person_is_told(changes, expected):
    assert codes(defendant=changes) == expected


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2022-09-18", "2022-09-17", {("ended", "out_of_order")}),
        ("2022-09-31", "2022-10-01", {("began", "not_a_partial_date")}),
        ("2027", "2027", {("began", "in_future"), ("ended", "in_future")}),
        ("", "2022", {("began", "not_a_partial_date")}),
        ("2022", "2022-01-01", set()),
    ],
)
def test_impossible_offence_dates_are_told(began: str, ended: str, expected):
    found = codes(defendant={"offences": (StatedOffence(began=began, ended=ended),)})
    assert found == {(f"defendants[0].offences[0].{field}", code) for field, code in expected}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"final_on": date(2026, 11, 22)}, {("final_on", "in_future")}),
        ({"final_on": date(2026, 11, 21)}, set()),
        ({"approved_on": date(2030, 1, 1)}, {("approved_on", "in_future")}),
        ({"message_id": "第17号"}, {("message_id", "message_id")}),
        ({"message_id": "a" * 81}, {("message_id", "message_id")}),
        ({"message_id": f"n-{cast.ON_RECORD.number}"}, {("message_id", "message_id")}),
        ({"confirmed_by": ""}, {("confirmed_by", "empty")}),
        ({"case_number": "\x07"}, {("case_number", "unprintable")}),
        ({"defendants": ()}, {("defendants", "no_defendants")}),
        ({"text": "  \n"}, {("text", "text_empty")}),
        ({"text": "判决" * (LONGEST_TEXT // 2 + 1)}, {("text", "text_too_long")}),
        ({"text": "判决\x00书"}, {("text", "unprintable")}),
        ({"text": "判决\u202e书"}, {("text", "unprintable")}),
        ({"text": "判决\ud800书"}, {("text", "unprintable")}),
    ],
)
def test_what_cannot_be_right_about_a_notice_is_told(changes, expected):
    assert codes(**changes) == expected


def test_service_days_in_the_future_or_in_the_wrong_order_are_told():
    one = demo("zhao-shidi").service[0]
    wrong = dataclasses.replace(one, filed_on=date(2023, 4, 20), withdrawn_on=date(2026, 12, 1))
    assert codes(service=(wrong,)) == {
        ("service[0].filed_on", "out_of_order"),
        ("service[0].withdrawn_on", "in_future"),
    }


def test_two_defendants_with_one_number_are_told():
    one = demo("zhao-shidi").defendants[0]
    other = dataclasses.replace(one, name="钱溪渡")
    assert codes(defendants=(one, other)) == {("defendants[1].documents[0].number", "number_twice")}


def test_faults_of_different_kinds_come_together():
    found = codes(
        message_id="",
        confirmed_by="",
        defendant={"name": "", "sex": Sex.FEMALE, "household": "x"},
        final_on=date(2099, 1, 1),
    )
    assert len(found) == 6


def test_no_fault_repeats_a_name_or_a_whole_number():
    secret = "赵石堤秘密"
    found = faults(
        defendant={**numbered("100101198003090316"), "name": secret + "\x00", "nationality": "NOR", "household": "9"},
        message_id=secret,
    )
    said = "".join(fault.zh + fault.en for fault in found)
    assert found
    assert secret not in said
    assert "100101198003090316" not in said


def test_prohibitions_without_words_too_long_or_twice_are_told_all_at_once():
    one = StatedProhibition(kind=ProhibitionKind.OCCUPATION, activity=" ", months=0)
    notice = demo("zhao-shidi", defendant={"prohibitions": (one, one)})
    at = "defendants[0].prohibitions"
    assert {(fault.field, fault.code) for fault in checks.faults(notice, on=date(2026, 11, 21))} == {
        (f"{at}[0].activity", "empty"),
        (f"{at}[0].months", "prohibition_months"),
        (f"{at}[1].activity", "empty"),
        (f"{at}[1].months", "prohibition_months"),
        (f"{at}[1]", "prohibition_twice"),
    }
