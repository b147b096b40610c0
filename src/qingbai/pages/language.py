"""The reader's language, for words that come in both."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import get_language


class InBoth(Protocol):
    """Words in Chinese and English; the English may be empty where only Chinese exists."""

    @property
    def zh(self) -> str:
        """Chinese."""
        ...

    @property
    def en(self) -> str:
        """English, or empty."""
        ...


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_ours(words: InBoth) -> str:
    """The words in the reader's language, in Chinese where there are no others."""
    return (words.en or words.zh) if english() else words.zh


def comma() -> str:
    """What stands between two parts of a line, as the reader's language writes it."""
    return ", " if english() else "，"


def colon() -> str:
    """What stands between the name of something and what is said of it."""
    return ": " if english() else "："


def semicolon() -> str:
    """What stands between two statements."""
    return "; " if english() else "；"


def full_stop() -> str:
    """What ends a sentence that another follows."""
    return ". " if english() else "。"


def own_half(place: str) -> str:
    """The half in the reader's language of a place named in both: ``第 3 行“岗位” / row 3 (post)``."""
    chinese, both, other = place.partition(" / ")
    return other[:1].upper() + other[1:] if both and english() else chinese


def in_brackets(words: object) -> str:
    """What is added behind something; nothing where there are no words."""
    if not words:
        return ""
    return f" ({words})" if english() else f"（{words}）"


def listed(names: Iterable[object]) -> str:
    """Several as one list: 甲、乙 or A, B."""
    return (", " if english() else "、").join(map(str, names))
