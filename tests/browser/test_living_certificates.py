"""A holder shares a link, a stranger opens it and asks to be told, the holder stops it: on a phone and at a desk, in both languages, without script too."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from qingbai import clock
from qingbai.notifications import queries as notifications
from qingbai.sharing import jobs
from qingbai.sharing.models import Ask
from screens import SCREENS
from visitors import apply


def look(desk, name: str, state: str) -> None:
    """Looked at by axe, and kept where somebody wants to see it."""
    desk.look(state)
    if folder := os.environ.get("QINGBAI_PICTURES"):
        desk.page.screenshot(path=Path(folder) / f"living-{name}.png", full_page=True)


@SCREENS
@pytest.mark.django_db(transaction=True)
def test_a_link_is_shared_used_and_stopped_and_who_relied_on_it_is_told(
    reader, site, settings, width, language
) -> None:
    settings.PUBLIC_URL = site
    way = f"{width}-{language}"
    holder = apply("lin-qinghe")
    ref = holder.reference()
    desk = reader(width=width, language=language)
    key = holder.client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
    desk.page.wait_for_timeout(4000)
    desk.go(reverse("status", args=[ref]))
    look(desk, f"1-status-{way}", "the paper is ready")
    desk.page.click('main a[href$="/links/"]')
    desk.press()
    look(desk, f"2-faults-{way}", "a link without a name")
    desk.fill("label", "学校")
    desk.choose("file")
    desk.press()
    look(desk, f"3-made-{way}", "a link is made")
    address = desk.page.locator('main .notice a[href*="/verify/link/"]').get_attribute("href")

    stranger = reader(width=width, language=language, script=width < 1000)  # at a desk without script
    stranger.go(urlsplit(address).path)
    look(stranger, f"4-link-{way}", "a link is opened")
    stranger.fill("who", "某某大学研究生院")
    stranger.press()
    look(stranger, f"5-current-{way}", "a link is current")
    stranger.page.locator('form[action^="/verify/tell/"] .button').click()
    look(stranger, f"6-tell-{way}", "a form to be told")
    stranger.press()
    look(stranger, f"7-tell-faults-{way}", "a form to be told with faults")
    stranger.fill("email", "admissions@university.example")
    stranger.press()
    look(stranger, f"8-sent-{way}", "a message is on its way")
    body = notifications.of_case(Ask.objects.get().number)[0].text.body
    page = next(word for word in body.split() if "/verify/tell/" in word).split("：")[-1]
    stranger.go(urlsplit(page).path)
    look(stranger, f"9-confirm-{way}", "to be confirmed")
    stranger.press()
    look(stranger, f"10-waiting-{way}", "confirmed")

    desk.go(reverse("links", args=[ref]))
    look(desk, f"11-used-{way}", "a link was used")
    assert "某某大学研究生院" in desk.page.inner_text("main")
    desk.page.locator('main a[href*="/links/GX"]').click()
    look(desk, f"12-stop-{way}", "to stop a link")
    desk.press()
    look(desk, f"13-stopped-{way}", "a link is stopped")
    stranger.go(urlsplit(address).path)
    stranger.press()
    look(stranger, f"14-not-current-{way}", "a link is not current")
    assert jobs.go_round(at=clock.now()).told == 1
    stranger.go(urlsplit(page).path)
    look(stranger, f"15-nothing-{way}", "nothing is kept")
