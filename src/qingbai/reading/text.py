"""Text as given, and the same text made even, with the way back (文本).

Courts, web pages and copying leave the same words in many shapes: full-width digits, four kinds of brackets, blanks between
glued columns (``审 判 长``), entities and tags of HTML. Every reader of this package works on the even form, ``flat``: no white
space (but inside Latin names), one kind of bracket, one kind of digit. ``span`` leads any place of it back into the text as given.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

LIMIT = 1_000_000
"""Characters; the longest judgment known to us has under 100,000."""

_PAIRS = {
    **{chr(0xFF10 + n): chr(0x30 + n) for n in range(10)},
    **{chr(0xFF21 + n): chr(0x41 + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
    **dict.fromkeys("([［〔﹝【〖﹙", "（"),
    **dict.fromkeys(")]］〕﹞】〗﹚", "）"),
    **dict.fromkeys("○◯Ｏ\u039f\u041e", "〇"),  # among them the Greek and the Cyrillic letter
    ",": "，",
    ":": "：",
    ";": "；",
    "．": ".",
    "﹑": "、",
    "､": "、",
    "﹕": "：",
    "‧": "·",
    "・": "·",
    "•": "·",
    "<": "〈",
    ">": "〉",
    "＜": "〈",
    "﹤": "〈",
    "＞": "〉",
    "﹥": "〉",
    "﹐": "，",
    "｡": "。",
}
_ODD = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
_ENTITIES = {
    "lt": "〈",
    "gt": "〉",
    "amp": "&",
    "quot": "“",
    "middot": "·",
    "times": "×",
    "ldquo": "“",
    "rdquo": "”",
    "mdash": "—",
}

# Whatever carries no word: white space and controls, zero-width marks, tags and entities of web pages, field codes of word processors.
_JUNK = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff\ufffd]+"
    r"|<(?:/?[a-zA-Z]|!)[^<>]{0,300}>"
    r"|&(?:\#[0-9]{1,6}|\#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8})[;；]"
)
_LATIN = re.compile(r"[A-Za-z.'\-]")


class TextTooLong(ValueError):
    """The text is longer than ``LIMIT`` characters: no judgment is; split the file."""


@dataclass(frozen=True, slots=True)
class Text:
    """``given`` as it came; ``flat`` made even; ``breaks``: places of ``flat`` before which white space or a tag stood."""

    given: str
    flat: str
    breaks: frozenset[int]
    _flat_starts: tuple[int, ...]
    _given_starts: tuple[int, ...]

    def origin(self, index: int) -> int:
        """Where the character at ``index`` of ``flat`` stands in ``given``."""
        piece = bisect_right(self._flat_starts, index) - 1
        return self._given_starts[piece] + index - self._flat_starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``flat[start:end]`` as a half-open span of ``given``."""
        if end <= start:
            at = self.origin(start) if self.flat else 0
            return at, at
        return self.origin(start), self.origin(end - 1) + 1

    def written(self, start: int, end: int) -> str:
        """The characters of ``flat[start:end]`` as they were written, without the white space between them."""
        return "".join(
            character if character == " " else self.given[self.origin(start + offset)]
            for offset, character in enumerate(self.flat[start:end])
        )

    def next_break(self, start: int, end: int) -> int:
        """The first break in ``start < place <= end``, or ``end``."""
        return min((place for place in self.breaks if start < place <= end), default=end)


def _replacement(junk: str, before: str, after: str) -> str:
    """What stands in the even text for a piece of junk: nothing, a character that an entity names, or the blank inside a Latin name."""
    if junk.startswith("&"):
        return _ENTITIES.get(junk[1:-1].lower(), "")
    if _LATIN.match(before or "。") and _LATIN.match(after or "。") and not junk.startswith("<"):
        return " "
    return ""


def even(given: str) -> Text:
    """Make a text even. Linear in its length.

    >>> even("审 判 长　（２０２４）").flat
    '审判长（2024）'
    """
    if len(given) > LIMIT:
        raise TextTooLong(f"{len(given):,} characters; no judgment has more than {LIMIT:,}")
    alike = _ODD.sub(lambda odd: _PAIRS[odd.group()], given)  # one character for one: places stay
    pieces: list[str] = []
    flat_starts, given_starts, breaks = [0], [0], []
    length = at = 0

    def take(piece: str, origin: int) -> None:
        nonlocal length
        flat_starts.append(length)
        given_starts.append(origin)
        pieces.append(piece)
        length += len(piece)

    for junk in _JUNK.finditer(given):
        start, end = junk.span()
        if start > at:
            take(alike[at:start], at)
        word = _replacement(junk.group(), given[start - 1 : start], given[end : end + 1])
        if word:
            take(word, start)
        else:
            breaks.append(length)
        at = end
    if at < len(given):
        take(alike[at:], at)
    return Text(given, "".join(pieces), frozenset(breaks), tuple(flat_starts), tuple(given_starts))
