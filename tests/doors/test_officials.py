"""Organs, defence lawyers, notary offices and licensing organs at the counter: from the dense page to the letter."""

import re

import pytest
from django.urls import reverse

import cast
from applications import judged
from qingbai.agencies.terms import Role
from qingbai.disclosures.models import RequestRow
from visitors import Visitor, clerk, filled_in, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
CASE = "（2026）演0101刑初9号"


def filled(person: cast.Person = cast.CLEAN, **changes: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "asker": "state_organ",
        "asker_name": "演示市清河区人民检察院",
        "handler": "何经办",
        "handler_number": "演检0007",
        "reason": "审查起诉",
        "papers": ["official_letter", "handler_identity"],
        "case_number": CASE,
        "article": "刑事诉讼法第五十四条",
        **filled_in(person),
    }
    return {**whole, **changes}


def lawyer(person: cast.Person = cast.CLEAN, **changes: object) -> dict[str, object]:
    return filled(
        person,
        **{
            "asker": "defence_lawyer",
            "asker_name": "演示律师事务所",
            "papers": ["practice_certificate", "firm_letter", "mandate"],
            "papers_case": CASE,
            "papers_suspect": person.name,
            **changes,
        },
    )


def as_unit(asker: str, **changes: object) -> dict[str, object]:
    papers = ["official_letter", "handler_identity", "request_form", "tie_proof"]
    return filled(
        **{"asker": asker, "asker_name": "演示公证处", "papers": papers, "case_number": "", "article": "", **changes}
    )


def hand_in(officer: Visitor, answers: dict[str, object]):
    return officer.post(reverse("counter-cases-new"), token="t", **answers)


def ref(officer: Visitor) -> str:
    return re.search(r"/cases/([^/]+)/", officer.addresses[-1])[1]


def letter(officer: Visitor, wall) -> bytes:
    wall.pass_(seconds=5)
    return officer.post(reverse("counter-case-letter", args=[ref(officer)])).content


@BOTH
@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(filled(), id="a state organ"),
        pytest.param(lawyer(), id="the defence lawyer of the case"),
        pytest.param(as_unit("notary_office"), id="a notary office"),
        pytest.param(as_unit("licensing_organ", bar="BAN-09"), id="a licensing organ"),
    ],
)
def test_who_asks_about_somebody_clean_takes_the_letter_along(site, answers):
    officer = clerk()
    page = hand_in(officer, answers)
    assert page.status_code == 200
    where = ref(officer)
    assert letter(officer, site).startswith(b"%PDF")
    officer.post(reverse("counter-case-act", args=[where, "sign_for"]))
    assert "已签收" in text(officer.get(reverse("counter-case", args=[where])))
    assert "没有待办" in text(officer.get(reverse("counter-cases")))


@BOTH
def test_the_lawyer_of_another_case_is_told_why_not(site):
    officer = clerk()
    shown = text(hand_in(officer, lawyer(papers_case="（2026）演0101刑初10号")))
    assert "不予受理" in shown
    assert "不是本案的" in shown
    assert officer.client.post(reverse("counter-case-letter", args=[ref(officer)])).status_code == 404


@BOTH
def test_a_record_needs_a_second_pair_of_eyes(site):
    judged("zhao-shidi")
    first = clerk()
    assert "须由未经办本件的人员复核" in text(hand_in(first, filled(cast.ON_RECORD)))
    where = ref(first)
    assert first.client.post(reverse("counter-case-act", args=[where, "clear"])).status_code == 409
    second = clerk(number="100101-02", role=Role.REVIEWER)
    assert "盗窃罪" in text(second.get(reverse("counter-case", args=[where])))  # who agrees sees what is told
    wrong = second.post(reverse("counter-case-send-back", args=[where]), reason="")
    assert wrongs(wrong) == ["请填写退回理由"]
    second.post(reverse("counter-case-act", args=[where, "clear"]))
    site.pass_(seconds=5)
    assert "打印公文" in text(first.get(reverse("counter-case", args=[where])))


@BOTH
def test_what_was_handed_back_is_searched_again(site):
    judged("zhao-shidi")
    first, second = clerk(), clerk(number="100101-02", role=Role.REVIEWER)
    hand_in(first, filled(cast.ON_RECORD))
    where = ref(first)
    second.post(reverse("counter-case-send-back", args=[where]), reason="请再核对证件")
    assert "请再核对证件" in text(first.get(reverse("counter-case", args=[where])))
    first.post(reverse("counter-case-act", args=[where, "search"]))
    assert "待他人复核" in text(first.get(reverse("counter-case", args=[where])))


@BOTH
def test_missing_papers_are_brought_and_it_goes_on(site):
    officer = clerk()
    assert "查询公函" in text(hand_in(officer, filled(papers=[])))
    where = ref(officer)
    assert wrongs(officer.post(reverse("counter-case-supplement", args=[where])))
    officer.post(reverse("counter-case-supplement", args=[where]), papers=["official_letter", "handler_identity"])
    site.pass_(seconds=5)
    assert "打印公文" in text(officer.get(reverse("counter-case", args=[where])))


def judged_by_hand(officer: Visitor, where: str, door: str, hidden: str, **answers: str):
    page = officer.get(reverse("counter-case", args=[where])).content.decode()
    about = re.search(rf'name="{hidden}" value="([^"]+)"', page)[1]
    prefix = re.search(r'name="(\w+)-verdict"', page)[1]
    given = {f"{prefix}-{name}": value for name, value in answers.items()}
    return officer.post(reverse(door, args=[where]), **{hidden: about}, **given)


@BOTH
def test_a_doubtful_candidate_is_judged_at_the_desk(site):
    judged("wu-tongyu")
    officer = clerk()
    page = hand_in(officer, filled(cast.SAME_NAME_CLEAN)).content.decode()
    assert 'name="subject"' in page
    assert 'name="reference"' not in page  # first whose it is, then whether it is told
    where = ref(officer)
    assert wrongs(judged_by_hand(officer, where, "counter-case-judge", "subject", verdict="different", reason=""))
    judged_by_hand(officer, where, "counter-case-judge", "subject", verdict="different", reason="照片不同")
    site.pass_(seconds=5)
    assert "打印公文" in text(officer.get(reverse("counter-case", args=[where])))


@BOTH
def test_a_record_that_the_bar_leaves_open_is_settled_at_the_desk(site):
    judged("zhao-shidi")
    officer = clerk()
    answers = as_unit(
        "licensing_organ",
        bar="BAN-37",
        **{
            k: v
            for k, v in filled(cast.ON_RECORD).items()
            if k in {"name", "latin_name", "sex", "born_on_0", "born_on_1", "born_on_2", "document_number"}
        },
    )
    assert "规则未定的记录" in text(hand_in(officer, answers))
    where = ref(officer)
    assert wrongs(judged_by_hand(officer, where, "counter-case-settle", "reference", verdict="keep", reason=""))
    judged_by_hand(officer, where, "counter-case-settle", "reference", verdict="keep", reason="与该岗位无关")
    site.pass_(seconds=5)
    assert "打印公文" in text(officer.get(reverse("counter-case", args=[where])))


@BOTH
def test_everything_wrong_is_said_at_once_and_nothing_is_kept(site):
    officer = clerk()
    empty = wrongs(officer.post(reverse("counter-cases-new"), token="t"))
    assert {"请填写单位名称", "请填写经办人姓名", "请填写查询事由"} <= set(empty)
    assert wrongs(hand_in(officer, filled(born_on_2="13")))
    assert not RequestRow.objects.exists()


@BOTH
def test_another_office_and_unknown_acts_find_nothing(site):
    officer = clerk()
    hand_in(officer, filled())
    where = ref(officer)
    other = clerk("100102-sq", "100102-01")
    assert other.get(reverse("counter-case", args=[where])).status_code == 404
    assert other.client.post(reverse("counter-case-letter", args=[where])).status_code == 404
    assert officer.client.post(reverse("counter-case-act", args=[where, "issue"])).status_code == 404
    assert officer.get(reverse("counter-case", args=["BA20260101-AAAAAAAA~x"])).status_code == 404


@BOTH
def test_at_the_counter_an_organ_asks_by_an_article_of_the_list_with_two_officers(site) -> None:
    officer = clerk()
    new = reverse("counter-cases-new")
    page = text(officer.post(new, **filled(article="", power="review"), token="t"))
    assert "第二名办案人员的姓名" in page
    page = text(
        officer.post(
            new, **filled(article="", power="review", second_handler="骆契岭", second_handler_number="2"), token="u"
        )
    )
    assert "第45条" in page
    assert "骆契岭" in page
