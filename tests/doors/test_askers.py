"""Everyone the rules let ask for themselves or for one other person, over HTTP: where, with which papers, with which answer.

The guides behind the product are walked too: the community's letter, Shenyang's service hall, Henan's photograph, Beijing's halls.
Offices of real districts are set up here; whoever asks there is invented, as everywhere.
"""

import re
from datetime import date, time

import pytest
from django.urls import reverse

import cast
from letters import text_of
from qingbai.agencies import models, queries
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates import custody
from qingbai.certificates.models import Paper
from qingbai.inquiries import draft as drafts
from qingbai.inquiries.models import ActRow, Application
from visitors import CITIZEN, FOREIGNER, Visitor, clerk, filled_in, text, wrongs

CHILD = cast.citizen("林小溪", "LIN XIAOXI", "F", date(2015, 4, 2), 42)
FATHER = cast.citizen("林远山", "LIN YUANSHAN", "M", date(1965, 8, 20), 57)


@pytest.fixture(autouse=True)
def _each_hands_in_a_second_after_the_other(site, monkeypatch) -> None:
    send = Visitor.send

    def later(visitor: Visitor):
        site.pass_(seconds=1)
        return send(visitor)

    monkeypatch.setattr(Visitor, "send", later)


def sign_in(person: str = "lin-qinghe") -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def ask(visitor: Visitor, **answers: object) -> Visitor:
    visitor.answer(**answers)
    visitor.send()
    return visitor


def status(visitor: Visitor) -> str:
    return text(visitor.get(reverse("status", args=[visitor.reference()])))


def answered(visitor: Visitor, site) -> bytes:
    """The paper, once it may be seen."""
    site.pass_(seconds=5)
    response = visitor.client.get(reverse("paper", args=[visitor.reference()]))
    assert response.status_code == 200, status(visitor)
    return response.content


def asked() -> Application:
    """The application handed in last."""
    return Application.objects.latest("submitted_at")


def reasons(kind: str) -> set[str]:
    """The codes of the latest act of a kind on the latest application."""
    return {
        reason["code"] for reason in ActRow.objects.filter(application=asked(), kind=kind).latest("position").reasons
    }


def kept(kind: str) -> dict[str, object]:
    return ActRow.objects.filter(application=asked(), kind=kind).latest("position").facts


def of(person: cast.Person, **other: str) -> dict[str, str]:
    """Somebody for whom another asks, as the page wants it."""
    return {"asker_class": "citizen", **filled_in(person), **other}


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}_{place}": part for place, part in enumerate(value.isoformat().split("-"))}


def bring(visitor: Visitor, office: str, *papers: str) -> None:
    """Bring what was missing to the window of the office."""
    officer = clerk(office, f"{office}-07")
    officer.post(reverse("counter-supplement", args=[visitor.reference()]), papers=list(papers))


PLACES = {
    "210102": "辽",
    "410105": "豫",
    "440106": "粤",
    "110105": "京",
    "310101": "沪",
    "320102": "苏",
    "330106": "浙",
}


@pytest.fixture
def everywhere(site, monkeypatch):
    """A police station in districts of several regions, beside the offices of the house."""
    for division in PLACES:
        organ, _ = models.Organ.objects.get_or_create(
            code=f"{division}-psb",
            defaults={
                "name_zh": f"{division}公安分局",
                "name_en": f"Sub-Bureau {division}",
                "authority": "public_security",
                "level": "county",
                "division": division,
                "mark": "试",
            },
        )
        office = models.Office.objects.create(
            code=f"{division}-ps",
            name_zh=f"{division}派出所",
            name_en=f"Police Station {division}",
            kind="police_station",
            organ=organ,
            division=division,
        )
        for weekday in range(5):
            models.OpeningHours.objects.create(office=office, weekday=weekday, opens=time(9), closes=time(17))
    queries.forget_offices()
    custody.ensure_keys(by=SYSTEM, at=site.now)
    monkeypatch.setattr("qingbai.portal.asking.INVENTED_PROVINCE", "")
    return site


def there(division: str, **other: object) -> dict[str, object]:
    return {**CITIZEN, "district": division, "office": f"{division}-ps", **other}


def test_a_citizen_asks_where_the_household_is(site) -> None:
    assert answered(ask(sign_in(), **CITIZEN), site).startswith(b"%PDF-")


def test_a_citizen_asks_at_the_residence_with_a_permit_and_is_told_of_it_without(site, persons) -> None:
    at_residence = {**CITIZEN, "place": "residence", "district": "100102", "office": "100102-sq"}
    assert answered(ask(sign_in(), **at_residence), site)
    persons("lin-qinghe", permits=[])
    visitor = ask(sign_in(), **at_residence)
    assert kept("list_missing")["missing"] == ["residence_permit"]
    bring(visitor, "100102-sq", "residence_permit")
    assert answered(visitor, site)


def test_a_resident_of_hong_kong_asks_at_the_station_of_the_residence(site, persons) -> None:
    persons(
        "lin-qinghe", asker_class="hk_macau_taiwan", document_kind="hk_macau_travel_permit", document_number="H00990017"
    )
    assert answered(ask(sign_in(), **CITIZEN), site)
    assert asked().draft["residence"] == "100101"


def test_a_citizen_settled_abroad_asks_with_the_passport(site, persons) -> None:
    persons("lin-qinghe", asker_class="overseas_chinese", document_kind="passport", document_number="E00990017")
    assert answered(ask(sign_in(), **CITIZEN), site)


def test_a_foreigner_of_180_days_asks_at_the_exit_entry_hall_and_one_of_179_is_refused(site, persons) -> None:
    persons("elise-moreauval", stay_days=180)
    assert answered(ask(sign_in("elise-moreauval"), **FOREIGNER), site)
    persons("elise-moreauval", stay_days=179)
    visitor = ask(sign_in("elise-moreauval"), **FOREIGNER)
    assert reasons("decline") == {"stay_too_short"}
    assert "180" in status(visitor)


def test_a_holder_of_a_permit_for_those_who_are_not_chinese_asks_as_a_foreigner(site, persons) -> None:
    persons(
        "lin-qinghe", asker_class="hk_macau_taiwan", document_kind="hk_macau_travel_permit", document_number="HA0990017"
    )
    visitor = sign_in()
    visitor.answer(**CITIZEN)
    assert "非中国籍" in text(visitor.send())
    assert not Application.objects.exists()
    persons("lin-qinghe", asker_class="foreigner", nationality="FRA", stay_days=400)
    visitor = ask(sign_in(), **FOREIGNER)
    assert not ActRow.objects.filter(application=asked(), kind__in=["accept", "decline"]).exists()  # an officer decides


def test_a_guardian_asks_for_a_child_and_shows_the_papers(site) -> None:
    visitor = sign_in()
    visitor.post(reverse("question", args=["whom"]), answer="ward")
    visitor.answer(person=of(CHILD), **CITIZEN)
    page = text(visitor.get(reverse("check")))
    assert CHILD.name in page
    assert cast.CLEAN.name in page
    visitor.send()
    assert kept("list_missing")["missing"] == ["identity", "guardianship_proof"]
    assert "监护关系证明" in status(visitor)
    bring(visitor, "100101-hy", "identity", "guardianship_proof")
    assert answered(visitor, site)
    assert asked().draft["guardian"]["name"] == cast.CLEAN.name


def test_nobody_is_the_guardian_of_somebody_of_age(site) -> None:
    visitor = sign_in()
    visitor.post(reverse("question", args=["whom"]), answer="ward")
    page = visitor.post(reverse("question", args=["person"]), **of(FATHER))
    assert wrongs(page) == ["出生日期：已满十八周岁的，应由本人申请或者书面委托他人"]


def test_an_agent_asks_at_the_principals_place_with_the_authority(site) -> None:
    visitor = sign_in()
    visitor.post(reverse("question", args=["whom"]), answer="principal")
    assert (
        visitor.client.get(reverse("apply-form", args=["authority"])).status_code == 302
    )  # not before the last question
    visitor.answer(person=of(FATHER), **CITIZEN)
    check = visitor.get(reverse("check")).content.decode()
    for key, title in (("authority", "委托书"), ("application", "犯罪记录查询申请表（个人）")):
        assert reverse("apply-form", args=[key]) in check
        printed = text_of(visitor.client.get(reverse("apply-form", args=[key])).content)
        assert all(
            word in printed for word in (title, FATHER.name, FATHER.number, cast.CLEAN.name, cast.CLEAN.number)
        ), key
    assert visitor.client.get(reverse("apply-form", args=["other"])).status_code == 404
    visitor.send()
    assert kept("list_missing")["missing"] == ["identity", "power_of_attorney"]
    bring(visitor, "100101-hy", "identity", "power_of_attorney")
    assert answered(visitor, site)
    assert FATHER.name in text(clerk("100101-hy", "100101-09").get(reverse("counter-file", args=[visitor.reference()])))


def test_the_principal_and_the_agent_see_the_application_and_nobody_else(site, persons) -> None:
    visitor = sign_in()
    visitor.post(reverse("question", args=["whom"]), answer="principal")
    ask(visitor, person=of(FATHER), **CITIZEN)
    number, ref = asked().number, visitor.reference()
    assert number in text(visitor.get(reverse("mine")))
    persons("han-yueling", name=FATHER.name, document_number=FATHER.number, born_on=FATHER.born_on.isoformat(), sex="M")
    assert number in text(sign_in("han-yueling").get(reverse("mine")))
    stranger = sign_in("zhao-shidi")
    assert number not in text(stranger.get(reverse("mine")))
    assert stranger.client.get(reverse("status", args=[ref])).status_code == 404


def test_an_agent_of_sixteen_must_live_on_own_work(site, persons) -> None:
    young = date(2010, 3, 2)
    persons("lin-qinghe", born_on=young.isoformat(), document_number=cast.resident_number("100101", young, 24))
    for work, missing in (("no", True), ("yes", False)):
        visitor = sign_in()
        visitor.post(reverse("question", args=["whom"]), answer="principal")
        ask(visitor, **{"person": of(FATHER), "own-work": work, **CITIZEN})
        assert ("agent_identity" in kept("list_missing")["missing"]) is missing


def test_somebody_under_eighteen_does_not_ask_alone(site, persons) -> None:
    young = date(2010, 3, 2)
    persons("lin-qinghe", born_on=young.isoformat(), document_number=cast.resident_number("100101", young, 24))
    ask(sign_in(), **CITIZEN)
    assert kept("list_missing")["missing"] == ["guardian_identity", "guardianship_proof"]


WEST = {"district": "100201", "office": "100201-gd", "delivery": "pick_up"}


def test_the_document_of_another_is_read_as_soon_as_it_is_filled_in(site) -> None:
    visitor = sign_in()
    visitor.post(reverse("question", args=["whom"]), answer="principal")
    mistyped = of(FATHER, document_number=FATHER.number[:-1] + ("1" if FATHER.number[-1] != "1" else "2"))
    assert any("第18位" in wrong for wrong in wrongs(visitor.answer(person=mistyped)))
    other = wrongs(visitor.answer(person={**of(FATHER), "sex": "F"}))
    assert other == ["性别：与证件号码不一致，请核对"]
    assert FATHER.name in text(visitor.answer(person=of(FATHER)))


def test_the_communitys_letter_where_a_region_still_wants_it(site) -> None:
    """The first guide: the neighbourhood committee stamps a letter, then the police station searches and certifies."""
    visitor = ask(sign_in(), **{**CITIZEN, **WEST})
    assert set(kept("list_missing")["missing"]) == {"reason_proof", "community_letter"}
    bring(visitor, "100201-gd", "reason_proof", "community_letter")
    assert ActRow.objects.filter(application=asked(), kind="list_missing").count() == 1
    assert not ActRow.objects.filter(application=asked(), kind="decline").exists()


def test_where_a_least_residence_counts_it_is_asked_since_when_somebody_lives_there(site) -> None:
    since = {"answer_on_0": "2024", "answer_on_1": "1", "answer_on_2": "2"}
    lives_there = {**CITIZEN, **WEST, "place": "residence", "province": "310000", "since": since}
    ask(sign_in(), **lives_there)
    assert kept("submit") == {}
    assert Application.objects.get().draft["residence_since"] == "2024-01-02"


def test_a_stranger_s_authority_is_notarised_where_a_region_wants_it(site) -> None:
    for relation, wanted in (("other", True), ("child", False)):
        visitor = sign_in()
        visitor.post(reverse("question", args=["whom"]), answer="principal")
        ask(visitor, **{"person": of(FATHER), "relation": relation, **CITIZEN, **WEST})
        assert ("notarised_power_of_attorney" in kept("list_missing")["missing"]) is wanted


def test_shenyangs_service_hall_takes_local_households_and_asks_for_the_postage_alone(everywhere) -> None:
    """The second guide: real name, form with the mailing address, fee as the region has it, review, mailing."""
    by_post = {"answer": "post", "address": "沈阳市和平区某街1号 林清和"}
    visitor = ask(sign_in(), **there("210102", delivery=by_post))
    assert kept("accept")["covers"] == [None, None]
    assert answered(visitor, everywhere)
    assert Paper.objects.get(application=asked().number).number.startswith("辽公（试）证（2026）第")
    assert "寄出文书前需缴纳邮费¥12.00" in status(visitor)
    officer = clerk("210102-ps", "210102-01")
    assert "¥12.00" in text(officer.get(reverse("counter-fee", args=[visitor.reference()])))
    posting = reverse("counter-deed", args=[visitor.reference(), "post"])
    assert officer.client.get(posting).status_code == 404
    officer.post(reverse("counter-fee-cash", args=[visitor.reference()]))
    officer.post(posting, waybill="EA12345678")
    assert "EA12345678" in status(visitor)


def test_shenyang_refuses_online_whoever_has_neither_household_nor_permit_there(everywhere) -> None:
    ask(sign_in(), **there("210102", place="residence", province="110000"))
    assert reasons("decline") == {"online_for_others"}


def test_what_the_guides_remind_of_is_read_before_anything_is_sent(site) -> None:
    visitor = sign_in()
    visitor.answer(**CITIZEN)
    reminded = text(visitor.get(reverse("check")))
    for word in ("编造事实", "冒用", "伪造", "第二百八十条", "保密", "配合调查核实"):
        assert word in reminded, word
    assert "12367" in text(visitor.get(reverse("offices")))
    assert "近期免冠彩色照片" in text(visitor.get(reverse("start")))


def test_henan_wants_a_photograph_and_gives_an_electronic_certificate(everywhere) -> None:
    visitor = ask(sign_in(), **there("410105"))
    assert kept("list_missing")["missing"] == ["photo"]
    assert "近期免冠彩色照片" in status(visitor)
    bring(visitor, "410105-ps", "photo")
    assert answered(visitor, everywhere).startswith(b"%PDF-")


def walk_in(**changes: str) -> dict[str, object]:
    return {
        **of(cast.FOREIGNER, asker_class="foreigner", document_kind="passport"),
        "place": "residence",
        "purpose": "visa",
        "stay_days": "180",
        "papers": ["stay_proof"],
        **changes,
    }


def test_a_foreigner_in_beijing_goes_to_a_hall_in_person(everywhere) -> None:
    visitor = ask(sign_in("elise-moreauval"), **{**FOREIGNER, "district": "110105", "office": "110105-ee"})
    assert reasons("decline") == {"not_online_here"}
    officer = clerk("110105-ee", "110105-01")
    everywhere.pass_(seconds=1)
    officer.post(reverse("counter-new"), token="hall", **walk_in())
    everywhere.pass_(seconds=5)
    assert Paper.objects.get(application=asked().number, kind="certificate").number.startswith("京公（朝）证（2026）第")
    everywhere.pass_(seconds=1)
    officer.post(reverse("counter-new"), token="short", **walk_in(stay_days="179"))
    assert reasons("decline") == {"stay_too_short"}
    assert visitor


def test_more_than_three_inquiries_a_year_in_beijing_need_a_reasonable_use(everywhere) -> None:
    officer = clerk("110105-ee", "110105-01")
    for number in range(3):
        officer.post(reverse("counter-new"), token=f"t{number}", **walk_in())
        everywhere.pass_(days=1)
    officer.post(reverse("counter-new"), token="fourth", **walk_in())
    assert kept("list_missing")["missing"] == ["reasonable_use_proof"]
    everywhere.pass_(days=60)  # the next calendar year
    officer.post(reverse("counter-new"), token="new year", **walk_in())
    assert "accept" in ActRow.objects.filter(application=asked()).values_list("kind", flat=True)


def test_a_local_in_beijing_asks_at_the_household(everywhere) -> None:
    ask(sign_in(), **there("110105", place="residence", province="110000"))
    assert reasons("decline") >= {"locals_at_their_household", "no_office_there"}


def test_a_student_in_guangdong_asks_at_the_school_for_the_time_of_the_studies(everywhere) -> None:
    times = {**day("first_on", date(2022, 9, 1)), **day("last_on", date(2026, 6, 30))}
    visitor = ask(sign_in(), **there("440106", place="school", province="100000", reason="abroad", tied=times))
    assert set(kept("list_missing")["missing"]) == {"enrolment_proof", "reason_proof"}
    bring(visitor, "440106-ps", "enrolment_proof", "reason_proof")
    assert kept("accept")["covers"] == ["2022-09-01", "2026-06-30"]
    assert answered(visitor, everywhere)


def test_a_local_in_guangdong_is_covered_since_birth(everywhere) -> None:
    visitor = ask(sign_in(), **there("440106", reason="abroad"))
    bring(visitor, "440106-ps", "reason_proof")
    assert kept("accept")["covers"] == [cast.CLEAN.born_on.isoformat(), everywhere.now.date().isoformat()]


def test_jiangsu_takes_nothing_again_within_three_days(everywhere) -> None:
    ask(sign_in(), **there("320102"))
    everywhere.pass_(days=2)
    ask(sign_in(), **there("320102"))
    assert reasons("decline") == {"asked_again_too_soon"}
    everywhere.pass_(days=1)
    ask(sign_in(), **there("320102"))
    assert "accept" in ActRow.objects.filter(application=asked()).values_list("kind", flat=True)


def test_an_application_kept_before_there_were_such_questions_still_reads(site) -> None:
    ask(sign_in(), **CITIZEN)
    row = asked()
    old = {
        name: value
        for name, value in row.draft.items()
        if name
        not in {
            "guardian",
            "document_valid_from",
            "document_valid_until",
            "former_household",
            "school",
            "tied",
            "residence_since",
            "reason",
        }
    }
    old["identity_proof"] = {name: old["identity_proof"][name] for name in ("method", "reference")}
    assert drafts.from_json(old).name == cast.CLEAN.name


def test_somebody_finds_an_office_and_books_and_cancels_a_time_at_the_window(site) -> None:
    visitor = sign_in()
    page = text(visitor.get(reverse("offices"), who="foreigner"))
    assert "出入境接待大厅" in page
    assert "派出所" not in page.split("查找受理单位")[-1]
    assert "正在办公，至 16:30" in page  # a Friday at half past twelve
    answers = visitor.get(reverse("book-appointment", args=["100101-hy"]), day="2026-11-23").content.decode()
    slot = re.search(r'value="(2026-11-23T09:00[^"]+)"', answers)[1]
    address = reverse("book-appointment", args=["100101-hy"]) + "?day=2026-11-23"
    assert "2026年11月23日 09:00" in text(visitor.post(address, about="in-person", time=slot))
    assert "您已有一个预约" in " ".join(
        wrongs(visitor.post(address, about="in-person", time=slot.replace("09:00:00", "09:30:00")))
    )
    desk = clerk("100101-hy", "100101-03", Role.CLERK)
    assert "09:00" in text(desk.get(reverse("counter-appointments"), day="2026-11-23"))
    assert "09:00" not in text(clerk("100102-sq", "100102-03").get(reverse("counter-appointments"), day="2026-11-23"))
    booked = models.Appointment.objects.get()
    assert "您没有预约" in text(visitor.post(reverse("appointments"), appointment=str(booked.pk)))
    assert "没有这个预约" in text(visitor.post(reverse("appointments"), appointment=str(booked.pk)))
    assert visitor.client.get(reverse("book-appointment", args=["nowhere"])).status_code == 404


def test_the_finder_names_the_offices_that_the_law_names_and_says_why(site) -> None:
    def found(**given: str) -> str:
        return text(Visitor().get(reverse("offices"), **given)).split("查找受理单位 ")[-1]

    both = found(who="citizen", household="100101", residence="100102")
    for word in ("河沿派出所", "石桥派出所", "查询工作规定》第5条", "现未办公，今天 13:30 开始办公", "预约"):
        assert word in both, word
    assert "出入境" not in both
    assert "居住地100101" not in both
    hall = found(who="foreigner", residence="100101", stay_days="180", agent="on")
    assert "出入境接待大厅" in hall
    assert "派出所" not in hall
    assert "委托人的所在地" in hall
    short = found(who="foreigner", residence="100101", stay_days="179")
    assert "不足180日" in short
    assert "地址" not in short
    assert "停留天数不明" in found(who="foreigner", residence="100101")
    assert "户籍地" in found(who="hk_macau_taiwan", household="100101")
    assert "请填写" not in found(who="", residence="100102")
    assert wrongs(Visitor().get(reverse("offices"), who="foreigner", stay_days="many"))


def test_an_office_that_is_closed_says_when_it_opens_and_does_not_guess(site) -> None:
    site.pass_(hours=8)
    assert "现已下班，2026年11月21日（周六）09:00 开始办公" in text(Visitor().get(reverse("offices"))).replace(
        " 09", "09"
    )
    site.now = site.now.replace(month=12, day=31)
    assert "2027年放假安排尚未公布" in text(Visitor().get(reverse("offices")))
