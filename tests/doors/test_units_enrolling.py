"""Registering online, over HTTP: a unit asks, an officer confirms or refuses; its responsible handler adds and ends others."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import COUNTER, NOW
from files import photo
from handlers import signed_in
from lists import LAW_FIRM, unit
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.audit.models import LedgerEntry
from qingbai.notifications.models import Told
from qingbai.pages.references import reference
from qingbai.screening import enrolling, registering
from qingbai.screening.models import Enrolment, Unit
from qingbai.uploads.models import Upload
from visitors import Visitor, clerk, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
HERE = reverse("unit-register", args=["100101"])
STATED = {
    "office": "100101-hy",
    "code": LAW_FIRM,
    "name": "演示清河律师事务所",
    "kind": "employer",
    "ground": "BAN-09",
    "in_charge": "周河岸",
    "proof": "律师事务所执业许可证 31100000000000001",
    "licence_until_0": "2030",
    "licence_until_1": "6",
    "licence_until_2": "30",
    "phone": "13800000000",
}
ADDED = {
    "name": cast.EXEMPTED.name,
    "document_number": cast.EXEMPTED.number,
    "phone": "13800000001",
    "from_on_0": "2026",
    "from_on_1": "11",
    "from_on_2": "1",
}


def scans(*names: str) -> dict[str, SimpleUploadedFile]:
    return {name: SimpleUploadedFile(f"{name}.jpg", photo()) for name in names}


def ask(visitor: Visitor, **changes: str):
    return visitor.post(HERE, **{**STATED, **scans("unit_licence", "unit_authority"), **changes})


def the_request() -> str:
    return reference(Enrolment.objects.latest("asked_at").number)


@BOTH
def test_a_unit_registers_online_and_an_officer_confirms_it_after_a_look_at_its_papers(site) -> None:
    visitor = signed_in("lin-qinghe")
    assert "不代表任何单位" in text(visitor.get(reverse("units")))
    page = visitor.post(reverse("unit-register-where"), district="100101")
    assert cast.CLEAN.name in text(page)
    assert len(wrongs(visitor.post(HERE))) == 10  # everything at once, the two papers too
    page = text(ask(visitor))
    assert "等待民警核对" in page
    assert text(ask(visitor)) == page  # sent again it is the same
    assert Enrolment.objects.count() == 1
    assert not Unit.objects.exists()
    assert "等待民警核对" in text(visitor.get(reverse("units")))
    officer = clerk()
    assert "演示清河律师事务所" in text(officer.get(reverse("counter-units")))
    page = officer.post(reverse("counter-find"), q=Enrolment.objects.get().number)
    assert cast.CLEAN.number in text(page)  # the box on every page leads there
    files = set(re.findall(r"/papers/([0-9a-f-]{36})/", page.content.decode()))
    assert len(files) == 2
    for one in files:
        assert officer.client.get(reverse("counter-enrolment-paper", args=[the_request(), one])).status_code == 200
        picture = reverse("counter-enrolment-paper-picture", args=[the_request(), one, 1])
        assert officer.client.get(picture)["Content-Type"] == "image/jpeg"
        assert (
            officer.client.get(reverse("counter-enrolment-paper-original", args=[the_request(), one])).status_code
            == 200
        )
    page = text(officer.post(reverse("counter-enrolment-confirm", args=[the_request()])))
    assert "周河岸" in page
    assert "律师" in page
    assert officer.post(reverse("counter-enrolment-confirm", args=[the_request()])).status_code == 409
    page = text(visitor.get(reverse("unit-request", args=[the_request()])))
    assert "已确认" in page
    assert "提交新名单" in text(visitor.get(reverse("unit", args=[reference(LAW_FIRM)])))
    kinds = LedgerEntry.objects.filter(basis__in=[Enrolment.objects.get().number, f"unit {LAW_FIRM}"])
    told = list(kinds.exclude(kind__startswith="upload").order_by("number").values_list("kind", flat=True))
    assert told == ["unit_enrolment", "unit_enrolment", "unit_registered", "unit_handler_changed"]
    assert Told.objects.filter(message="answer_ready").count() == 1


@BOTH
def test_a_refusal_says_why_and_a_request_can_be_taken_back_and_made_anew(site) -> None:
    visitor, officer = signed_in("lin-qinghe"), clerk()
    ask(visitor)
    refuse = reverse("counter-enrolment-refuse", args=[the_request()])
    assert wrongs(officer.post(refuse, **{"why-reason": ""}))
    officer.post(refuse, **{"why-reason": "授权书未盖公章"})
    page = text(visitor.get(reverse("unit-request", args=[the_request()])))
    assert "授权书未盖公章" in page
    assert visitor.post(reverse("unit-request-withdraw", args=[the_request()])).status_code == 409
    site.pass_(seconds=1)
    assert "等待民警核对" in text(ask(visitor))
    assert "已撤回" in text(visitor.post(reverse("unit-request-withdraw", args=[the_request()])))
    assert officer.post(reverse("counter-enrolment-confirm", args=[the_request()])).status_code == 409
    assert not Unit.objects.exists()
    assert Enrolment.objects.count() == 2


@BOTH
def test_what_cannot_be_registered_is_told_at_its_field_and_nothing_is_kept(site) -> None:
    visitor = signed_in("lin-qinghe")
    bad = LAW_FIRM[:-1] + ("A" if LAW_FIRM[-1] != "A" else "B")
    tried = {
        "校验码": {"code": bad},
        "登记证照已过有效期": {"licence_until_0": "2020"},
        "仅密切接触未成年人的单位可以作从业查询": {"ground": "BAN-20"},
        "密切接触未成年人的单位须写明类别": {"kind": "minors", "ground": "BAN-20"},
        "不能接收短信": {"phone": "12345"},
        "截止日早于开始日": {"to_on_0": "2026", "to_on_1": "1", "to_on_2": "1"},
    }
    for words, changes in tried.items():
        assert any(words in one for one in wrongs(ask(visitor, **changes))), words
    many = {key: value for changes in (tried["校验码"], tried["登记证照已过有效期"]) for key, value in changes.items()}
    assert len(wrongs(ask(visitor, **many))) == 2
    text_file = SimpleUploadedFile("licence.jpg", b"not a picture")
    assert any("登记证照" in one for one in wrongs(ask(visitor, unit_licence=text_file)))
    unit()
    assert any("此单位已登记" in one for one in wrongs(ask(visitor)))
    assert not Enrolment.objects.exists()
    assert not Upload.objects.exists()
    assert visitor.client.get(reverse("unit-register", args=["330106"])).status_code == 404  # not opened there


@BOTH
def test_of_two_requests_for_one_unit_one_is_confirmed_and_of_two_officers_one_wins(site, monkeypatch) -> None:
    first, second = signed_in("lin-qinghe"), signed_in("shen-xiaozhou")
    ask(first)
    mine = Enrolment.objects.get().number
    site.pass_(seconds=1)
    ask(second)
    officer = clerk()
    page = text(officer.get(reverse("counter-enrolment", args=[the_request()])))
    assert mine in page  # the officer sees that there are two
    enrolling.confirm(number=mine, by=COUNTER, at=NOW)
    page = officer.post(reverse("counter-enrolment-confirm", args=[the_request()]))
    assert page.status_code == 409
    assert "此单位已登记" in wrongs(page)[0]
    assert "等待民警核对" in text(second.get(reverse("unit-request", args=[the_request()])))  # still to be answered
    # two at the same moment: the other one has opened the request before
    file = enrolling.file(number=Enrolment.objects.latest("asked_at").number, viewer=COUNTER)
    enrolling.refuse(number=file.case.number, reason="已有登记", by=COUNTER, at=NOW)
    another = replace(COUNTER, id="100101-02")
    with monkeypatch.context() as patched:
        patched.setattr(enrolling, "_at_the_counter", lambda *_: file.case)
        with pytest.raises(TakenMeanwhile):
            enrolling.refuse(number=file.case.number, reason="重复", by=another, at=NOW)
    assert second.client.get(reverse("unit-request", args=[reference(mine)])).status_code == 404
    stranger = clerk("100102-sq", "100102-01")
    for name in ("counter-enrolment", "counter-enrolment-confirm", "counter-enrolment-refuse"):
        address = reverse(name, args=[reference(mine)])
        assert {stranger.client.get(address).status_code, stranger.client.post(address).status_code} <= {404, 405}


@BOTH
def test_a_responsible_handler_adds_and_ends_others_and_who_is_ended_loses_the_door_at_once(site) -> None:
    unit()  # the handler taken down at the counter is not responsible
    plain = signed_in("lin-qinghe")
    page = reverse("unit-handlers", args=[reference(LAW_FIRM)])
    assert "只有负责经办人" in text(plain.get(page))
    assert plain.client.post(page, {**ADDED, **scans("unit_authority")}).status_code == 404
    chief = registering.HandlerStated(
        name=cast.SEALED_TWIN.name, document_number=cast.SEALED_TWIN.number, from_on=date(2026, 1, 1), responsible=True
    )
    registering.authorise(code=LAW_FIRM, handler=chief, by=COUNTER, at=NOW)
    visitor = signed_in("shen-xiaozhou")
    assert len(wrongs(visitor.post(page))) == 5
    assert "等待民警核对" in text(visitor.post(page, **{**ADDED, **scans("unit_authority")}))
    visitor.post(page, **{**ADDED, **scans("unit_authority")})
    assert Enrolment.objects.count() == 1  # the same handler once
    added = signed_in("han-yueling")
    assert added.client.get(page).status_code == 404  # an officer has not looked yet
    clerk().post(reverse("counter-enrolment-confirm", args=[the_request()]))
    assert added.client.get(page).status_code == 200
    assert any("已是本单位经办人" in one for one in wrongs(visitor.post(page, **{**ADDED, **scans("unit_authority")})))
    keys = {one.name: one.key for one in registering.card_of_code(LAW_FIRM).handlers}
    end = {name: reverse("unit-handler-end", args=[reference(LAW_FIRM), key]) for name, key in keys.items()}
    assert plain.client.post(end[cast.EXEMPTED.name]).status_code == 404
    assert visitor.client.post(end[cast.SEALED_TWIN.name]).status_code == 409  # not oneself
    visitor.post(end[cast.EXEMPTED.name])
    assert added.client.get(page).status_code == 404  # at once
    assert visitor.client.post(end[cast.EXEMPTED.name]).status_code == 409
    # who asked and was ended since: the request is not confirmed any more
    site.pass_(seconds=1)
    visitor.post(page, **{**ADDED, **scans("unit_authority")})
    registering.end_authority(code=LAW_FIRM, handler=keys[cast.SEALED_TWIN.name], by=COUNTER, at=NOW)
    assert visitor.client.get(reverse("unit-request", args=[the_request()])).status_code == 404
    refused = clerk(number="100101-02").post(reverse("counter-enrolment-confirm", args=[the_request()]))
    assert "已不再负责" in wrongs(refused)[0]
