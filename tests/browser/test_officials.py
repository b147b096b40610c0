"""A prosecutor asks at the counter about somebody on record and a clean one, on a phone and at a desk, in both languages."""

import os
from pathlib import Path

import pytest

import cast
from applications import NOW, judged
from officials import CLERK, OFFICE, request
from qingbai import clock
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.disclosures import services
from qingbai.law.official import OfficialAsker
from qingbai.pages.references import reference
from screens import SCREENS

PASSWORD = "invented clerks only"


def look(desk, state: str) -> None:
    desk.look(state)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        size, language = desk.page.viewport_size["width"], desk.page.get_attribute("html", "lang")
        desk.page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}-{size}-{language}.png", full_page=True)


def ask(asker: OfficialAsker, person: cast.Person, **changes: object) -> str:
    case = services.ask_straight_through(
        asked=request(asker, person, **changes), office=OFFICE, token=services.new_token(), by=CLERK, at=clock.now()
    )
    return f"/counter/cases/{reference(case.row.number)}/"


@SCREENS
@pytest.mark.django_db(databases=["default", "vault"], transaction=True)
def test_requests_at_the_counter(reader, site, width: int, language: str) -> None:
    judged("zhao-shidi", "wu-tongyu")
    agencies.appoint(
        username="reviewer", name="徐河源", number="100101-12", office=OFFICE, role=Role.REVIEWER, by=SYSTEM, at=NOW,
        basis="test", password=PASSWORD,
    )  # fmt: skip
    told = ask(OfficialAsker.STATE_ORGAN, cast.ON_RECORD)
    doubtful = ask(OfficialAsker.DEFENCE_LAWYER, cast.SAME_NAME_CLEAN)
    missing = ask(OfficialAsker.NOTARY_OFFICE, cast.CLEAN, papers=())
    refused = ask(OfficialAsker.DEFENCE_LAWYER, cast.CLEAN, papers_case="（2026）演0101刑初10号")
    desk = reader(width=width, language=language)
    desk.go("/counter/sign-in/")
    desk.fill("username", "reviewer")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.page.click('a[href="/counter/cases/"]')
    look(desk, "requests")
    desk.go("/counter/cases/new/")
    desk.press()
    look(desk, "a new request with faults")
    for state, address in (("to be cleared", told), ("doubtful", doubtful), ("missing", missing), ("refused", refused)):
        desk.go(address)
        look(desk, f"a request {state}")
    desk.go(told)
    desk.press()
    desk.until('form[action$="/letter.pdf"]')  # the tick came
    look(desk, "a letter ready")
