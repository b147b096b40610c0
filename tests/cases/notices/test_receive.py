"""Receiving a notice: everything or nothing, once, sealed where the law says so, and a receipt that reads the same."""

import dataclasses
from datetime import date, timedelta
from string import Formatter

import pytest
from django.db import connections

import cast
from qingbai.law.effect import ChallengeState
from qingbai.notices import faults as notice_faults
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.notices.notice import SealingDecision, StatedOffence
from qingbai.registers import models as registers
from qingbai.sealing import boxes
from qingbai.sealing import models as vault
from registering import AT, demo, notice_of_two, receive

pytestmark = pytest.mark.django_db(databases=["default", "vault"])


def size() -> dict[str, int]:
    """How many rows every table of both databases has."""
    counted = {}
    for alias in ("default", "vault"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                counted[f"{alias}.{table}"] = cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return counted


def refused(notice, **more) -> set[tuple[str, str]]:
    before = size()
    with pytest.raises(NoticeRefused) as refusal:
        receive(notice, **more)
    assert size() == before
    return {(fault.field, fault.code) for fault in refusal.value.faults}


@pytest.mark.parametrize(
    ("name", "where", "result"),
    [
        ("zhao-shidi", registers.Conviction, "entered"),
        ("han-yueling", registers.Conviction, "entered"),
        ("meng-chuanbai", registers.Conviction, "entered"),
        ("wu-tongyu", registers.Conviction, "entered"),
        ("tomas-rivedal", registers.Conviction, "entered"),
        ("xu-wangqiao", registers.Conviction, "kept"),
        ("shen-xiaodu", vault.SealedConviction, "entered"),
        ("tang-bozhou", vault.SealedConviction, "entered"),
    ],
)
def test_each_of_the_cast_comes_where_the_law_says(name: str, where, result: str):
    receipt = receive(demo(name))
    [line] = receipt.lines
    assert line.result == result
    assert registers.Conviction.objects.count() + vault.SealedConviction.objects.count() == 1
    assert str(where.objects.get().id) == line.entry


def test_receipts_of_sealed_and_open_have_the_same_shape_and_words():
    sealed, opened = receive(demo("shen-xiaodu")), receive(demo("zhao-shidi"))
    assert (
        dataclasses.replace(
            sealed,
            message_id=opened.message_id,
            case_number=opened.case_number,
            reference=opened.reference,
            lines=tuple(
                dataclasses.replace(line, name=opened.lines[0].name, entry=opened.lines[0].entry)
                for line in sealed.lines
            ),
        )
        == opened
    )
    assert len(sealed.reference) == len(opened.reference)
    assert [len(line.entry) for line in sealed.lines] == [len(line.entry) for line in opened.lines]


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu"])
def test_the_same_notice_again_changes_nothing_and_says_so(name: str):
    first = receive(demo(name))
    before = {table: rows for table, rows in size().items() if "audit" not in table}
    again = receive(demo(name), at=AT + timedelta(hours=1))
    assert again.already_registered
    assert not first.already_registered
    assert [line.entry for line in again.lines] == [line.entry for line in first.lines]
    assert again.reference == first.reference
    assert {table: rows for table, rows in size().items() if "audit" not in table} == before


def test_the_same_document_under_another_number_leaves_the_register_as_it_is():
    receive(demo("zhao-shidi"))
    before = {table: rows for table, rows in size().items() if table.startswith("default.")}
    assert receive(demo("zhao-shidi", message_id="other-1")).already_registered
    assert {table: rows for table, rows in size().items() if table.startswith("default.")} == before


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu"])
def test_the_same_number_with_another_body_is_refused(name: str):
    receive(demo(name))
    assert refused(demo(name, confirmed_by="somebody-else")) == {("message_id", "same_message_other_body")}


def test_a_number_used_for_a_sealed_notice_is_used_for_an_open_one_too():
    receive(demo("shen-xiaodu"))
    reused = demo("zhao-shidi", message_id=demo("shen-xiaodu").message_id)
    assert refused(reused) == {("message_id", "same_message_other_body")}


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu"])
def test_the_same_document_with_other_facts_is_refused(name: str):
    receive(demo(name))
    other = demo(name, message_id="other-1", defendant={"household": "100102"})
    assert refused(other) == {("notice", "same_document_other_facts")}


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu"])
def test_another_day_of_finality_for_the_same_document_is_refused(name: str):
    receive(demo(name, service=(), final_on=date(2023, 5, 5)))
    other = demo(name, message_id="other-1", service=(), final_on=date(2023, 5, 8))
    assert refused(other) == {("notice", "same_document_other_facts")}


@pytest.mark.parametrize("name", ["zhao-shidi", "shen-xiaodu"])
def test_another_text_under_the_same_case_number_is_refused(name: str):
    receive(demo(name))
    longer = demo(name).text.replace("经审理查明：", "经审理查明如下：")
    assert refused(demo(name, message_id="other-1", text=longer)) == {("text", "same_case_other_text")}


def test_two_defendants_of_whom_one_is_sealed_are_kept_apart():
    receipt = receive(notice_of_two(cast.ON_RECORD, cast.SEALED))
    assert [line.result for line in receipt.lines] == ["entered", "entered"]
    judgment = registers.Judgment.objects.get()
    assert (judgment.holds_sealed, judgment.text, judgment.document_digest, judgment.stated) == (True, None, None, None)
    assert registers.Name.objects.filter(kind="name").get().text == cast.ON_RECORD.name
    assert vault.SealedConviction.objects.count() == 1
    assert receive(notice_of_two(cast.ON_RECORD, cast.SEALED)).already_registered


def test_two_open_defendants_keep_the_text():
    receive(notice_of_two(cast.ON_RECORD, cast.EXEMPTED))
    judgment = registers.Judgment.objects.get()
    assert judgment.text == notice_of_two(cast.ON_RECORD, cast.EXEMPTED).text
    assert not judgment.holds_sealed


def test_acts_on_both_sides_of_eighteen_without_the_courts_finding_are_held_back_with_the_question():
    before = size()
    with pytest.raises(NoticeHeld) as held:
        receive(demo("tang-bozhou", defendant={"main_acts_before_18": None}))
    [question] = held.value.faults
    assert (question.field, question.code) == ("defendants[0]", "sealing_open")
    assert "main_acts_not_found" in {reason.code for reason in held.value.because}
    assert question.zh != question.en
    assert size() == before


def test_a_question_about_one_defendant_holds_back_the_whole_notice():
    two = notice_of_two(cast.ON_RECORD, cast.BOTH_SIDES_OF_18)
    both_sides = dataclasses.replace(two.defendants[1], offences=(StatedOffence(began="2021-09", ended="2022-09-18"),))
    notice = dataclasses.replace(two, defendants=(two.defendants[0], both_sides))
    before = size()
    with pytest.raises(NoticeHeld):
        receive(notice)
    assert size() == before


@pytest.mark.parametrize(("sealed", "where"), [(True, vault.SealedConviction), (False, registers.Conviction)])
def test_a_persons_decision_settles_what_the_law_leaves_open(sealed: bool, where):
    decision = SealingDecision(sealed=sealed, decided_by="qh-judge-2", reason="主要犯罪行为无法分清")
    receive(demo("tang-bozhou", defendant={"main_acts_before_18": None, "sealing_decision": decision}))
    assert where.objects.count() == 1
    if not sealed:
        assert where.objects.get().unsealed_by == "qh-judge-2"


def test_a_persons_decision_does_not_open_what_the_law_seals():
    decision = SealingDecision(sealed=False, decided_by="qh-judge-2", reason="x")
    receive(demo("shen-xiaodu", defendant={"sealing_decision": decision}))
    assert registers.Conviction.objects.count() == 0


def test_a_judgment_under_appeal_is_kept_and_takes_effect_by_a_later_notice():
    [kept] = receive(demo("xu-wangqiao")).lines
    later = demo("xu-wangqiao", message_id="later-1", service=(), final_on=date(2026, 12, 20))
    [now] = receive(later, at=AT + timedelta(days=40)).lines
    assert (now.result, now.entry) == ("took_effect", kept.entry)
    change = registers.Change.objects.get()
    assert (change.on, change.ground) == (date(2026, 12, 20), "stated_by_court")
    assert change.stated["final_on"] == "2026-12-20"


def test_what_the_court_stated_about_service_is_kept_as_evidence():
    receive(demo("zhao-shidi"))
    judgment = registers.Judgment.objects.get()
    assert [one["received_on"] for one in judgment.stated["service"]] == ["2023-04-24", "2023-04-23"]
    conviction = registers.Conviction.objects.get()
    assert conviction.effective_on == date(2023, 5, 5)
    assert "period_expired" in conviction.effect_ground


def test_the_approval_for_an_act_at_thirteen_is_kept_as_evidence():
    text = (
        demo("zhao-shidi")
        .text.replace("1980年3月9日", "2009年3月9日")
        .replace(f"公民身份号码{cast.ON_RECORD.number}，", "")
    )
    young = {"born_on": "2009-03-09", "documents": (), "prosecution_approval": "高检核准〔2023〕1号"}
    receive(demo("zhao-shidi", text=text, defendant=young))
    [sealed] = vault.SealedConviction.objects.all()
    content = boxes.open_box("conviction", sealed.id, bytes(sealed.box))
    assert content["prosecution_approval"] == "高检核准〔2023〕1号"


def test_an_appeal_period_that_still_runs_keeps_the_judgment():
    service = tuple(
        dataclasses.replace(one, challenge=ChallengeState.NONE, filed_on=None) for one in demo("xu-wangqiao").service
    )
    assert receive(demo("xu-wangqiao", service=service)).lines[0].result == "kept"


def test_unknown_service_is_a_question_and_not_a_guess():
    [only_one, *_] = demo("zhao-shidi").service
    with pytest.raises(NoticeHeld) as held:
        receive(demo("zhao-shidi", service=(only_one,)))
    assert held.value.faults[0].code == "effect_open"


@pytest.mark.parametrize(
    ("day", "accepted"), [(date(2023, 5, 5), True), (date(2023, 5, 4), True), (date(2023, 5, 8), False)]
)
def test_the_courts_day_of_finality_must_follow_from_service_in_one_of_the_two_readings(day: date, accepted: bool):
    notice = demo("zhao-shidi", final_on=day)
    if accepted:
        receive(notice)
        assert registers.Conviction.objects.get().effective_on == day
    else:
        assert refused(notice) == {("final_on", "finality_contradicts")}


def test_a_day_of_finality_while_an_appeal_is_pending_is_a_contradiction():
    assert refused(demo("xu-wangqiao", final_on=date(2026, 11, 20))) == {("final_on", "finality_contradicts")}


def test_everything_wrong_with_a_notice_and_its_text_is_told_at_once():
    wrong = demo(
        "zhao-shidi",
        message_id="",
        case_number="（2023）演0101刑初47号",
        defendant={"household": "x", "charges": ("抢劫罪",), "born_on": "1980-03-10"},
    )
    assert refused(wrong) == {
        ("message_id", "message_id"),
        ("case_number", "differs_from_text"),
        ("defendants[0].household", "household"),
        ("defendants[0].charges", "differs_from_text"),
        ("defendants[0].born_on", "number_date"),
        ("defendants[0].born_on", "differs_from_text"),
    }


def test_a_text_with_control_characters_is_not_even_read():
    assert refused(demo("zhao-shidi", text="\x00" + demo("zhao-shidi").text)) == {("text", "unprintable")}


def test_a_retrial_changes_an_earlier_record_and_waits_for_a_registrar():
    text = demo("zhao-shidi").text.replace("刑初46号", "刑再46号")
    before = size()
    with pytest.raises(NoticeHeld, match="retrial"):
        receive(demo("zhao-shidi", text=text, case_number="（2023）演0101刑再46号"))
    assert size() == before


@pytest.mark.parametrize("code", sorted(notice_faults.SENTENCES))
def test_every_fault_says_what_is_wrong_and_what_to_do_in_both_languages(code: str):
    facts = {name: "1." for text in notice_faults.SENTENCES[code] for _, name, _, _ in Formatter().parse(text) if name}
    fault = notice_faults.fault("field", code, **facts)
    assert fault.zh.endswith("。")
    assert fault.en.endswith(".")
    assert len([sentence for sentence in fault.en.split(". ") if sentence]) >= 2 or ";" in fault.en
