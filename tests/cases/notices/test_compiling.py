"""Notice and text together: what the law is asked, and what is entered, holds everything that either of them says."""

import dataclasses
from datetime import date

import pytest

import cast
from qingbai import reading
from qingbai.law.effect import takes_effect_on
from qingbai.law.sealing import must_be_sealed
from qingbai.law.terms import Answer, CourtLevel, DateRange, DecisionForm, DocumentKind, Instance, PenaltyKind, Sex
from qingbai.law.time_limits import Calendar
from qingbai.notices import compiling
from qingbai.notices.notice import JudgmentNotice, SealingDecision
from qingbai.registers.records import NamedAs, Numbered
from qingbai.registers.terms import ExecutionState, NameKind, PaperKind, Prosecution
from registering import demo

TODAY = date(2026, 11, 21)


def compiled(notice: JudgmentNotice):
    read = reading.read(notice.text)
    [one] = compiling.defendants(notice, read)
    return read, one


def entered(notice: JudgmentNotice, effective_on: date | None = None):
    read, one = compiled(notice)
    dated = compiling.Dated(effective_on, "stated_by_court")
    return compiling.verdict(notice, read, one, on=date(2026, 11, 21), dated=dated)


def two_crimes(combined: str) -> JudgmentNotice:
    """The sealed boy's judgment with two crimes, neither over five years, and another combined sentence."""
    notice = demo("shen-xiaodu")
    text = notice.text.replace(
        "被告人沈小渡犯抢劫罪，判处有期徒刑二年，缓刑三年，并处罚金人民币一千元。",
        "被告人沈小渡犯抢劫罪，判处有期徒刑四年，并处罚金人民币一千元；犯盗窃罪，判处有期徒刑三年，并处罚金人民币一千元；"
        f"决定执行有期徒刑{combined}，并处罚金人民币二千元。",
    )
    assert text != notice.text
    execution = dataclasses.replace(notice.defendants[0].execution, state=ExecutionState.SERVING)
    return demo("shen-xiaodu", text=text, defendant={"charges": ("抢劫罪", "盗窃罪"), "execution": execution})


@pytest.mark.parametrize(
    ("combined", "sealed"), [("五年", Answer.YES), ("五年一个月", Answer.NO), ("六年", Answer.NO), ("四年", Answer.YES)]
)
def test_the_combined_sentence_decides_about_the_seal(combined: str, sealed: Answer):
    read, one = compiled(two_crimes(combined))
    assert must_be_sealed(compiling.sealing_facts(read, one), TODAY).answer is sealed


def test_the_combined_sentence_is_entered_beside_those_of_the_crimes():
    verdict = entered(two_crimes("六年"))
    assert [sentence.charge for sentence in verdict.sentences] == ["抢劫罪", "盗窃罪"]
    assert verdict.combined is not None
    assert (verdict.combined.months, verdict.combined.fine_yuan) == (72, 2000)


def test_everything_about_a_person_is_entered():
    defendant = entered(demo("tomas-rivedal", defendant={"former_names": ("TOMAS DALVIK",)})).defendant
    assert defendant.names == (
        NamedAs(NameKind.NAME, "TOMAS RIVEDAL"),
        NamedAs(NameKind.FORMER, "TOMAS DALVIK"),
        NamedAs(NameKind.ALIAS, "托马斯·里维达尔"),
    )
    assert defendant.documents == (Numbered(DocumentKind.PASSPORT, "NOR", "99QB00923"),)
    assert (defendant.sex, defendant.born, defendant.nationality) == (Sex.MALE, "1986-12-05", "NOR")


def test_what_only_the_text_or_the_number_says_is_entered_too():
    bare = {"documents": (), "sex": None, "born_on": "", "latin_name": ""}
    defendant = entered(demo("zhao-shidi", defendant=bare)).defendant
    assert defendant.documents == (Numbered(DocumentKind.RESIDENT_ID, "CHN", cast.ON_RECORD.number),)
    assert (defendant.sex, defendant.born) == (Sex.MALE, "1980-03-09")
    assert defendant.household_as_written == "演示市清河区河沿街道"
    silent = demo("zhao-shidi", text=demo("zhao-shidi").text.replace("，男，1980年3月9日出生于演示市清河区", ""))
    by_number = entered(
        dataclasses.replace(silent, defendants=(dataclasses.replace(silent.defendants[0], sex=None, born_on=""),))
    )
    assert (by_number.defendant.sex, by_number.defendant.born) == (Sex.MALE, "1980-03-09")


def test_a_birth_date_known_in_part_is_entered_as_precisely_as_it_is_known():
    text = demo("wu-tongyu").text.replace("1985年4月18日出生", "1985年出生")
    assert entered(demo("wu-tongyu", text=text, defendant={"born_on": ""})).defendant.born == "1985"
    assert entered(demo("wu-tongyu", text=text, defendant={"born_on": "1985-04"})).defendant.born == "1985-04"
    _, one = compiled(demo("wu-tongyu", text=text, defendant={"born_on": "1985-04"}))
    assert one.born == DateRange(date(1985, 4, 1), date(1985, 4, 30))


def test_term_execution_and_offences_are_entered():
    verdict = entered(demo("zhao-shidi"), date(2023, 5, 5))
    assert (verdict.term_from, verdict.term_to) == (date(2022, 12, 12), date(2025, 12, 11))
    assert (verdict.execution.state, verdict.execution.on) == (ExecutionState.SERVING, date(2023, 5, 5))
    assert verdict.execution.source == "演示市清河区人民法院"
    assert [(one.began, one.ended) for one in verdict.offences] == [("2022-09-18", "2022-12-11")]
    assert verdict.effective_on == date(2023, 5, 5)


def test_a_persons_decision_is_entered_only_where_it_opens():
    opened = SealingDecision(sealed=False, decided_by="judge-2", reason="why")
    verdict = entered(demo("tang-bozhou", defendant={"sealing_decision": opened}))
    assert verdict.unsealed is not None
    assert (verdict.unsealed.by, verdict.unsealed.reason) == ("judge-2", "why")
    sealed = dataclasses.replace(opened, sealed=True)
    assert entered(demo("tang-bozhou", defendant={"sealing_decision": sealed})).unsealed is None


def test_the_heading_is_entered_as_read():
    document = compiling.document(demo("zhao-shidi"), reading.read(demo("zhao-shidi").text))
    assert (document.court_name, document.court_code) == ("演示市清河区人民法院", "演0101")
    assert (document.case_number, document.paper) == ("（2023）演0101刑初46号", PaperKind.JUDGMENT)
    assert (document.instance, document.prosecution) == (Instance.FIRST, Prosecution.PUBLIC)
    assert (document.prosecutor, document.pronounced_on) == ("演示市清河区人民检察院", date(2023, 4, 20))


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("最高人民法院", CourtLevel.SUPREME),
        ("演示省高级人民法院", CourtLevel.HIGH),
        ("演示市中级人民法院", CourtLevel.INTERMEDIATE),
        ("演示铁路运输中级法院", CourtLevel.INTERMEDIATE),
        ("演示海事法院", CourtLevel.INTERMEDIATE),
        ("演示市清河区人民法院", CourtLevel.BASIC),
        ("演示铁路运输法院", CourtLevel.BASIC),
    ],
)
def test_the_level_of_a_court_shows_in_its_name(name: str, level: CourtLevel):
    assert compiling.court_level(name) is level


def test_the_law_is_asked_about_effect_with_everything_stated():
    notice = demo("zhao-shidi", below_statutory_minimum=True, approved_on=date(2023, 6, 30))
    read, one = compiled(notice)
    decision = compiling.decision(notice, read, one)
    assert (decision.form, decision.court_level) == (DecisionForm.JUDGMENT, CourtLevel.BASIC)
    assert decision.heaviest is PenaltyKind.FIXED_TERM
    assert [recipient.received_on for recipient in decision.recipients] == [date(2023, 4, 24), date(2023, 4, 23)]
    calendar = Calendar(years=frozenset({2023}))
    assert takes_effect_on(decision, TODAY, calendar).value == date(2023, 6, 30)


def test_an_appeal_and_its_withdrawal_reach_the_law():
    defendant, prosecution = demo("zhao-shidi").service
    challenged = dataclasses.replace(
        defendant, challenge="withdrawn", filed_on=date(2023, 4, 28), withdrawn_on=date(2023, 5, 2)
    )
    notice = demo("zhao-shidi", service=(challenged, prosecution))
    read, one = compiled(notice)
    recipient = compiling.decision(notice, read, one).recipients[0]
    assert (recipient.challenge, recipient.filed_on, recipient.withdrawn_on) == (
        "withdrawn",
        date(2023, 4, 28),
        date(2023, 5, 2),
    )


def test_a_death_sentence_waits_for_its_approval():
    text = demo("zhao-shidi").text.replace("判处有期徒刑三年，并处罚金人民币一万元", "判处死刑，剥夺政治权利终身")
    notice = demo("zhao-shidi", text=text)
    read, one = compiled(notice)
    decision = compiling.decision(notice, read, one)
    assert decision.heaviest is PenaltyKind.DEATH
    assert takes_effect_on(decision, TODAY, Calendar(years=frozenset({2023}))).answer is Answer.NO


@pytest.mark.parametrize(
    ("household", "authority", "division"),
    [
        ("100101", "public_security", "100101"),
        ("110103", "public_security", "110101"),
        ("", "public_security", "100101"),
    ],
)
def test_a_record_is_kept_where_the_household_is_now_or_where_the_court_sits(household, authority, division):
    kept = entered(demo("zhao-shidi", defendant={"household": household}))
    assert (kept.authority, kept.division) == (authority, division)
