"""The languages of the verification page (核验页语言): ten, chosen in the address or by the browser, without a cookie.

Who is shown a paper reads seldom Chinese and not always English. The rest of the site speaks two languages through Django's catalogue; these
words stand in files of their own, a language each, beside those of the offline page, which are used where they say the same.
Reasons have a sentence of their own in Chinese and English; in the other languages those of one sort share one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from qingbai import clock
from qingbai.certificates.questions import Question
from qingbai.certificates.verify import Verdict
from qingbai.law import wording
from qingbai.pages.language import InBoth

HERE = Path(__file__).parent
OFFLINE = HERE / "kit" / "words.json"
CHINESE, ENGLISH = "zh-Hans", "en"
LANGUAGES = (CHINESE, ENGLISH, "es", "fr", "de", "pt", "ru", "ar", "ja", "ko")
RIGHT_TO_LEFT = frozenset({"ar"})
_UNREADABLE = frozenset({"empty", "too_large", "not_pdf"})
_SORTS = {
    Question.INTACT: "changed",
    Question.ISSUER: "unknown_issuer",
    Question.LOGGED: "not_logged",
    Question.CURRENT: "statement_bad",
    Question.PERSON: "person",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One language: its code as HTML names it, and its words."""

    code: str
    words: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    @property
    def direction(self) -> str:
        """Which way it is written, as HTML names it."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def site(self) -> str:
        """The language of the rest of the site that comes nearest, as Django names it."""
        return "zh-hans" if self.code == CHINESE else "en"

    @property
    def of_the_site(self) -> bool:
        """Whether the rest of the site is to be had in it."""
        return self.code in (CHINESE, ENGLISH)

    def in_brackets(self, words: str) -> str:
        """What is added behind something, as the language writes it."""
        return f"（{words}）" if self.code == CHINESE else f" ({words})"

    def value(self, said: InBoth) -> str:
        """What a paper says, in the reader's language; where the paper does not have it, both as they are printed."""
        if self.code == CHINESE:
            return said.zh
        if self.code == ENGLISH:
            return said.en or said.zh
        return " / ".join(text for text in (said.zh, said.en) if text)

    def reason(self, question: Question, verdict: Verdict) -> str:
        """Why an answer is what it is."""
        own = f"r_{verdict.code}"
        if own in self.words:
            return self.words[own]
        if self.of_the_site:
            return self.value(verdict)
        if verdict.code in _UNREADABLE:
            return self.words["unreadable"]
        sort = verdict.code if verdict.code in self.words and verdict.code != "not_compared" else _SORTS[question]
        return self.words[sort]

    def day(self, on: date) -> str:
        """A day."""
        if not self.of_the_site:
            # After Arabic letters digits would stand in the order of those: a mark keeps the year in front.
            return ("\u200e" if self.direction == "rtl" else "") + on.isoformat()
        zh, en = wording.day(on)
        return zh if self.code == CHINESE else en

    def moment(self, at: datetime) -> str:
        """An instant in China, to the minute."""
        there = at.astimezone(clock.CHINA)
        return f"{self.day(there.date())} {there:%H:%M}"


@cache
def voice(code: str) -> Voice:
    """The words of one of ``LANGUAGES``."""
    shared: Mapping[str, Mapping[str, str]] = json.loads(OFFLINE.read_text(encoding="utf-8"))
    own: Mapping[str, str] = json.loads((HERE / "words" / f"{code}.json").read_text(encoding="utf-8"))
    return Voice(code, {**shared[code], **own})


def of(request: HttpRequest) -> Voice:
    """The reader's language: as the address names it (``lang``), as chosen for the site, as the browser asks for, else Chinese."""
    cookie = {"zh-hans": CHINESE, "en": ENGLISH}.get(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), "")
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = (request.GET.get("lang", ""), cookie, *(name for name, _ in asked))
    return voice(next((found for each in wanted if (found := _known(each))), CHINESE))


def choices(chosen: Voice) -> list[dict[str, Any]]:
    """The languages to choose from, each by its own name."""
    return [
        {"code": code, "name": voice(code)["language"], "chosen": code == chosen.code, "dir": voice(code).direction}
        for code in LANGUAGES
    ]


def _known(name: str) -> str:
    """The language of ours that a name of RFC 5646 means; empty for one that is not among ours."""
    first = name.lower().partition("-")[0]
    return next((code for code in LANGUAGES if code.lower().partition("-")[0] == first), "") if first else ""
