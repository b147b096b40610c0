"""The counter: what waits, what is doubtful side by side, only the acts that may follow, and nothing of another office."""

import re
from datetime import date

import pytest
from django.urls import reverse

import cast
from applications import judged
from letters import text_of
from qingbai.audit.models import LedgerEntry
from qingbai.counter.templatetags.counter import brief
from qingbai.inquiries.models import ActRow, Application
from qingbai.pages.references import reference
from rules import changing
from visitors import PASSWORD, Visitor, apply, clerk, text, wrongs

TICKS = {"seconds": 5}
BOTH = pytest.mark.django_db(databases=["default", "vault"])
WALK_IN = {
    "asker_class": "citizen",
    "name": cast.CLEAN.name,
    "latin_name": cast.CLEAN.latin,
    "sex": "F",
    "born_on_0": "1994",
    "born_on_1": "5",
    "born_on_2": "12",
    "nationality": "CHN",
    "document_kind": "resident_id",
    "document_number": cast.CLEAN.number,
    "place": "household",
    "purpose": "work",
}


@pytest.fixture
def doubtful(site) -> tuple[Visitor, Visitor]:
    """An applicant who may or may not be somebody on record, and the clerk of that office, with the file open."""
    judged("wu-tongyu")
    applicant = apply("wu-tongyu", district="100102", office="100102-sq")
    officer = clerk("100102-sq", "100102-01")
    officer.get(reverse("counter-file", args=[applicant.reference()]))
    return applicant, officer


def decide(officer: Visitor, applicant: Visitor, **answers: str):
    """Answer the question on the page of the file."""
    page = officer.get(reverse("counter-file", args=[applicant.reference()])).content.decode()
    subject = re.search(r'name="subject" value="([^"]+)"', page)[1]
    prefix = re.search(r'name="(\w+)-verdict"', page)[1]
    given = {f"{prefix}-{name}": value for name, value in answers.items()}
    return officer.post(reverse("counter-judge", args=[applicant.reference()]), subject=subject, **given)


def test_a_wrong_account_and_a_wrong_password_look_alike(site) -> None:
    clerk()
    pages = []
    for account, password in (("clerk-100101-01", "wrong"), ("nobody", PASSWORD)):
        pages.append(wrongs(Visitor().post(reverse("counter-sign-in"), username=account, password=password)))
    assert pages[0] == pages[1] == ["账号或密码有误，请核对；如仍无法登录，请联系管理员。"]


def test_a_clerk_signs_in_with_the_password_and_out_again(site) -> None:
    clerk()
    officer = Visitor()
    page = officer.post(reverse("counter-sign-in"), username="clerk-100101-01", password=PASSWORD)
    assert "待办申请" in text(page)
    assert officer.client.session["_session_expiry"] == 12 * 60 * 60  # a working day; a pause locks the desk before
    officer.post(reverse("counter-sign-out"))
    assert officer.client.get(reverse("counter")).status_code == 302


def test_the_demonstrations_accounts_are_shown_in_a_demonstration_only(site, settings) -> None:
    settings.DEMO_PASSWORD = "shown in a demonstration"
    assert settings.DEMO_PASSWORD in text(Visitor().get(reverse("counter-sign-in")))
    settings.DEMO = False
    assert settings.DEMO_PASSWORD not in text(Visitor().get(reverse("counter-sign-in")))


@BOTH
def test_what_needs_a_person_comes_first_and_other_offices_are_not_there(doubtful) -> None:
    _, officer = doubtful
    apply("lin-qinghe", place="residence", district="100102", office="100102-sq")
    apply("shen-xiaozhou")
    queue = text(officer.get(reverse("counter")))
    assert queue.index(cast.SAME_NAME_CLEAN.name) < queue.index(cast.CLEAN.name)
    assert cast.SEALED_TWIN.name not in queue


def test_a_file_is_found_by_its_number_at_its_own_office_alone(site) -> None:
    apply("lin-qinghe")
    number = Application.objects.get().number
    page = clerk().post(reverse("counter-find"), q=f" {number.lower()} ")
    assert cast.CLEAN.name in text(page)
    page = clerk("100102-sq", "100102-01").post(reverse("counter-find"), q=number)
    assert "本单位没有此编号的申请、名单、复查、查询函或者文书" in text(page)


@BOTH
def test_the_officer_sees_who_two_persons_are_and_nothing_of_the_crime(doubtful) -> None:
    applicant, officer = doubtful
    page = text(officer.get(reverse("counter-file", args=[applicant.reference()])))
    for word in ("是否为同一人", "申请人", "在册人员", cast.SAME_NAME_CLEAN.name, "1985年4月18日", "姓名相同"):
        assert word in page
    for word in ("罪名", "盗窃", "诈骗", "伤害", "有期徒刑", "拘役", "判决书", "演0101"):
        assert word not in page


@BOTH
def test_not_the_same_person_with_a_reason_and_the_certificate_goes_out(doubtful, site) -> None:
    applicant, officer = doubtful
    page = text(decide(officer, applicant, verdict="different", reason="户籍档案照片与本人不符。"))
    assert "户籍档案照片与本人不符。" in page
    assert "已出具" in page
    assert LedgerEntry.objects.filter(kind="person_confirmed").count() == 1
    site.pass_(**TICKS)
    paper = officer.post(reverse("counter-paper", args=[applicant.reference()]))
    assert paper.content.startswith(b"%PDF")
    assert "文书已出具" in text(applicant.get(reverse("status", args=[applicant.reference()])))


@BOTH
def test_the_same_person_and_a_refusal_goes_out(doubtful) -> None:
    applicant, officer = doubtful
    decide(officer, applicant, verdict="same", reason="指纹比对一致。")
    assert ActRow.objects.get(kind="decide").facts["paper"] == "refusal"


@BOTH
def test_without_verdict_and_reason_nothing_is_recorded_and_both_are_asked_for(doubtful) -> None:
    applicant, officer = doubtful
    page = decide(officer, applicant, reason=" \u3000 ")
    assert wrongs(page) == ["请选择是否为同一人", "请写明作出此认定的理由"]
    assert not ActRow.objects.filter(kind="judge_match").exists()


@BOTH
def test_a_decision_about_what_was_decided_meanwhile_is_refused_and_says_so(doubtful) -> None:
    applicant, officer = doubtful
    page = officer.get(reverse("counter-file", args=[applicant.reference()])).content.decode()
    subject = re.search(r'name="subject" value="([^"]+)"', page)[1]
    prefix = re.search(r'name="(\w+)-verdict"', page)[1]
    given = {f"{prefix}-verdict": "same", f"{prefix}-reason": "指纹比对一致。"}
    decide(clerk("100102-sq", "100102-02"), applicant, verdict="different", reason="照片不符。")
    late = officer.post(reverse("counter-judge", args=[applicant.reference()]), subject=subject, **given)
    assert late.status_code == 409
    assert "状态已发生变化" in wrongs(late)[0]
    assert ActRow.objects.filter(kind="judge_match").count() == 1


@BOTH
def test_every_look_at_a_file_is_on_the_ledger_by_the_officer_who_looked(doubtful) -> None:
    _, officer = doubtful
    looks = LedgerEntry.objects.filter(kind="inquiry_read")
    before = looks.count()
    number = Application.objects.get().number
    officer.post(reverse("counter-find"), q=number)
    assert looks.count() == before + 1
    assert looks.last().actor == "100102-01"


def test_a_walk_in_is_answered_in_one_go(site) -> None:
    officer = clerk()
    page = officer.post(reverse("counter-new"), token="t", **WALK_IN)
    assert "已出具" in text(page)
    asked = Application.objects.get().draft
    assert asked["identity_proof"] | {"method": "counter", "reference": "100101-01"} == asked["identity_proof"]
    assert asked["office"] == "100101-hy"
    officer.post(reverse("counter-new"), token="t", **WALK_IN)
    assert Application.objects.count() == 1


def test_four_answers_are_enough_for_a_citizen_with_a_resident_identity_card(site) -> None:
    four = {name: WALK_IN[name] for name in ("asker_class", "document_kind", "name", "document_number", "place")}
    page = clerk().post(reverse("counter-new"), **four, purpose="work")
    assert "已出具" in text(page)
    asked = Application.objects.get().draft
    assert (asked["sex"], asked["born_on"]) == ("F", "1994-05-12")


def test_the_page_is_short_until_more_is_needed_and_opens_where_something_stands_or_is_wrong(site) -> None:
    assert "<details open" not in (page := clerk().get(reverse("counter-new")).content.decode())
    assert page.split("<main")[1].split("</main")[0].count("<details") == 5
    page = (
        clerk("100102-sq", "100102-01")
        .post(reverse("counter-new"), document_kind="resident_id", acting="agent")
        .content.decode()
    )
    assert page.count("<details open") == 1
    assert "<details open" in clerk("100101-ee", "100101-07").get(reverse("counter-new")).content.decode()


def test_an_empty_walk_in_names_everything_that_is_needed(site) -> None:
    page = clerk().post(reverse("counter-new"))
    assert len(wrongs(page)) == 8
    assert not Application.objects.exists()


def test_everything_wrong_with_a_walk_in_is_told_at_once(site) -> None:
    given = {
        "asker_class": "citizen",
        "document_kind": "resident_id",
        "document_number": cast.CLEAN.number[:-1] + "5",
        "delivery": "post",
        "email": "no address",
        "acting": "agent",
        "acting_name": "高清远",
        "period_from_0": "2030",
        "period_from_1": "1",
        "period_from_2": "1",
        "purpose": "other",
    }
    told = " ".join(wrongs(clerk().post(reverse("counter-new"), **given)))
    for word in ("姓名", "第18位", "地", "用途", "收件人", "电子邮箱", "证件", "不能晚于今天"):
        assert word in told, word
    assert not Application.objects.exists()


def test_a_guardian_asks_at_the_counter_with_the_proof_of_guardianship(site) -> None:
    child = cast.citizen("林小溪", "LIN XIAOXI", "F", date(2015, 4, 2), 42)
    ward = {**WALK_IN, "name": child.name, "latin_name": "", "document_number": child.number}
    ward |= {"born_on_0": "2015", "born_on_1": "4", "born_on_2": "2", "papers": ["guardianship_proof"]}
    of_guardian = {"acting": "guardian", "acting_name": cast.CLEAN.name, "acting_kind": "resident_id"}
    officer = clerk()
    page = officer.post(reverse("counter-new"), **ward, **of_guardian, acting_number=cast.CLEAN.number)
    assert "已出具" in text(page)
    assert Application.objects.get().draft["guardian"]["document_number"] == cast.CLEAN.number


def test_the_counter_asks_what_its_region_wants_besides(site, monkeypatch, tmp_path) -> None:
    region = changing(monkeypatch, tmp_path)
    region("papers", minimum_residence_days="180", notarised_power_of_attorney="true")
    region("period", limited_by_document="true", limited_to_tie="true")
    region("competence", citizens_at='["household", "residence", "school"]')
    region("fees", postage="true", postage_fen="1200")
    officer = clerk()
    principal = {"acting": "agent", "acting_name": "高清远", "acting_kind": "resident_id"}
    number = cast.resident_number("100101", date(2010, 1, 2), 35)
    asked = {**WALK_IN, "place": "residence", **principal, "acting_number": number}
    page = officer.post(reverse("counter-new"), **asked)
    assert len(wrongs(page)) == 8
    days = {
        "residence_since": "2024",
        "tied_from": "2024",
        "document_valid_from": "2020",
        "document_valid_until": "2040",
    }
    given = {f"{name}_{box}": value for name, year in days.items() for box, value in enumerate((year, "1", "2"))}
    given |= {"household": "310000", "acting_relation": "other", "acting_own_work": "yes", "delivery": "download"}
    page = officer.post(reverse("counter-new"), **asked, **given)
    assert "公证" in text(page)
    kept = Application.objects.get().draft
    assert (kept["household"], kept["agent"]["relation"], kept["agent"]["lives_on_own_work"]) == (
        "310000",
        "other",
        True,
    )
    assert kept["tied"] == [{"from_on": "2024-01-02", "to_on": None}]
    for word in ("2024年1月2日", "2040年1月2日", "以上都不是", "高清远 – 居民身份证"):
        assert word in text(page), word
    ref = reference(Application.objects.get().number)
    for key, said in (("application", "犯罪记录查询申请表"), ("authority", "委托书")):
        printed = text_of(officer.client.post(reverse("counter-form", args=[ref, key])).content)
        assert all(word in printed for word in (said, "高清远", number)), key


def test_a_mistyped_number_is_told_with_the_place_and_the_digit_expected(site) -> None:
    mistyped = cast.CLEAN.number[:-1] + "5"
    page = clerk().post(reverse("counter-new"), **{**WALK_IN, "document_number": mistyped, "sex": "M"})
    told = " ".join(wrongs(page))
    assert "第18位" in told
    assert "3" in told
    assert f'value="{mistyped}"' in page.content.decode()


def test_an_agent_needs_document_and_authority(site) -> None:
    officer = clerk()
    page = officer.post(reverse("counter-new"), **WALK_IN, acting_name="高清远")
    assert wrongs(page) == ["来办理的人：请选择来办理的是受托人还是监护人"]
    agent = {"acting": "agent", "acting_name": "高清远", "acting_kind": "resident_id"}
    number = cast.resident_number("100101", date(1980, 1, 2), 35)
    page = text(officer.post(reverse("counter-new"), **WALK_IN, **agent, acting_number=number))
    assert "待补正" in page
    assert "委托书" in page
    assert Application.objects.get().draft["agent"]["born_on"] == "1980-01-02"


def test_missing_papers_are_recorded_when_they_were_seen_and_the_case_goes_on(site) -> None:
    officer = clerk("100102-sq", "100102-01")
    page = officer.post(reverse("counter-new"), **{**WALK_IN, "place": "residence"})
    assert "居住证" in text(page)
    ref = re.search(r"/counter/files/([^/]+)/", officer.addresses[-1])[1]
    page = officer.post(reverse("counter-supplement", args=[ref]))
    assert wrongs(page) == ["请勾选已核验的材料"]
    page = officer.post(reverse("counter-supplement", args=[ref]), papers=["residence_permit"])
    assert "已出具" in text(page)


def test_the_desk_has_the_paper_from_its_tick_on_and_renews_itself_until_then(site) -> None:
    applicant, officer = apply("lin-qinghe"), clerk()
    file = reverse("counter-file", args=[applicant.reference()])
    before = officer.get(file)
    assert before.headers["Refresh"] == "3"
    assert "打印文书" not in text(before)
    assert officer.post(reverse("counter-paper", args=[applicant.reference()])).status_code == 404
    assert officer.post(reverse("counter-form", args=[applicant.reference(), "receipt"])).status_code == 404
    site.pass_(**TICKS)
    after = officer.get(file)
    assert "Refresh" not in after.headers
    assert "打印文书" in text(after)
    printed = text_of(officer.client.post(reverse("counter-form", args=[applicant.reference(), "receipt"])).content)
    for said in ("文书领取签收单", cast.CLEAN.name, cast.CLEAN.number, Application.objects.get().number, "领取人签名"):
        assert said in printed, said


def test_an_act_that_the_table_does_not_allow_is_no_button_and_is_refused(site) -> None:
    applicant, officer = apply("lin-qinghe"), clerk()
    site.pass_(**TICKS)
    page = officer.get(reverse("counter-file", args=[applicant.reference()]))
    assert "申请人撤回申请" not in text(page)
    for act in ("withdraw", "accept", "decline"):
        late = officer.post(reverse("counter-act", args=[applicant.reference(), act]))
        assert late.status_code == 409
    assert officer.post(reverse("counter-act", args=[applicant.reference(), "issue"])).status_code == 404
    assert "申请人已签收" in text(page)
    officer.post(reverse("counter-deed", args=[applicant.reference(), "sign_for"]), signed_by="agent")
    assert ActRow.objects.get(kind="sign_for").facts == {"signed_by": "agent"}


def test_the_application_form_is_printed_with_what_was_entered_for_the_applicant_to_sign(site) -> None:
    ref = apply("lin-qinghe").reference()
    page = clerk().client.post(reverse("counter-form", args=[ref, "application"]))
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF-")
    assert (
        clerk().client.post(reverse("counter-form", args=[ref, "authority"])).status_code == 404
    )  # nobody acts for her
    stranger = clerk(office="100102-sq", number="100102-77")
    assert stranger.client.post(reverse("counter-form", args=[ref, "application"])).status_code == 404


@pytest.mark.parametrize(
    "sentence", ["案件%s是否属于被查询人不能确定。", "Case %s: whether it is about the person is not certain."]
)
def test_a_record_is_named_by_the_first_signs_of_its_reference_in_both_languages(sentence: str) -> None:
    assert brief(sentence % "9ecda502-250a-4326-829c-13f541749b60") == sentence % "9ecda502"
