"""A clerk asks for an investigation, a head approves it, the applicant reads that the clock stands still: on a phone and at a desk."""

import os
from pathlib import Path

import pytest

import cast
from applications import NOW, application, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.inquiries import services
from qingbai.law.terms import ComplexityGround
from screens import SCREENS

PASSWORD = "invented clerks only"
SHIQIAO = "100102-sq"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_an_investigation_is_approved_at_the_desk_and_read_at_home(reader, site, width: int, language: str) -> None:
    judged("wu-tongyu")
    officer = Actor(ActorKind.OFFICER, "clerk-7", SHIQIAO, "clerk")
    draft = application(cast.SAME_NAME_CLEAN, office=SHIQIAO)
    case = services.apply_straight_through(draft=draft, token="t", by=officer, at=clock.now())
    reason = "须向原办案单位核对照片"
    services.ask_investigation(
        number=case.row.number, ground=ComplexityGround.OTHERS_NEEDED, reason=reason, by=officer, at=clock.now()
    )
    agencies.appoint(
        username="head", name="徐河源", number="100102-13", office=SHIQIAO, role=Role.HEAD, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    desk.go("/counter/sign-in/")
    desk.fill("username", "head")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.look("queue with what waits for the head")
    picture(desk, f"way-queue-{width}-{language}")
    desk.page.locator("main table a.number").click()
    desk.look("file whose investigation is to be approved")
    picture(desk, f"way-file-{width}-{language}")
    desk.page.locator('a[href$="/do/approve_investigation/"]').click()
    desk.press()
    desk.look("approval without a reason")
    desk.fill("reason", "同意")
    picture(desk, f"way-approval-{width}-{language}")
    desk.press()
    desk.look("file under investigation")
    picture(desk, f"way-investigating-{width}-{language}")
    home = reader(width=width, language=language)
    home.go("/sign-in/")
    home.press()
    home.page.locator('input[value="wu-tongyu"], button[value="wu-tongyu"]').first.click()
    if home.page.locator("main .acts .button").count():
        home.press()
    home.go("/applications/")
    home.page.locator("main a.number").click()
    home.look("an application whose clock stands still")
    picture(home, f"way-status-{width}-{language}")
    home.page.locator('a[href$="/do/choose_delivery/"]').click()
    home.look("delivery")
    picture(home, f"way-delivery-{width}-{language}")
