"""A real Chromium at a real site. Where none is installed these tests are skipped by name, unless ``QINGBAI_REQUIRE_BROWSER=1``."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

import providers
from applications import NOW, furnish
from qingbai import clock
from scenes import sheet
from scenes.looking import AXE, SHOWN, misfits, violations
from screens import CHROMIUM, HOW_TO_GET_IT

QUIET = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NEW_EVERY_TIME = re.compile(r'name="(?:csrfmiddlewaretoken|token)" value="[^"]+"')
WENT_AWAY = re.compile("interrupted by another navigation|ERR_ABORTED|context was destroyed|navigat(?:ing|ed)")
"""What Playwright says where a page left while it was spoken to."""
RENEWALS = 5  # one after another, at most
PATIENCE = 30_000  # milliseconds; the machine may be busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(sheet.SUMMARY, []):
        terminalreporter.write_line(line)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("QINGBAI_REQUIRE_BROWSER") == "1":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*root, *QUIET])
        yield chromium
        chromium.close()


_well: set[str] = set()
"""Pages as they were shown that keep nobody out."""


@dataclass
class Desk:
    """One reader's browser on the site: every page is looked at by axe, every request and console message is kept."""

    context: BrowserContext
    page: Page
    site: str
    script: bool
    faults: list[str] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        self._to("about:blank")  # a page that renews itself may begin to do so at this very moment, and would win
        self._to(self.site + address)

    def again(self) -> None:
        """The page as it is now: as by the browser's own button, but for a page that renews itself too."""
        self.go(self.page.url.removeprefix(self.site))

    def until(self, shown: str) -> None:
        """Ask for the page until this stands on it: an answer comes on its tick, a few seconds of the clock that runs."""
        for _ in range(40):
            if self.page.locator(shown).count():
                return
            self.page.wait_for_timeout(250)
            self.again()
        raise AssertionError(f"{shown} did not come on {self.page.url}")

    def _to(self, address: str) -> None:
        for _ in range(RENEWALS):
            try:
                self.page.goto(address)
            except Error as error:
                if not WENT_AWAY.search(error.message):
                    raise
            else:
                return
        self.page.goto(address)

    def look(self, state: str) -> None:
        """Nothing on this page may keep anybody out: no violation of WCAG 2.2 AA, nothing wider than the screen."""
        self.looked_at.append(state)
        self.page.wait_for_load_state()
        if not self.script:
            return
        for _ in range(RENEWALS):
            try:
                self._look(state)
            except Error as error:  # the page renewed itself while it was looked at
                if not WENT_AWAY.search(error.message):
                    raise
                self.page.wait_for_load_state()
            else:
                return
        self._look(state)

    def _look(self, state: str) -> None:
        shown = NEW_EVERY_TIME.sub("", self.page.evaluate(SHOWN))
        if shown in _well:  # the very same page as another test came by
            return
        faults = [f"{state}: {one}" for one in (*violations(self.page), *misfits(self.page))]
        self.faults += faults
        if not faults:
            _well.add(shown)

    def press(self, nth: int = 0) -> None:
        """The page's main act."""
        self.page.locator("main .acts .button").nth(nth).click()
        self.page.wait_for_load_state()

    def choose(self, value: str) -> None:
        self.page.locator(f'main input[value="{value}"]').check()

    def fill(self, box: str, text: str) -> None:
        self.page.fill(f"#id_{box}", text)


@pytest.fixture
def running_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that runs, from a day whose holidays are known."""
    started = time.monotonic()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=time.monotonic() - started))


@pytest.fixture
def site(settings, transactional_db: None, running_clock: None, live_server, tmp_path) -> Iterator[str]:
    """A demonstration, served, with its identity service beside it."""
    settings.DEMO = True
    furnish()
    with providers.beside(settings, tmp_path, live_server.url):
        yield str(live_server.url)


@pytest.fixture
def reader(browser: Browser, site: str):
    """Open a browser of a width and a language; at the end it must have seen no fault and asked nobody else for anything."""
    desks: list[Desk] = []

    def open_(*, width: int = 390, language: str = "zh-hans", script: bool = True) -> Desk:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale="zh-CN",
            java_script_enabled=script,
            accept_downloads=True,
        )
        context.add_cookies([{"name": "qingbai_language", "value": language, "url": site}])
        context.set_default_timeout(PATIENCE)
        context.add_init_script(AXE)  # sending it to each page that is looked at costs as much as the look
        page = context.new_page()
        desk = Desk(context, page, site, script)
        page.on("console", lambda message: desk.faults.append(f"console at {page.url}: {message.text}"))
        page.on("pageerror", lambda error: desk.faults.append(f"script at {page.url}: {error}"))
        page.on("request", lambda request: _at_home(desk, request.url))
        desks.append(desk)
        return desk

    yield open_
    for desk in desks:
        desk.context.close()
        assert desk.looked_at
        assert not desk.faults, "\n".join(desk.faults)


def _at_home(desk: Desk, address: str) -> None:
    if not address.startswith((desk.site, f"{settings.PROVIDER.issuer}/", "data:", "blob:", "about:")):
        desk.faults.append(f"asked elsewhere: {address}")
