"""A request of an organ or lawyer that is not handed in: kept, gone on with elsewhere, for its owner alone, for some days, and never handed in by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse

import cast
from askers import FIRM, PROSECUTION, answers, firm, hand_in, prosecution
from handlers import signed_in
from qingbai.disclosures.models import RequestRow
from qingbai.law.official import OfficialAsker, OfficialPaper
from qingbai.pages.references import reference
from qingbai.portal import session
from qingbai.unsent import jobs
from qingbai.unsent.models import Unsent
from visitors import text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
ORGAN, LAWYER = OfficialAsker.STATE_ORGAN, OfficialAsker.DEFENCE_LAWYER
BODY = [reference(PROSECUTION)]
ASK, PAGE, FORGET = (
    reverse("organ-ask", args=[*BODY, "prosecutors"]),
    reverse("organ", args=BODY),
    reverse("organ-forget", args=BODY),
)
BEGUN, CHANGED, GONE = "您有一项尚未提交的查询", "已在其他设备或者标签页修改", "已在其他设备或者标签页提交或者删除"


def hidden(page, name: str) -> str:
    found = page.content.decode().split(f'name="{name}" value="', 1)
    return found[1].split('"', 1)[0] if len(found) > 1 else ""


def typed(page, **changes: str) -> dict[str, str]:
    """The page half filled in, with what it carries hidden."""
    marks = {name: hidden(page, name) for name in ("token", "begun", "shown")}
    return {**marks, "case_number": "演检〔2026〕7号", "name": "沈", "born_on_0": "19", "nationality": "CHN", **changes}


def test_a_half_filled_request_is_gone_on_with_at_another_device_and_is_one_request_when_handed_in(site) -> None:
    prosecution()
    phone, desk, second = signed_in("gu-anlan"), signed_in("gu-anlan"), signed_in("luo-qiling")
    phone.post(ASK, **typed(phone.get(ASK), case_number="", name="", born_on_0="", keep="yes"))
    assert not Unsent.objects.exists()  # nothing was typed
    assert BEGUN in text(phone.post(ASK, **typed(phone.get(ASK), keep="yes")))
    assert not RequestRow.objects.exists()
    [row] = Unsent.objects.all()
    assert "沈".encode() not in bytes(row.box)
    assert BEGUN in text(desk.get(PAGE))
    page = desk.get(ASK)
    assert wrongs(page) == []  # as it was left, and not judged
    for value in ("演检〔2026〕7号", "沈", "19"):
        assert f'value="{value}"' in page.content.decode()
    assert "演检〔2026〕7号" in desk.get(reverse("organ-ask", args=[*BODY, "evidence"])).content.decode()
    assert BEGUN not in text(second.get(PAGE))
    assert "演检〔2026〕7号" not in second.get(ASK).content.decode()
    assert second.get(FORGET).redirect_chain[-1][0] == PAGE
    stale = typed(page)
    phone.post(ASK, **typed(phone.get(ASK), name="沈晓", keep="yes"))
    assert CHANGED in text(desk.post(ASK, **stale, keep="yes"))
    assert 'value="沈晓"' in desk.get(ASK).content.decode()
    whole = {name: hidden(desk.get(ASK), name) for name in ("token", "begun", "shown")}
    hand_in(desk, ORGAN, **whole)
    hand_in(phone, ORGAN, **whole)
    assert RequestRow.objects.count() == 1
    assert not Unsent.objects.exists()
    assert GONE in text(phone.post(ASK, **stale, keep="yes"))


def test_what_is_wrong_is_kept_too_and_is_deleted_by_its_owner_or_when_its_time_has_come(site) -> None:
    firm()
    lawyer = signed_in("qiao-wenhe")
    assert wrongs(hand_in(lawyer, LAWYER, mandate=""))
    where = [reference(FIRM)]
    page, forget = reverse("organ", args=where), reverse("organ-forget", args=where)
    assert BEGUN in text(lawyer.get(page))
    assert "删除尚未提交的查询" in text(lawyer.get(forget))
    assert BEGUN not in text(lawyer.post(forget))
    assert not Unsent.objects.exists()
    hand_in(lawyer, LAWYER, mandate="")
    assert jobs.go_round(at=site.now) == 0
    site.pass_(days=8)
    assert jobs.go_round(at=site.now) == 1
    assert not RequestRow.objects.exists()


def test_a_form_sent_after_the_sign_in_had_ended_is_gone_on_with_after_it_and_hands_in_nothing(site) -> None:
    prosecution()
    person = signed_in("gu-anlan")
    filled = answers(ORGAN, cast.CLEAN, case_number="演检〔2026〕9号")
    site.pass_(seconds=session.SIGNED_IN_FOR.total_seconds() + 1)
    person.client.post(ASK, filled)
    person.sign_in("gu-anlan")
    late = person.get(reverse("sent-late"))
    assert "请在页面上重新选择" in text(late)
    fields = {paper.value for paper in OfficialPaper}
    again = {name: value for name, value in filled.items() if name not in fields}
    page = person.post(ASK, **again, sent_late="yes")
    assert 'value="演检〔2026〕9号"' in page.content.decode()
    assert wrongs(page) == []
    assert not RequestRow.objects.exists()
    assert BEGUN in text(person.get(PAGE))
    assert person.get(reverse("sent-late")).redirect_chain  # it is kept there no more
    site.pass_(seconds=timedelta(minutes=1).total_seconds())
    assert "演检〔2026〕9号" in signed_in("gu-anlan").get(ASK).content.decode()
