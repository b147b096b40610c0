"""Whole journeys in a real browser: apply, wait, download, verify; the clerk's decision; on a phone and at a desk, in both languages."""

from pathlib import Path

import pytest

from applications import NOW, judged
from qingbai.agencies import services as agencies
from qingbai.agencies.terms import Role
from qingbai.audit.actors import SYSTEM
from qingbai.certificates.models import Paper
from screens import SCREENS

GENUINE = {"zh-hans": "真实有效", "en": "GENUINE"}
PASSWORD = "invented clerks only"


def sign_in(desk, person: str) -> None:
    desk.go("/")
    desk.look("start")
    desk.press()
    desk.look("sign in")
    desk.press()
    desk.look("real-name service")
    desk.press()
    desk.look("real-name service, nothing chosen")
    desk.choose(person)
    desk.press()
    desk.look("details")
    desk.press()


def answer(desk, question: str, *values: str, wrong: bool = False) -> None:
    """Answer one question, after having been told off for not answering where ``wrong``."""
    assert f"/question/{question}/" in desk.page.url
    desk.look(question)
    if wrong:
        desk.press()
        assert desk.page.locator(".wrongs").count() == 1
        if desk.script:
            assert desk.page.evaluate("document.activeElement.className") == "wrongs"
            assert desk.page.title().startswith(("错误：", "Error:"))
        desk.look(f"{question}, unanswered")
    for value in values:
        box, _, text = value.rpartition("=")
        if box:
            desk.fill(box, text)
        elif desk.page.locator("main input[type=radio]").count():
            desk.choose(value)
        else:
            desk.fill("answer", value)
    desk.press()


def send(desk) -> None:
    desk.look("check")
    desk.press()
    desk.look("check, not declared")
    desk.page.check("#id_declared")
    desk.press()
    desk.look("received")
    desk.press()
    desk.look("waiting")
    desk.page.wait_for_selector(".verdict.yes")  # the page renews itself
    desk.look("ready")


def download(desk, folder: Path) -> Path:
    with desk.page.expect_download() as found:
        desk.page.locator("main .acts .button").click()
    path = folder / "paper.pdf"
    found.value.save_as(path)
    return path


def verify_file(desk, path: Path) -> str:
    desk.go("/verify")
    desk.page.set_input_files("#file_file", path)
    desk.press(0)
    return desk.page.locator(".verdict").inner_text()


@SCREENS
def test_a_citizen_applies_waits_downloads_and_has_it_verified(reader, tmp_path, width: int, language: str) -> None:
    desk = reader(width=width, language=language)
    sign_in(desk, "lin-qinghe")
    answer(desk, "place", "household", wrong=True)
    answer(desk, "district", "100101")
    answer(desk, "office", "100101-hy")
    answer(desk, "purpose", "other")
    answer(desk, "purpose-note", "参加国际志愿服务", wrong=True)
    answer(desk, "period", "chosen")
    days = [f"period_{end}_{place}={part}" for end, day in (("from", (2020, 1, 1)), ("to", (2026, 10, 31))) for place, part in enumerate(day)]  # fmt: skip
    answer(desk, "dates", *days, wrong=True)
    answer(desk, "phone", "１３８ 0000 0000", wrong=True)
    send(desk)
    path = download(desk, tmp_path)
    desk.go("/applications/")
    desk.look("mine")
    assert GENUINE[language] in verify_file(desk, path)
    desk.look("genuine file")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "NOT VALID" in verify_file(desk, path)
    desk.look("changed file")


def test_a_foreigner_applies_in_english_on_a_phone(reader, tmp_path) -> None:
    desk = reader(language="en")
    sign_in(desk, "elise-moreauval")
    for question, value in (("district", "100101"), ("office", "100101-ee"), ("purpose", "visa"), ("period", "all"), ("phone", "+33 1 00 00 00 00")):  # fmt: skip
        answer(desk, question, value)
    send(desk)
    assert "GENUINE" in verify_file(desk, download(desk, tmp_path))


def test_everything_works_without_javascript(reader, tmp_path) -> None:
    desk = reader(script=False)
    sign_in(desk, "lin-qinghe")
    for question, value in (("place", "household"), ("district", "100101"), ("office", "100101-hy"), ("purpose", "study"), ("period", "all"), ("phone", "13800000000")):  # fmt: skip
        answer(desk, question, value, wrong=True)
    send(desk)
    assert "真实有效" in verify_file(desk, download(desk, tmp_path))


@SCREENS
def test_a_scanned_code_is_checked_without_ever_standing_in_an_address_sent(reader, site, width, language) -> None:
    desk = reader(width=width, language=language)
    sign_in(desk, "lin-qinghe")
    for question, value in (("place", "household"), ("district", "100101"), ("office", "100101-hy"), ("purpose", "study"), ("period", "all"), ("phone", "13800000000")):  # fmt: skip
        answer(desk, question, value)
    send(desk)
    code = Paper.objects.get().code
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.go(f"/verify#{code}")
    desk.page.wait_for_selector(".verdict.yes")
    desk.look("genuine code")
    assert code not in " ".join(asked)
    assert "林＊＊" in desk.page.locator("main").inner_text()
    desk.go("/verify")
    desk.look("verify")
    desk.fill("code", code[:-1])
    desk.press(1)
    desk.look("mistyped code")
    desk.fill("code", "0000-0000-0000-0000")
    desk.press(1)
    desk.look("code of nobody")


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1280, "zh-hans")])
@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_a_clerk_decides_who_somebody_is_and_takes_a_walk_in(reader, width: int, language: str) -> None:
    judged("wu-tongyu")
    agencies.appoint(
        username="clerk", name="陈石桥", number="100102-01", office="100102-sq", role=Role.CLERK, by=SYSTEM, at=NOW, basis="test", password=PASSWORD,
    )  # fmt: skip
    applicant = reader(width=width, language=language)
    sign_in(applicant, "wu-tongyu")
    for question, value in (("place", "household"), ("district", "100102"), ("office", "100102-sq"), ("purpose", "work"), ("period", "all"), ("phone", "13800000000")):  # fmt: skip
        answer(applicant, question, value)
    applicant.page.check("#id_declared")
    applicant.press()
    applicant.press()
    applicant.look("waiting for a person")

    desk = reader(width=width, language=language)
    desk.go("/counter/")
    desk.look("counter sign-in")
    desk.press()
    desk.look("counter sign-in, empty")
    desk.fill("username", "clerk")
    desk.fill("password", PASSWORD)
    desk.press()
    desk.look("queue")
    desk.page.locator("tbody a").click()
    desk.look("file with a question")
    desk.press()
    desk.look("file, undecided")
    desk.choose("different")
    desk.page.locator("textarea").fill("户籍档案照片与本人不符。")
    desk.press()
    desk.page.wait_for_selector("form[action$='paper.pdf/'], form[action$='paper.pdf']")
    desk.look("file, issued")
    desk.go("/counter/new/")
    desk.look("walk-in")
    desk.press()
    desk.look("walk-in, empty")
    applicant.go("/applications/")
    applicant.page.locator("main li a").click()
    applicant.page.wait_for_selector(".verdict.yes")


@SCREENS
def test_the_pages_that_stand_still(reader, width: int, language: str) -> None:
    desk = reader(width=width, language=language)
    for address in ("/offices/", "/privacy/", "/sign-in/?ended=1"):
        desk.go(address)
        desk.look(address)
    desk.go("/text/large/?next=/")
    desk.look("start in large text")
    desk.go("/verify")
    desk.look("verify in large text")


def test_who_reads_with_the_keyboard_comes_to_the_content_at_once(reader) -> None:
    desk = reader(width=1280)
    desk.go("/")
    desk.look("start")
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    outline = desk.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
