"""Units at the counter, over HTTP: an employer with its article, no basis, who left, a foreigner, a school's yearly check."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import NOW, judged
from letters import bare, text_of
from lists import LAW_FIRM, SCHOOL, line, listed
from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.certificates import content
from qingbai.certificates.models import Paper
from qingbai.notices import services as notices
from qingbai.pages.references import reference
from qingbai.screening import jobs, queries
from qingbai.screening.models import Checked, Roster, Row
from registering import forbidding
from visitors import Visitor, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
FIRM = {
    "code": LAW_FIRM,
    "name": "演示清河律师事务所",
    "domicile": "100101",
    "kind": "employer",
    "proof": "执业许可证原件",
}
HANDLER = {
    "handler-name": cast.CLEAN.name,
    "handler-document_number": cast.CLEAN.number,
    "handler-phone": "13800000000",
    "handler-from_on_0": "2026",
    "handler-from_on_1": "1",
    "handler-from_on_2": "1",
}
LIST = {
    "purpose": "article",
    "article": "BAN-09",
    "handler": "1",
    "letter_number": "清律函〔2026〕7号",
    "letter_on_0": "2026",
    "letter_on_1": "11",
    "letter_on_2": "18",
    "reason": "执业律师年度审核",
    "papers": ["unit_letter", "handler_identity", "sealed_form"],
}


@pytest.fixture
def officer(site) -> Visitor:
    """A clerk of the station where the firm is registered, with one handler."""
    visitor = clerk()
    registered(visitor, FIRM)
    return visitor


def registered(visitor: Visitor, unit: dict[str, str]) -> None:
    visitor.post(reverse("counter-unit-new"), **unit)
    visitor.post(reverse("counter-unit-authorise", args=[reference(unit["code"])]), **HANDLER)


def hand_in(visitor: Visitor, *rows: str, code: str = LAW_FIRM, name: str = "list.csv", data: bytes = b"", **changes):
    file = SimpleUploadedFile(name, data or listed(*rows))
    return visitor.post(reverse("counter-list-new", args=[reference(code)]), **{**LIST, **changes, "file": file})


def the_list() -> str:
    return Roster.objects.latest("submitted_at").number


def shown(visitor: Visitor, site, number: str = ""):
    site.pass_(seconds=10)
    return visitor.get(reverse("counter-list", args=[reference(number or the_list())]))


@BOTH
def test_an_employer_asks_about_its_people_on_the_article_for_their_post(site, officer) -> None:
    judged("zhao-shidi", "shen-xiaodu")
    page = hand_in(officer, line(cast.CLEAN), line(cast.SEALED), line(cast.ON_RECORD))
    assert cast.CLEAN.name in text(page)
    assert "有该条款规定情形的记录" not in text(page)  # not before the tick
    page = shown(officer, site)
    assert text(page).count("未发现该条款规定情形的记录") == 2
    assert text(page).count("有该条款规定情形的记录") == 1
    packed = officer.client.post(reverse("counter-list-letters", args=[reference(the_list()), 0]))
    with zipfile.ZipFile(io.BytesIO(b"".join(packed.streaming_content))) as letters:
        assert len(letters.namelist()) == 4
        assert all(letters.read(name).startswith(b"%PDF-") for name in letters.namelist())
    letter = officer.client.post(reverse("counter-list-letter", args=[reference(the_list()), 2]))
    assert letter.content.startswith(b"%PDF-")
    form = text_of(officer.client.post(reverse("counter-list-form", args=[reference(the_list()), 0])).content)
    for word in (
        "申请表（单位）",
        "统一社会信用代码",
        LAW_FIRM,
        cast.CLEAN.name,
        cast.SEALED.number,
        cast.ON_RECORD.number,
        "拟招录",
    ):
        assert bare(word) in form, word
    assert officer.client.post(reverse("counter-list-form", args=[reference(the_list()), 1])).status_code == 404
    page = officer.post(reverse("counter-list-act", args=[reference(the_list()), "sign_for"]))
    assert "办结" in text(page)


@BOTH
@pytest.mark.parametrize("basis", ["local", "none"])
def test_a_list_on_a_local_rule_or_on_nothing_is_not_accepted_and_nobody_is_searched_for(site, officer, basis) -> None:
    page = hand_in(officer, line(cast.CLEAN), article="", other_basis=basis)
    assert "名单不予受理的理由" in text(page)
    assert not Row.objects.exists()
    assert not LedgerEntry.objects.filter(kind="list_searched").exists()


@BOTH
def test_who_left_and_a_foreigner_are_not_asked_about_and_the_others_are(site, officer) -> None:
    hand_in(officer, line(cast.CLEAN), line(cast.EXEMPTED, relation="已离职"), line(cast.FOREIGNER))
    page = text(shown(officer, site))
    assert page.count("未发现该条款规定情形的记录") == 1
    assert "不予查询2行" in page
    assert "演示市公安局清河分局出入境" in page
    rows = officer.get(reverse("counter-list-faults", args=[reference(the_list())])).content.decode("utf-8-sig")
    assert len(rows.splitlines()) == 3


@BOTH
def test_a_school_checks_its_staff_each_year_and_is_told_yes_or_no(site) -> None:
    judged("zhao-shidi")
    visitor = clerk()
    school = {**FIRM, "code": SCHOOL, "name": "演示河沿小学", "kind": "minors", "minors_kind": "school"}
    registered(visitor, school)
    assert "演示河沿小学" in text(visitor.get(reverse("counter-units"))).split("本所登记单位")[0]  # never checked yet
    hand_in(
        visitor,
        line(cast.CLEAN, post="教师"),
        line(cast.ON_RECORD, post="保安"),
        code=SCHOOL,
        purpose="vetting",
        article="",
    )
    page = text(shown(visitor, site))
    assert page.count("未发现该条款规定情形的记录") == 2  # theft is none of the crimes asked for
    assert {Paper.objects.filter(application=the_list(), kind="vetting_result").count()} == {2}
    letters = [content.parse(bytes(paper.claim)) for paper in Paper.objects.filter(application=the_list())]
    assert len(letters) == 3
    assert all("不起诉决定和治安管理处罚另行保存" in letter.notes[0].zh for letter in letters)
    assert "只查询有罪裁判" in page
    assert "演示河沿小学" not in text(visitor.get(reverse("counter-units"))).split("本所登记单位")[0]
    site.pass_(days=340)
    assert "演示河沿小学" in text(visitor.get(reverse("counter-units"))).split("本所登记单位")[0]
    assert jobs.remind(at=clock.now()) == (SCHOOL,)
    assert jobs.remind(at=clock.now() + timedelta(days=1)) == ()


@BOTH
def test_a_doubtful_row_waits_for_a_person_with_both_descriptions_side_by_side(site, officer) -> None:
    judged("wu-tongyu")
    hand_in(officer, line(cast.CLEAN), line(cast.SAME_NAME_CLEAN))
    page = shown(officer, site)
    assert "第3行：是否为同一人？" in text(page)
    assert "未发现该条款规定情形的记录" not in text(page)
    key = re.search(r'name="question" value="([^"]+)"', page.content.decode())[1]
    address = reverse("counter-list-judge", args=[reference(the_list())])
    page = officer.post(address, question=key, **{f"{key}-verdict": "different", f"{key}-reason": ""})
    assert wrongs(page)
    officer.post(address, question=key, **{f"{key}-verdict": "different", f"{key}-reason": "户籍与住址均不同"})
    page = shown(officer, site)
    assert text(page).count("未发现该条款规定情形的记录") == 2
    assert LedgerEntry.objects.filter(kind="person_confirmed").count() == 1


@BOTH
def test_whether_a_post_is_what_a_court_forbade_a_person_says_who_is_shown_its_words(site, officer) -> None:
    notice = forbidding()
    notices.receive(notice=notice, by=Actor(ActorKind.SENDER, notice.sender.code), at=NOW)
    hand_in(officer, line(cast.CLEAN), line(cast.ON_RECORD, post="工具店店员"), article="BAN-52")
    page = shown(officer, site)
    assert "从业禁止：电动工具销售及相关活动，3年" in text(page)
    assert "工具店店员" in text(page)
    key = re.search(r'name="question" value="([^"]+)"', page.content.decode())[1]
    answer = {f"{key}-verdict": "yes", f"{key}-reason": "该岗位销售电动工具"}
    officer.post(reverse("counter-list-judge", args=[reference(the_list())]), question=key, **answer)
    page = shown(officer, site)
    assert text(page).count("有该条款规定情形的记录") == 1
    letters = [content.parse(bytes(paper.claim)) for paper in Paper.objects.filter(application=the_list())]
    told = [cell.zh for letter in letters if letter.table for row in letter.table.rows for cell in row]
    assert told.count("从业禁止：电动工具销售及相关活动，3年") == 1
    assert "电动工具" not in str(list(Checked.objects.values_list("found", flat=True)))


@BOTH
def test_what_is_missing_is_told_once_and_brought_later(site, officer) -> None:
    page = hand_in(officer, line(cast.CLEAN), "错", papers=["unit_letter"], together="on")
    told = text(page)
    assert "经办人身份证件" in told
    assert "加盖单位公章的查询申请表" in told
    assert "有1行填写有误" in told
    address = reverse("counter-list-complete", args=[reference(the_list())])
    assert wrongs(officer.post(address))
    right = SimpleUploadedFile("list.csv", listed(line(cast.CLEAN)))
    officer.post(address, papers=["handler_identity", "sealed_form"], file=right)
    assert "未发现该条款规定情形的记录" in text(shown(officer, site))


@BOTH
def test_a_list_of_a_thousand_goes_on_by_itself_and_shows_how_far_it_is(site, officer) -> None:
    people = [cast.citizen("林清和", "LIN QINGHE", "F", cast.date(1990, 1, 1), n) for n in range(100, 1000)]
    bad = [
        line(cast.CLEAN, number="100101199405120240"),
        line(cast.CLEAN, nationality="C"),
        line(cast.CLEAN, relation="朋友"),
    ]
    rows = [line(one) for one in people]
    page = hand_in(officer, *rows[:400], bad[0], *rows[400:], *bad[1:])
    assert "填写有误" in text(page) or "已检索" in text(page)
    number = the_list()
    for _ in range(20):
        if not jobs.go_round(at=clock.now()):
            break
    seen = queries.progress(queries.open_case(number, officer_actor()))
    assert (seen.read, seen.faulty, seen.good, seen.searched) == (903, 3, 900, 900)
    assert seen.letters == 2  # more than five hundred people: in tables
    page = text(shown(officer, site, number))
    assert "填写有误3行" in page
    assert "第 402 行 C 列“证件号码”" in page
    again = hand_in(officer, *rows[:400], bad[0], *rows[400:], *bad[1:])
    assert number in text(again)
    assert Roster.objects.count() == 1


def officer_actor():
    from applications import COUNTER

    return COUNTER


@BOTH
def test_a_unit_and_its_lists_are_found_by_its_own_station_alone(site, officer) -> None:
    hand_in(officer, line(cast.CLEAN))
    stranger = clerk("100102-sq", "100102-01")
    assert stranger.get(reverse("counter-unit", args=[reference(LAW_FIRM)])).status_code == 404
    assert stranger.get(reverse("counter-list", args=[reference(the_list())])).status_code == 404
    assert LAW_FIRM not in stranger.get(reverse("counter-units")).content.decode()
    assert LAW_FIRM in officer.get(reverse("counter-units"), q="清河律师").content.decode()


@BOTH
def test_a_suspended_unit_asks_nothing_until_it_may_again(site, officer) -> None:
    turn = reverse("counter-unit-turn", args=[reference(LAW_FIRM), "suspend"])
    assert wrongs(officer.post(turn, **{"why-reason": ""}))
    officer.post(turn, **{"why-reason": "许可证过期"})
    assert wrongs(hand_in(officer, line(cast.CLEAN)))
    assert not Roster.objects.exists()
    officer.post(reverse("counter-unit-turn", args=[reference(LAW_FIRM), "resume"]), **{"why-reason": "已换发"})
    assert not wrongs(hand_in(officer, line(cast.CLEAN)))
