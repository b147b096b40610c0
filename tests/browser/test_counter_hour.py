"""A clerk's hour by keys, and a visit at a public screen: on a phone and at a desk, each page looked at."""

import os
from pathlib import Path

import pytest

import cast
import files
from applications import COUNTER, NOW, application, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import handed_in, services
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import open_case
from qingbai.law.terms import Paper
from qingbai.pages.references import reference
from screens import SCREENS

PASSWORD = "invented clerks only"
SHIQIAO = "100102-sq"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def appoint(account: str, number: str, role: Role, office: str = SHIQIAO) -> None:
    agencies.appoint(
        username=account, name="陈石桥", number=number, office=office, role=role, by=SYSTEM, at=NOW, basis="test",
        password=PASSWORD,
    )  # fmt: skip


def sign_in(desk, account: str) -> None:
    desk.go("/counter/sign-in/")
    desk.fill("username", account)
    desk.fill("password", PASSWORD)
    desk.press()


def key(desk, letter: str, *, leaves: bool = False) -> None:
    desk.page.evaluate("document.activeElement.blur()")
    if not leaves:
        desk.page.keyboard.press(letter)
        return
    with desk.page.expect_navigation():
        desk.page.keyboard.press(letter)


def on_the_papers(frame, letter: str, desk) -> None:
    """A key while the papers beside have the focus; they listen once all of their page is there, its picture too."""
    frame.locator("html").evaluate(
        "() => document.readyState === 'complete' || new Promise(done => addEventListener('load', done, {once: true}))"
    )
    frame.locator(".hand").focus()
    desk.page.keyboard.press(letter)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_clerks_hour(reader, site, width: int, language: str) -> None:
    judged("wu-tongyu")
    by = Actor(ActorKind.OFFICER, "clerk-7", SHIQIAO, "clerk")
    case = services.apply_straight_through(
        draft=application(cast.SAME_NAME_CLEAN, office=SHIQIAO), token="t", by=by, at=clock.now()
    )
    number = case.row.number
    handed_in.attach(number=number, paper=Paper.IDENTITY, data=files.letter(2), by=by, at=clock.now())
    appoint("clerk", "100102-01", Role.CLERK)
    appoint("head", "100102-13", Role.HEAD)
    desk = reader(width=width, language=language)
    sign_in(desk, "clerk")
    desk.look("queue")
    key(desk, "/")
    desk.page.keyboard.type("999")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("[role=alert]")
    desk.look("nothing found")
    key(desk, "/")
    desk.page.keyboard.type(cast.SAME_NAME_CLEAN.number)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("#id_document_number")
    assert cast.SAME_NAME_CLEAN.number not in desk.page.url
    desk.look("what for")
    desk.press()
    desk.look("found")
    picture(desk, f"counter-found-{width}-{language}")
    key(desk, "j")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("table.compare")
    frame = desk.page.frame_locator("iframe.papers")
    frame.locator(".hand img").wait_for()
    desk.look("file with papers beside")
    desk.page.locator("main textarea").first.fill("照片与本人")
    frame.locator(".hands a[data-key='+']").click()
    frame.locator(".hand.zoom-2 img").wait_for()
    assert desk.page.locator("main textarea").first.input_value() == "照片与本人"
    picture(desk, f"counter-file-{width}-{language}")
    on_the_papers(frame, "]", desk)
    frame.locator("img[src$='/2/']").wait_for()
    on_the_papers(frame, "Escape", desk)
    assert desk.page.evaluate("document.activeElement.tagName") == "TEXTAREA", "back to where one was"
    key(desk, "?")
    assert desk.page.locator(".keys-help details").get_attribute("open") is not None
    assert desk.page.locator("main textarea").first.input_value() == "照片与本人", "and nothing is lost"
    desk.look("list of keys")
    with desk.page.expect_navigation():
        on_the_papers(frame, "1", desk)
    assert open_case(number).assigned == "100102-01"
    desk.page.locator("main textarea").first.fill("半句话")
    desk.page.locator("main input[value=different]").check()
    key(desk, "l", leaves=True)
    desk.page.wait_for_selector("#id_password")
    desk.look("locked")
    picture(desk, f"counter-locked-{width}-{language}")
    desk.press()
    desk.look("locked, no password")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.page.wait_for_selector("table.compare")
    assert desk.page.locator("main textarea").first.input_value() == "半句话"
    assert desk.page.locator("main input[value=different]").is_checked()
    desk.page.locator("main .canned summary").first.click()
    desk.page.locator("main .canned button").first.click()
    assert len(desk.page.locator("main textarea").first.input_value()) > len("半句话")
    desk.look("file with usual reasons")
    key(desk, "h", leaves=True)
    desk.page.wait_for_url("**/do/hold/")
    desk.page.locator("main .canned summary").click()
    desk.look("doubt with usual reasons")
    desk.page.locator("main .canned button").first.click()
    desk.page.locator("main input[type=radio]").first.check()
    desk.press()
    assert open_case(number).last(Act.HOLD) is not None
    sign_in(desk, "head")
    desk.go("/counter/keys/")
    desk.look("keys of the counter")
    picture(desk, f"counter-keys-{width}-{language}")
    desk.go("/counter/office/")
    desk.look("office at a glance")
    picture(desk, f"counter-office-{width}-{language}")
    desk.go(f"/counter/files/{reference(number)}/")
    key(desk, "z", leaves=True)
    desk.page.wait_for_url("**/do/reject/")
    desk.page.locator("main .canned summary").click()
    desk.page.locator("main .canned button").first.click()
    desk.page.locator("main input[type=radio]").first.check()
    desk.press()
    assert open_case(number).last(Act.REJECT) is not None


@SCREENS
def test_a_visit_at_a_public_screen(reader, site, width: int, language: str) -> None:
    appoint("reviewer", "100101-14", Role.REVIEWER, "100101-hy")
    case = services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=clock.now())
    desk = reader(width=width, language=language)
    sign_in(desk, "reviewer")
    desk.go("/counter/kiosk/")
    desk.look("set up")
    desk.press()
    desk.page.wait_for_selector(".tongues")
    desk.look("language")
    picture(desk, f"kiosk-language-{width}-{language}")
    desk.page.locator(f"main a[href*='/{language}/']").click()
    desk.page.wait_for_url(desk.site + "/")
    desk.look("start")
    desk.press()
    desk.page.wait_for_load_state()
    desk.page.evaluate("document.getElementById('still').showModal()")
    assert desk.page.evaluate("document.activeElement.closest('dialog')?.id") == "still"
    desk.look("asked")
    picture(desk, f"kiosk-asked-{width}-{language}")
    desk.page.keyboard.press("Enter")
    assert not desk.page.locator("#still").is_visible()
    desk.go("/offices/")
    boxes = "[...document.querySelectorAll('main form, main input, main select')].map(one => one.getAttribute('autocomplete'))"
    assert set(desk.page.evaluate(boxes)) == {"off"}, "the browser keeps nothing to offer to the next one"
    before = desk.page.url
    desk.go("/kiosk/still/")
    desk.look("asked without a script")
    desk.page.locator("main a.button.second").click()
    desk.page.wait_for_selector(".panel")
    desk.look("end")
    picture(desk, f"kiosk-end-{width}-{language}")
    kept = {cookie["name"] for cookie in desk.context.cookies()}
    assert kept <= {"qingbai_kiosk"}
    desk.page.go_back()
    desk.page.wait_for_load_state()
    assert case.row.number not in desk.page.content()
    assert before
    desk.faults[:] = [fault for fault in desk.faults if "Clear-Site-Data" not in fault]  # Chromium says that it did
