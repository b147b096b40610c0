"""A passkey for coming back, with Chromium's virtual authenticator: added after a real-name sign-in, used, not enough to apply, removed."""

import os
from pathlib import Path

from django.urls import reverse

from qingbai.audit.models import LedgerEntry
from qingbai.identity.models import PersonPasskey

QUESTIONS = (
    ("place", "household"),
    ("district", "100101"),
    ("office", "100101-hy"),
    ("purpose", "study"),
    ("period", "all"),
    ("phone", "13800000000"),
)


def with_a_device(desk) -> None:
    """Give the browser a telephone's authenticator, whose owner agrees to everything."""
    device = desk.context.new_cdp_session(desk.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def look(desk, state: str) -> None:
    desk.look(state)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        width, language = desk.page.viewport_size["width"], desk.page.get_attribute("html", "lang")
        desk.page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}-{width}-{language}.png", full_page=True)


def sign_in(desk, person: str) -> None:
    desk.go("/sign-in/")
    desk.press()
    desk.choose(person)
    desk.press()
    desk.page.wait_for_url(f"{desk.site}/**")


def at(desk, name: str) -> None:
    """Wait until the browser is there: a passkey takes a moment."""
    desk.page.wait_for_url(desk.site + reverse(name))


def test_a_person_comes_back_with_a_passkey_and_needs_the_service_to_apply(reader) -> None:
    desk = reader(width=390, language="zh-hans")
    with_a_device(desk)
    sign_in(desk, "lin-qinghe")
    desk.page.click('main a[href="/passkeys/"]')
    look(desk, "no passkeys")
    assert desk.page.locator("[data-wrong]").is_hidden()
    desk.press()
    desk.page.wait_for_selector("main [role=status]")
    look(desk, "passkey added")
    row = PersonPasskey.objects.get()
    assert b"100101199405120243" not in bytes(row.box)
    assert "林清和".encode() not in bytes(row.box)

    desk.page.click("header form .plain-button")  # sign out
    desk.go("/sign-in/")
    look(desk, "sign in")
    desk.page.click('main a[href="/sign-in/passkey/"]')
    look(desk, "come back")
    desk.press()
    at(desk, "mine")
    look(desk, "come back, signed in")
    desk.go(reverse("next-question"))
    for _, value in QUESTIONS:
        if desk.page.locator("main input[type=radio]").count():
            desk.choose(value)
        else:
            desk.fill("answer", value)
        desk.press()
    assert reverse("sign-in-stronger", args=["face"]) in desk.page.url
    look(desk, "prove anew to apply")
    desk.press()
    desk.choose("lin-qinghe")
    desk.press()
    desk.page.wait_for_url(desk.site + reverse("check"))

    desk.go(reverse("passkeys"))
    desk.page.click("main dl .plain-button")
    look(desk, "passkey removed")
    desk.page.click("header form .plain-button")
    desk.go(reverse("come-back"))
    desk.faults.clear()  # a refused answer is a 403, which the console tells
    desk.press()
    desk.page.wait_for_selector(".wrongs")
    desk.faults = [fault for fault in desk.faults if "403" not in fault]
    look(desk, "passkey unknown")
    kinds = list(
        LedgerEntry.objects.filter(kind__startswith="passkey").order_by("number").values_list("kind", flat=True)
    )
    assert kinds == ["passkey_added", "passkey_used", "passkey_removed"]


def test_without_javascript_the_service_is_there(reader) -> None:
    desk = reader(width=1280, language="en", script=False)
    desk.go(reverse("come-back"))
    look(desk, "come back without javascript")
    assert "Passkeys need JavaScript" in desk.page.locator("main").inner_text()
    assert desk.page.locator("main form[data-passkey]").is_hidden()
    desk.page.click('main a[href="/sign-in/"]')
    desk.press()
    assert desk.page.locator('input[value="lin-qinghe"]').count() == 1
