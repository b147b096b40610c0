"""Somebody objects on a phone, the office reviews at a desk: looked at in both languages and widths."""

import os
import re
from pathlib import Path

import pytest

import cast
from applications import COUNTER, NOW, application, judged
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.inquiries import services
from qingbai.objections.models import Review
from qingbai.pages.references import reference
from screens import SCREENS

PASSWORD = "invented clerks only"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_review_from_objection_to_draft(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi")
    case = services.apply_straight_through(draft=application(cast.ON_RECORD), token="t", by=COUNTER, at=clock.now())
    agencies.appoint(
        username="reviewer", name="徐河源", number="100101-13", office="100101-hy", role=Role.REVIEWER, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    name = f"review-{width}-{language}"
    desk.go("/sign-in/")
    desk.press()
    desk.page.locator('input[value="zhao-shidi"]').check()
    desk.press()
    ref = reference(case.row.number)
    desk.page.wait_for_timeout(3_000)  # until the answer's tick
    desk.go(f"/applications/{ref}/object/")
    desk.look("what an objection is")
    picture(desk, f"{name}-1-begin")
    desk.press()
    desk.look("ground")
    picture(desk, f"{name}-2-ground")
    desk.choose("not_mine")
    desk.press()
    desk.fill("answer", "案发时本人在外地工作。")
    desk.press()
    desk.fill("answer", "单位考勤记录")
    desk.press()
    desk.press()
    desk.look("check")
    picture(desk, f"{name}-3-check")
    desk.page.locator("#id_declared").check()
    desk.press()
    desk.look("the review")
    picture(desk, f"{name}-4-review")
    desk.go("/complain/")
    desk.look("complaint")
    picture(desk, f"{name}-5-complain")
    desk.go("/counter/sign-in/")
    desk.fill("username", "reviewer")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.go("/counter/reviews/")
    desk.look("queue of reviews")
    picture(desk, f"{name}-6-queue")
    desk.page.click("a.number")
    for box in desk.page.locator("details").all():
        box.evaluate("one => one.open = true")
    desk.look("file of a review")
    picture(desk, f"{name}-7-file")
    assert re.search(r"/counter/reviews/FC", desk.page.url)
    assert Review.objects.count() == 1
