"""Looking at sealed records in a real browser: asked, examined, decided, promised, seen; and a seal proposed to be lifted."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

import cast
from applications import NOW, judged
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from registering import demo
from screens import SCREENS

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
PASSWORD = "invented clerks only"
ASKED = {
    "organ": "演示市清河区人民法院",
    "name": cast.SEALED.name,
    "number": cast.SEALED.number,
    "letter": "（2026）演0101函9号",
    "bearer": "季明川",
    "bearer_id": "0101-7",
    "case": "（2026）演0101刑初90号",
    "reason": "审理被告人的另一案件",
    "legal_basis": "刑事诉讼法第二百八十六条",
    "scope": "全部案卷",
}


@pytest.fixture
def registry(site, settings):
    """The registry's own site with a registrar and a head, and a sealed record."""
    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    for number, role in (("100101-11", Role.REGISTRAR), ("100101-13", Role.HEAD)):
        agencies.appoint(
            username=number, name="沈清册", number=number, office="100101-hy", role=role, by=SYSTEM, at=NOW, basis="test", password=PASSWORD,
        )  # fmt: skip
    judged("shen-xiaodu")


def sign_in(desk, account: str) -> None:
    desk.go("/desk/sign-in/")
    desk.fill("username", account)
    desk.fill("password", PASSWORD)
    desk.press()


def look(desk, state: str) -> None:
    desk.look(state)
    folder = os.environ.get("QINGBAI_PICTURES")  # where whoever wants to look at the pages finds them
    if folder:
        size = desk.page.viewport_size["width"]
        language = desk.page.get_attribute("html", "lang")
        desk.page.screenshot(path=Path(folder) / f"{state.replace(' ', '-')}-{size}-{language}.png", full_page=True)


def until(desk, prefix: str, days: int) -> None:
    day = NOW.date() + timedelta(days=days)
    for place, part in enumerate((day.year, day.month, day.day)):
        desk.fill(f"{prefix}_{place}", str(part))


@SCREENS
def test_from_the_request_to_the_look(registry, reader, width: int, language: str) -> None:
    desk, head = reader(width=width, language=language), reader(width=width, language=language)
    sign_in(desk, "100101-11")
    sign_in(head, "100101-13")
    desk.go("/desk/openings/new/")
    desk.press()
    look(desk, "a request with faults")
    desk.choose("judicial_organ")
    for box, words in ASKED.items():
        desk.fill(box, words)
    desk.press()
    look(desk, "a request to be examined")
    desk.choose("yes")
    desk.press()
    address = desk.page.url.removeprefix(desk.site)
    head.go(address)
    look(head, "a request to be decided")
    until(head, "permit-until", 30)
    head.press()
    desk.go(address)
    look(desk, "a request that was permitted")
    desk.fill("undertake-signer", "季明川")
    desk.fill("undertake-signer_id", "0101-7")
    desk.press()
    look(desk, "a request that may be looked at")
    desk.press()
    look(desk, "what is sealed")
    assert "抢劫罪" in desk.page.inner_text("main")
    desk.go("/desk/openings/")
    look(desk, "the requests")


@SCREENS
def test_a_refusal_is_a_paper(registry, reader, width: int, language: str) -> None:
    desk, head = reader(width=width, language=language), reader(width=width, language=language)
    sign_in(desk, "100101-11")
    sign_in(head, "100101-13")
    desk.go("/desk/openings/new/")
    desk.choose("defender")
    for box, words in ASKED.items():
        desk.fill(box, words if box not in {"letter", "reason"} else "")
    desk.press()
    desk.choose("no")
    desk.press()
    look(desk, "a request to be refused")
    address = desk.page.url.removeprefix(desk.site)
    head.go(address)
    look(head, "a request that the law refuses")
    head.press()
    look(head, "a refused request")
    assert head.page.locator('main a[href$="refusal/"]').count() == 1


@SCREENS
def test_a_seal_is_lifted_by_two(registry, reader, width: int, language: str) -> None:
    desk, head = reader(width=width, language=language), reader(width=width, language=language)
    sign_in(desk, "100101-11")
    sign_in(head, "100101-13")
    desk.go("/desk/unsealings/new/")
    desk.choose("new_crime")
    given = {"court": "演示市清河区人民法院", "case_number": demo("shen-xiaodu").case_number, "name": cast.SEALED.name}
    given |= {"decided_by": "（2026）演0101刑初77号", "years": "4", "offence_on": "2023-03-01", "reason": "数罪并罚"}
    for box, words in given.items():
        desk.fill(box, words)
    for place, part in enumerate(("2026", "10", "8")):
        desk.fill(f"met_on_{place}", part)
    desk.press()
    look(desk, "a proposal against the law")
    desk.fill("years", "6")
    desk.press()
    look(desk, "a proposal")
    head.go(desk.page.url.removeprefix(desk.site))
    look(head, "a proposal to be decided")
    head.choose("yes")
    head.press()
    look(head, "a seal that fell")
    head.go("/desk/unsealings/")
    look(head, "the proposals")
