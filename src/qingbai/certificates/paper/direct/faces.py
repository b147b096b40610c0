"""The faces of the house as Typst sets them: glyphs and the distances between two of them, asked of Typst once and kept.

A text is put together of pairs. That is right as long as each of its characters is one glyph, and its neighbours alone decide how close it stands.
Where a ligature, a mark, two alphabets or two full-width marks in a row would make it wrong, the text is asked for as a whole; where a
character is not in the face at all, ``None`` tells that Typst is to set the whole paper. Characters of Han all stand as far from
what is beside them as 一 does.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from qingbai.certificates.paper.direct.typeset import Glyph, NotRead, Typeset

Ask = Callable[[str, str, Sequence[str]], bytes]
"""Typst's setting of these texts, one a line, in a face (serif, sans, mono) and a language."""

Shaped = list[tuple[Glyph, float]]
"""Glyphs, each with how much closer than its width the next one stands (thousandths of the type's size)."""

COMMON = bytes(code for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for code in (row, cell)).decode(
    "gb2312", "ignore"
)
"""The 3,755 characters of the national standard's first level (GB/T 2312): asked for together, where each alone would cost as much as five papers."""
MOST = 40_000  # characters or pairs kept for one alphabet of a face; then it begins anew
MOST_WHOLE = 4_000  # texts kept as they are
_MARGIN = 400  # of glyphs.typ, in thousandths of its size of type
_AT_ONCE = 300  # texts put to Typst in one go
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_FULL_WIDTH = "（）。，、：；·"  # as wide as a character, and set closer to one another by rules of their own
_IDEOGRAPH = re.compile(f"[{_HAN}]")
_WITH_HAN = re.compile(f"[{_HAN}0-9{_FULL_WIDTH}]+")
_LETTER = re.compile(f"[{_LETTERS}]")
_LATIN = re.compile(f"[{_LETTERS}0-9 \\-'.,/()&:;+#@_!?*%=]+")
_WHOLE = re.compile(f"  |[{_FULL_WIDTH}]{{2}}|^[{_FULL_WIDTH}]")


class Alphabet(Enum):
    """What a text is written in; its member is what stands about a character that is asked for."""

    HAN = "一"
    LATIN = "n"
    DIGITS = "0"


@dataclass(slots=True)
class _Known:
    glyphs: dict[str, Glyph | None] = field(default_factory=dict)
    pairs: dict[str, float | None] = field(default_factory=dict)
    common: bool = False


class Faces:
    """All that was learned so far. Its caller sees to it that one thread at a time asks."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[tuple[str, str, Alphabet], _Known] = {}
        self._whole: dict[tuple[str, str, str], Shaped | None] = {}

    def shape(self, text: str, *, face: str, lang: str) -> Shaped | None:
        """The glyphs of a text on one line; ``None`` where the face has not all of them."""
        alphabet = alphabet_of(text)
        shaped = None if alphabet is None else self._in_pairs(text, face, lang, alphabet)
        return self._as_a_whole(text, face, lang) if shaped is None else shaped

    def glyph(self, character: str, *, face: str, lang: str, alphabet: Alphabet) -> Glyph | None:
        """One character of a text in this alphabet."""
        shaped = self._in_pairs(character, face, lang, alphabet)
        return shaped[0][0] if shaped else None

    def closer(self, couples: Sequence[str], *, face: str, lang: str, alphabet: Alphabet) -> dict[str, float | None]:
        """By how much two characters of a text in this alphabet stand closer than the first is wide, for each couple."""
        known = self._known.setdefault((face, lang, alphabet), _Known())
        alike = {couple: _IDEOGRAPH.sub("一", couple) for couple in couples}
        self._learn(known, face, lang, alphabet.value, "", list(alike.values()))
        return {couple: known.pairs[each] for couple, each in alike.items()}

    def _in_pairs(self, text: str, face: str, lang: str, alphabet: Alphabet) -> Shaped | None:
        known = self._known.setdefault((face, lang, alphabet), _Known())
        alike = _IDEOGRAPH.sub("一", text)
        couples = [alike[i : i + 2] for i in range(len(text) - 1)]
        glyphs, pairs = known.glyphs, known.pairs
        if not (glyphs.keys() >= set(text) and pairs.keys() >= set(couples)):
            self._learn(known, face, lang, alphabet.value, text, couples)
        found = [glyphs[each] for each in text]
        closer = [pairs[each] for each in couples]
        shaped = [
            (glyph, by) for glyph, by in zip(found, [*closer, 0.0], strict=True) if glyph is not None and by is not None
        ]
        return shaped if len(shaped) == len(text) else None

    def _learn(self, known: _Known, face: str, lang: str, guard: str, text: str, couples: Sequence[str]) -> None:
        if len(known.glyphs) > MOST or len(known.pairs) > MOST:
            known.glyphs.clear()
            known.pairs.clear()
        wanted = text if known.common or not _IDEOGRAPH.search(text) else text + COMMON
        known.common = known.common or wanted != text
        glyphs = [each for each in dict.fromkeys(wanted) if each not in known.glyphs]
        pairs = [each for each in dict.fromkeys(couples) if each not in known.pairs]
        found = self._lines(face, lang, [guard + each + guard for each in (*glyphs, *pairs)])
        for each in glyphs:
            line = found.get(guard + each + guard, [])
            known.glyphs[each] = line[1][0] if len(line) == 3 else None
        for each in pairs:
            line = found.get(guard + each + guard, [])
            known.pairs[each] = round(line[1][1], 3) if len(line) == 4 else None

    def _as_a_whole(self, text: str, face: str, lang: str) -> Shaped | None:
        asked = (face, lang, text)
        if asked not in self._whole:
            if len(self._whole) > MOST_WHOLE:
                self._whole.clear()
            self._whole[asked] = self._lines(face, lang, [text]).get(text)
        return self._whole[asked]

    def _lines(self, face: str, lang: str, texts: Sequence[str]) -> dict[str, Shaped]:
        found: dict[str, Shaped] = {}
        for start in range(0, len(texts), _AT_ONCE):
            found |= lines(Typeset(self._ask(face, lang, texts[start : start + _AT_ONCE])))
        return found


def lines(typeset: Typeset) -> dict[str, Shaped]:
    """The lines of a page by their texts. A line in more than one font, or not wholly of glyphs that say what they are, is not told."""
    rows: dict[float, list[tuple[str, Glyph, float]]] = {}
    torn: set[float] = set()
    for run in typeset.runs:
        row = rows.setdefault(run.y, [])
        at = run.x * 1000 / run.size
        for number, closer in zip(run.numbers, run.closer, strict=True):
            if number == 0:  # nothing is drawn, only moved on
                at -= closer
                continue
            try:
                glyph = typeset.fonts[run.font].glyph(number)
            except NotRead:
                torn.add(run.y)
                continue
            row.append((run.font, glyph, at))
            at += glyph.width - closer
    found = {}
    for y, row in rows.items():
        # A line whose beginning is moved (an opening bracket) is none whose glyphs could be put anywhere else.
        # One of which nothing is drawn is none at all.
        if row and y not in torn and all(font == row[0][0] for font, _, _ in row) and abs(row[0][2] - _MARGIN) < 1:
            places = [*(at for _, _, at in row[1:]), row[-1][2] + row[-1][1].width]
            found["".join(glyph.text for _, glyph, _ in row)] = [
                (glyph, round(glyph.width - (after - at), 3)) for (_, glyph, at), after in zip(row, places, strict=True)
            ]
    return found


def alphabet_of(text: str) -> Alphabet | None:
    """What a text is written in, ``None`` for a mixture or a text that must be looked at as a whole."""
    if _WHOLE.search(text):
        return None
    if _LATIN.fullmatch(text):
        return Alphabet.LATIN if _LETTER.search(text) else Alphabet.DIGITS
    return Alphabet.HAN if _WITH_HAN.fullmatch(text) and _IDEOGRAPH.search(text) else None
