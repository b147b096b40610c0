"""The registrar's desk in a real browser: by keyboard alone, two registrars, from a text to the receipt; and without a script."""

import pytest

from applications import NOW
from desks import arrived, judgment
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.registers.models import Conviction
from screens import SCREENS

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "vault"])
PASSWORD = "invented clerks only"
STATED = {
    "stated.final_on": "2023-5-5",
    "stated.defendants.0.offences.0.began": "2022-9-18",
    "stated.defendants.0.offences.0.ended": "2022-12-11",
    "stated.defendants.0.household": "100101",
}


@pytest.fixture
def registry(site, settings):
    """The registry's own site with two registrars, and a document in its inbox."""
    settings.ROOT_URLCONF = "qingbai.project.registry_urls"
    for number in ("100101-11", "100101-12"):
        agencies.appoint(
            username=number, name="沈清册", number=number, office="100101-hy", role=Role.REGISTRAR, by=SYSTEM, at=NOW, basis="test", password=PASSWORD,
        )  # fmt: skip
    return arrived(text=judgment("zhao-shidi").replace("并处罚金人民币", "并处没收财产，罚金人民币"))


def sign_in(desk, account: str) -> None:
    desk.go("/")
    desk.fill("username", account)
    desk.fill("password", PASSWORD)
    desk.look("sign in")
    desk.press()


def ready(desk) -> None:
    """The page listens to keys."""
    desk.page.wait_for_selector("#keys", state="visible")
    desk.page.evaluate("document.activeElement.blur()")


def at(desk) -> str:
    """The field that is looked at."""
    return str(desk.page.locator(".field.at").first.get_attribute("id"))


def walk_to(desk, path: str) -> None:
    """With j alone, from the first field on."""
    wanted = "f-" + path.replace(".", "-")
    ready(desk)
    for _ in range(80):
        if at(desk) == wanted:
            return
        desk.page.keyboard.press("j")
    for _ in range(80):
        desk.page.keyboard.press("k")
        if at(desk) == wanted:
            return
    raise AssertionError(f"{path} is not on the way")


def type_value(desk, path: str, value: str, why: str) -> None:
    """Change one field by keyboard: e, the value, Tab, the reason, Enter."""
    walk_to(desk, path)
    desk.page.keyboard.press("e")
    desk.page.wait_for_selector(".edit [name=edit-value]:focus")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(value)
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type(why)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(".field.editing", state="detached")


@SCREENS
def test_two_registrars_bring_a_text_into_the_register_by_keyboard(reader, registry, width: int, language: str) -> None:
    first = reader(width=width, language=language)
    sign_in(first, "100101-11")
    first.look("inbox")
    first.page.locator("th a").click()
    first.look("document, waiting")
    ready(first)
    first.page.keyboard.press("Enter")  # take it up
    first.page.wait_for_selector(".tools")
    first.look("document, claimed")

    ready(first)
    first.page.keyboard.press("j")
    assert at(first) == "f-case_number"
    assert first.page.locator("mark.lit").all_inner_texts()
    assert "刑初46" in "".join(first.page.locator("mark.lit").all_inner_texts())
    first.page.keyboard.press("u")
    assert at(first) == "f-defendants-0-sentences-0-confiscation"
    assert "".join(first.page.locator("mark.lit").all_inner_texts()) == "没收财产"
    assert first.page.locator(".field.at .unsure").is_visible()

    for path, value in STATED.items():
        type_value(first, path, value, "与送达回证一致")
    type_value(first, "defendants.0.sentences.0.fine_yuan", "20000", "文书为二万元")
    ready(first)
    first.page.keyboard.press("Enter")  # confirm: something was not looked at yet
    first.page.wait_for_selector(".wrongs")
    first.look("document, not confirmed")
    ready(first)
    first.page.keyboard.press("u")
    first.page.keyboard.press("y")
    first.page.wait_for_selector(".field.doubt", state="detached")
    ready(first)
    first.page.keyboard.press("Enter")
    first.page.wait_for_selector("#bar p")
    first.look("document, waits for another")
    assert not first.page.locator("#bar .main").count()

    second = reader(width=width, language=language)
    sign_in(second, "100101-12")
    second.page.locator("th a").click()
    second.look("document, for the second registrar")
    assert "20,000" in second.page.locator(".notice").inner_text()
    ready(second)
    second.page.keyboard.press("Enter")  # agree
    second.page.wait_for_selector("form[action$='/enter/']")
    second.look("document, twice confirmed")
    ready(second)
    second.page.keyboard.press("Enter")  # enter
    second.page.wait_for_selector(".panel")
    second.look("receipt")
    conviction = Conviction.objects.get()
    assert str(conviction.id) in second.page.locator("main").inner_text()
    assert conviction.sentences.get().fine_yuan == 20000


def test_words_that_are_pointed_at_lead_to_their_field(reader, registry) -> None:
    desk = reader(width=1280, language="zh-hans")
    sign_in(desk, "100101-11")
    desk.page.locator("th a").click()
    desk.page.locator("mark", has_text="没收财产").first.click()
    assert at(desk) == "f-defendants-0-sentences-0-confiscation"
    desk.page.locator("#f-court").hover()
    assert "".join(desk.page.locator("mark.lit").all_inner_texts()) == "演示市清河区人民法院"
    desk.look("document")


def test_everything_is_there_without_a_script(reader, registry) -> None:
    desk = reader(width=1280, language="en", script=False)
    sign_in(desk, "100101-11")
    desk.page.locator("th a").click()
    desk.page.locator("#bar .main").click()
    for path, value in STATED.items():
        row = desk.page.locator("#f-" + path.replace(".", "-"))
        row.locator("a.tool").click()
        desk.page.wait_for_selector(".edit :focus")
        desk.page.fill("#id_edit-value", value)
        desk.page.fill("#id_edit-why", "as in the proof of service")
        desk.page.locator(".edit .button").click()
    desk.page.locator("#f-defendants-0-sentences-0-confiscation button.tool").click()
    desk.page.locator("#bar .main").click()
    desk.page.locator("#bar .main").click()
    desk.page.wait_for_selector(".panel")
    desk.look("receipt")


@SCREENS
def test_the_other_pages_keep_nobody_out(reader, registry, width: int, language: str) -> None:
    desk = reader(width=width, language=language)
    sign_in(desk, "100101-11")
    desk.go("/desk/new/")
    desk.look("take in a document")
    desk.press()
    desk.look("take in a document, nothing given")
    desk.go("/desk/register/")
    desk.look("search")
    desk.press()
    desk.look("search, nothing given")
