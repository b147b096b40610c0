"""Days on which everything goes wrong: the back button, two tabs, everything pressed twice, a slow network, a telephone turned round, files of the wrong kind."""

import os
from pathlib import Path

from django.conf import settings
from django.urls import reverse

import files
from qingbai.inquiries.models import Application
from visitors import Visitor, apply

TURNED = {"width": 844, "height": 390}
UPRIGHT = {"width": 390, "height": 844}
SLOW = {"offline": False, "latency": 4_000, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
"""Milliseconds, and bytes a second: a telephone at the edge of its network."""
IMPATIENT = """() => {
  const form = document.querySelector('main form[enctype]');
  form.requestSubmit();
  setTimeout(() => form.requestSubmit(), 500);
  const seen = () => [document.getElementById('waits').innerText.trim(), document.querySelectorAll('#waits progress').length,
                      document.documentElement.scrollWidth > window.innerWidth];
  return new Promise(done => setInterval(() => document.querySelector('#waits progress') && done(seen()), 100));
}"""
"""Pressed, and half a second later pressed again; what stands there as soon as the page says that it waits."""
TWICE = """async form => {
  const data = () => new URLSearchParams(new FormData(form));
  const answers = await Promise.all([1, 2].map(() => fetch(form.action || location.href, {method: 'POST', body: data()})));
  return answers.map(one => [one.status, new URL(one.url).pathname]);
}"""
"""A form sent twice at the same instant, as by a device that tries again by itself."""


def as_(desk, visitor: Visitor) -> None:
    """The browser goes on where the visitor signed in."""
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": desk.site}])


def picture(desk, name: str) -> None:
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


QUICK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}


def network(desk, conditions: dict[str, object]) -> None:
    session = desk.context.new_cdp_session(desk.page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", conditions)


def signed_in(desk, person: str = "lin-qinghe") -> Visitor:
    visitor = Visitor()
    visitor.sign_in(person)
    as_(desk, visitor)
    return visitor


def test_going_back_two_tabs_turning_round_and_sending_twice_make_one_application(reader) -> None:
    desk = reader(language="en")
    visitor = signed_in(desk)
    visitor.answer(place="household", district="100101", office="100101-hy")
    page = desk.page
    desk.go(reverse("question", args=["purpose"]))
    desk.look("purpose")
    desk.choose("study")
    desk.press()
    page.go_back()
    page.wait_for_url("**/purpose/")
    desk.choose("work")  # thought better of it
    desk.press()
    page.wait_for_url("**/period/")
    other = desk.context.new_page()
    other.goto(desk.site + reverse("question", args=["purpose"]))
    assert other.locator("main input[value=work]").is_checked()
    page.goto(desk.site + reverse("question", args=["purpose"]))
    desk.choose("visa")
    desk.press()
    other.locator("main input[value=study]").check()
    other.locator("main .acts .button").click()
    assert "answered meanwhile" in other.inner_text("main [role=alert]")
    assert other.locator("main input[value=study]").is_checked()
    other.close()
    visitor.answer(period="all", delivery="download")

    desk.go(reverse("question", args=["phone"]))
    desk.fill("answer", " １３８　0000 0000 ")
    desk.fill("email", "a.name.that.is.rather.long.for.a.telephone@example.org")
    for size in (TURNED, UPRIGHT):
        page.set_viewport_size(size)
        assert page.input_value("#id_answer") == " １３８　0000 0000 "
        assert page.input_value("#id_email").startswith("a.name")
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.set_viewport_size(TURNED)
    desk.look("phone, turned round")
    page.set_viewport_size(UPRIGHT)
    desk.press()
    page.wait_for_url("**/check/")
    page.check("#id_declared")
    sent = page.evaluate(TWICE, page.query_selector("main form"))
    assert [status for status, _ in sent] == [200, 200]
    assert all(where.endswith("/received/") for _, where in sent), sent
    page.locator("main .acts .button").dblclick()  # the page still stood there
    page.wait_for_url("**/received/")
    desk.look("received")
    page.go_back()
    page.wait_for_load_state()
    if page.locator("#id_declared").count():
        page.check("#id_declared")
        desk.press()
    assert Application.objects.count() == 1


def test_files_of_the_wrong_kind_are_told_apart_and_a_slow_network_sends_once(reader, tmp_path) -> None:
    visitor = apply("lin-qinghe", place="residence")
    ref = visitor.reference()
    wrong = {
        "telephone.heic": b"\0\0\0\x18ftypheic" + bytes(12 * 1024 * 1024),
        "film.jpg": b"\0\0\0\x18ftypisom" + bytes(2000),
        "letter.docx": b"PK\x03\x04" + bytes(2000),
    }
    for name, data in wrong.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "permit.jpg").write_bytes(files.photo(size=(1200, 900)))
    desk = reader(language="en")
    as_(desk, visitor)
    desk.go(reverse("missing", args=[ref]))
    page = desk.page
    for name, word in (("telephone.heic", "HEIC"), ("film.jpg", "film"), ("letter.docx", "Word")):
        page.set_input_files("#id_residence_permit", tmp_path / name)
        desk.press()
        assert word in page.inner_text(".wrongs"), page.inner_text(".wrongs")
    desk.look("a file of the wrong kind")
    page.set_input_files("#id_residence_permit", tmp_path / "permit.jpg")
    page.evaluate("document.querySelector('main form[enctype]').dispatchEvent(new Event('submit', {bubbles: true}))")
    page.wait_for_selector("#waits progress")  # as it stands there while the form is on its way
    desk.look("on its way")
    picture(desk, "waits-390-en")
    desk.go(reverse("missing", args=[ref]))
    page.set_input_files("#id_residence_permit", tmp_path / "permit.jpg")
    posts: list[str] = []
    page.on("request", lambda asked: posts.append(asked.url) if asked.method == "POST" else None)
    network(desk, SLOW)
    assert page.evaluate(IMPATIENT) == ["This takes a moment: please wait.", 1, False]
    page.wait_for_url(lambda url: "missing" not in url, wait_until="commit")
    assert len(posts) == 1
    network(desk, QUICK)
    page.go_back(wait_until="commit")
    page.wait_for_load_state()
    assert page.locator("#waits").count() == 0


def test_a_photo_where_a_pdf_is_asked(reader, tmp_path) -> None:
    (tmp_path / "paper.pdf").write_bytes(files.photo())
    desk = reader(language="en", script=False)
    desk.go("/verify")
    desk.page.set_input_files("#file_file", tmp_path / "paper.pdf")
    desk.press(0)
    assert "PDF" in desk.page.inner_text(".wrongs")
    desk.look("a photo as a file")
