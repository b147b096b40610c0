"""What Typst has typeset, read back: objects, fonts and runs of text of one page.

Only what this release of Typst writes is read, and anything else is refused: a layout that cannot be read is left to Typst.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from qingbai.certificates.paper.direct import cff
from qingbai.certificates.paper.direct.cff import Outline

_NUMBER = rb"-?\d+(?:\.\d+)?"
_RUN = re.compile(
    rb"1 0 0 -1 (%b) (%b) cm[^\n]*\nBT \d Tr/(f\d+) (%b) Tf 1 0 0 -1 0 0 Tm" % ((_NUMBER,) * 3), re.DOTALL
)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PIECE = re.compile(rb"\\.|[()]|[^\\()]+", re.DOTALL)
_PLAIN = re.compile(rb"<([0-9A-Fa-f]*)>|(%b)" % _NUMBER)
_REFERENCE = re.compile(rb"(\d+) 0 R")


class NotRead(ValueError):
    """Something that this release of Typst was not known to write."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a face: its outline, how far it moves on (thousandths of the type's size), and the text it stands for."""

    outline: Outline
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs set one after the other: where (points), in which font and size, and by how much each is moved closer to the next.

    ``start`` and ``end`` enclose the operator that shows them in the content of the page.
    """

    x: float
    y: float
    font: str
    size: float
    numbers: tuple[int, ...]
    closer: tuple[float, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Font:
    """An embedded font: the objects that make it up, and its glyphs by number."""

    number: int
    descendant: int
    descriptor: int
    file: int
    unicode: int
    name: str
    compact: bool
    texts: dict[int, str]
    widths: dict[int, float]
    outlines: list[Outline]

    def glyph(self, number: int) -> Glyph:
        """The glyph of this number. Raises ``NotRead``."""
        if not 0 < number < len(self.outlines) or number not in self.texts:
            raise NotRead(f"no glyph {number} in {self.name}")
        return Glyph(self.outlines[number], self.widths.get(number, 0.0), self.texts[number])


class Typeset:
    """A document of one page by its objects. Raises ``NotRead``."""

    def __init__(self, data: bytes) -> None:
        trailer = re.search(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\n?\Z", data, re.DOTALL)
        if trailer is None:
            raise NotRead("no trailer")
        head = re.compile(rb"xref\n0 (\d+)\n").match(data, int(trailer[2]))
        if head is None:
            raise NotRead("no table of offsets")
        self.data, self.trailer = data, trailer[1]
        entries = (data[head.end() + 20 * i : head.end() + 20 * i + 10] for i in range(int(head[1])))
        self.offsets = dict(enumerate(int(entry) for entry in entries))
        del self.offsets[0]

    def text(self, number: int) -> bytes:
        """The dictionary or array of an object; of a stream, that before its data."""
        return self._object(number)[0]

    def raw(self, number: int) -> bytes | None:
        """The data of a stream as they stand in the file."""
        return self._object(number)[1]

    def stream(self, number: int) -> bytes:
        """The data of a stream, inflated."""
        text, raw = self._object(number)
        if raw is None:
            raise NotRead("no stream")
        return zlib.decompress(raw) if b"/FlateDecode" in text else raw

    def _object(self, number: int) -> tuple[bytes, bytes | None]:
        head = b"%d 0 obj\n" % number
        start = self.offsets[number] + len(head)
        if self.data[start - len(head) : start] != head:
            raise NotRead("an object that is not where it should be")
        end = self.data.index(b"\n", start)
        text = self.data[start:end]
        if not self.data.startswith(b"stream\n", end + 1):
            return self.data[start : self.data.index(b"\nendobj\n", start)], None
        length = re.search(rb"/Length (\d+)\b", text)
        if length is None:
            raise NotRead("a stream without a length")
        return text, self.data[end + 8 : end + 8 + int(length[1])]

    def reference(self, text: bytes, key: bytes) -> int:
        """The number of the object that stands behind a key."""
        found = re.search(re.escape(key) + rb"[ \[]?(\d+) 0 R", text)
        if found is None:
            raise NotRead(f"no {key.decode()}")
        return int(found[1])

    @cached_property
    def catalog(self) -> int:
        return self.reference(self.trailer, b"/Root")

    @cached_property
    def page(self) -> int:
        pages = self.text(self.reference(self.text(self.catalog), b"/Pages"))
        if b"/Count 1/" not in pages:
            raise NotRead("not one page")
        return self.reference(pages, b"/Kids")

    @cached_property
    def contents(self) -> int:
        return self.reference(self.text(self.page), b"/Contents")

    @cached_property
    def resources(self) -> int:
        return self.reference(self.text(self.page), b"/Resources")

    @cached_property
    def content(self) -> bytes:
        return self.stream(self.contents)

    @cached_property
    def fonts(self) -> dict[str, Font]:
        """The fonts by the names that the content calls them."""
        listed = re.search(rb"/Font<<(.*?)>>", self.text(self.resources))
        found = re.findall(rb"/(f\d+) (\d+) 0 R", listed[1]) if listed else []
        return {name.decode(): self._font(int(number)) for name, number in found}

    def _font(self, number: int) -> Font:
        text = self.text(number)
        descendant, unicode = self.reference(text, b"/DescendantFonts"), self.reference(text, b"/ToUnicode")
        inner = self.text(descendant)
        descriptor = self.reference(inner, b"/FontDescriptor")
        described = self.text(descriptor)
        name = re.search(rb"/FontName/([^/ ]+)", described)
        if name is None:
            raise NotRead("a font without a name")
        compact = b"/FontFile3" in described
        file = self.reference(described, b"/FontFile3" if compact else b"/FontFile2")
        return Font(
            number=number,
            descendant=descendant,
            descriptor=descriptor,
            file=file,
            unicode=unicode,
            name=name[1].decode(),
            compact=compact,
            texts=_texts(self.stream(unicode)),
            widths=_widths(inner),
            outlines=cff.read(self.stream(file)) if compact else [],
        )

    @cached_property
    def runs(self) -> list[Run]:
        """All upright runs of text in the order they are drawn."""
        return [_run(self.content, match) for match in _RUN.finditer(self.content)]

    def said(self, run: Run) -> str:
        """The text of a run."""
        texts = self.fonts[run.font].texts
        return "".join(texts.get(number, "�") for number in run.numbers)


def renumbered(text: bytes, numbers: Mapping[int, int]) -> bytes:
    """An object's text with its references renamed. Raises ``KeyError`` for one that has no new number."""
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], text)


def _run(content: bytes, match: re.Match[bytes]) -> Run:
    start = match.end()
    end = start + (content[start : start + 1] == b"[")
    numbers: list[int] = []
    closer: list[float] = []
    while content[end : end + 1] not in (b"]", b"T"):
        shown, end = _token(content, end)
        if isinstance(shown, float):
            if not closer:  # a glyph that is not drawn
                numbers.append(0)
                closer.append(0.0)
            closer[-1] += shown
        else:
            numbers += [int.from_bytes(shown[i : i + 2], "big") for i in range(0, len(shown), 2)]
            closer += [0.0] * (len(shown) // 2)
    end = content.index(b"\n", end)
    x, y, font, size = match.groups()
    return Run(float(x), float(y), font.decode(), float(size), tuple(numbers), tuple(closer), start, end)


def _token(content: bytes, at: int) -> tuple[bytes | float, int]:
    """What is shown or by how much to move closer, and where the next token begins."""
    if content[at : at + 1] != b"(":
        plain = _PLAIN.match(content, at)
        if plain is None:
            raise NotRead("text shown in an unknown way")
        digits, number = plain.groups()
        return (bytes.fromhex(digits.decode()) if number is None else float(number)), plain.end()
    depth, end = 1, at + 1
    while depth:  # brackets in pairs need no mark of their own
        piece = _PIECE.match(content, end)
        if piece is None:
            raise NotRead("a string without an end")
        depth += {b"(": 1, b")": -1}.get(piece[0], 0)
        end = piece.end()
    return _unescaped(content[at + 1 : end - 1]), end


def _unescaped(literal: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        said = found[1]
        return bytes([int(said, 8)]) if said[:1].isdigit() else _ESCAPED.get(said, said)

    return _ESCAPE.sub(meant, literal)


def _texts(cmap: bytes) -> dict[int, str]:
    found = {}
    for block in re.findall(rb"beginbfchar\n(.*?)endbfchar", cmap, re.DOTALL):
        for number, text in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", block):
            found[int(number, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    if b"beginbfrange" in cmap:
        raise NotRead("ranges of characters")
    return found


def _widths(text: bytes) -> dict[int, float]:
    listed = re.search(rb"/W\[([^\]]*)\]", text)
    numbers = [float(number) for number in listed[1].split()] if listed else []
    if len(numbers) % 3:
        raise NotRead("widths in an unknown form")
    found = {}
    for first, last, width in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        found.update(dict.fromkeys(range(int(first), int(last) + 1), width))
    return found
