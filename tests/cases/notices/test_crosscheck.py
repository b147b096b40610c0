"""A notice against its text: every contradiction is told, and none is settled by taking a side."""

import dataclasses
from datetime import date

import pytest

import cast
from qingbai import reading
from qingbai.incoming import Fault
from qingbai.law.effect import Party
from qingbai.law.prohibitions import ProhibitionKind
from qingbai.law.terms import DocumentKind, Sex
from qingbai.notices import crosscheck
from qingbai.notices.notice import (
    JudgmentNotice,
    Sender,
    Service,
    StatedDocument,
    StatedOffence,
    StatedProhibition,
)
from qingbai.registers.terms import ExecutionState
from registering import demo, notice_of_two, stated


def faults(notice: JudgmentNotice) -> tuple[Fault, ...]:
    return crosscheck.faults(notice, reading.read(notice.text))


def codes(notice: JudgmentNotice) -> set[tuple[str, str]]:
    return {(fault.field, fault.code) for fault in faults(notice)}


@pytest.mark.parametrize(
    "name",
    [
        "zhao-shidi",
        "shen-xiaodu",
        "han-yueling",
        "meng-chuanbai",
        "tang-bozhou",
        "xu-wangqiao",
        "wu-tongyu",
        "tomas-rivedal",
    ],
)
def test_the_notices_of_the_demonstration_agree_with_their_texts(name: str):
    assert faults(demo(name)) == ()


def test_a_notice_of_two_agrees_with_its_text():
    assert faults(notice_of_two(cast.ON_RECORD, cast.EXEMPTED)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天天气很好。", "operative part"),
        (demo("zhao-shidi").text.split("判决如下")[0], "operative part"),
        (demo("zhao-shidi").text.replace("二〇二三年四月二十日", ""), "date of the judgment"),
        (demo("zhao-shidi").text.replace("（2023）演0101刑初46号", ""), "case number"),
    ],
)
def test_a_text_that_is_no_judgment_is_refused_with_what_is_missing(text: str, said: str):
    [fault] = faults(demo("zhao-shidi", text=text))
    assert (fault.field, fault.code) == ("text", "no_judgment")
    assert said in fault.en


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sender": Sender(code="演0101", name="演示市石桥区人民法院")}, {("sender.name", "differs_from_text")}),
        ({"sender": Sender(code="演0102", name="演示市清河区人民法院")}, {("sender.code", "differs_from_text")}),
        ({"case_number": "（2023）演0101刑初47号"}, {("case_number", "differs_from_text")}),
        ({"case_number": "(2023) 演0101刑初46号"}, set()),
        ({"prosecutor": "演示市石桥区人民检察院"}, {("prosecutor", "differs_from_text")}),
        ({"final_on": date(2023, 4, 19)}, {("final_on", "before_pronouncement")}),
        ({"approved_on": date(2023, 4, 19)}, {("approved_on", "before_pronouncement")}),
        (
            {"service": (Service(party=Party.DEFENDANT, received_on=date(2023, 4, 19)),)},
            {("service[0].received_on", "before_pronouncement")},
        ),
    ],
)
def test_a_heading_that_the_text_contradicts_is_told(changes, expected):
    assert codes(demo("zhao-shidi", **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sex": Sex.FEMALE}, {("defendants[0].sex", "differs_from_text")}),
        ({"born_on": "1980-03-10"}, {("defendants[0].born_on", "differs_from_text")}),
        ({"born_on": "1980-03"}, set()),
        ({"born_on": ""}, set()),
        ({"charges": ("抢劫罪",)}, {("defendants[0].charges", "differs_from_text")}),
        ({"charges": ()}, {("defendants[0].charges", "differs_from_text")}),
        (
            {"name": "赵望川"},
            {("defendants[0].name", "name_not_in_text"), ("defendants", "defendant_missing")},
        ),
    ],
)
def test_a_person_whom_the_text_describes_otherwise_is_told(changes, expected):
    assert codes(demo("zhao-shidi", defendant=changes)) == expected


def test_a_number_that_differs_from_the_printed_one_is_told_by_position_alone():
    other = cast.resident_number("100101", cast.ON_RECORD.born_on, 33)
    apart = [
        str(place) for place, (one, two) in enumerate(zip(other, cast.ON_RECORD.number, strict=True), 1) if one != two
    ]
    document = StatedDocument(kind=DocumentKind.RESIDENT_ID, number=other)
    [fault] = faults(demo("zhao-shidi", defendant={"documents": (document,)}))
    assert fault.code == "number_differs_from_text"
    assert ", ".join(apart) in fault.en
    assert other not in fault.en
    assert cast.ON_RECORD.number not in fault.en


def test_a_passport_that_differs_from_the_printed_one_is_told():
    document = StatedDocument(kind=DocumentKind.PASSPORT, number="99QB0092", country="NOR")
    assert codes(demo("tomas-rivedal", defendant={"documents": (document,)})) == {
        ("defendants[0].documents[0].number", "number_length_differs_from_text")
    }


def test_a_defendant_left_out_or_added_is_told_by_place():
    two = notice_of_two(cast.ON_RECORD, cast.EXEMPTED)
    [fault] = faults(dataclasses.replace(two, defendants=two.defendants[:1]))
    assert fault.code == "defendant_missing"
    assert "2" in fault.en
    added = dataclasses.replace(two, defendants=(*two.defendants, stated(cast.ACQUITTED)))
    assert codes(added) == {("defendants[2].name", "name_not_in_text")}


def test_defendants_may_be_stated_in_another_order():
    two = notice_of_two(cast.ON_RECORD, cast.EXEMPTED)
    assert faults(dataclasses.replace(two, defendants=two.defendants[::-1])) == ()


@pytest.mark.parametrize(
    ("name", "state", "expected"),
    [
        ("zhao-shidi", ExecutionState.NONE, True),
        ("zhao-shidi", ExecutionState.PROBATION, True),
        ("zhao-shidi", ExecutionState.PAROLE, False),
        ("xu-wangqiao", ExecutionState.PROBATION, False),
        ("meng-chuanbai", ExecutionState.SERVING, True),
        ("han-yueling", ExecutionState.COMPLETED, True),
        ("han-yueling", ExecutionState.NONE, False),
    ],
)
def test_a_state_of_execution_that_the_verdict_cannot_have_is_told(name: str, state: ExecutionState, expected: bool):
    execution = dataclasses.replace(demo(name).defendants[0].execution, state=state)
    found = codes(demo(name, defendant={"execution": execution}))
    assert found == ({("defendants[0].execution.state", "execution_contradicts")} if expected else set())


def offence_at(born_on: str, day: str, **more) -> JudgmentNotice:
    """A notice of a theft on a day, by somebody born on another, judged on 2023-04-20."""
    notice = demo("zhao-shidi")
    year, month, birthday = (int(part) for part in born_on.split("-"))
    text = notice.text.replace("1980年3月9日", f"{year}年{month}月{birthday}日").replace(
        f"公民身份号码{cast.ON_RECORD.number}，", ""
    )
    offences = (StatedOffence(began=day, ended=day),)
    return demo("zhao-shidi", text=text, defendant={"born_on": born_on, "documents": (), "offences": offences, **more})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-06-01", "too_young"),  # the twelfth birthday itself: still eleven
        ("2022-06-02", "needs_approval"),  # twelve
        ("2023-04-21", "offence_after_judgment"),
        ("2023-04-20", "needs_approval"),
        ("2022", "age_unsettled"),
    ],
)
def test_an_offence_at_an_age_without_responsibility_or_after_the_judgment_is_told(day: str, expected: str):
    found = faults(offence_at("2010-06-01", day))
    assert [fault.code for fault in found] == [expected]


def test_twelve_and_thirteen_are_taken_with_the_approval_of_the_supreme_procuratorate():
    assert faults(offence_at("2010-06-01", "2022-06-02", prosecution_approval="高检核准〔2023〕1号")) == ()
    assert faults(offence_at("2010-06-01", "2022-06-01", prosecution_approval="高检核准〔2023〕1号"))


def test_fourteen_needs_no_approval_from_the_day_after_the_birthday():
    assert [fault.code for fault in faults(offence_at("2009-01-05", "2023-01-05"))] == ["needs_approval"]
    assert faults(offence_at("2009-01-05", "2023-01-06")) == ()


def test_no_offence_is_told_twice_where_its_dates_are_no_dates():
    wrong = demo("zhao-shidi", defendant={"offences": (StatedOffence(began="2022-13", ended=""),)})
    assert faults(wrong) == ()


FORBIDS = "二、禁止被告人赵石堤自刑罚执行完毕之日或者假释之日起三年内从事电动工具销售及相关活动。\n"


def forbidding(*prohibitions: StatedProhibition) -> JudgmentNotice:
    notice = demo("zhao-shidi", defendant={"prohibitions": prohibitions})
    text = notice.text.replace("如不服本判决", FORBIDS + "如不服本判决")
    assert FORBIDS in text
    return dataclasses.replace(notice, text=text)


BANNED = StatedProhibition(kind=ProhibitionKind.OCCUPATION, activity="电动工具销售及相关活动", months=36)


def test_what_the_operative_part_forbids_is_stated_in_its_own_words():
    assert faults(forbidding(BANNED)) == ()
    [told] = faults(forbidding())
    assert (told.field, told.code) == ("defendants[0].prohibitions", "prohibition_not_stated")
    assert "电动工具" in told.zh


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"activity": "食品销售"}, "defendants[0].prohibitions[0].activity", "activity_not_in_text"),
        ({"kind": ProhibitionKind.INJUNCTION}, "defendants[0].prohibitions[0]", "prohibition_contradicts"),
    ],
)
def test_a_prohibition_that_document_or_verdict_contradict_is_told(changes, field, code):
    assert codes(forbidding(dataclasses.replace(BANNED, **changes))) == {(field, code)}
