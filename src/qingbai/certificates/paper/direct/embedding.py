"""Fonts as PDF objects (ISO 32000-1, 9.7): the glyphs that a page uses and no others, with their widths and the texts they stand for."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from qingbai.certificates.paper.direct import cff
from qingbai.certificates.paper.direct.cff import Outline
from qingbai.certificates.paper.direct.typeset import Glyph

OBJECTS = 5  # that one font takes: font, descendant, descriptor, texts, file
_CMAP = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo 3 dict dup begin\n/Registry (Adobe) def\n/Ordering (UCS) def\n/Supplement 0 def\nend def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
_CMAP_END = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
_CMAP_BLOCK = 100  # entries that one block may hold
_LETTERS = bytes(65 + i % 26 for i in range(256))


@dataclass(frozen=True, slots=True)
class Cut:
    """What all fonts cut from one face share: its name, the entries of its descriptor, its bounds, and the glyph for what is missing."""

    name: str
    described: bytes
    box: tuple[int, int, int, int]
    missing: Outline


def stream(number: int, data: bytes, entries: bytes = b"") -> bytes:
    """A stream object; its length comes first, so that who reads it knows where it ends."""
    return b"%d 0 obj\n<</Length %d%b>>\nstream\n%b\nendstream\nendobj\n" % (number, len(data), entries, data)


def plain(number: int, text: bytes) -> bytes:
    """An object that is no stream."""
    return b"%d 0 obj\n%b\nendobj\n" % (number, text)


class Entry:
    """One glyph as a font lists it: its number there, its width, and the text it stands for."""

    __slots__ = ("drawing", "glyph", "number", "shown", "text", "width")

    def __init__(self, number: int, glyph: Glyph) -> None:
        self.number, self.glyph, self.drawing = number, glyph, glyph.outline.drawing
        self.shown = b"%04X" % number
        self.width = b"%d[%g]" % (number, glyph.width)
        self.text = b"<%b> <%b>\n" % (self.shown, glyph.text.encode("utf-16-be").hex().upper().encode())


def objects(cut: Cut, entries: Sequence[Entry], first: int, *, deflated: bool = False) -> bytes:
    """The objects of a font with these glyphs, in the order of their numbers, beginning with object ``first``."""
    name = _tag(entries) + b"+" + cut.name.encode()
    outlines = [cut.missing, *[entry.glyph.outline for entry in entries]]
    file = cff.write(name.decode(), outlines, [entry.number for entry in entries], cut.box)
    texts, coded = _texts(entries), b""
    if deflated:
        file, texts, coded = zlib.compress(file, 9), zlib.compress(texts, 9), b"/Filter/FlateDecode"
    return b"".join(
        (
            plain(
                first,
                b"<</Type/Font/Subtype/Type0/BaseFont/%b-Identity-H/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
                % (name, first + 1, first + 3),
            ),
            plain(
                first + 1,
                b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%b"
                b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[%b]>>"
                % (name, first + 2, b"".join([entry.width for entry in entries])),
            ),
            plain(
                first + 2,
                b"<</Type/FontDescriptor/FontName/%b%b/FontFile3 %d 0 R>>" % (name, cut.described, first + 4),
            ),
            stream(first + 3, texts, coded),
            stream(first + 4, file, b"/Subtype/CIDFontType0C" + coded),
        )
    )


def _tag(entries: Sequence[Entry]) -> bytes:
    """Six capital letters that another set of glyphs does not have."""
    told = hashlib.sha256(b"".join([entry.drawing for entry in entries]))
    return told.digest()[:6].translate(_LETTERS)


def _texts(entries: Sequence[Entry]) -> bytes:
    blocks = []
    for start in range(0, len(entries), _CMAP_BLOCK):
        block = [entry.text for entry in entries[start : start + _CMAP_BLOCK]]
        blocks += [b"%d beginbfchar\n" % len(block), *block, b"endbfchar\n"]
    return b"".join((_CMAP, *blocks, _CMAP_END))
