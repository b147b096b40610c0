"""Reasons that are given again and again (常用理由): data, per act, in both languages, with the article each rests on.

Choosing one fills the field and records nothing: the officer reads and changes the text, then does the act.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.http import QueryDict

from qingbai.law.citations import Citation, in_words
from qingbai.pages.forms import unjudged
from qingbai.pages.language import english

__all__ = ["unjudged"]
CHOSEN = "canned"
"""The name of the buttons that put a reason into its field."""


@dataclass(frozen=True, slots=True)
class Canned:
    """One reason: its text in both languages, the article, and to whom it goes: ``party``, who reads Chinese first and English after it; ``chinese``, into
    an instrument written in Chinese; empty for the file."""

    key: str
    zh: str
    en: str
    article: tuple[str, str]
    to: str = ""

    @property
    def text(self) -> str:
        """What stands in the field: both languages where the party is told, Chinese in an instrument, else the reader's own."""
        if self.to == "party":
            return f"{self.zh} {self.en}"
        if self.to == "chinese":
            return self.zh
        return self.en if english() else self.zh

    @property
    def shown(self) -> str:
        """What stands on the button."""
        return self.en if english() else self.zh

    @property
    def cited(self) -> str:
        """The article in the reader's language."""
        return in_words(Citation(*self.article))[1 if english() else 0]


@cache
def every() -> Mapping[str, tuple[Canned, ...]]:
    """All of them, by act."""
    file = resources.files("qingbai.counter").joinpath("canned.toml")
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        act: tuple(
            Canned(one["key"], one["zh"], one["en"], (one["article"][0], one["article"][1]), one.get("to", ""))
            for one in found
        )
        for act, found in read.items()
    }


def of(act: str) -> tuple[Canned, ...]:
    """The reasons of an act; none where nobody wrote any."""
    return every().get(act, ())


def asked(data: Mapping[str, Any]) -> bool:
    """Whether the officer only wants a reason put into the field."""
    return CHOSEN in data


def put(data: QueryDict, act: str, field: str) -> QueryDict:
    """What was filled in, with the chosen reason in its field; unchanged where there is no such reason."""
    chosen = next((one for one in of(act) if one.key == data.get(CHOSEN)), None)
    filled = data.copy()
    if chosen is not None:
        filled[field] = chosen.text
    return filled
