"""Consent of the person, over HTTP: asked for by a unit, answered on the person's own telephone, taken back; nobody else ever sees it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import cast
from applications import COUNTER, NOW, judged
from handlers import handed_in, signed_in, the_list, upload
from lists import HEADING, LAW_FIRM, line, listed, unit
from qingbai import clock
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.notifications import queries as notifications
from qingbai.notifications.models import Told
from qingbai.pages.references import reference
from qingbai.screening import online, services, steps
from qingbai.screening.models import Consent, Roster, Row
from visitors import Visitor, text, wrongs

BOTH = pytest.mark.django_db(databases=["default", "vault"])
ONLINE = "本人网上授权"


@pytest.fixture
def handler(site) -> Visitor:
    """Lin Qinghe, who acts for the law firm."""
    unit()
    return signed_in("lin-qinghe")


def ask(visitor: Visitor, *rows: str, **changes):
    file = SimpleUploadedFile("list.csv", listed(*rows))
    return visitor.post(
        reverse("unit-consents", args=[reference(LAW_FIRM)]), **{"ground": "BAN-09", "file": file, **changes}
    )


def answered(person: Visitor, key: str):
    [number] = Consent.objects.order_by("-asked_at")[:1]
    return person.post(reverse("consent-answer", args=[reference(number.number), key]))


def state(visitor: Visitor, name: str) -> str:
    """What the unit is told of its request to somebody."""
    page = visitor.get(reverse("unit-consents", args=[reference(LAW_FIRM)])).content.decode()
    return re.search(rf'<th scope="row">{name}</th>.*?<td data-name="授权">(.*?)</td>', page, re.S)[1]


@BOTH
def test_a_person_agrees_on_the_own_telephone_and_the_row_is_in_order(site, handler) -> None:
    row = line(cast.SEALED_TWIN, proof=ONLINE)
    assert "没有本人的有效网上授权" in text(upload(handler, row, line(cast.EXEMPTED)))
    assert wrongs(ask(handler, line(cast.CLEAN)))  # nobody on it rests on consent
    assert "已向1人" in text(ask(handler, row, line(cast.CLEAN)))
    assert "此前已请求1人" in text(ask(handler, row))  # asked before: not again
    assert Consent.objects.count() == 1
    person = signed_in("shen-xiaozhou")
    page = person.get(reverse("consents"))
    assert "演示清河律师事务所" in text(page)
    address = re.search(r'href="(/consents/[^"]+)"', page.content.decode())[1]
    page = text(person.get(address))
    assert "过失犯罪除外" in page
    assert "依法封存的记录一律不告知" in page
    assert "尚未授权" in state(handler, cast.SEALED_TWIN.name)
    assert "您已同意" in text(answered(person, "grant"))
    assert "已授权" in state(handler, cast.SEALED_TWIN.name)
    assert "没有本人的有效网上授权" not in text(upload(handler, row))
    kinds = list(
        LedgerEntry.objects.filter(kind="unit_consent").order_by("number").values_list("facts__act", flat=True)
    )
    assert kinds == ["ask", "grant"]


@BOTH
def test_a_namesake_a_wrong_number_and_a_stranger_never_see_the_request_of_another(site, handler) -> None:
    """The request names Shen Xiaozhou's name with the number of somebody else: neither of the two learns of it."""
    ask(handler, line(cast.SEALED_TWIN, number=cast.EXEMPTED.number, proof=ONLINE))
    number = Consent.objects.get().number
    for key in ("shen-xiaozhou", "han-yueling", "wu-tongyu"):
        person = signed_in(key)
        assert "演示清河律师事务所" not in text(person.get(reverse("consents")))
        assert person.client.get(reverse("consent", args=[reference(number)])).status_code == 404
        for act in ("grant", "decline", "revoke"):
            assert answered(person, act).status_code == 404
    assert handler.client.get(reverse("consent", args=[reference(number)])).status_code == 404


@BOTH
def test_who_declined_and_who_did_not_answer_look_alike_to_the_unit_before_and_after_the_deadline(
    site, handler
) -> None:
    ask(handler, line(cast.SEALED_TWIN, proof=ONLINE))
    person = signed_in("shen-xiaozhou")
    assert "您未同意" in text(answered(person, "decline"))
    site.pass_(seconds=1)
    ask(handler, line(cast.EXEMPTED, proof=ONLINE))
    for days, words in ((0, "尚未授权"), (15, "没有有效授权")):
        site.pass_(days=days)
        visitor = signed_in("lin-qinghe")
        told = {state(visitor, one.name) for one in (cast.SEALED_TWIN, cast.EXEMPTED)}
        assert len(told) == 1
        assert words in told.pop()
        rows = [line(one, proof=ONLINE) for one in (cast.SEALED_TWIN, cast.EXEMPTED)]
        page = text(upload(visitor, *rows, reason=f"第{days}日"))
        assert page.count("没有本人的有效网上授权") == 2
    late = signed_in("han-yueling")
    assert answered(late, "grant").status_code == 409  # too late


@BOTH
def test_a_consent_taken_back_before_the_answer_leaves_the_row_out_and_afterwards_counts_for_what_is_to_come(
    site, handler, monkeypatch
) -> None:
    """Taken back in the last moment, when the letters are made: none of them leaves, and the person is in none of the new ones."""
    judged("zhao-shidi")
    ask(handler, line(cast.ON_RECORD, proof=ONLINE))
    person = signed_in("zhao-shidi")
    answered(person, "grant")
    handed_in(handler, line(cast.CLEAN), line(cast.ON_RECORD, proof=ONLINE))
    number, made = Roster.objects.get().number, steps.letters.issue

    def then(*given, **named):
        done = made(*given, **named)
        if Consent.objects.get().acts.count() == 2:
            assert "您已撤回授权" in text(answered(person, "revoke"))
        return done

    monkeypatch.setattr(steps.letters, "issue", then)
    online.accept(number=number, by=COUNTER, at=NOW)
    services.go_on(number=number, by=SYSTEM, at=NOW)
    site.pass_(seconds=10)
    page = text(handler.get(reverse("unit-list", args=[the_list()])))
    assert page.count("未发现该条款规定情形的记录") == 1
    assert "有该条款规定情形的记录" not in page.replace("未发现该条款规定情形的记录", "")
    assert "没有有效授权" in page
    letter = reverse("unit-list-letter", args=[the_list(), 3])
    assert handler.client.post(letter).status_code == 404
    assert "没有有效授权" in state(handler, cast.ON_RECORD.name)
    assert "演示清河律师事务所" in text(
        person.get(reverse("my-record"))
    )  # that it was searched for is told all the same
    assert clock.today() == clock.day_of(NOW)


@BOTH
def test_a_consent_for_one_inquiry_is_used_up_by_its_answer(site, handler) -> None:
    row = line(cast.SEALED_TWIN, proof=ONLINE)
    ask(handler, row)
    answered(signed_in("shen-xiaozhou"), "grant")
    handed_in(handler, row)
    number = Roster.objects.get().number
    online.accept(number=number, by=COUNTER, at=NOW)
    services.go_on(number=number, by=SYSTEM, at=NOW)
    site.pass_(seconds=10)
    assert "未发现该条款规定情形的记录" in text(handler.get(reverse("unit-list", args=[the_list()])))
    handler.post(reverse("unit-list-act", args=[the_list(), "sign_for"]))
    page = text(upload(handler, row, reason="再次查询"))
    assert "没有本人的有效网上授权" in page


@BOTH
def test_a_person_is_told_once_that_a_unit_asks_and_not_which_or_for_what(site, handler) -> None:
    file = b"\r\n".join(
        f"{row},{phone}".encode()
        for row, phone in (
            (HEADING, "本人手机（仅用于请求网上授权）"),
            (line(cast.SEALED_TWIN, proof=ONLINE), "13900000001"),
            (line(cast.EXEMPTED, proof=ONLINE), ""),
        )
    )
    page = reverse("unit-consents", args=[reference(LAW_FIRM)])

    def asked(data: bytes):
        return handler.post(page, ground="BAN-09", file=SimpleUploadedFile("list.csv", data))

    assert any("不能接收短信" in one for one in wrongs(asked(file.replace(b"13900000001", b"123"))))
    for _ in range(2):
        asked(file)
    [told] = Told.objects.all()
    [sent] = notifications.of_case(told.about)
    for text_of in (sent.text.body, sent.text.short):
        assert reverse("consents") in text_of
        for secret in ("律师", "清河", cast.SEALED_TWIN.name, "13900000001"):
            assert secret not in text_of
    # withdrawn and asked again while the first could still be answered: no second message
    number = Consent.objects.get(name=cast.SEALED_TWIN.name).number
    handler.post(reverse("unit-consent-withdraw", args=[reference(LAW_FIRM), reference(number)]))
    site.pass_(seconds=1)
    asked(file)
    assert Consent.objects.count() == 3
    assert Told.objects.count() == 1
    # a list keeps no telephone of anybody
    upload(handler, file=SimpleUploadedFile("list.csv", file))
    assert not Row.objects.filter(person__has_key="phone").exists()


@BOTH
def test_a_unit_withdraws_its_request_and_nobody_else_does(site, handler) -> None:
    ask(handler, line(cast.SEALED_TWIN, proof=ONLINE))
    number = Consent.objects.get().number
    withdraw = reverse("unit-consent-withdraw", args=[reference(LAW_FIRM), reference(number)])
    person = signed_in("shen-xiaozhou")
    for stranger in (person, signed_in("han-yueling")):
        assert stranger.client.post(withdraw).status_code == 404
    answered(person, "grant")
    assert "撤回" in text(handler.get(reverse("unit-consents", args=[reference(LAW_FIRM)])))
    assert "单位已撤回" in text(handler.post(withdraw))
    assert handler.post(withdraw).status_code == 409
    assert answered(person, "revoke").status_code == 409
    assert "演示清河律师事务所" not in text(person.get(reverse("consents")))
    assert "没有本人的有效网上授权" in text(upload(handler, line(cast.SEALED_TWIN, proof=ONLINE)))
    # who declined and who has not answered are withdrawn alike, and after the last day neither is
    site.pass_(seconds=1)
    ask(handler, line(cast.SEALED_TWIN, proof=ONLINE), line(cast.EXEMPTED, proof=ONLINE))
    declined = Consent.objects.filter(name=cast.SEALED_TWIN.name).latest("asked_at").number
    person.post(reverse("consent-answer", args=[reference(declined), "decline"]))
    silent = Consent.objects.get(name=cast.EXEMPTED.name).number
    site.pass_(days=15)
    late = signed_in("lin-qinghe")
    page = late.get(reverse("unit-consents", args=[reference(LAW_FIRM)])).content.decode()
    for one in (declined, silent):
        assert one not in page
        address = reverse("unit-consent-withdraw", args=[reference(LAW_FIRM), reference(one)])
        assert late.post(address).status_code == 409
