"""Missing papers in a real browser: chosen on a phone, refused with the reason, sent; looked at by an officer beside the application."""

import os
from pathlib import Path

from django.conf import settings
from django.urls import reverse

import cards
import files
import rules
from qingbai.law.terms import Paper
from qingbai.uploads.models import Upload
from screens import SCREENS
from visitors import Visitor, apply, clerk


def as_(desk, visitor: Visitor) -> None:
    """The browser goes on where the visitor signed in."""
    desk.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": visitor.client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": desk.site,
            }
        ]
    )


def picture(desk, name: str) -> None:
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@SCREENS
def test_a_paper_is_handed_in_and_looked_at(reader, tmp_path, width: int, language: str) -> None:
    visitor = apply("lin-qinghe", place="residence")
    ref = visitor.reference()
    (tmp_path / "permit.pdf").write_bytes(files.letter(1))
    (tmp_path / "drawing.jpg").write_bytes(b"<svg/>")
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    as_(desk, visitor)
    desk.go(reverse("missing", args=[ref]))
    desk.look("what is missing")
    picture(desk, f"missing-{width}-{language}")
    desk.page.set_input_files("#id_residence_permit", tmp_path / "drawing.jpg")
    desk.press()
    assert "SVG" in desk.page.inner_text(".wrongs")
    desk.look("a file refused")
    picture(desk, f"refused-{width}-{language}")
    desk.page.set_input_files("#id_residence_permit", tmp_path / "permit.pdf")
    desk.press()
    desk.look("sent")
    picture(desk, f"sent-{width}-{language}")
    as_(desk, clerk())
    desk.go(reverse("counter-file", args=[ref]))
    desk.look("the file")
    picture(desk, f"file-{width}-{language}")
    desk.go(reverse("counter-upload", args=[ref, Upload.objects.get().pk]))
    assert desk.page.evaluate("document.querySelector('.sheet img').naturalWidth") > 0
    desk.look("the paper beside the application")
    picture(desk, f"paper-{width}-{language}")
    desk.go(reverse("demonstration-messages"))
    desk.look("messages")
    picture(desk, f"messages-{width}-{language}")


@SCREENS
def test_a_portrait_is_looked_at_before_it_is_sent(reader, monkeypatch, tmp_path, width: int, language: str) -> None:
    """What is no picture is refused with the reason, and the reason has the focus; what may not serve is asked about, and waits; what serves goes out at once."""
    (tmp_path / "rules").mkdir()
    rules.changing(monkeypatch, tmp_path / "rules")("papers", photo="true")
    visitor = apply("lin-qinghe")
    ref = visitor.reference()
    chosen = {
        "letter.pdf": files.letter(1),
        "tiny.jpg": files.photo(size=(150, 190)),
        "dark.jpg": cards.jpeg(cards.portrait((30, 30, 30), (240, 300))),
        "good.jpg": cards.jpeg(cards.portrait()),
    }
    for name, data in chosen.items():
        (tmp_path / name).write_bytes(data)
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    page = desk.page
    as_(desk, visitor)
    desk.go(reverse("missing", args=[ref]))
    desk.press()
    said = {"letter.pdf": "PDF", "tiny.jpg": "200", "": ""}
    for name, word in said.items():
        if name:
            page.set_input_files("#id_photo", tmp_path / name)
        desk.press()
        assert word in page.inner_text(".wrongs"), name
        if desk.script:
            assert page.evaluate("document.activeElement.className") == "wrongs", name
        desk.look(f"portrait refused: {name or 'none'}")
    assert not Upload.objects.exists()

    page.set_input_files("#id_photo", tmp_path / "dark.jpg")
    desk.press()
    assert page.url == desk.site + reverse("missing-check", args=[ref])
    notes = page.inner_text("main .notice")
    assert "295" in notes
    assert "413" in notes
    assert {"zh-hans": "背景", "en": "background"}[language] in notes
    desk.look("portrait asked about")
    picture(desk, f"portrait-{width}-{language}")
    desk.go(reverse("missing", args=[ref]))
    page.click(f'main .notice a[href="{reverse("missing-check", args=[ref])}"]')  # it was kept meanwhile
    page.click("main section .button")  # taken back
    page.wait_for_url("**/missing/")
    page.set_input_files("#id_photo", tmp_path / "good.jpg")
    desk.press()
    page.wait_for_url(desk.site + reverse("status", args=[ref]))
    assert Upload.objects.get().paper == Paper.PHOTO
