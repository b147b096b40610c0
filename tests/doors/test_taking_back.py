"""The counter's pages for papers found wrong, and for one pair of persons judged twice."""

import re
from datetime import date

import pytest
from django.urls import reverse

import cast
from applications import judged, office_above
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.models import PaperAct
from qingbai.inquiries.models import ActRow, Application
from qingbai.pages.references import reference
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from visitors import Visitor, apply, clerk, text, wrongs

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
TICKS = {"seconds": 5}


@pytest.fixture
def head(site) -> Visitor:
    return clerk(number="100101-08", role=Role.HEAD)


def refused(site) -> str:
    """Somebody on record is refused; the reference of the application."""
    judged("zhao-shidi")
    ref = apply("zhao-shidi").reference()
    site.pass_(**TICKS)
    return ref


def annul(site) -> None:
    conviction = Conviction.objects.get().id
    registers.annul(conviction=conviction, on=date(2026, 11, 20), ground="再审", by=SYSTEM, at=site.now, basis="n-9")
    site.pass_(**TICKS)


def test_a_refusal_that_the_register_no_longer_bears_out_is_listed_and_one_button_answers_anew(head, site) -> None:
    ref = refused(site)
    assert "没有需要重新审查的文书" in text(head.get(reverse("counter-again")))
    annul(site)
    listed = text(head.get(reverse("counter-again")))
    for word in (cast.ON_RECORD.name, "不予出具无犯罪记录证明通知书", "无犯罪记录证明"):
        assert word in listed
    assert not re.search("再审|无罪|盗窃|封存", listed)
    head.post(reverse("counter-anew", args=[ref]))
    site.pass_(**TICKS)
    assert ActRow.objects.filter(kind="decide").order_by("at").last().facts["paper"] == "certificate"
    page = text(head.get(reverse("counter-file", args=[ref])))
    assert "文书已撤销" in page
    assert "没有需要重新审查的文书" in text(head.get(reverse("counter-again")))


def test_a_paper_is_taken_back_with_a_reason_and_the_application_taken_up_again_later(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    page = head.post(reverse("counter-take-back", args=[ref]), way="only", reason="冒名申请。")
    assert "文书已撤销" in text(page)
    assert PaperAct.objects.get().reason == "冒名申请。"
    page = text(head.post(reverse("counter-reopen", args=[ref])))
    assert "重新办理" in page
    site.pass_(**TICKS)
    assert "打印" in text(head.get(reverse("counter-file", args=[ref])))


def test_without_a_way_and_a_reason_nothing_is_taken_back_and_both_are_asked_for(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    page = head.post(reverse("counter-take-back", args=[ref]), reason=" \u3000 ")
    assert wrongs(page) == ["请选择如何处理", "请写明撤销文书的理由"]
    assert not PaperAct.objects.exists()


def test_a_paper_taken_back_meanwhile_is_not_taken_back_twice(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    assert "撤销此文书" in text(head.get(reverse("counter-file", args=[ref])))
    head.post(reverse("counter-take-back", args=[ref]), way="only", reason="冒名申请。")
    late = head.post(reverse("counter-take-back", args=[ref]), way="anew", reason="冒名申请。")
    assert late.status_code == 409
    assert "状态已发生变化" in wrongs(late)[0]
    assert head.client.get(reverse("counter-take-back", args=[ref])).status_code == 404
    assert PaperAct.objects.count() == 1


def test_a_clerk_sees_the_file_and_no_way_to_take_its_paper_back(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    page = text(clerk().get(reverse("counter-file", args=[ref])))
    assert "撤销此文书" not in page
    again = f'href="{reverse("counter-again")}"'
    assert again not in clerk(number="100101-02").get(reverse("counter")).content.decode()
    assert again in head.get(reverse("counter")).content.decode()


def paper_of(ref: str) -> str:
    return str(
        ActRow.objects.filter(kind="issue", application__number=ref.partition("~")[0])
        .latest("at")
        .facts["paper_number"]
    )


def test_an_organ_above_finds_a_paper_by_its_number_takes_it_back_and_the_office_answers_anew(head, site) -> None:
    ref = refused(site)
    above = clerk(office_above(), "100100-01", Role.HEAD)
    number = paper_of(ref)
    page = above.post(reverse("counter-take-back-find"), paper_number="清公（清）证（2026）第0000000号")
    assert "本单位或下级" in wrongs(page)[0]
    typed = number.replace("（", "(").replace("）", " )")
    page = text(above.post(reverse("counter-take-back-find"), paper_number=typed))
    for words in (cast.ON_RECORD.name, number, "河沿派出所", "不予出具无犯罪记录证明通知书"):
        assert words in page
    assert not re.search("盗窃|刑初", page)
    assert above.client.get(reverse("counter-file", args=[ref])).status_code == 404
    annul(site)
    page = above.post(reverse("counter-take-back", args=[ref]), way="only", reason="再审改判。")
    assert "文书已撤销" in text(page)
    above.post(reverse("counter-reopen", args=[ref]))
    site.pass_(**TICKS)
    assert ActRow.objects.filter(kind="decide").latest("at").facts["paper"] == "certificate"
    seen = text(head.get(reverse("counter-file", args=[ref])))
    assert "100100-01" in seen
    page = text(above.get(reverse("counter-take-back", args=[ref])))
    assert paper_of(ref) in page
    assert paper_of(ref) != number


def test_a_clerk_of_the_organ_above_and_a_neighbour_find_nothing(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    assert clerk(office_above(), "100100-02").client.get(reverse("counter-take-back", args=[ref])).status_code == 404
    neighbour = clerk("100102-sq", "100102-09", Role.HEAD)
    page = neighbour.post(reverse("counter-take-back-find"), paper_number=paper_of(ref))
    assert wrongs(page)
    assert neighbour.client.get(reverse("counter-take-back", args=[ref])).status_code == 404
    assert not PaperAct.objects.exists()


def answers(page: str, verdict: str, **more: str) -> dict[str, str]:
    prefix = re.search(r'name="(\w+)-verdict"', page)[1]
    given = {"verdict": verdict, "reason": "照片比对。", **more}
    subject = re.search(r'name="subject" value="([^"]+)"', page)[1]
    return {"subject": subject, **{f"{prefix}-{name}": value for name, value in given.items()}}


def judged_twice(site) -> tuple[Visitor, str]:
    """The same person applies twice; the first time the candidate was somebody else."""
    judged("wu-tongyu")
    officer = clerk("100102-sq", "100102-01")
    for _ in range(2):
        apply("wu-tongyu", district="100102", office="100102-sq")
        site.pass_(days=1)
    first, second = (
        reference(number) for number in Application.objects.order_by("submitted_at").values_list("number", flat=True)
    )
    page = officer.get(reverse("counter-file", args=[first])).content.decode()
    assert "otherwise" not in page
    officer.post(reverse("counter-judge", args=[first]), **answers(page, "different"))
    site.pass_(seconds=60)
    return officer, second


def test_the_officer_sees_the_earlier_decision_and_must_tick_it_to_decide_otherwise(head, site) -> None:
    officer, ref = judged_twice(site)
    page = officer.get(reverse("counter-file", args=[ref]))
    for word in ("另一申请中已作认定", "不是同一人", "照片比对。", "100102-01"):
        assert word in text(page)
    late = officer.post(reverse("counter-judge", args=[ref]), **answers(page.content.decode(), "same"))
    assert "相反认定" in wrongs(late)[0]
    assert ActRow.objects.filter(kind="judge_match").count() == 1
    officer.post(reverse("counter-judge", args=[ref]), **answers(page.content.decode(), "same", otherwise="on"))
    assert ActRow.objects.filter(kind="judge_match").latest("at").facts["against"].startswith("QB")


def test_the_same_decision_again_asks_for_nothing_more(head, site) -> None:
    officer, ref = judged_twice(site)
    page = officer.get(reverse("counter-file", args=[ref])).content.decode()
    officer.post(reverse("counter-judge", args=[ref]), **answers(page, "different"))
    assert ActRow.objects.filter(kind="judge_match").count() == 2


def test_a_new_name_is_taken_over_once_the_new_document_was_seen(head, site) -> None:
    ref = apply("lin-qinghe").reference()
    site.pass_(**TICKS)
    address = reverse("counter-take-back", args=[ref])
    said = {"reason": "户籍姓名变更。", "name": "林青禾"}
    assert "请勾选已核对新证件原件" in str(wrongs(head.post(address, way="changed", **said)))
    assert "清空" in wrongs(head.post(address, way="anew", **said))[0]
    number = {**said, "name": "", "document_number": cast.ON_RECORD.number}
    assert "终身不变" in str(wrongs(head.post(address, way="changed", original_seen="on", **number)))
    assert not PaperAct.objects.exists()
    old = paper_of(ref)
    page = text(head.post(address, way="changed", original_seen="on", **said))
    assert "林青禾" in page
    assert f"替换 {old}" in page
    assert PaperAct.objects.count() == 1
    assert paper_of(ref) != old
