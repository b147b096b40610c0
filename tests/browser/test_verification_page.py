"""The verification page in its languages, on a telephone and at a desk: nobody kept out, nothing asked elsewhere, Arabic from the right."""

import base64
import os
from pathlib import Path

import pytest

from applications import COUNTER
from papers import a_claim
from photos import photo_of
from qingbai import clock
from qingbai.certificates import services
from qingbai.certificates.claim import Claim
from qingbai.verification.voices import LANGUAGES, voice
from screens import EVERYTHING

SHOTS = os.environ.get("QINGBAI_SHOTS", "")  # a folder for pictures of every page seen here
SEEN = {("zh-Hans", 390), ("en", 1280), ("ar", 390), ("ar", 1280), ("ja", 390)}
if EVERYTHING:
    SEEN = {(code, width) for code in LANGUAGES for width in (390, 1280)}


def issued(site: str, settings):
    settings.PUBLIC_URL = site
    at = clock.now().replace(microsecond=0)
    claim: Claim = a_claim(issued_on=clock.day_of(at), searched_at=at, applied_on=clock.day_of(at), valid_until=None)
    return claim, services.issue(claim=claim, by=COUNTER, at=at)


@pytest.mark.parametrize(("code", "width"), sorted(SEEN))
def test_a_paper_is_checked_by_file_photo_and_code_in(reader, site, settings, tmp_path, code: str, width: int) -> None:
    claim, paper = issued(site, settings)
    (tmp_path / "paper.pdf").write_bytes(paper.pdf)
    (tmp_path / "photo.jpg").write_bytes(photo_of(f"{site}/verify#{paper.code}"))
    (tmp_path / "blank.txt").write_bytes(b"nothing")
    say, desk = voice(code), reader(width=width)

    def look(state: str) -> None:
        if SHOTS:
            desk.page.screenshot(path=Path(SHOTS) / f"{state}-{code}-{width}.png", full_page=True)
        desk.look(f"{state} in {code} at {width}")

    desk.go(f"/verify?lang={code}")
    html = desk.page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir") or "ltr") == (code, say.direction)
    look("ask")
    desk.page.locator(".languages summary").click()
    assert desk.page.locator(".languages a").count() == len(LANGUAGES)
    look("languages")
    desk.page.locator(".languages summary").click()
    desk.page.set_input_files("#file_file", tmp_path / "blank.txt")
    desk.page.locator("section details summary").first.click()
    desk.page.fill("#file_compare_number", "12")
    desk.page.fill("#file_compare_born", "yesterday")
    desk.press()
    wrongs = desk.page.locator(".wrongs").inner_text()
    assert all(say[key] in wrongs for key in ("e_kind", "e_short", "e_born"))
    look("wrong")
    desk.page.set_input_files("#file_file", tmp_path / "paper.pdf")
    desk.page.fill("#file_compare_name", claim.holder.latin)
    desk.page.fill("#file_compare_number", claim.holder.document_number[-4:])
    desk.page.fill("#file_compare_born", "2001-01-01")
    desk.press()
    assert say["sum_current"] in desk.page.locator(".verdict h1").inner_text()
    assert desk.page.locator("li.compared").all_inner_texts()[2].split() == f"{say['born']} {say['differs']}".split()
    assert claim.holder.latin in desk.page.locator("main").inner_text()
    look("file")
    desk.go(f"/verify?lang={code}")
    desk.page.set_input_files("#id_photo", tmp_path / "photo.jpg")
    desk.press(1)
    assert say["sum_compare"] in desk.page.locator(".verdict h1").inner_text()
    assert say["photo_note"] in desk.page.locator("main").inner_text()
    look("photo")


A_CAMERA = """async picture => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const draw = () => canvas.getContext("2d").drawImage(image, 0, 0);
  setInterval(draw, 50);
  navigator.mediaDevices.getUserMedia = async () => { draw(); return canvas.captureStream(20); };
}"""
"""A camera that films one picture."""


def test_the_camera_reads_the_code_on_the_device_and_asks(reader, site, settings) -> None:
    _, paper = issued(site, settings)
    desk = reader(width=390, language="en")
    desk.go("/verify")
    photo = photo_of(f"{site}/verify#{paper.code}", kind="PNG", askew=2, soft=0.5)
    desk.page.evaluate(A_CAMERA, base64.b64encode(photo).decode())
    assert not desk.page.locator("#scan video").is_visible()
    desk.page.get_by_role("button", name=voice("en")["camera"]).click()
    desk.page.wait_for_selector(".verdict.yes")
    desk.look("scanned with the camera")
    assert paper.number in desk.page.locator("main").inner_text()
