"""The portal: from the first page to the paper, on any phone; nothing lost, nothing told too early, nobody mistaken."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

import cast
from applications import judged
from qingbai.audit.models import LedgerEntry
from qingbai.inquiries.models import Application
from qingbai.notifications.queries import contact_of
from qingbai.unsent.models import Unsent
from realnames import code
from visitors import CITIZEN, Visitor, apply, text, wrongs

TICKS = {"seconds": 5}


def status(visitor: Visitor):
    return visitor.get(reverse("status", args=[visitor.reference()]))


def test_the_first_page_speaks_chinese_unless_asked_and_sets_no_cookie() -> None:
    for wanted, language in (("", "zh-Hans"), ("fr-FR,fr", "zh-Hans"), ("en-GB,en", "en")):
        page = Client().get("/", headers={"Accept-Language": wanted})
        assert f'<html lang="{language}"' in page.content.decode()
        assert not page.cookies


def test_language_and_large_text_are_kept_and_lead_back_to_the_page() -> None:
    reader = Client()
    for name, value in (("choose-language", "en"), ("choose-text", "large")):
        response = reader.get(reverse(name, args=[value]), {"next": "/privacy/"})
        assert response.headers["Location"] == "/privacy/"
    assert '<html lang="en" dir="ltr" class="large-text">' in reader.get("/privacy/").content.decode()


@pytest.mark.parametrize(
    "somewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"]
)
def test_a_preference_never_leads_to_another_site(somewhere: str) -> None:
    response = Client().get(reverse("choose-language", args=["en"]), {"next": somewhere})
    assert response.headers["Location"] == "/"


def test_a_citizen_applies_and_downloads_the_certificate(site) -> None:
    visitor = apply("lin-qinghe")
    confirmation = text(visitor.get(reverse("received", args=[visitor.reference()])))
    application = Application.objects.get()
    assert application.number in confirmation
    assert "2026年11月25日" in confirmation
    site.pass_(**TICKS)
    assert "文书已出具" in text(status(visitor))
    paper = visitor.get(reverse("paper", args=[visitor.reference()]))
    assert paper.content.startswith(b"%PDF")
    assert paper.headers["Content-Disposition"] == f'attachment; filename="{application.number}.pdf"'
    assert application.number in text(visitor.get(reverse("mine")))


def test_a_foreigner_applies_and_downloads_the_certificate(site) -> None:
    visitor = apply("elise-moreauval")
    site.pass_(**TICKS)
    assert visitor.get(reverse("paper", args=[visitor.reference()])).content.startswith(b"%PDF")
    asked = Application.objects.get().draft
    assert (asked["stay_days"], asked["residence"], asked["household"]) == (412, "100101", "")


def test_who_the_person_is_comes_from_the_real_name_service_alone(site) -> None:
    visitor = Visitor()
    details = text(visitor.sign_in("lin-qinghe"))
    assert cast.CLEAN.name in details
    assert cast.CLEAN.number in details
    visitor.answer(**CITIZEN)
    page = visitor.get(reverse("check"))
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    forged = {"name": cast.ON_RECORD.name, "document_number": cast.ON_RECORD.number, "born_on": "1980-03-09"}
    visitor.post(reverse("check"), token=token, declared="on", **forged)
    assert Application.objects.get().draft["document_number"] == cast.CLEAN.number


def test_before_the_tick_nobody_sees_the_paper_and_the_page_renews_itself(site) -> None:
    visitor = apply("lin-qinghe")
    page = status(visitor)
    assert page.headers["Refresh"] == "3"
    assert "下载" not in text(page).split("办理经过")[0]
    stopped = visitor.get(reverse("status", args=[visitor.reference()]) + "?still")
    assert "Refresh" not in stopped.headers  # who needs more time to read stops it
    assert visitor.get(reverse("paper", args=[visitor.reference()])).status_code == 404


@pytest.mark.django_db(databases=["default", "vault"])
def test_while_the_answer_is_out_the_page_is_the_same_for_everybody(site) -> None:
    judged("zhao-shidi", "shen-xiaodu", "wu-tongyu")
    pages, paces = set(), set()
    for person in ("lin-qinghe", "zhao-shidi", "shen-xiaodu", "shen-xiaozhou"):
        page = status(apply(person))
        pages.add(masked(page))
        paces.add(page.headers["Refresh"])
    doubtful = apply("wu-tongyu", district="100102", office="100102-sq")
    pages.add(masked(status(doubtful)))
    assert (len(pages), paces) == (1, {"3"})
    site.pass_(**TICKS)
    assert masked(status(doubtful)) in pages  # a person has to look, and still nothing tells
    site.pass_(minutes=1)
    assert status(doubtful).headers["Refresh"] == "60"


def masked(response) -> str:
    page = re.sub(r"QB\d{8}-\w{8}(~[\w-]+)?", "NUMBER", response.content.decode())
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.django_db(databases=["default", "vault"])
def test_certificate_and_refusal_are_handed_over_with_the_same_words(site) -> None:
    judged("zhao-shidi")
    visitors = [apply("lin-qinghe"), apply("zhao-shidi")]
    site.pass_(**TICKS)
    pages = {re.sub(r"第\d{7}号", "", masked(status(visitor))) for visitor in visitors}
    assert len(pages) == 1


def test_sent_twice_it_is_one_application(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**CITIZEN)
    token = re.search(r'name="token" value="([^"]+)"', visitor.get(reverse("check")).content.decode())[1]
    for _ in range(2):
        page = visitor.post(reverse("check"), token=token, declared="on")
        assert "申请已提交" in text(page)
    assert Application.objects.count() == 1


def test_two_tabs_sending_the_same_answers_are_one_application(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**CITIZEN)
    kept = Unsent.objects.get()
    visitor.send()
    kept.save(force_insert=True)  # as if both had run at once
    other_tab = visitor.client.session
    other_tab["sent"] = {}
    other_tab.save()
    visitor.send()
    assert Application.objects.count() == 1


def test_every_fault_of_a_page_is_told_at_once_at_the_top_and_at_its_field(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**{**CITIZEN, "period": "chosen"})
    page = visitor.post(
        reverse("question", args=["dates"]),
        period_from_0="2020", period_from_1="13", period_from_2="1", period_to_0="", period_to_1="", period_to_2="",
    )  # fmt: skip
    assert wrongs(page) == ["开始日期：日历上没有这一天，请核对年、月、日", "请填写截止日期的年、月、日"]
    content = page.content.decode()
    assert "<title>错误： " in content
    assert "autofocus" in content.split('class="wrongs"')[1].split(">")[0]
    assert 'value="13"' in content  # what was typed is still there
    assert content.count('aria-invalid="true"') == 6


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (("2020", "", "1"), "日期缺少月份，请补填"),
        (("二零二零", "1", "1"), "年、月、日应为数字，例如2024 3 9"),
        (("20", "1", "1"), "年份应为四位数字，例如1994"),
        (("2027", "1", "1"), "开始日期不能晚于今天"),
        (("2026", "11", "20"), "开始日期不能晚于截止日期"),
    ],
)
def test_an_impossible_date_is_refused_with_what_is_wrong(site, typed, fault: str) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**{**CITIZEN, "period": "chosen"})
    answers = {f"period_from_{place}": part for place, part in enumerate(typed)}
    page = visitor.post(
        reverse("question", args=["dates"]), **answers, period_to_0="2026", period_to_1="1", period_to_2="1"
    )
    assert wrongs(page) == [f"开始日期：{fault}"]


def test_full_width_digits_and_pasted_spaces_are_what_was_meant(site) -> None:
    visitor = apply(
        "lin-qinghe",
        phone=" ＋８６　１３８ 0000-0000\u200b",
        period="chosen",
        dates={
            **{f"period_from_{place}": part for place, part in enumerate(("２０２０", " 1", "０９"))},
            **{f"period_to_{place}": part for place, part in enumerate(("2026", "１１", "20"))},
        },
    )
    assert "申请已提交" in text(visitor.get(reverse("received", args=[visitor.reference()])))
    row = Application.objects.get()
    asked = row.draft
    assert contact_of(row.number).phone == "+8613800000000"
    assert (asked["period_from"], asked["period_to"]) == ("2020-01-09", "2026-11-20")


def test_no_question_is_skipped_by_its_address(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(place="household")
    for address in (reverse("check"), reverse("question", args=["phone"]), reverse("question", args=["stay"])):
        visitor.get(address)
        assert visitor.addresses[-1] == reverse("question", args=["district"])
    assert visitor.get(reverse("question", args=["no-such-question"])).status_code == 404


def test_an_answer_that_another_depends_on_takes_it_along(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**CITIZEN)
    visitor.post(reverse("question", args=["district"]), answer="100102")
    assert visitor.addresses[-1] == reverse("question", args=["office"])  # the old office is not there
    visitor.post(reverse("question", args=["office"]), answer="100101-hy")
    assert wrongs(visitor.get(reverse("question", args=["office"]))) == []
    assert "石桥派出所" in text(visitor.get(reverse("question", args=["office"])))


def test_an_invented_choice_is_no_choice(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(place="household", district="100101")
    page = visitor.post(reverse("question", args=["office"]), answer="100101-ee")
    assert len(wrongs(page)) == 1
    assert visitor.addresses[-1] == reverse("question", args=["office"])


def test_answers_wait_while_the_person_is_away_and_nobody_else_sees_them(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(place="household", district="100101")
    site.pass_(minutes=31)
    page = visitor.post(reverse("question", args=["office"]), answer="100101-hy")
    assert "登录已失效" in text(page)
    other = Visitor()
    other.sign_in("shen-xiaozhou")
    assert "100101-hy" not in other.get(reverse("sent-late")).content.decode()
    kept = visitor.sign_in("lin-qinghe")
    assert visitor.addresses[-1] == reverse("sent-late")
    assert f'action="{reverse("question", args=["office"])}"' in kept.content.decode()
    late = dict(re.findall(r'<input type="hidden" name="(sent_late|answer)" value="([^"]*)"', kept.content.decode()))
    visitor.post(reverse("question", args=["office"]), **late)
    assert visitor.addresses[-1] == reverse("question", args=["purpose"])
    visitor.get(reverse("sent-late"))
    assert visitor.addresses[-1] == reverse("details")
    visitor.sign_in("shen-xiaozhou")
    visitor.get(reverse("next-question"))
    assert visitor.addresses[-1] == reverse("question", args=["place"])


def test_signing_out_forgets_everything(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(place="household")
    visitor.post(reverse("sign-out"))
    assert visitor.get(reverse("details")).redirect_chain
    assert not visitor.client.session.keys() - {"sign_in"}


def test_everything_missing_is_told_in_one_list(site) -> None:
    visitor = apply("shen-xiaozhou", place="residence", district="100102", office="100102-sq")
    assert "是否需要补正" in text(visitor.get(reverse("received", args=[visitor.reference()])))  # no due date yet
    page = text(status(visitor))
    assert "需要补正的全部材料" in page
    assert "居住证" in page
    assert "Refresh" not in status(visitor).headers  # nothing is awaited from the office


def test_a_permit_that_public_security_holds_is_not_asked_for_again(site) -> None:
    visitor = apply("lin-qinghe", place="residence", district="100102", office="100102-sq")
    site.pass_(**TICKS)
    assert "文书已出具" in text(status(visitor))


def test_too_short_a_stay_is_declined_with_its_article(site, persons) -> None:
    persons("elise-moreauval", stay_days=179)
    page = text(status(apply("elise-moreauval")))
    assert "不予受理" in page
    assert "179" in page
    assert "180" in page


def test_a_stay_that_nobody_knows_is_asked(site, persons) -> None:
    persons("elise-moreauval", stay_days=None)
    visitor = Visitor()
    visitor.sign_in("elise-moreauval")
    visitor.get(reverse("next-question"))
    assert visitor.addresses[-1] == reverse("question", args=["stay"])
    assert wrongs(visitor.post(reverse("question", args=["stay"]), answer="一年")) == ["停留天数应为整数，例如400"]
    visitor.post(reverse("question", args=["stay"]), answer=" ２００ ")
    assert visitor.addresses[-1] == reverse("question", args=["district"])


def test_without_the_declaration_nothing_is_sent(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    visitor.answer(**CITIZEN)
    assert wrongs(visitor.post(reverse("check"), token="x")) == ["请勾选，声明所填内容真实"]
    assert not Application.objects.exists()


def test_no_address_on_the_way_says_who_came_and_what_they_need(site) -> None:
    visitor = apply("lin-qinghe", purpose="other", **{"purpose-note": "参加国际志愿服务"})
    site.pass_(**TICKS)
    visitor.get(reverse("paper", args=[visitor.reference()]))
    walked = unquote(" ".join(visitor.addresses))
    for word in (cast.CLEAN.name, cast.CLEAN.number, "LIN", "lin-qinghe", "1994", "志愿", "100101", "13800000000"):
        assert word not in walked
    assert {len(address) < 600 for address in visitor.addresses} == {True}


def test_every_download_is_on_the_ledger(site) -> None:
    visitor = apply("lin-qinghe")
    site.pass_(**TICKS)
    for _ in range(2):
        visitor.get(reverse("paper", args=[visitor.reference()]))
    assert LedgerEntry.objects.filter(kind="paper_delivered").count() == 2


def test_without_a_real_name_service_the_counter_is_the_way(db, settings) -> None:
    settings.REAL_NAME = ""
    page = Client().get(reverse("sign-in"))
    assert "未接入实名认证服务" in text(page)
    assert "到受理单位当面办理" in text(page)
    assert Client().get(reverse("sign-in-return"), {"code": code("lin-qinghe")}).status_code == 404


class TestSigningIn:
    def test_an_answer_is_good_for_one_sign_in(self, site) -> None:
        visitor = Visitor()
        back = visitor.way_back() + "&code=" + code("lin-qinghe")
        assert cast.CLEAN.name in text(visitor.get(back))
        again = visitor.get(back)
        assert again.status_code == 403
        assert wrongs(again) == ["登录未成功：认证结果已过期或已使用，请重试。"]

    def test_an_answer_caught_on_the_way_signs_nobody_else_in(self, site) -> None:
        back, thief = Visitor().way_back() + "&code=" + code("lin-qinghe"), Visitor()
        thief.way_back()
        assert thief.get(back).status_code == 403
        assert thief.client.get(reverse("details")).status_code == 302

    def test_two_tabs_may_both_come_back(self, site) -> None:
        visitor = Visitor()
        first, second = visitor.way_back(), visitor.way_back()
        assert cast.CLEAN.name in text(visitor.get(second, code=code("lin-qinghe")))
        visitor.post(reverse("sign-out"))
        other = Visitor()
        first, _ = other.way_back(), other.way_back()
        assert cast.CLEAN.name in text(other.get(first, code=code("lin-qinghe")))

    @pytest.mark.parametrize("forged", ["", "x", "é"])
    def test_a_forged_code_signs_nobody_in(self, site, forged: str) -> None:
        visitor = Visitor()
        assert visitor.get(visitor.way_back(), code=forged).status_code == 403

    def test_signing_in_takes_a_new_session(self, site) -> None:
        visitor = Visitor()
        back = visitor.way_back()
        before = visitor.client.session.session_key
        visitor.get(back, code=code("lin-qinghe"))
        assert visitor.client.session.session_key != before


def test_where_the_region_wants_a_face_two_factors_are_asked_to_come_back_with_one(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe", "two_factors")
    visitor.answer(**CITIZEN)
    asked = visitor.get(reverse("check"))
    assert visitor.addresses[-1] == reverse("sign-in-stronger", args=["face"])
    assert "人脸识别" in text(asked)
    back = visitor.client.post(reverse("sign-in-stronger", args=["face"])).headers["Location"]
    visitor.get(back, code=code("lin-qinghe"))
    assert visitor.addresses[-1] == reverse("check")
    visitor.send()
    assert Application.objects.get().draft["identity_proof"]["level"] == "face"


def test_every_form_can_be_had_blank_without_an_account(site) -> None:
    page = Client().get(reverse("forms")).content.decode()
    addresses = re.findall(r'href="(/forms/\w+\.pdf)"', page)
    assert len(addresses) == 6
    assert all(Client().get(address).content.startswith(b"%PDF-") for address in addresses)
    assert Client().get("/forms/certificate.pdf").status_code == 404
    assert Client().get("/forms/look_refused.pdf").status_code == 404


def test_who_wants_to_be_told_says_how_and_sees_it_before_sending(site) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    reached = {"answer": "13800000000", "sms": "on", "email": "somebody@example.cn"}
    visitor.answer(**{**CITIZEN, "phone": reached})
    assert "13800000000（短信通知、somebody@example.cn）" in text(visitor.get(reverse("check")))
    shown = visitor.get(reverse("question", args=["phone"])).content.decode()
    assert re.search(r'name="sms"[^>]*checked', shown)
    visitor.send()
    row = Application.objects.get()
    assert (row.draft["sms"], contact_of(row.number).email) == (True, "somebody@example.cn")


@pytest.mark.parametrize(
    ("given", "box"),
    [
        ({"answer": "010-60000000", "sms": "on"}, "answer"),
        ({"answer": "13800000000", "email": "nobody"}, "email"),
        ({"answer": "13800000000", "email": "a@example.cn\r\nBcc: b@example.cn, c"}, "email"),
    ],
)
def test_an_address_nobody_is_reached_at_is_told_beside_its_box(site, given, box: str) -> None:
    visitor = Visitor()
    visitor.sign_in("lin-qinghe")
    page = visitor.answer(**{**CITIZEN, "phone": given})
    assert len(wrongs(page)) == 1
    assert f'href="#id_{box}"' in page.content.decode()
