"""A head of the office works off the papers to be looked at again and takes one back, on a phone and at a desk, in both languages."""

import os
from datetime import date
from pathlib import Path

import pytest

import cast
from applications import COUNTER, NOW, application, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries import services
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from screens import SCREENS

PASSWORD = "invented clerks only"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_head_takes_papers_back(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi")
    for token, person in (("refused", cast.ON_RECORD), ("clean", cast.CLEAN)):
        services.apply_straight_through(draft=application(person), token=token, by=COUNTER, at=clock.now())
    conviction = Conviction.objects.get().id
    registers.annul(conviction=conviction, on=date(2026, 11, 20), ground="再审", by=SYSTEM, at=clock.now(), basis="n")
    agencies.appoint(
        username="head", name="徐河源", number="100101-13", office="100101-hy", role=Role.HEAD, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    desk.go("/counter/sign-in/")
    desk.fill("username", "head")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.look("queue")
    desk.page.click('a[href="/counter/again/"]')
    desk.look("papers to be looked at again")
    picture(desk, f"again-{width}-{language}")
    desk.page.locator("main table form button").click()
    desk.page.wait_for_load_state()
    desk.look("answered anew")
    desk.until('main:not(:has(.notice[role="status"])) a[href$="/take-back/"]')  # the tick came
    desk.look("the new paper is there")
    picture(desk, f"file-{width}-{language}")
    desk.page.locator('a[href$="/take-back/"]').click()
    desk.look("take a paper back")
    desk.press()
    desk.look("take a paper back, nothing said")
    picture(desk, f"take-back-{width}-{language}")
    desk.choose("only")
    desk.fill("reason", "冒名申请")
    desk.press()
    desk.look("taken back")
    picture(desk, f"taken-back-{width}-{language}")
    desk.go("/counter/again/")
    desk.look("nothing to be looked at again")
