"""My record, my right: who asked, and what a certificate would say, on a phone and at a desk, in both languages, without script too."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

import cast
from applications import COUNTER, NOW, judged
from lists import gone_on, line, unit
from officials import OFFICE, request
from qingbai.disclosures import services as disclosures
from qingbai.law.official import OfficialAsker
from screens import SCREENS
from visitors import apply


def look(desk, name: str, state: str) -> None:
    """Looked at by axe, and kept where somebody wants to see it."""
    desk.look(state)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"mine-{name}.png", full_page=True)


def tell_me(desk, way: str) -> None:
    """The switch: with nothing filled in, on, and off again."""
    desk.go(reverse("tell-me"))
    look(desk, f"5-tell-me-{way}", "the switch, off")
    desk.press()
    look(desk, f"6-tell-me-nothing-{way}", "the switch, nothing filled in")
    desk.page.fill("#id_phone", "13800000000")
    desk.press()
    look(desk, f"7-tell-me-on-{way}", "the switch, on")


def correct(desk, way: str) -> None:
    """Something is wrong: every question, the check, and the way of the review."""
    desk.go(reverse("my-record"))
    look(desk, f"8-who-asked-{way}", "who asked, with the switch on")
    desk.page.click(f'main a[href="{reverse("correct")}"]')
    look(desk, f"9-correct-{way}", "what a correction is")
    desk.go(reverse("correct-question", args=["ground"]))
    desk.page.check('input[value="not_mine"]')
    look(desk, f"a-ground-{way}", "what is wrong")
    desk.press()
    desk.page.fill("#id_answer", "那不是我，我当时在外地工作。")
    desk.press()
    desk.press()  # no evidence yet
    desk.page.select_option("#id_answer", "100101-hy")
    look(desk, f"b-office-{way}", "which office")
    desk.press()
    desk.press()  # only on this site
    look(desk, f"c-check-{way}", "what is sent")
    desk.page.check("#id_declared")
    desk.press()
    look(desk, f"d-review-{way}", "the way of a correction")


@SCREENS
@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_somebody_reads_who_asked_and_what_a_certificate_would_say(reader, site, settings, width, language) -> None:
    judged("zhao-shidi")
    unit()
    gone_on(line(cast.ON_RECORD))
    notary = request(OfficialAsker.NOTARY_OFFICE, cast.CLEAN)
    disclosures.ask_straight_through(asked=notary, office=OFFICE, token="t", by=COUNTER, at=NOW)
    way = f"{width}-{language}"
    visitor = apply("zhao-shidi")
    desk = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    key = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
    desk.page.wait_for_timeout(4000)
    desk.go(reverse("mine"))
    desk.page.click(f'main a[href="{reverse("my-record")}"]')
    assert "演示清河律师事务所" in desk.page.inner_text("main")
    look(desk, f"1-who-asked-{way}", "who asked")
    desk.page.click(f'main a[href="{reverse("my-record-today")}"]')
    look(desk, f"2-ask-{way}", "before it is asked")
    desk.press()
    look(desk, f"3-wait-{way}", "before the tick")
    desk.page.wait_for_selector("main .verdict", timeout=30_000)
    look(desk, f"4-told-{way}", "what would be given")
    tell_me(desk, way)
    correct(desk, way)
    desk.go(reverse("my-record"))
    desk.page.emulate_media(media="print")
    assert not desk.page.locator("main section").first.is_visible()
    assert desk.page.locator("main .view-only").is_visible()
    desk.page.emulate_media(media="screen")
    assert desk.faults == []
