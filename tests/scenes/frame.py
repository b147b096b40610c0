"""The stage on which scenes are played, and what is written down of every page seen there."""

import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test.client import ClientHandler
from django.urls import Resolver404, resolve
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page

from scenes.looking import NARROWEST, WIDER, misfits, violations
from visitors import Visitor, Wall

KEPT = Path(__file__).parents[2] / ".screens"
"""What the walk saw, scene by scene; ``whole`` holds every page from top to bottom."""
LANGUAGES = ("zh-hans", "en")
WIDTHS = {390: 845, 1280: 1220}  # as wide as telephone and desk, as high as the small pictures show
HEAVIEST = 100_000  # bytes of a first load, over the wire
ASKED = 9  # times
PATIENCE = 30_000  # milliseconds; the machine may be busy
THUMBS = {390: (132, 286), 1280: (300, 286)}


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: the site it plays on, the routes that it shows, and how it goes."""

    name: str
    site: str
    shows: tuple[str, ...]
    play: Callable[["Stage"], None]


SCENES: list[Scene] = []


def scene(*shows: str, site: str = "public") -> Callable[[Callable[["Stage"], None]], Callable[["Stage"], None]]:
    """A scene that shows these routes."""

    def keep(play: Callable[["Stage"], None]) -> Callable[["Stage"], None]:
        SCENES.append(Scene(play.__name__, site, shows, play))
        return play

    return keep


@dataclass(slots=True)
class Seen:
    """One page in one state: its route, how heavy and how quick it is, and what is amiss with it."""

    scene: str
    state: str
    route: str
    weight: int = 0
    milliseconds: float | None = None
    axe: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    thumbs: dict[tuple[str, int], Image.Image] = field(default_factory=dict)


@dataclass
class Stage:
    """A browser at a demonstration, in both languages and all widths at once."""

    browser: Browser
    url: str
    wall: Wall
    settings: Any
    folder: Any
    scene: str = ""
    pictures: bool = False
    visitor: Visitor = field(default_factory=Visitor)
    seen: list[Seen] = field(default_factory=list)

    def as_(self, visitor: Visitor) -> Visitor:
        """From here on the pages are this visitor's."""
        self.visitor = visitor
        return visitor

    def see(self, state: str, address: str, then: Callable[[Page], None] | None = None) -> Seen:
        """Open a page, do something on it, and look at what is there then: in both languages, at every width."""
        found = Seen(self.scene, state, "")
        for language in LANGUAGES:
            context = self._context(language)
            try:
                self._look(context, found, language, address, then)
            finally:
                context.close()
        if then is None:
            found.milliseconds = self._time(address)
        if found.weight > HEAVIEST:
            found.faults.append(f"weighs {found.weight} bytes")
        self.seen.append(found)
        return found

    def _context(self, language: str) -> BrowserContext:
        context = self.browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        context.set_default_timeout(PATIENCE)
        cookies = {name: one.value for name, one in self.visitor.client.cookies.items() if one.value}
        cookies[settings.LANGUAGE_COOKIE_NAME] = language
        context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies.items()])
        return context

    def _look(self, context: BrowserContext, found: Seen, language: str, address: str, then: Any) -> None:
        page = context.new_page()
        page.on("console", lambda message: self._said(found, page, message))
        page.on("pageerror", lambda error: found.faults.append(f"script: {error}"))
        page.on("request", lambda request: self._at_home(found, request.url))
        weighed = Weight(context.new_cdp_session(page))
        page.goto(self.url + address)
        if then is not None:
            then(page)
            page.wait_for_load_state()
        found.weight = max(found.weight, weighed.first)
        found.route = route_of(page.url)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            here = f"{language} {width}"
            found.axe += [f"{here}: {one}" for one in violations(page)]
            found.faults += [f"{here}: {one}" for one in misfits(page)]
            if self.pictures:
                found.thumbs[language, width] = thumb(page.screenshot(), width)
                self._keep(page, found, f"{language}-{width}")
        page.set_viewport_size({"width": NARROWEST, "height": 568})
        if page.evaluate(WIDER):
            found.faults.append(f"{language}: wider than {NARROWEST} pixels")

    def _keep(self, page: Page, found: Seen, which: str) -> None:
        """The page from top to bottom, for whoever wants to look closely."""
        folder = KEPT / "whole" / self.scene
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9-]+", "-", found.state.lower()).strip("-")
        page.screenshot(path=folder / f"{len(self.seen):02}-{name}-{which}.jpg", full_page=True, quality=80)

    def _said(self, found: Seen, page: Page, message: ConsoleMessage) -> None:
        refused = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        wiped = message.text.startswith("Clear-Site-Data header on")  # what a public screen is for
        if not (
            refused or wiped
        ):  # a page that says no with its status is told of by the browser, and is looked at all the same
            found.faults.append(f"console: {message.text}")

    def _at_home(self, found: Seen, address: str) -> None:
        if not address.startswith((self.url, "data:", "blob:", "about:")):
            found.faults.append(f"asked elsewhere: {address}")

    def _time(self, address: str) -> float:
        """The least of the server's own times for the page, in milliseconds, whatever else the machine does; the first asking loads templates and is not counted."""
        handler, taken = ClientHandler(enforce_csrf_checks=False), []
        path, _, query = address.partition("?")
        for _turn in range(ASKED + 1):
            environ = self.visitor.client._base_environ(PATH_INFO=path, QUERY_STRING=query, REQUEST_METHOD="GET")
            begun = time.perf_counter()
            handler(environ)
            taken.append((time.perf_counter() - begun) * 1000)
        return min(taken[1:])


class Weight:
    """The bytes that the page before us and all it loads took over the wire, with nothing kept from before."""

    def __init__(self, session: CDPSession) -> None:
        self.first = 0
        self._frame = ""
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._add)

    def _begin(self, event: dict[str, Any]) -> None:
        """With a new page in the window the weighing begins anew; what is framed on it is part of it."""
        self._frame = self._frame or event["frameId"]
        if event.get("type") == "Document" and event["frameId"] == self._frame:
            self.first = 0

    def _add(self, event: dict[str, Any]) -> None:
        self.first += int(event["encodedDataLength"])


def route_of(url: str) -> str:
    """The name of the route that a page lies at; empty where there is none."""
    try:
        return resolve(urlsplit(url).path, urlconf=settings.ROOT_URLCONF).url_name or ""
    except Resolver404:
        return ""


def press(page: Page) -> None:
    """The page's main act, with nothing filled in."""
    page.locator("main .acts .button").first.click()


def opened(page: Page) -> None:
    """Whatever is folded on the page is unfolded."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def thumb(picture: bytes, width: int) -> Image.Image:
    """The top of a page, as small as it stands on the sheet."""
    return Image.open(io.BytesIO(picture)).convert("RGB").resize(THUMBS[width], Image.Resampling.LANCZOS)
