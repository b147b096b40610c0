"""Organs and defence lawyers online, over HTTP: an officer registers them at the counter; they sign in, ask, complete, take back; the letter comes."""

import re

import pytest
from django.urls import reverse

import cast
from applications import NOW, judged
from askers import FIRM, PROSECUTION, firm, hand_in, named, prosecution, the_request
from handlers import papers, signed_in
from officials import CLERK
from qingbai.agencies.terms import Role
from qingbai.disclosures import registering
from qingbai.disclosures.models import Body, RequestRow
from qingbai.law.official import OfficialAsker
from qingbai.notifications.models import Delivery
from qingbai.pages.references import reference
from qingbai.project.demo import organs as demo_organs
from qingbai.uploads.models import Upload
from visitors import Visitor, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
ORGAN, LAWYER = OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER


@BOTH
def test_from_the_registration_at_the_counter_to_the_letter_of_an_organ(site) -> None:
    judged("zhao-shidi")
    officer, person = clerk(), signed_in("gu-anlan")
    assert "您今天不是任何办案机关" in text(person.get(reverse("organs")))
    new = reverse("counter-body-new")
    assert len(wrongs(officer.post(new))) == 4
    body = {"code": PROSECUTION, "name": "演示市清河区人民检察院", "asker": "state_organ", "proof": "代码证书"}
    assert wrongs(officer.post(new, **body)) == ["国家机关：类别：请选择机关类别。"]
    page = officer.post(new, **body, organ="procuratorate")
    authorise = reverse("counter-body-authorise", args=[reference(PROSECUTION)])
    assert len(wrongs(officer.post(authorise))) == 4
    day = {"handler-from_on_0": "2026", "handler-from_on_1": "1", "handler-from_on_2": "1"}
    who = {"handler-name": cast.PROSECUTOR.name, "handler-document_number": cast.PROSECUTOR.number}
    who["handler-card"] = "演检0001"
    assert len(wrongs(officer.post(authorise, **who, **day, **{"handler-phone": "12", "handler-email": "x"}))) == 2
    page = text(officer.post(authorise, **who, **day, **{"handler-phone": "138 0000 0000"}))
    assert "演检0001" in page
    assert "13800000000" not in page
    assert "演示市清河区人民检察院" in text(person.get(reverse("organs")))
    tell_me = reverse("organ-tell-me", args=[reference(PROSECUTION)])
    assert "您将收到提醒。 方式：短信。" in text(person.get(tell_me))
    assert len(wrongs(person.post(tell_me, phone="12", email="x"))) == 2
    assert "方式：电子邮件。" in text(person.post(tell_me, phone="", email="gu@example.cn"))
    assert "gu@example.cn" not in person.get(tell_me).content.decode()
    ground = reverse("organ-ground", args=[reference(PROSECUTION)])
    assert wrongs(person.post(ground)) == ["请选择查询所依据的条款"]
    page = text(person.post(ground, ground="prosecutors"))
    assert "检察人员凭人民检察院的证明文件" in page  # the article's text in our words
    ask = reverse("organ-ask", args=[reference(PROSECUTION), "prosecutors"])
    nothing = wrongs(person.post(ask))
    for said in (
        "没有写明所办案件的编号",
        "缺少：查询公函",
        "缺少：经办人工作证件",
        "请填写证件号码",
        "请填写出生日期",
    ):
        assert any(said in one for one in nothing), said
    assert not RequestRow.objects.exists()
    page = hand_in(person, ORGAN, cast.ON_RECORD)
    assert "已提交" in text(page)
    hand_in(person, ORGAN, cast.ON_RECORD)  # sent twice
    assert RequestRow.objects.count() == 1
    assert Upload.objects.count() == 2
    queue = text(officer.get(reverse("counter-cases")))
    assert "待审查" in queue
    case = reverse("counter-case", args=[the_request()])
    page = officer.get(case)
    assert "网上提交" in text(page)
    for one in set(re.findall(r"/papers/([0-9a-f-]{36})/", page.content.decode())):
        for name, more in (("", []), ("-picture", [1]), ("-original", [])):
            got = officer.client.get(reverse(f"counter-case-paper{name}", args=[the_request(), one, *more]))
            assert got.status_code == 200
    officer.post(reverse("counter-case-act", args=[the_request(), "accept"]))
    mine = reverse("organ-request", args=[the_request()])
    seen = text(person.get(mine))
    assert "2026年11月25日" in seen
    assert "盗窃" not in seen
    clerk(number="100101-02", role=Role.REVIEWER).post(reverse("counter-case-act", args=[the_request(), "clear"]))
    told = Delivery.objects.filter(state="waiting").order_by("next_at").values_list("told__message", flat=True)
    assert list(told) == ["accepted", "answer_ready"]
    assert "您的查询每办一步" in text(person.get(reverse("organ", args=[reference(PROSECUTION)])))
    assert "留下手机号码或者邮箱" in text(person.post(tell_me, off="1"))
    letter = reverse("organ-request-letter", args=[the_request()])
    assert person.client.post(letter).status_code == 404  # before the tick
    site.pass_(seconds=10)
    assert "复函已出具" in text(person.get(mine))
    assert person.client.post(letter).content.startswith(b"%PDF-")
    page = text(person.post(reverse("organ-request-act", args=[the_request(), "sign_for"])))
    assert "已签收" in page
    signed = signed_in("zhao-shidi")
    assert "演示市清河区人民检察院" in text(signed.get(reverse("my-record")))


@BOTH
def test_a_lawyer_asks_for_the_own_case_alone_completes_the_papers_and_takes_it_back(site) -> None:
    firm()
    person, officer = signed_in("qiao-wenhe"), clerk()
    assert "/ask/defence/" in person.get(reverse("organ-ground", args=[reference(FIRM)])).redirect_chain[-1][0]
    other = {"papers_case": "（2026）演0101刑初10号", "papers_suspect": "赵石堤"}
    assert len(wrongs(hand_in(person, LAWYER, **other, mandate=""))) == 3
    hand_in(person, LAWYER)
    where = the_request()
    back = reverse("counter-case-papers-back", args=[where])
    assert len(wrongs(officer.post(back))) == 2
    assert wrongs(officer.post(reverse("counter-case-decline", args=[where])))
    officer.post(back, **{"back-papers": ["mandate"], "back-note": "没有写明案号"})
    mine = reverse("organ-request", args=[where])
    assert "没有写明案号" in text(person.get(mine))
    complete = reverse("organ-request-complete", args=[where])
    assert wrongs(person.post(complete))
    assert "民警核对材料" in text(person.post(complete, **papers("legal_aid_letter")))
    assert "已撤回" in text(person.post(reverse("organ-request-act", args=[where, "withdraw"])))
    assert person.client.post(complete).status_code == 409
    site.pass_(seconds=1)
    hand_in(person, LAWYER, token="another")
    decline = reverse("counter-case-decline", args=[the_request()])
    officer.post(decline, **{"decline-reason": "辩护人已变更"})
    for visitor, page in ((person, "organ-request"), (officer, "counter-case")):
        assert "辩护人已变更" in text(visitor.get(reverse(page, args=[the_request()])))
    assert "没有发现" not in text(person.get(reverse("organ", args=[reference(FIRM)])))


@BOTH
def test_strangers_colleagues_and_who_was_proved_too_weakly_come_no_further(site) -> None:
    prosecution()
    firm()
    registering.authorise(code=PROSECUTION, handler=named(cast.EXEMPTED, "演检0003"), by=CLERK, at=NOW)
    person = signed_in("gu-anlan")
    hand_in(person, ORGAN, second="2")
    where = the_request()
    pages = [
        reverse(name, args=[where]) for name in ("organ-request", "organ-request-letter", "organ-request-complete")
    ]
    pages += [reverse("organ-request-act", args=[where, key]) for key in ("withdraw", "sign_for")]
    pages += [reverse(name, args=[reference(PROSECUTION)]) for name in ("organ", "organ-ground", "organ-tell-me")]
    stranger, lawyer, colleague, second = map(signed_in, ("lin-qinghe", "qiao-wenhe", "han-yueling", "luo-qiling"))
    for visitor, theirs in ((stranger, pages), (lawyer, pages), (colleague, pages[:5])):
        for address in theirs:
            for method in (visitor.client.get, visitor.client.post):
                assert method(address).status_code in {404, 405}, address
    assert second.client.get(pages[0]).status_code == 200  # who asks with her
    assert clerk("100102-sq", "100102-01").get(reverse("counter-case", args=[where])).status_code == 404
    assert person.client.post(reverse("organ-request-act", args=[where, "accept"])).status_code == 404
    weak = Visitor()
    weak.sign_in("gu-anlan", level="two_factors")
    refused = weak.client.get(pages[0])
    assert (refused.status_code, refused.headers["Location"]) == (302, reverse("sign-in-stronger", args=["face"]))
    for code, key in ((PROSECUTION, "defence"), (PROSECUTION, "nothing")):
        assert person.get(reverse("organ-ask", args=[reference(code), key])).status_code == 404
    registering.suspend(code=PROSECUTION, reason="核对", by=CLERK, at=NOW)
    assert "目前不能网上查询" in text(person.get(pages[5]))
    assert any("已暂停" in one for one in wrongs(hand_in(person, ORGAN, token="x")))


@BOTH
def test_the_counter_changes_and_ends_a_registration_and_no_other_office_sees_it(site) -> None:
    prosecution()
    officer, other = clerk(), clerk("100102-sq", "100102-01")
    where = [reference(PROSECUTION)]
    page = reverse("counter-body", args=where)
    assert "顾岸澜" in text(officer.get(page))
    assert "演示市清河区人民检察院" in text(officer.get(reverse("counter-bodies")))
    assert other.get(page).status_code == 404
    assert "演示" not in text(other.get(reverse("counter-bodies"))).replace("演示市", "")
    change = reverse("counter-body-change", args=where)
    officer.post(change, name="演示市清河区人民检察院第二部", organ="procuratorate", proof="新证书")
    assert "第二部" in text(officer.get(page))
    officer.post(reverse("counter-body-end", args=[*where, "2"]))
    assert officer.client.post(reverse("counter-body-end", args=[*where, "9"])).status_code == 404
    turn = reverse("counter-body-turn", args=[*where, "suspend"])
    assert wrongs(officer.post(turn))
    assert "已暂停" in text(officer.post(turn, **{"why-reason": "核对"}))
    assert wrongs(officer.post(turn, **{"why-reason": "再次"}))
    assert "注销" in text(officer.post(reverse("counter-body-turn", args=[*where, "close"]), **{"why-reason": "撤并"}))
    assert officer.client.post(reverse("counter-body-turn", args=[*where, "burn"])).status_code == 404
    assert Body.objects.count() == 1


@BOTH
def test_a_demonstration_has_an_organ_and_a_law_firm_to_try_with(site) -> None:
    assert demo_organs.register() == demo_organs.register()
    for person in (*demo_organs.OFFICERS, demo_organs.LAWYER):
        assert '<ul class="tasks">' in signed_in(person).get(reverse("organs")).content.decode()
    assert "行政复议机关可以" in text(Visitor().get(reverse("organ-articles")))
