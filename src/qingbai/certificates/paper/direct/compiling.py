"""From a sample that Typst has set to a layout: the runs of its text that stand, those that are replaced, and all objects under new numbers."""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qingbai.certificates.paper.direct.cff import Outline, bounds
from qingbai.certificates.paper.direct.embedding import OBJECTS, Cut, Entry, objects, plain, stream
from qingbai.certificates.paper.direct.faces import Alphabet, Faces
from qingbai.certificates.paper.direct.layout import (
    CONTENTS,
    HEADER,
    INTENTS,
    OUTLINES,
    PAGE,
    RESOURCES,
    SQUARE,
    STRUCTURE,
    VALUES,
    Code,
    Digit,
    Layout,
    Piece,
    Place,
    Stream,
    Unsuitable,
    mark,
)
from qingbai.certificates.paper.direct.typeset import Font, Glyph, Run, Typeset, renumbered

_OWN_STREAM = 1200  # bytes of content that are worth a stream of their own, deflated once
_FACES = {"NotoSerifSC-Regular": "serif", "NotoSansSC-Regular": "sans"}
_FIRST = SQUARE + 1
_VARIABLE = b"v0"  # the font of what differs, as the content calls it
_DIGITS = "0123456789"


@dataclass(slots=True)
class _Standing:
    """A font of the sample, and the glyphs that it is given beside its own."""

    font: Font
    glyphs: list[Glyph]
    numbers: dict[Outline, int] = field(default_factory=dict)

    def number(self, glyph: Glyph) -> int:
        """The number of a glyph, which joins the font where it is not in it."""
        if glyph.outline not in self.numbers:
            self.glyphs.append(glyph)
            self.numbers[glyph.outline] = len(self.glyphs)
        return self.numbers[glyph.outline]


class Compiling:
    """One sample on its way to a layout. ``one`` and ``other`` differ in their digits; ``mono`` shows every symbol of a code once."""

    def __init__(self, one: Typeset, other: Typeset, mono: Typeset, faces: Faces) -> None:
        self.one, self.other, self.mono, self.faces = one, other, mono, faces
        self.standing = {name: _standing(font) for name, font in one.fonts.items() if font.compact}
        self._digits = 0

    def layout(self, *, texts: int, digits: int, code: str) -> Layout:
        """The layout, provided that each of its places was found once. Raises ``Unsuitable`` or ``NotRead``."""
        pieces = self._pieces(texts, code)
        places = sorted(piece.number for piece in pieces if isinstance(piece, Place))
        if places != list(range(texts)) or self._digits != digits:
            raise Unsuitable("a value that stands nowhere, or more than once")
        if sum(isinstance(piece, Code) for piece in pieces) != 1:
            raise Unsuitable("no code, or more than one")
        return _Writing(self, _parted(pieces)).layout()

    def _pieces(self, texts: int, code: str) -> list[Piece]:
        marks = {mark(number): number for number in range(texts)}
        content = self.one.content
        pieces: list[Piece] = []
        at = 0
        for start, end, new in sorted(self._edits(marks, code), key=lambda edit: edit[0]):
            pieces += [content[at:start], *new]
            at = end
        return [*pieces, content[at:]]

    def _edits(self, marks: Mapping[str, int], code: str) -> Iterator[tuple[int, int, list[Piece]]]:
        if len(self.one.runs) != len(self.other.runs) or _frame(self.one) != _frame(self.other):
            raise Unsuitable("digits that change more than themselves")
        for run, twin in zip(self.one.runs, self.other.runs, strict=True):
            said = self.one.said(run)
            if said in marks:
                yield _before_font(self.one.content, run), run.end, self._place(run, marks[said])
            elif said == code:
                yield run.start, run.end, [self._code()]
            elif said != self.other.said(twin):
                yield run.start, run.end, list(self._with_digits(run, twin))

    def _place(self, run: Run, number: int) -> list[Piece]:
        if _FACES.get(self.one.fonts[run.font].name.partition("+")[2]) != "serif":
            raise Unsuitable("a value in another face")
        return [b"/%b %b Tf 1 0 0 -1 0 0 Tm" % (_VARIABLE, b"%g" % run.size), Place(number, run.size)]

    def _code(self) -> Code:
        (line,) = self.mono.runs
        said = self.mono.said(line)
        return Code({symbol: b"%04X" % number for symbol, number in zip(said, line.numbers, strict=True)})

    def _with_digits(self, run: Run, twin: Run) -> Iterator[Piece]:
        """A run that stands, but for its digits."""
        standing = self.standing[run.font]
        changed = [
            i for i, (one, other) in enumerate(zip(self._outlines(run), self._twins(twin), strict=True)) if one != other
        ]
        lang, alphabet = self._setting(run, twin, changed)
        face = _FACES[standing.font.name.partition("+")[2]]
        shown = {}
        for digit in _DIGITS:
            glyph = self.faces.glyph(digit, face=face, lang=lang, alphabet=alphabet)
            if glyph is None or glyph.width != standing.font.glyph(run.numbers[changed[0]]).width:
                raise Unsuitable("digits of unlike widths")
            shown[digit] = b"%04X" % standing.number(glyph)
        self._check_distances(run, changed, face, lang, alphabet)
        said = b"[<"
        for i, (number, closer) in enumerate(zip(run.numbers, run.closer, strict=True)):
            if i in changed:
                yield said
                yield Digit(self._digits, shown)
                self._digits += 1
                said = b""
            else:
                said += b"%04X" % number
            if closer:
                said += b">%g<" % closer
        yield said + b">]TJ"

    def _outlines(self, run: Run) -> list[Outline]:
        return [self.one.fonts[run.font].outlines[number] for number in run.numbers]

    def _twins(self, twin: Run) -> list[Outline]:
        return [self.other.fonts[twin.font].outlines[number] for number in twin.numbers]

    def _setting(self, run: Run, twin: Run, changed: Sequence[int]) -> tuple[str, Alphabet]:
        """The language and alphabet in which the digits of a run are set: those in which its own would look as they do."""
        face = _FACES[self.standing[run.font].font.name.partition("+")[2]]
        one, other = self._outlines(run), self._twins(twin)
        said, also = self.one.said(run), self.other.said(twin)
        if len(said) != len(run.numbers) or not all(said[i] in _DIGITS and also[i] in _DIGITS for i in changed):
            raise Unsuitable("something else than digits differs")
        wanted = {said[i]: one[i] for i in changed} | {also[i]: other[i] for i in changed}
        for lang in ("zh", "en"):
            for alphabet in Alphabet:
                found = {each: self.faces.glyph(each, face=face, lang=lang, alphabet=alphabet) for each in wanted}
                if all(glyph is not None and glyph.outline == wanted[each] for each, glyph in found.items()):
                    return lang, alphabet
        raise Unsuitable("digits that are set as nowhere else")

    def _check_distances(self, run: Run, changed: Sequence[int], face: str, lang: str, alphabet: Alphabet) -> None:
        """No digit stands closer to its neighbours than any other would."""
        said = self.one.said(run)
        couples: dict[str, float] = {}
        for i in range(len(said) - 1):
            if i in changed or i + 1 in changed:
                lefts = _DIGITS if i in changed else said[i]
                rights = _DIGITS if i + 1 in changed else said[i + 1]
                couples |= {left + right: run.closer[i] for left in lefts for right in rights}
        found = self.faces.closer(list(couples), face=face, lang=lang, alphabet=alphabet)
        if any(closer is None or abs(closer - couples[couple]) > 0.1 for couple, closer in found.items()):
            raise Unsuitable("digits that stand closer than others")


def _standing(font: Font) -> _Standing:
    glyphs = [font.glyph(number) for number in range(1, len(font.outlines))]
    return _Standing(font, glyphs, {glyph.outline: number for number, glyph in enumerate(glyphs, 1)})


def _frame(sample: Typeset) -> tuple[object, ...]:
    """Everything in the content but which glyphs its runs show."""
    at, rest = 0, []
    for run in sample.runs:
        rest.append(sample.content[at : run.start])
        at = run.end
    places = [(run.x, run.y, run.font, run.size, run.closer, len(run.numbers)) for run in sample.runs]
    return *rest, sample.content[at:], *places


def _before_font(content: bytes, run: Run) -> int:
    """Where the font of a run is named."""
    return content.rindex(b"/" + run.font.encode(), 0, run.start)


def _parted(pieces: Sequence[Piece]) -> list[bytes | tuple[Piece, ...]]:
    """The content as streams in turn: what is worth deflating once, and what is written anew each time."""
    parts: list[bytes | tuple[Piece, ...]] = []
    live: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, bytes) or len(piece) < _OWN_STREAM:
            live.append(piece)
            continue
        # A stream begins and ends between two marked contents.
        first, last = piece.find(b"EMC") + 3, piece.rfind(b"EMC") + 3
        if not live:
            first = 0
        parts += [(*live, piece[:first])] if live else []
        parts.append(piece[first:last])
        live = [piece[last:]]
    return [*parts, tuple(live)]


class _Writing:
    """The objects of a layout under their new numbers."""

    def __init__(self, compiling: Compiling, parts: Sequence[bytes | tuple[Piece, ...]]) -> None:
        self.one, self.mono = compiling.one, compiling.mono
        self.standing, self.parts = compiling.standing, parts
        self.next = _FIRST
        self.written: list[bytes] = []

    def layout(self) -> Layout:
        """The layout whose objects these are."""
        one = self.one
        fonts = {name: self._font(standing) for name, standing in self.standing.items()}
        (name,) = (name for name, font in one.fonts.items() if not font.compact)
        fonts[name] = self._mono()
        numbers = self._numbers()
        self._copied(numbers, one)
        streams = []
        shown = []
        for part in self.parts:
            number = self._new()
            shown.append(b"%d 0 R" % number)
            if isinstance(part, bytes):
                self.written.append(stream(number, zlib.compress(part, 9), b"/Filter/FlateDecode"))
            else:
                streams.append(Stream.of(number, part))
        variable = self._new(OBJECTS)
        self.written.append(plain(CONTENTS, b"[%b]" % b" ".join(shown)))
        self.written.append(plain(RESOURCES, _resources(one, numbers, fonts, variable)))
        cut = next(_cut(one, each.font) for each in self.standing.values() if "Serif" in each.font.name)
        metadata = one.stream(one.reference(one.text(one.catalog), b"/Metadata"))
        return Layout(
            standing=HEADER + b"".join(self.written) + VALUES,
            streams=tuple(streams),
            font=variable,
            cut=cut,
            metadata=metadata,
            info=one.text(one.reference(one.trailer, b"/Info")),
        )

    def _new(self, count: int = 1) -> int:
        self.next += count
        return self.next - count

    def _font(self, standing: _Standing) -> int:
        first = self._new(OBJECTS)
        entries = [Entry(number, glyph) for number, glyph in enumerate(standing.glyphs, 1)]
        self.written.append(objects(_cut(self.one, standing.font), entries, first, deflated=True))
        return first

    def _mono(self) -> int:
        """The font that codes are printed in, with all that may stand in one."""
        (font,) = self.mono.fonts.values()
        numbers = {number: self._new() for number in (font.number, *_parts_of(self.mono, font))}
        self._copied(numbers, self.mono)
        return numbers[font.number]

    def _numbers(self) -> dict[int, int]:
        """The objects of the sample that are copied, and the numbers that they get."""
        one, catalog = self.one, self.one.text(self.one.catalog)
        fixed = {
            one.reference(catalog, b"/StructTreeRoot"): STRUCTURE,
            one.reference(catalog, b"/OutputIntents"): INTENTS,
            one.reference(catalog, b"/Outlines"): OUTLINES,
            _picture(one): SQUARE,
        }
        left = {
            one.catalog,
            one.page,
            one.contents,
            one.resources,
            one.reference(catalog, b"/Pages"),
            one.reference(catalog, b"/Metadata"),
            one.reference(one.trailer, b"/Info"),
        }
        for font in one.fonts.values():
            left |= {font.number, *_parts_of(one, font)}
        return {number: fixed.get(number) or self._new() for number in one.offsets if number not in left}

    def _copied(self, numbers: Mapping[int, int], source: Typeset) -> None:
        known = {**numbers, source.page: PAGE}
        for old, new in numbers.items():
            if new == SQUARE:
                continue
            text, raw = renumbered(source.text(old), known), source.raw(old)
            if b"\n" in text:
                raise Unsuitable("an object of several lines")
            if raw is None:
                self.written.append(plain(new, text))
            else:
                entries = re.sub(rb"/Length \d+", b"", text[2:-2])
                self.written.append(stream(new, raw, entries))


def _picture(one: Typeset) -> int:
    """The object that stands in the place of the code to scan: the only picture that a page has. Raises ``Unsuitable``."""
    found = [number for number in one.offsets if b"/Subtype/Image" in one.text(number)]
    if len(found) != 1:
        raise Unsuitable("no code to scan, or more than one")
    return found[0]


def _resources(one: Typeset, numbers: Mapping[int, int], fonts: Mapping[str, int], variable: int) -> bytes:
    named = b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in fonts.items())
    text = renumbered(re.sub(rb"/Font<<.*?>>", b"", one.text(one.resources)), numbers)
    return text[:-2] + b"/Font<<%b/%b %d 0 R>>>>" % (named, _VARIABLE, variable)


def _parts_of(source: Typeset, font: Font) -> list[int]:
    """The objects of a font but the first."""
    described = source.text(font.descriptor)
    sets = [source.reference(described, b"/CIDSet")] if b"/CIDSet" in described else []
    return [font.descendant, font.descriptor, font.file, font.unicode, *sets]


def _cut(source: Typeset, font: Font) -> Cut:
    """What another cut from the same face has from this one."""
    described = re.search(rb"/FontName/[^/]+(/.*?)(?:/CIDSet|/FontFile3)", source.text(font.descriptor))
    if described is None:
        raise Unsuitable("a descriptor in another form")
    box = bounds(source.stream(font.file))
    entries = re.sub(rb"/FontBBox\[[^\]]*\]", b"/FontBBox[%d %d %d %d]" % box, described[1])
    return Cut(font.name.partition("+")[2], entries, box, font.outlines[0])
