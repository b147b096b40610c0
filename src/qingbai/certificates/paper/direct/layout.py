"""A layout compiled (版式编译): what Typst makes of a sample, taken apart into what always stands and the places where values stand.

A sample differs from a paper in three ways only. Where a text of its own line stands, it has a mark that is found again; where digits stand
inside a sentence, it has other digits, set twice, so that what differs between the two is where they stand; and its code
says nothing. Whatever else could differ is part of the key, so that another wording, office or region is another layout.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from qingbai.certificates.paper.direct.embedding import Cut

HEADER = "%PDF-1.7\n%清白 page 1\n".encode()
VALUES = b"%values\n"
"""Between the objects that all papers of a layout have, and those of one paper."""
CATALOG, PAGES, PAGE, FILE, ENTRY, SIGNATURE, FIELD = range(1, 8)
"""Objects that do not stand in the body of a page: who signs it writes them."""
RESOURCES, STRUCTURE, METADATA, INFO, INTENTS, CONTENTS, OUTLINES = range(8, 15)
"""Objects that every body has under these numbers."""
SQUARE = 15
"""The picture of the code to scan: the page shows it, and who signs the page draws it."""

SAMPLED_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""The instant that samples name."""
LINE, HALF, SIGNED, SIGNED_EN = 442.2, 208.34, 215.4, 102.0
"""How wide lines are in house.typ, in points: of the page (156 mm), of one of two columns (9 mm between them), of the day by the seal."""
_DIGITS = str.maketrans("123456789", "000000000")
_DIGIT = re.compile("[0-9]")


class Unsuitable(ValueError):
    """The sample does not show where its values stand; all such papers are Typst's."""


@dataclass(frozen=True, slots=True)
class Text:
    """A value that has a line to itself: its text, its language, and how wide it may be in points."""

    text: str
    lang: str
    limit: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where the ``number``-th text stands: the size of its type; what comes before is moved there already."""

    number: int
    size: float


@dataclass(frozen=True, slots=True)
class Digit:
    """Where the ``number``-th digit stands inside a sentence, and how each digit is shown there (hexadecimal digits)."""

    number: int
    shown: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Code:
    """Where the code is printed, and how each of its symbols is shown there (hexadecimal digits)."""

    shown: Mapping[str, bytes]


Piece = bytes | Place | Digit | Code


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of the page's content, the object of this ``number``: what always stands, and by its place among that what is put in."""

    number: int
    standing: tuple[bytes, ...]
    places: tuple[tuple[int, Place], ...]
    digits: tuple[tuple[int, Digit], ...]
    codes: tuple[tuple[int, Code], ...]

    @classmethod
    def of(cls, number: int, pieces: Sequence[Piece]) -> "Stream":
        """The stream of these pieces."""
        numbered = list(enumerate(pieces))
        return cls(
            number,
            tuple(piece if isinstance(piece, bytes) else b"" for piece in pieces),
            tuple((at, piece) for at, piece in numbered if isinstance(piece, Place)),
            tuple((at, piece) for at, piece in numbered if isinstance(piece, Digit)),
            tuple((at, piece) for at, piece in numbered if isinstance(piece, Code)),
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """All that a page needs but its values. ``standing`` are the objects that never change, at the head of the file."""

    standing: bytes
    streams: tuple[Stream, ...]
    font: int
    cut: Cut
    metadata: bytes
    info: bytes


@dataclass(frozen=True, slots=True)
class Split:
    """Values taken apart: what always stands, by which a layout is known, the texts and the digits that differ from paper to paper."""

    key: str
    texts: tuple[Text, ...]
    digits: str
    code: str


def split(values: Mapping[str, Any]) -> Split:
    """Take the values of a claim's page apart."""
    texts: list[Text] = []
    digits: list[str] = []

    def marked(words: Mapping[str, str] | None, limit: float) -> dict[str, str] | None:
        return None if words is None else {lang: placed(words[lang], lang, limit) for lang in ("zh", "en")}

    def placed(text: str, lang: str, limit: float) -> str:
        if not text:
            return ""
        texts.append(Text(text, lang, limit))
        return mark(len(texts) - 1)

    def hidden(text: str) -> str:
        digits.extend(_DIGIT.findall(text))
        return text.translate(_DIGITS)

    number = hidden(values["number"])
    rows = [
        [{**fact, "value": marked(fact["value"], LINE if len(row) == 1 else HALF)} for fact in row]
        for row in values["rows"]
    ]
    standing = {
        **values,
        "number": number,
        "code": re.sub("[^-]", "0", values["code"]),
        "rows": rows,
        "opening": marked(values["opening"], LINE),
        "issued": {
            "zh": placed(values["issued"]["zh"], "zh", SIGNED),
            "en": placed(values["issued"]["en"], "en", SIGNED_EN),
        },
        "notes": [{lang: hidden(note[lang]) for lang in ("zh", "en")} for note in values["notes"]],
    }
    return Split(
        json.dumps(standing, ensure_ascii=False, sort_keys=True), tuple(texts), "".join(digits), values["code"]
    )


def samples(key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two papers of a layout that differ in every digit that stands inside a sentence."""
    return _sample(key, 1), _sample(key, 6)


def _sample(key: str, first: int) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(key)
    following = count(first, 3)

    def shown(text: str) -> str:
        return _DIGIT.sub(lambda _: str(next(following) % 10), text)

    values["number"] = shown(values["number"])
    for note in values["notes"]:
        for lang in sorted(note, reverse=True):  # Chinese first, as it is set
            note[lang] = shown(note[lang])
    return values


def mark(number: int) -> str:
    return f"Q{number}Z"
