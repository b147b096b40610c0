"""The document's text cut at the spans of its fields (文书正文分段), so that a page can light what a field was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
TURNING = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), "\ufffd")
"""Marks that turn a line around, so that something else seems to stand there; each is shown as one sign, and every span stays where it is."""
WIDE = 60
"""Characters beyond which a span is no longer underlined, only lit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text and the numbers of the fields that were read from it, the one with the shortest span first."""

    text: str
    fields: tuple[int, ...]
    wide: bool = False
    """Whether only fields that many words say lie over it: what the court did, and no part of it."""

    @property
    def numbers(self) -> str:
        """The fields as an attribute holds them."""
        return " ".join(map(str, self.fields))


def pieces(text: str, spans: Sequence[Span | None]) -> tuple[Piece, ...]:
    """The whole text in pieces; ``spans`` by the number of the field, None for one that no words say."""
    held = [(span, number) for number, span in enumerate(spans) if span is not None and span[0] < span[1]]
    cuts = sorted({0, len(text), *(edge for span, _ in held for edge in span if 0 <= edge <= len(text))})
    found = []
    for start, end in pairwise(cuts):
        over = [(span[1] - span[0], number) for span, number in held if span[0] <= start and end <= span[1]]
        wide = bool(over) and min(over)[0] > WIDE
        found.append(Piece(text[start:end].translate(TURNING), tuple(number for _, number in sorted(over)), wide))
    return tuple(found)
