"""A clerk looks at units and their lists, on a phone and at a desk, in both languages: nothing keeps anybody out."""

import os
from pathlib import Path

import pytest

import cast
from applications import NOW, judged
from lists import SCHOOL, gone_on, line, school, unit
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.pages.references import reference
from screens import SCREENS

PASSWORD = "invented clerks only"


def picture(desk, name: str) -> None:
    """Kept where somebody wants to look at it."""
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_a_clerk_looks_at_units_and_lists(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi", "wu-tongyu")
    unit()
    school()
    answered = gone_on(
        line(cast.CLEAN), line(cast.ON_RECORD), line(cast.FOREIGNER), line(cast.EXEMPTED, relation="已离职")
    )
    doubtful = gone_on(line(cast.SAME_NAME_CLEAN), "错")
    agencies.appoint(
        username="clerk", name="周河岸", number="100101-01", office="100101-hy", role=Role.CLERK, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    desk = reader(width=width, language=language)
    desk.go("/counter/sign-in/")
    desk.fill("username", "clerk")
    desk.fill("password", PASSWORD)
    desk.press()
    for name, address in (
        ("units", "/counter/units/"),
        ("unit", f"/counter/units/{reference(SCHOOL)}/"),
        ("unit-new", "/counter/units/new/"),
        ("list-new", f"/counter/units/{reference(SCHOOL)}/list/"),
        ("lists", "/counter/lists/"),
        ("list", f"/counter/lists/{reference(answered.number)}/"),
        ("list-doubtful", f"/counter/lists/{reference(doubtful.number)}/"),
    ):
        desk.go(address)
        desk.look(name)
        picture(desk, f"{name}-{width}-{language}")
