"""Who asked about me: every answer about the person is there, nothing of what it said, and nobody else's."""

import json
import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

import cast
import registering
from applications import COUNTER, NOW, application, judged
from letters import text_of
from lists import gone_on, line, unit
from officials import OFFICE, REVIEWER, request
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.models import LedgerEntry
from qingbai.disclosures import services as disclosures
from qingbai.inquiries import services
from qingbai.inquiries.finding import Sought, Why, find
from qingbai.inquiries.models import Application
from qingbai.inquiries.particulars import Particulars
from qingbai.law.objections import Ground
from qingbai.law.objectors import NEEDED_BY, Objector
from qingbai.law.official import OfficialAsker
from qingbai.objections import answering, answers, queries
from qingbai.objections import services as reviews
from qingbai.objections.answering import Findings
from qingbai.objections.models import Review
from qingbai.objections.objection import Objection
from qingbai.pages.references import reference
from qingbai.registers import services as registers
from reviews import HEAD
from visitors import Visitor, apply, clerk, text

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
_tokens = count(1)


def asked(asker: OfficialAsker, person: cast.Person = cast.ON_RECORD, **changes: object):
    """A request about somebody that went as far as the house can take it."""
    token = f"my-record-{next(_tokens)}"
    return disclosures.ask_straight_through(
        asked=request(asker, person, **changes), office=OFFICE, token=token, by=COUNTER, at=NOW
    )


def looked(person: str) -> str:
    visitor = Visitor()
    visitor.sign_in(person)
    return text(visitor.get(reverse("my-record")))


def test_everybody_who_asked_is_there_and_nothing_of_what_the_answers_said(site) -> None:
    judged("zhao-shidi")
    visitor = apply("zhao-shidi")
    number = visitor.reference().split("~")[0]
    unit()
    listed = gone_on(line(cast.ON_RECORD), line(cast.CLEAN))
    told = asked(OfficialAsker.STATE_ORGAN)
    disclosures.clear(number=told.row.number, by=REVIEWER, at=NOW)
    disclosures.advance(number=told.row.number, at=NOW)
    notary = asked(OfficialAsker.NOTARY_OFFICE)
    disclosures.withdraw(number=notary.row.number, by=COUNTER, at=NOW)
    before = text(visitor.get(reverse("my-record")))
    assert before.count("尚未答复") == 3  # before the tick no answer is there
    site.pass_(seconds=10)
    services.open_file(number=number, by=COUNTER, at=site.now)
    page = text(visitor.get(reverse("my-record")))
    for words in (
        *("本人", "就学、留学", "《公安机关办理犯罪记录查询工作规定》第4条第1款", "能否出具无犯罪记录证明"),
        *(
            "用人单位或其他单位：演示清河律师事务所",
            "从业禁止查询，岗位：律师",
            "此类答复可以载明 是否有该条所列的犯罪记录 有此类记录的，其罪名、刑罚和裁判日期",
        ),
        *("办理案件的国家机关：演示市清河区人民检察院", "刑事诉讼法第五十四条", "有无犯罪记录 审判机关"),
        *(
            "公证机构：演示单位",
            "没有答复：未受理、已撤回或者已终止",
            "答复后查阅案卷",
            "演示市公安局清河分局河沿派出所",
        ),
    ):
        assert words in page, words
    for words in ("盗窃", "何经办", "周河岸", "clerk-1", "刑初", cast.CLEAN.name, "拘役", "不予出具", "第0000001号"):
        assert words not in page, words
    assert page.count("已答复") == 3
    assert page.count("答复后查阅案卷") == 1
    assert page.count("内容有误，对该答复提出异议") == 2
    for answer in (f"{listed.number}.2", told.row.number):
        begun = visitor.get(reverse("object", args=[reference(answer)]))
        assert "对该答复提出异议" in text(begun) or "提出异议" in text(begun)
        assert signed_in("lin-qinghe").client.get(reverse("object", args=[reference(answer)])).status_code == 404
    file = visitor.client.get(reverse("own-data"))
    assert file.headers["Content-Disposition"] == 'attachment; filename="own-data.json"'
    whole = json.loads(file.content)
    assert [one["who"] for one in whole["who_asked"]].count("unit") == 1
    assert [one["number"] for one in whole["applications"]] == [number]
    assert whole["person"]["document_number"] == cast.ON_RECORD.number
    for words in ("盗窃", "何经办", "clerk-1", "刑初", cast.CLEAN.name):
        assert words not in file.content.decode()
    assert "演示清河律师事务所" in looked("lin-qinghe")
    nobody = looked("wu-tongyu")
    assert "目前没有任何查询" in nobody


def test_from_a_line_one_objects_to_what_a_unit_was_told_and_sees_who_looked_at_a_window(site) -> None:
    unit()
    listed = gone_on(line(cast.CLEAN))
    site.pass_(seconds=10)
    services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=site.now)
    find(sought=Sought(document_number=cast.CLEAN.number), why=Why.AT_THE_WINDOW, by=COUNTER, at=site.now)
    visitor = signed_in("lin-qinghe")
    assert "因您本人到窗口询问而检索过您的申请" in text(visitor.get(reverse("my-record")))
    ref = reference(f"{listed.number}.2")
    visitor.post(reverse("object-question", args=[ref, "ground"]), answer="paper_wrong")
    visitor.post(reverse("object-question", args=[ref, "statement"]), answer="名字写错了。")
    visitor.post(reverse("object-question", args=[ref, "evidence"]), answer="")
    visitor.post(reverse("object-question", args=[ref, "contact"]), email="", phone="")
    visitor.post(reverse("object-check", args=[ref]), declared="on")
    [review] = Review.objects.all()
    assert review.application == f"{listed.number}.2"
    assert json.loads(visitor.client.get(reverse("own-data")).content)["objections"][0]["number"] == review.number
    site.pass_(minutes=11)
    away = visitor.client.get(reverse("own-data"))
    assert (away.status_code, away.headers["Location"]) == (302, reverse("sign-in-stronger", args=["face"]))


def test_what_a_unit_objected_to_has_its_own_line_and_nobody_objects_to_an_objection(site) -> None:
    told = asked(OfficialAsker.NOTARY_OFFICE, cast.CLEAN)
    objection = Objection(
        application=told.row.number,
        office=OFFICE,
        objector=Objector.ASKING_UNIT,
        ground=Ground.OTHER,
        statement="与当事人所述不符。",
        papers=NEEDED_BY[Objector.ASKING_UNIT],
    )
    site.pass_(seconds=10)
    reviews.object_to(objection=objection, token="u", by=REVIEWER, at=site.now)
    page = text(signed_in("lin-qinghe").get(reverse("my-record")))
    assert "对已得到的答复申请复查" in page
    assert page.count("公证机构：演示单位") == 2
    assert page.count("内容有误，对该答复提出异议") == 1
    assert "目前没有任何查询" in looked("wu-tongyu")


def test_what_was_asked_by_a_passport_that_was_replaced_is_there_and_a_number_written_wrongly_shows_nobody_elses(
    site, persons
) -> None:
    apply("elise-moreauval")
    about_her = asked(OfficialAsker.STATE_ORGAN, cast.FOREIGNER)
    another = asked(OfficialAsker.NOTARY_OFFICE, cast.FOREIGNER, name="ANNE AUTRE", latin_name="ANNE AUTRE")
    site.pass_(minutes=1)
    persons("elise-moreauval", document_number="ZX9000001")
    before = looked("elise-moreauval")
    assert "办理案件的国家机关" not in before
    number = Application.objects.get().number
    head = Actor(ActorKind.OFFICER, "head-2", "100101-ee", "head")
    services.withdraw_and_reissue(
        number=number, reason="换发护照", by=head, at=site.now, changed=Particulars(document_number="ZX9000001")
    )
    site.pass_(minutes=1)
    disclosures.open_file(number=about_her.row.number, by=COUNTER, at=site.now)
    page = looked("elise-moreauval")
    assert page.count("办理案件的国家机关：演示市清河区人民检察院") == 1
    assert another.row.number not in page
    assert "内容有误，对该答复提出异议" not in page  # at an office, with the old passport's paper
    assert page.count("答复后查阅案卷") == 1
    assert "请到原答复单位办理" in page


def test_a_covert_look_up_is_nowhere_until_its_day_is_over_and_then_it_is_there(site) -> None:
    covert = asked(OfficialAsker.STATE_ORGAN, cast.CLEAN, secret_until=date(2026, 11, 25), secret_by="检察长批准")
    assert covert.status == "issued"
    site.pass_(seconds=10)
    disclosures.open_file(number=covert.row.number, by=COUNTER, at=site.now)
    hidden = looked("lin-qinghe")
    address = reverse("object", args=[reference(covert.row.number)])
    assert signed_in("lin-qinghe").client.get(address).status_code == 404
    assert hidden == looked("wu-tongyu")
    site.now = NOW.replace(day=25, hour=15, minute=59)  # 25 November in China
    assert looked("lin-qinghe") == hidden
    site.pass_(minutes=1)
    shown = looked("lin-qinghe")
    assert signed_in("lin-qinghe").client.get(address).status_code == 200
    assert "办理案件的国家机关：演示市清河区人民检察院" in shown
    assert "已答复" in shown
    assert shown.count("答复后查阅案卷") == 1


def test_the_document_decides_and_not_the_name_and_each_look_is_on_the_ledger(site) -> None:
    unit()
    gone_on(line(cast.CLEAN, name=cast.SAME_NAME_CLEAN.name))
    site.pass_(seconds=10)
    assert "演示清河律师事务所" in looked("lin-qinghe")
    before = LedgerEntry.objects.count()
    assert "目前没有任何查询" in looked("wu-tongyu")
    [entry] = LedgerEntry.objects.order_by("number")[before:]
    assert (entry.kind, entry.actor_kind, entry.basis) == ("ledger_read", "applicant", "own record")
    assert entry.about == entry.actor


def test_uses_of_shared_links_stand_with_the_paper_and_old_lines_on_further_pages(site) -> None:
    visitor = apply("lin-qinghe")
    address = reverse("links", args=[visitor.reference()])
    site.pass_(seconds=10)
    shared(visitor, address)
    assert "您的共享链接被使用" in text(visitor.get(reverse("my-record")))
    assert "演示学校 · 文书的现状" in text(visitor.get(reverse("my-record")))
    for place in range(20):
        at = NOW + timedelta(minutes=1 + place)
        services.apply_straight_through(draft=application(), token=f"t-{place}", by=COUNTER, at=at)
    first = text(visitor.get(reverse("my-record")))
    assert "演示学校" not in first
    assert "演示学校" in text(visitor.get(reverse("my-record"), page="2"))
    assert "演示学校" in text(visitor.get(reverse("my-record"), page="99"))


def shared(visitor: Visitor, address: str) -> None:
    """A link is made at this address and used once."""
    token = re.search(r'name="token" value="([^"]+)"', visitor.get(address).content.decode())[1]
    made = visitor.post(address, label="学校", shows="state", token=token)
    path = re.search(r"/verify/link/\w+/", made.content.decode())[0]
    Client().post(path, {"who": "演示学校"})


# What is wrong about me


def corrected(person: str, ground: str = "not_mine") -> Visitor:
    """The person says at my record that something is wrong, question by question, and sends it."""
    visitor = signed_in(person)
    assert "不需要先申请证明" in text(visitor.get(reverse("correct")))
    office = "100101-hy"
    answers = {"ground": ground, "statement": "那不是我。", "evidence": "单位考勤记录", "office": office}
    for key, answer in answers.items():
        visitor.post(reverse("correct-question", args=[key]), answer=answer)
    visitor.post(reverse("correct-question", args=["contact"]), email="", phone="")
    assert "那不是我。" in text(visitor.get(reverse("correct-check")))
    for _twice in range(2):  # the button was pressed twice: one request
        visitor.post(reverse("correct-check"), declared="on")
    return visitor


def test_what_is_wrong_is_corrected_without_an_application(site) -> None:
    judged("zhao-shidi")
    visitor = corrected("zhao-shidi")
    [review] = Review.objects.all()
    assert review.application.startswith("GZ")
    page = text(visitor.get(reverse("review", args=[reference(review.number)])))
    assert "更正申请" in page
    assert "15" in text(visitor.get(reverse("correct")))
    officer = {"number": review.number, "at": site.now}
    reviews.weigh_evidence(accepted=True, reason="指纹不符", by=REVIEWER, **officer)
    desk = clerk(role=Role.REVIEWER)
    file = text(desk.get(reverse("counter-review", args=[reference(review.number)])))
    assert "未经答复的更正申请" in file
    assert "打开作出答复的案卷" not in file
    [weighs] = answers.weighing(key=review.application, by=SYSTEM, at=site.now)
    findings = Findings(words="经比对指纹，不是同一人。", links={str(weighs.conviction): False})
    answering.draft_opinion(findings=findings, by=REVIEWER, **officer)
    answering.sign_opinion(by=HEAD, **officer)
    ended = text(visitor.get(reverse("review", args=[reference(review.number)])))
    assert "予以更正、补充" in ended
    letter = visitor.client.get(reverse("review-letter", args=[reference(review.number), 1]))
    said = text_of(letter.content)
    assert "更正申请编号" in said
    assert "予以更正、补充" in said
    assert "将出具： 无犯罪记录证明" in text(foreseen(signed_in("zhao-shidi"), site))
    for stranger in ("lin-qinghe",):
        assert signed_in(stranger).client.get(reverse("review", args=[reference(review.number)])).status_code == 404


def test_one_correction_is_asked_for_after_the_other_and_nobody_for_another_reason_than_there_is(site) -> None:
    corrected("lin-qinghe", "particulars")
    again = corrected("lin-qinghe", "other")
    first, second = Review.objects.order_by("filed_at", "number")
    states = {queries.progress(number=one.number, viewer=SYSTEM, on=site.now.date()).status for one in (first, second)}
    assert states == {"under_review", "declined"}
    page = text(again.post(reverse("correct-question", args=["ground"]), answer="paper_wrong"))
    assert "请选择有什么问题" in page


# What a certificate would say today


def foreseen(visitor: Visitor, site):
    """The page after its button, when its tick has come."""
    visitor.post(reverse("my-record-today"))
    site.pass_(seconds=5)
    return visitor.get(reverse("my-record-today"))


def signed_in(person: str) -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def test_it_says_what_an_application_would_be_given_and_when_that_changes(site) -> None:
    judged("zhao-shidi", "han-yueling", "meng-chuanbai", "xu-wangqiao", "wu-tongyu")
    refused = text(foreseen(signed_in("zhao-shidi"), site))
    assert "不予出具无犯罪记录证明通知书" in refused
    assert "案件1：人民法院的有罪裁判已于" in refused
    assert "《公安机关办理犯罪记录查询工作规定》第9条" in refused
    assert "依法没有到期自动改变的日期" in refused
    for words in ("盗窃", "刑初", "有期徒刑", cast.ON_RECORD.number):
        assert words not in refused
    for person in ("lin-qinghe", "meng-chuanbai"):
        assert "将出具： 无犯罪记录证明 理由 " in text(foreseen(signed_in(person), site)), person
    namesake = text(foreseen(signed_in("wu-tongyu"), site))
    assert "须先由工作人员认定" in namesake
    assert "案件1是否属于被查询人不能确定" in namesake
    assert "生效" not in namesake  # of somebody who may be another, nothing else


def test_days_that_documents_name_beforehand_turn_the_answer(site) -> None:
    later = registering.verdict(cast.CLEAN, effective_on=date(2026, 12, 1))
    registers.enter(record=registering.record(later), by=registering.REGISTRAR, at=NOW, basis="n-1")
    page = text(foreseen(signed_in("lin-qinghe"), site))
    assert "将出具： 无犯罪记录证明 理由" in page
    assert "自2026年12月1日起 不予出具无犯罪记录证明通知书" in page


def test_it_waits_for_its_tick_is_forgotten_and_cannot_be_had_often(site) -> None:
    visitor = signed_in("lin-qinghe")
    before = LedgerEntry.objects.count()
    answer = visitor.client.post(reverse("my-record-today"))
    assert answer.status_code == 302
    [entry] = LedgerEntry.objects.order_by("number")[before:]
    assert (entry.kind, entry.about, entry.facts) == ("answer_previewed", entry.actor, {})
    waiting = visitor.get(reverse("my-record-today"))
    assert waiting.headers["Refresh"] == "2"
    assert "正在查询" in text(waiting)
    site.pass_(seconds=5)
    told = visitor.get(reverse("my-record-today"))
    assert "仅供本人查看：本页不能作任何证明" in text(told)
    assert told.headers["Cache-Control"] == "no-store"
    assert "eyes-only" in told.content.decode()  # on paper nothing but that it proves nothing
    assert "将出具" not in text(signed_in("lin-qinghe").get(reverse("my-record-today")))  # another session has none
    site.pass_(minutes=9)
    assert "将出具" in text(visitor.get(reverse("my-record-today")))
    site.pass_(minutes=2)
    assert "将出具" not in text(visitor.get(reverse("my-record-today")))
    assert "foreseen" not in visitor.client.session
    for _ in range(2):
        assert "将出具" in text(foreseen(signed_in("lin-qinghe"), site))
    often = signed_in("lin-qinghe").client.post(reverse("my-record-today"))
    assert often.status_code == 429
    assert "24小时内的查询次数已用完" in text(often)
    site.pass_(hours=24)
    assert "将出具" in text(foreseen(signed_in("lin-qinghe"), site))


def test_it_wants_a_sign_in_of_just_now_and_by_the_face(site) -> None:
    visitor = signed_in("lin-qinghe")
    site.pass_(minutes=11)
    page = visitor.get(reverse("my-record-today"))
    assert "请再次确认是您本人" in text(page)
    before = LedgerEntry.objects.count()
    visitor.post(reverse("my-record-today"))
    assert LedgerEntry.objects.count() == before
    visitor.get(reverse("my-record-today"))
    assert "仅供本人查看的内容" in text(visitor.get(reverse("sign-in-stronger", args=["face"])))
    visitor.sign_in("lin-qinghe")
    assert visitor.addresses[-1] == reverse("my-record-today")  # back where it was asked for
    assert "将出具" in text(foreseen(visitor, site))
    visitor.sign_in("lin-qinghe", "two_factors")
    weak = text(visitor.get(reverse("my-record-today")))
    assert "须经人脸识别" in weak
