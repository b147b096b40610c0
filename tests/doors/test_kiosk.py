"""A public screen: set up by an officer at the device alone, it keeps nothing of whoever stood before it."""

import re

from django.core import signing
from django.urls import reverse

from qingbai.agencies.terms import Role
from qingbai.audit.models import LedgerEntry
from qingbai.pages import kiosk
from visitors import Visitor, apply, clerk, text


def set_up_here(visitor: Visitor) -> None:
    """The device is made a screen by a reviewer who signs in at it."""
    reviewer = clerk(number="100101-14", role=Role.REVIEWER)
    reviewer.post(reverse("counter-kiosk"))
    visitor.client.cookies[kiosk.COOKIE] = reviewer.client.cookies[kiosk.COOKIE].value


def test_only_an_officer_at_the_device_makes_it_a_screen_and_ends_it(site) -> None:
    for forged in (
        "",
        "x",
        signing.dumps({"office": "100101-hy"}, salt="another"),
        signing.dumps(["x"], salt=kiosk.SALT),
    ):
        visitor = Visitor()
        visitor.client.cookies[kiosk.COOKIE] = forged
        assert visitor.client.get(reverse("kiosk")).status_code == 404
        assert 'class="kiosk' not in visitor.client.get("/?kiosk").content.decode()
    assert clerk().get(reverse("counter-kiosk")).status_code == 404
    reviewer = clerk(number="100101-14", role=Role.REVIEWER)
    page = reviewer.post(reverse("counter-kiosk"))
    assert reviewer.addresses[-1] == reverse("kiosk")
    assert "请选择语言" in text(page)
    assert "Choose your language" in text(page)
    assert "_auth_user_id" not in reviewer.client.session
    cookie = reviewer.client.cookies[kiosk.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    again = clerk(number="100101-15", role=Role.REVIEWER)
    again.client.cookies[kiosk.COOKIE] = cookie.value
    again.post(reverse("counter-kiosk"))
    assert again.client.cookies[kiosk.COOKIE].value == ""
    assert [entry.facts["on"] for entry in LedgerEntry.objects.filter(kind="kiosk_set_up").order_by("number")] == [
        "yes",
        "no",
    ]


def test_files_stay_inside_and_every_answer_stays_out_of_every_cache(site) -> None:
    visitor = apply("lin-qinghe")
    site.pass_(seconds=5)
    paper = reverse("paper", args=[visitor.reference()])
    assert visitor.client.get(paper).content.startswith(b"%PDF")
    set_up_here(visitor)
    page = visitor.client.get(paper)
    assert LedgerEntry.objects.filter(kind="paper_delivered").count() == 1
    assert "此文书在窗口打印" in text(page)
    number = re.search(r"QB\d{8}-\w{8}", text(page))
    assert number
    for address in (
        "/",
        reverse("offices"),
        reverse("mine"),
        reverse("status", args=[visitor.reference()]),
        reverse("verify-trust"),
    ):
        answer = visitor.client.get(address)
        assert answer.headers["Cache-Control"] == "no-store", address
        assert answer.headers["Content-Type"].startswith("text/html"), address
    assert "此文书在窗口打印" in text(visitor.client.get(reverse("form", args=["citizen"])))


def test_without_a_script_the_page_asks_after_a_minute_and_a_half_and_then_clears_everything(site) -> None:
    visitor = apply("lin-qinghe")
    set_up_here(visitor)
    status = reverse("status", args=[visitor.reference()])
    page = visitor.client.get(status).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="90; url=/kiosk/still/"></noscript>' in page
    assert 'role="alertdialog"' in page
    asked = visitor.client.get(reverse("kiosk-still"), headers={"Referer": f"http://testserver{status}"})
    assert asked.headers["Refresh"] == "30; url=/kiosk/end/"
    assert f'href="{status}"' in asked.content.decode()
    assert "您还在吗" in text(asked)
    visitor.client.cookies["qingbai_text"] = "large"
    gone = visitor.client.get(reverse("kiosk-end"))
    assert "请带走您的证件和文书" in text(gone)
    assert gone.headers["Refresh"] == "15; url=/kiosk/"
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    kept = {name for name, cookie in visitor.client.cookies.items() if cookie.value}
    assert kept <= {kiosk.COOKIE}
    back = visitor.client.get(status)
    assert (back.status_code, back.headers["Location"]) == (302, reverse("sign-in"))
