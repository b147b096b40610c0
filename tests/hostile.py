"""Whoever types what nobody expects, into every box of every page that the scenes of ``make screens`` show (``tests/scenes``).

The scenes are played at Django's client instead of a browser. On each page every form is sent several times with its boxes full of what no box
was made for, and all that a sending did is undone before the scene goes on. So a new box is tried as soon as a scene shows its page.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.urls import Resolver404, resolve

import cast
from scenes.frame import Seen, Stage
from screens import EVERYTHING
from visitors import wrongs

MARK = "<i>q7</i>"
"""What must never come back as markup."""
OVERRIDE = "\u202e"
"""Turns the rest of a line around, for whoever reads a page that shows it."""
ODD = {
    "emoji": f"👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 {MARK}\"'&",
    "right to left": f"مُحَمَّد שלום {OVERRIDE}abc{MARK}",
    "joined": "e\u0301\u0327\u0316\u200b\u200d\ufeffZ\u036f\u036f\u036f\u0489",
}
"""Words that somebody may mean: taken as they are, or refused at the box by a sentence."""
WORSE = {
    "NUL": b"a\0b",
    "controls": b"\x07\x1b[31m\x7f\xc2\x85",
    "half a character": b"\xed\xa0\x80\xed\xbf\xbf\xff\xfe",
    "a megabyte": ("字" * 350_000).encode(),
    "digits without end": b"9" * 5000,
    "not a number": "１２ ３٣४-½∞NaN1e999".encode(),
}
"""What nobody means."""
MEANT = {
    "document_number": cast.CLEAN.number,
    "number": cast.CLEAN.number,
    "phone": "１３８ ００００ 0000",
    "email": "a@example.org",
    "case": "（2026）演0101刑初90号",
    "years": "６",
    "stay_days": "１８０",
    "answer": "１３８ ００００ 0000",
    "nationality": " chn ",
    "code": " ９１１００１０１ MA0000 0027 ",
}
"""What a box takes that takes no odd words, by the end of its name; digits as a Chinese keyboard writes them."""
DAY = ("２０２６", "１１", " ２０ ")
BORN = ("１９９４", " 5 ", "１２")
DATE = "2026-11-20"


@dataclass
class Form:
    """One form as it stands on a page: where it goes, how, and what is in it, box by box."""

    action: str
    method: str
    boxes: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, ...]:
        """The same form elsewhere has the same."""
        where = route(self.action)
        return (self.method, where, *sorted({*self.boxes, *self.given, *self.offered}))


def route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.forms = address, list[Form]()
        self._by_id: dict[str, Form] = {}
        self._at: Form | None = None
        self._select = ""
        self.idle: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._at = Form(told.get("action") or self.address, told.get("method", "get").lower())
            self.forms.append(self._at)
            self._by_id[told.get("id", "")] = self._at
        if tag in {"button", "a"} and "hidden" not in told and self._idle(tag, told):
            self.idle.append(self.get_starttag_text() or tag)
        at = self._by_id.get(told["form"]) if "form" in told else self._at
        if at is None or (not told.get("name") and tag != "option") or told.get("name") == "csrfmiddlewaretoken":
            return
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "textarea" or (tag == "input" and kind in TEXTS):
            at.boxes.append(name)
            at.ids[name] = told.get("id", "")
        elif tag == "input" and kind in {"radio", "checkbox"}:
            at.offered.setdefault(name, []).append(told.get("value", "on"))
            at.ids.setdefault(name, told.get("id", ""))
        elif tag == "input" and kind == "file":
            at.files.append(name)
        elif tag == "input" and kind == "hidden":
            at.given[name] = told.get("value", "")
        elif tag == "button" and name != "canned":
            at.offered.setdefault(name, []).append(told.get("value", ""))
        elif tag == "select":
            self._select = name
            at.offered.setdefault(name, [])
            at.ids[name] = told.get("id", "")
        elif tag == "option" and self._select and told.get("value"):
            at.offered[self._select].append(told["value"])

    def _idle(self, tag: str, told: dict[str, str]) -> bool:
        """Whether nothing happens where there is no script: a button of no form, a link to nowhere. What a script alone can do it also shows alone."""
        if tag == "a":
            return told.get("href", "") in {"", "#"} or told["href"].startswith("javascript:")
        return told.get("type", "submit") != "submit" or (self._at is None and "form" not in told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._at = None
        if tag == "select":
            self._select = ""


TEXTS = {"text", "tel", "email", "search", "number", "password", "url", "date"}


@contextmanager
def undone() -> Iterator[None]:
    """What happens in here did not happen."""
    with transaction.atomic(), transaction.atomic("vault"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, "vault")


@dataclass
class Hostile(Stage):
    """A stage on which every form of every page is filled in with what nobody expects."""

    sent: set[tuple[str, ...]] = field(default_factory=set)
    taken: set[tuple[str, str]] = field(default_factory=set)
    amiss: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    tries: int = 0

    def see(self, state: str, address: str, then: Callable[..., None] | None = None) -> Seen:
        """Open a page and send all its forms."""
        found = Seen(self.scene, state, route(address))
        if then is None or address not in self.opened:
            self.opened.add(address)
            self.over(state, address, self._asked(state, lambda: self.visitor.client.get(address, follow=True)))
        return found

    def over(self, state: str, address: str, page: HttpResponse | None) -> None:
        """Send all forms of a page that came."""
        if page is None or getattr(page, "streaming", False) or "html" not in page.headers.get("Content-Type", ""):
            return
        here = page.redirect_chain[-1][0] if page.redirect_chain else address
        read = Forms(page.content.decode(), here)
        self.amiss += [f"{self.scene}, {state}: only a script answers to {one}" for one in read.idle]
        for form in read.forms:
            if form.shape not in self.sent:
                self.sent.add(form.shape)
                self._fill_in(f"{self.scene}, {state}, {form.action}", form)

    def _fill_in(self, where: str, form: Form) -> None:
        """One kind of each after the other, form by form; every kind in every form where everything is tried."""
        here = len(self.sent)
        for kind in list(ODD) if EVERYTHING else [list(ODD)[here % len(ODD)]]:
            if form.boxes:
                self._meant(f"{where}, {kind}", form, ODD[kind])
        worse = [one for one in WORSE if EVERYTHING or one != "a megabyte"]
        for turn in range(len(worse)) if EVERYTHING else [here]:
            odd = {name: WORSE[worse[(place + turn) % len(worse)]] for place, name in enumerate(form.boxes)}
            if odd:
                self._send(f"{where}, worse {turn}", form, {**self._chosen(form), **odd})
        hidden = dict.fromkeys((*form.given, *form.offered), WORSE["NUL"])
        if hidden:
            self._send(f"{where}, nothing that was offered", form, {**self._chosen(form), **hidden})

    def _meant(self, where: str, form: Form, words: str) -> None:
        """Fill in odd words, and where a box says that it does not take them, what it is for, until it is taken."""
        given = {**self._chosen(form), **dict.fromkeys(form.boxes, words)}
        for turn in range(1, 4):
            page = self._send(where, form, given)
            if page is None:
                return
            told = re.findall(r'href="#([^"]+)"', (re.search(r'<div class="wrongs".*?</div>', page, re.S) or [""])[0])
            refused = [
                name
                for name, at in form.ids.items()
                if at in told or at[:-2] in [one[:-2] for one in told if one[-2] == "_"]
            ]
            if not told:
                self.taken |= {(route(form.action), name) for name in form.boxes if given[name] == words}
                return
            if not refused:
                return
            given |= {name: meant(name) for name in refused if name in form.boxes}
            given |= {
                name: form.offered[name][turn % len(form.offered[name])] for name in refused if form.offered.get(name)
            }

    def _chosen(self, form: Form) -> dict[str, Any]:
        return {**form.given, **{name: values[0] for name, values in form.offered.items() if values}}

    def _send(self, where: str, form: Form, given: dict[str, Any]) -> str | None:
        """Send it and undo it; the page that came, where one came."""
        client, body = self.visitor.client, encoded(given)
        cookies = deepcopy(client.cookies)
        if form.method == "get":
            ask = lambda: client.get(f"{form.action.partition('?')[0]}?{body.decode()}", follow=True)  # noqa: E731
        else:
            ask = lambda: client.post(form.action, body, "application/x-www-form-urlencoded", follow=True)  # noqa: E731
        with undone():
            page = self._asked(where, ask)
        client.cookies = cookies
        return None if page is None or getattr(page, "streaming", False) else self._looked_at(where, page)

    def _asked(self, where: str, ask: Callable[[], HttpResponse]) -> HttpResponse | None:
        self.tries += 1
        try:
            page = ask()
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody foresaw it
            frame = error.__traceback__
            while frame is not None and frame.tb_next is not None:
                frame = frame.tb_next
            place = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
            self.amiss.append(f"{where}: {type(error).__name__}: {str(error)[:200]} at {place}")
            return None
        if page.status_code >= 500:
            self.amiss.append(f"{where}: {page.status_code}")
        return page

    def _looked_at(self, where: str, page: HttpResponse) -> str:
        words = page.content.decode(errors="replace")
        if "html" not in page.headers.get("Content-Type", ""):
            if page.status_code >= 400:
                self.amiss.append(f"{where}: {page.status_code} without a page: {words[:80]}")
            return ""
        if MARK in words:
            self.amiss.append(f"{where}: what was typed is markup")
        outside = re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", words, flags=re.S)
        if OVERRIDE in outside:
            self.amiss.append(f"{where}: the page turns its lines around")
        try:
            if any(not one.strip() for one in wrongs(page)):
                self.amiss.append(f"{where}: an error says nothing")
        except AssertionError as error:
            self.amiss.append(f"{where}: {error}")
        return words


def meant(name: str) -> str:
    """What a box of this name is for."""
    last = re.split(r"[-.]", name)[-1]
    if found := re.search(r"_([012])$", name):
        return (BORN if "born" in name else DAY)[int(found[1])]
    if last.endswith(("_on", "_from", "_to")):
        return DATE
    return MEANT.get(last, "１２")


def encoded(given: dict[str, Any]) -> bytes:
    """As a browser sends a form; bytes as they are."""
    return "&".join(
        f"{quote(name)}={quote(value if isinstance(value, bytes) else str(value).encode())}"
        for name, value in given.items()
    ).encode()
