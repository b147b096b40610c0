"""Answers that are not handed in: there at another device, two at once lose nothing, gone when sent, deleted or left alone; nobody else reads them."""

import re

import pytest
from django.urls import reverse

import cast
from qingbai.inquiries.models import Application
from qingbai.unsent import boxes, jobs, services
from qingbai.unsent.models import Unsent
from visitors import CITIZEN, Visitor, apply, text

pytestmark = pytest.mark.django_db


def device(person: str = "lin-qinghe") -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor


def question(key: str) -> str:
    return reverse("question", args=[key])


def hidden(response) -> dict[str, str]:
    """What the page says of the answers that it belongs to."""
    return dict(re.findall(r'<input type="hidden" name="(begun|shown)" value="([^"]*)"', response.content.decode()))


def test_what_was_answered_on_one_device_is_gone_on_with_on_another(site) -> None:
    device().answer(place="household", district="100101", office="100101-hy")
    other = device()
    assert "继续填写" in text(other.get(reverse("details")))
    other.get(reverse("next-question"))
    assert other.addresses[-1] == question("purpose")
    other.answer(purpose="study", period="all", delivery="download", phone="13800000000")
    other.send()
    assert Application.objects.get().office == "100101-hy"
    assert not Unsent.objects.exists()


def test_answers_to_different_questions_from_two_devices_are_all_kept(site) -> None:
    one, two = device(), device()
    one.answer(place="household", district="100101")
    two.get(question("office"))
    one.post(question("place"), answer="residence")
    two.post(question("office"), answer="100101-hy")
    kept = services.find(owner=Unsent.objects.get().owner, subject="application", at=site.now)
    assert kept.answers["place"] == {"answer": "residence"}
    assert kept.answers["office"] == {"answer": "100101-hy"}


def test_an_answer_given_elsewhere_meanwhile_is_shown_before_it_is_replaced(site) -> None:
    one, two = device(), device()
    one.answer(**CITIZEN)
    page = two.get(question("purpose"))
    one.post(question("purpose"), **hidden(one.get(question("purpose"))), answer="work")
    answered = two.client.post(question("purpose"), {**hidden(page), "answer": "visa"})
    assert answered.status_code == 409
    assert re.search("已在其他设备或其他页面回答：.*工作|就业", text(answered))
    assert re.search(r'value="visa"[^>]* checked', answered.content.decode())  # what was chosen is still there
    two.post(question("purpose"), **hidden(answered), answer="visa")
    two.send()
    assert Application.objects.get().draft["purpose"] == "visa"


def test_a_tab_whose_application_was_sent_meanwhile_is_told_and_loses_nothing(site) -> None:
    one, two = device(), device()
    one.answer(**CITIZEN)
    stale, token = two.get(question("phone")), re.search(r'name="token" value="([^"]+)"', two.get(reverse("check")).content.decode())[1]  # fmt: skip
    one.send()
    answered = two.client.post(question("phone"), {**hidden(stale), "answer": "13900000000"})
    assert answered.status_code == 409
    assert "13900000000" in answered.content.decode()
    assert reverse("mine") in answered.content.decode()
    assert "Continue" not in answered.content.decode()
    assert not Unsent.objects.exists()
    assert "申请已提交" in text(two.post(reverse("check"), token=token, declared="on"))
    assert Application.objects.count() == 1


def test_whoever_wants_it_gone_deletes_it_at_every_device(site) -> None:
    one, two = device(), device()
    one.answer(place="household")
    assert "删除" in text(two.get(reverse("forget-draft")))
    two.post(reverse("forget-draft"))
    assert not Unsent.objects.exists()
    one.get(reverse("next-question"))
    assert one.addresses[-1] == question("place")


def test_nobody_else_reads_them_and_the_database_alone_tells_nothing(site) -> None:
    device().answer(place="household", district="100101")
    row = Unsent.objects.get()
    for word in ("100101", cast.CLEAN.number, "household"):
        assert word.encode() not in bytes(row.box) + row.owner.encode()
    assert len(bytes(row.box)) % 1024 == 28  # of one length whatever was answered
    stranger = device("shen-xiaozhou")
    stranger.get(reverse("next-question"))
    assert stranger.addresses[-1] == question("place")
    moved = Unsent.objects.create(owner="x", subject="application", box=row.box, saved_at=site.now, forget_at=row.forget_at)  # fmt: skip
    with pytest.raises(boxes.AnswersLost):
        boxes.open_box(bytes(moved.box), moved.id)
    assert services.find(owner="x", subject="application", at=site.now).answers == {}


def test_left_alone_for_days_they_are_gone_and_then_removed(site, settings) -> None:
    device().answer(place="household")
    site.pass_(days=settings.UNSENT_KEPT, seconds=-60)
    assert jobs.go_round(at=site.now) == 0
    device().answer(district="100101")  # every answer begins the time anew
    site.pass_(days=settings.UNSENT_KEPT - 1)
    assert "继续填写" in text(device().get(reverse("details")))
    site.pass_(days=2)
    assert "继续填写" not in text(device().get(reverse("details")))
    assert jobs.go_round(at=site.now) == 1
    assert not Unsent.objects.exists()


def test_an_objection_too_is_gone_on_with_on_another_device(site) -> None:
    one = apply("lin-qinghe")
    ref = one.reference()
    site.pass_(seconds=5)
    page = reverse("object-question", args=[ref, "ground"])
    one.post(page, **hidden(one.get(page)), answer="not_mine")
    two = device()
    two.get(reverse("object-question", args=[ref, "evidence"]))
    assert two.addresses[-1] == reverse("object-question", args=[ref, "statement"])
    shown = two.get(page)
    one.post(page, **hidden(one.get(page)), answer="judgment_wrong")
    assert two.client.post(page, {**hidden(shown), "answer": "other"}).status_code == 409
