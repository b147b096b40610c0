"""The counter's one search box, its keys and its usual reasons: what leads where, on what purpose, and what stands on the ledger."""

import re
from datetime import date

import pytest
from django.urls import reverse

import cast
from applications import COUNTER, application, judged
from lists import gone_on, line, unit
from officials import request
from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.certificates.models import Paper
from qingbai.counter import canned
from qingbai.counter.deeds import DEEDS
from qingbai.counter.keys import KEYS, RESERVED
from qingbai.counter.reviews.views import PREFIXES
from qingbai.counter.views.file import BUTTONS
from qingbai.disclosures import services as disclosures
from qingbai.inquiries import services
from qingbai.inquiries.acts import WAY, Act, Status
from qingbai.inquiries.models import Application
from qingbai.law.citations import Citation, in_words
from qingbai.law.official import OfficialAsker
from qingbai.objections.acts import Act as Reviewing
from qingbai.objections.models import ReviewAct
from qingbai.pages.references import reference
from reviews import filed
from visitors import apply, clerk, text, wrongs

NOTHING = "本单位没有此编号的申请、名单、复查、查询函或者文书"


def looked() -> list[tuple[str, str, dict[str, str]]]:
    rows = LedgerEntry.objects.filter(kind="cases_sought").order_by("number")
    return [(row.basis, row.about, row.facts) for row in rows]


def test_a_number_a_paper_and_its_code_lead_to_the_file_and_elsewhere_to_nothing(site) -> None:
    apply("lin-qinghe")
    number, paper = Application.objects.get().number, Paper.objects.get(kind="certificate")
    here, elsewhere = clerk(), clerk("100102-sq", "100102-01", Role.HEAD)
    for typed in (
        number,
        f" {number.lower()} ",
        paper.number,
        paper.number.replace("（", "("),
        paper.code,
        paper.code.lower(),
    ):
        here.post(reverse("counter-find"), q=typed)
        assert "/counter/files/" in here.addresses[-1], typed
        page = elsewhere.post(reverse("counter-find"), q=typed)
        assert text(page) == text(elsewhere.post(reverse("counter-find"), q="QB20260101-AAAA2222"))
        assert NOTHING in text(page)
    assert {entry[2]["found"] for entry in looked()} == {"0"}
    assert number not in str(looked())


def search(officer, **given: str):
    return officer.post(reverse("counter-find-person"), **given)


def test_a_person_is_looked_for_only_for_a_purpose_that_a_live_application_gives(site) -> None:
    apply("lin-qinghe")
    mine = Application.objects.get().number
    apply("shen-xiaozhou")
    others = Application.objects.exclude(number=mine).get().number
    officer, elsewhere = clerk(), clerk("100102-sq", "100102-01")
    page = officer.post(reverse("counter-find"), q=cast.CLEAN.number)
    assert f'value="{cast.CLEAN.number}"' in page.content.decode()
    assert cast.CLEAN.number not in "".join(officer.addresses)
    assert wrongs(search(officer, name=cast.CLEAN.name)) == ["请同时填写出生日期", "请选择查找目的"]
    at_window = {"document_number": cast.CLEAN.number, "why": "at_the_window"}
    assert mine in text(search(officer, **at_window))
    assert mine not in text(search(elsewhere, **at_window))
    born = {
        f"born_on_{box}": str(part)
        for box, part in enumerate((cast.CLEAN.born_on.year, cast.CLEAN.born_on.month, cast.CLEAN.born_on.day))
    }
    assert mine in text(search(officer, name=cast.CLEAN.name, why="at_the_window", **born))
    for wrong in (others, "QB20260101-AAAA2222", mine.replace("-", "") + "X"):
        found = search(officer, document_number=cast.CLEAN.number, why="for_a_case", case=wrong)
        assert wrongs(found) == [
            "正在办理的案件编号：本单位没有此编号的、与此人有关的在办案件，请核对编号和人员信息，并填写证件号码"
        ]
    assert mine in text(search(officer, document_number=cast.CLEAN.number, why="for_a_case", case=mine))
    entries = looked()
    assert [one[0] for one in entries] == [mine, "at the counter", mine, mine]
    assert [one[2]["why"] for one in entries] == ["at_the_window", "at_the_window", "at_the_window", "for_a_case"]
    assert all(len(about) == 32 for _, about, _ in entries)
    assert cast.CLEAN.number not in str(entries)


def test_one_search_finds_applications_list_rows_reviews_and_requests_and_each_purpose_opens_its_own(site) -> None:
    answered = services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=site.now)
    review = filed(answered, cast.CLEAN).row.number
    unit()
    roster = gone_on(line(cast.CLEAN), at=site.now).number
    open_one, covert = (
        disclosures.ask_straight_through(asked=asked, office="100101-hy", token=f"r{place}", by=COUNTER, at=site.now)
        for place, asked in enumerate(
            request(OfficialAsker.STATE_ORGAN, **secret)
            for secret in ({}, {"secret_until": date(2027, 3, 1), "secret_by": "演检密〔2026〕1号"})
        )
    )
    numbers = {answered.row.number, review, roster, open_one.row.number, covert.row.number}

    def shown(page) -> set[str]:
        return {number for number in numbers if number in text(page)}

    officer, elsewhere = clerk(role=Role.REVIEWER), clerk("100102-sq", "100102-01")
    who = {"document_number": cast.CLEAN.number}
    assert "do/sign_for/" not in search(officer, why="at_the_window", **who).content.decode(), "not before its tick"
    site.pass_(seconds=5)
    own = search(officer, why="at_the_window", **who)
    assert shown(own) == {answered.row.number, review}, "at the window the person's own business alone"
    assert reverse("counter-deed", args=[reference(answered.row.number), "sign_for"]) in own.content.decode()
    for case in (answered.row.number, review, open_one.row.number):
        found = shown(search(officer, why="for_a_case", case=case, **who))
        hidden = set() if case == open_one.row.number else {covert.row.number}
        assert found == numbers - hidden, "what the person may not know of is for who works on such a request"
    assert wrongs(search(officer, why="for_a_case", case=review, document_number=cast.ON_RECORD.number))
    for why in ({"why": "at_the_window"}, {"why": "for_a_case", "case": review}):
        assert not shown(search(elsewhere, **why, **who)) - set(why.values())
    entries = looked()
    assert [one[0] for one in entries[2:4]] == [review, answered.row.number]
    assert [(one[0], one[2]["found"]) for one in entries[4:7]] == [
        (answered.row.number, "4"), (review, "4"), (open_one.row.number, "5")
    ]  # fmt: skip


def test_no_two_acts_that_may_be_done_at_one_moment_have_one_key() -> None:
    assert set(KEYS) >= set(BUTTONS) | set(DEEDS)
    assert not RESERVED & set(KEYS.values())
    for status in Status:
        letters = [KEYS[act] for before, act in WAY.table if before is status and act in {*BUTTONS, *DEEDS}]
        assert len(letters) == len(set(letters)), status


def test_every_usual_reason_has_both_languages_an_article_and_an_act_that_takes_it() -> None:
    reasons = {act.value for act, page in DEEDS.items() if page.words}
    reasons |= {*("judge_match", "judge_question", "take_back", "dismiss_report", "forward_report", "settle_report")}
    reasons |= {f"review_{act.value}" for act in PREFIXES if act is not Reviewing.SUPPLEMENT}
    reasons |= {
        "answer_complaint",
        "answer_rating",
        "official_question",
        "official_send_back",
        "unit_turn",
        "organ_turn",
        "firm_turn",
    }
    reasons |= {"list_bar", "list_send_back", "official_papers_back", "official_decline", "enrolment_refuse"}
    assert set(canned.every()) == reasons, "every act that asks for a reason has usual ones, and no other"
    for found in canned.every().values():
        assert len({one.key for one in found}) == len(found)
        for one in found:
            assert re.search("[\u4e00-\u9fff]", one.zh), one.key
            assert re.match("[A-Z]", one.en), one.key
            assert all(in_words(Citation(*one.article))), one.key
            assert len(f"{one.zh} {one.en}") <= 500, one.key
            assert "有犯罪记录" not in one.zh, one.key


def test_usual_reasons_of_reviews_units_and_complaints_fill_their_fields_without_a_script(site) -> None:
    answered = services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=site.now)
    review = reference(filed(answered, cast.CLEAN).row.number)
    card = reference(unit().code)
    officer = clerk(role=Role.REVIEWER)
    act = reverse("counter-review-act", args=[review, "go_on"])
    assert "409" in str(officer.post(act, canned="enough-without").status_code), "not lawful now"
    for address, key, said in (
        (reverse("counter-review-act", args=[review, "ask_evidence"]), "bring-originals", "请携带所交材料的原件"),
        (reverse("counter-review-act", args=[review, "draft"]), "papers-compared", "经核对申请材料、原文书和登记信息"),
        (reverse("counter-unit-turn", args=[card, "suspend"]), "struck-off", "该单位已经注销登记"),
    ):
        page = officer.post(address, canned=key)
        assert wrongs(page) == []
        assert re.search(rf"<textarea[^>]*>\s*{said}", page.content.decode()), key
    assert not ReviewAct.objects.filter(kind__in=["ask_evidence", "draft"]).exists()


def test_a_usual_reason_fills_the_field_and_records_nothing_until_the_act_is_done(site) -> None:
    applicant = apply("lin-qinghe", district="100101")
    site.pass_(seconds=5)
    officer = clerk(role=Role.HEAD)
    address = reverse("counter-take-back", args=[applicant.reference()])
    page = officer.post(address, canned="particulars-wrong", way="only")
    assert wrongs(page) == []
    filled = page.content.decode()
    assert "原文书所载姓名或者证件号码有误。</textarea>" in filled
    assert re.search(r'value="only"[^>]*checked', filled)
    assert not LedgerEntry.objects.filter(kind="paper_withdrawn").exists()
    assert not Application.objects.get().acts.filter(kind=Act.REVOKE).exists()


@pytest.mark.django_db(databases=["default", "vault"])
def test_candidates_stand_side_by_side_with_what_agrees_in_words(site) -> None:
    judged("wu-tongyu")
    ref = apply("wu-tongyu", district="100102", office="100102-sq").reference()
    officer = clerk("100102-sq", "100102-01")
    page = officer.get(reverse("counter-file", args=[ref]))
    words = text(page)
    for said in ("姓名 一致", "支持同一人", "不支持同一人", "户籍档案照片"):
        assert said in words, said
    subject = re.search(r'name="subject" value="([^"]+)"', page.content.decode())[1]
    prefix = re.search(r'name="(\w+)-verdict"', page.content.decode())[1]
    given = {"subject": subject, f"{prefix}-verdict": "different", "canned": "photo-differs"}
    filled = officer.post(reverse("counter-judge", args=[ref]), **given).content.decode()
    assert "经核对户籍档案照片，申请人与在册人员明显不是同一人。</textarea>" in filled
    assert re.search(r'value="different"[^>]*checked', filled)
    assert not Application.objects.get().acts.filter(kind=Act.JUDGE_MATCH).exists()
