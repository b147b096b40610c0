"""A passkey for coming back, with Chromium's virtual authenticator: added after a real-name sign-in, used, not enough to apply, removed."""

import os
from pathlib import Path

from django.contrib.auth import get_user_model
from django.urls import reverse

from applications import NOW
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.audit.models import LedgerEntry
from qingbai.identity import factors
from qingbai.identity.models import AccountNews, PersonPasskey
from screens import SCREENS
from visitors import PASSWORD

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


def gives_the_password(desk) -> None:
    desk.go(reverse("counter-sign-in"))
    desk.fill("username", "clerk")
    desk.fill("password", PASSWORD)
    desk.press()


@SCREENS
def test_an_officer_adds_a_passkey_signs_in_and_opens_the_desk_with_it(reader, site, width: int, language: str) -> None:
    agencies.appoint(
        username="clerk", name="陈石桥", number="100101-01", office="100101-hy", role=Role.CLERK, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language)
    with_a_device(desk)
    gives_the_password(desk)
    desk.page.click(f'header a[href="{reverse("counter-factors")}"]')
    look(desk, "my sign-in")
    desk.page.click("form[data-passkey=make] .button")
    desk.page.wait_for_selector("dl.facts form button[value=remove]")
    desk.page.click("header li:last-child .plain-button")
    gives_the_password(desk)
    at(desk, "counter-second-factor")
    look(desk, "second factor by passkey")
    desk.page.click("form[data-passkey=show] .button")
    at(desk, "counter-factors")
    look(desk, "since the last sign-in")
    desk.page.click("main button[value=seen]")
    at(desk, "counter")
    assert AccountNews.objects.get().seen_at
    desk.page.keyboard.press("l")
    at(desk, "counter-unlock")
    look(desk, "locked, opens with a passkey")
    assert not desk.page.locator("main input[type=password]").count(), "the password alone opens nothing"
    desk.page.wait_for_function("document.activeElement.closest('form[data-passkey=show]')")
    desk.page.keyboard.press("Enter")
    at(desk, "counter")
    if (width, language) != (390, "zh-hans"):
        return
    user = get_user_model().objects.get()
    factors.reset(user=user, officer="100101-01", basis="报失2026-1", by=SYSTEM, at=NOW)
    assert LedgerEntry.objects.filter(kind="factor_removed").exists()
    desk.page.keyboard.press("l")
    at(desk, "counter-unlock")
    desk.fill("password", PASSWORD)
    desk.press()
    at(desk, "counter")
