"""Missing papers in a real browser: chosen on a phone, refused with the reason, sent; looked at by an officer beside the application."""

import os
from pathlib import Path

from django.conf import settings
from django.urls import reverse

import files
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
