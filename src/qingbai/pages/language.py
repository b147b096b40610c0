"""The reader's language, for words that come in both."""

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
