"""A page written: a compiled layout with the values of one paper in their places, as the objects of a PDF up to its signature.

What comes out is no document yet. Catalog, page and table of offsets are written by who signs it (``certificates.closing``).
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from qingbai.certificates.paper.direct.embedding import Entry, objects, plain, stream
from qingbai.certificates.paper.direct.faces import Faces
from qingbai.certificates.paper.direct.layout import (
    INFO,
    METADATA,
    SAMPLED_AT,
    Layout,
    Split,
    Stream,
)

MOST_GLYPHS = 40_000  # that are given a number before all begins anew; a paper has some hundreds at most
MOST_TEXTS = 10_000
_IDENTITY = re.compile(rb"<xmpMM:(?:Instance|Document)ID>([^<]*)<")


class Text:
    """One text as the font of what differs shows it: the operator, the glyphs, and its width in sizes of type."""

    __slots__ = ("entries", "shown", "width")

    def __init__(self, entries: list[Entry], closer: Sequence[float], width: float) -> None:
        self.entries, self.width = entries, width
        said = [b"[<"]
        for entry, nearer in zip(entries, closer, strict=True):
            said.append(entry.shown + b">%g<" % nearer if nearer else entry.shown)
        said.append(b">]TJ")
        self.shown = b"".join(said)


class Texts:
    """Texts that were shown before, and a number for each glyph: the same in all papers, so that a text is put together once."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._entries: dict[bytes, Entry] = {}
        self._known: dict[tuple[str, str], Text | None] = {}

    def __call__(self, text: str, lang: str) -> Text | None:
        """The text, ``None`` where its characters are not all in the face."""
        if (text, lang) not in self._known:
            if len(self._known) > MOST_TEXTS:
                self._known.clear()
            self._known[text, lang] = self._made(text, lang)
        return self._known[text, lang]

    def begin_anew(self) -> None:
        """Forget all where the numbers are used up: between two papers, never within one."""
        if len(self._entries) > MOST_GLYPHS:
            self._entries.clear()
            self._known.clear()

    def _made(self, text: str, lang: str) -> Text | None:
        shaped = self._faces.shape(text, face="serif", lang=lang)
        if shaped is None:
            return None
        entries = []
        for glyph, _ in shaped:
            drawing = glyph.outline.drawing
            if drawing not in self._entries:
                self._entries[drawing] = Entry(len(self._entries) + 1, glyph)
            entries.append(self._entries[drawing])
        width = sum([glyph.width - closer for glyph, closer in shaped])
        return Text(entries, [closer for _, closer in shaped], width / 1000)


def fill(layout: Layout, split: Split, *, texts: Texts, at: datetime) -> bytes | None:
    """The body of a page; ``None`` where a text does not fit its line or has characters that the face has not."""
    texts.begin_anew()
    found = []
    for wanted in split.texts:
        text = texts(wanted.text, wanted.lang)
        if text is None:
            return None
        found.append(text)
    written = [layout.standing]
    told = hashlib.sha256()
    for each in layout.streams:
        content = _content(each, split, found)
        if content is None:
            return None
        told.update(content)
        written.append(stream(each.number, content))
    used = {entry.number: entry for text in found for entry in text.entries}
    written.append(objects(layout.cut, [used[number] for number in sorted(used)], layout.font))
    metadata, info = _dated(layout, at, b64encode(told.digest()[:16]))
    written += [stream(METADATA, metadata, b"/Type/Metadata/Subtype/XML"), plain(INFO, info)]
    return b"".join(written)


def _content(stream: Stream, split: Split, texts: Sequence[Text]) -> bytes | None:
    """One stream of the page's content; ``None`` where a text does not stand on its line."""
    said = list(stream.standing)
    for at, place in stream.places:
        text = texts[place.number]
        if text.width * place.size > split.texts[place.number].limit:
            return None
        said[at] = text.shown
    for at, digit in stream.digits:
        said[at] = digit.shown[split.digits[digit.number]]
    for at, code in stream.codes:
        said[at] = b"<%b>Tj" % b"".join([code.shown[symbol] for symbol in split.code])
    return b"".join(said)


def _dated(layout: Layout, at: datetime, identity: bytes) -> tuple[bytes, bytes]:
    """Metadata and information with the instant and the identity of this paper."""
    at = at.astimezone(UTC)
    metadata = layout.metadata.replace(_long(SAMPLED_AT), _long(at))
    for old in _identities(layout.metadata):
        metadata = metadata.replace(old, identity)
    return metadata, layout.info.replace(_short(SAMPLED_AT), _short(at))


@lru_cache(maxsize=64)
def _identities(metadata: bytes) -> frozenset[bytes]:
    return frozenset(_IDENTITY.findall(metadata))


@lru_cache(maxsize=64)
def _long(at: datetime) -> bytes:
    return at.strftime("%Y-%m-%dT%H:%M:%S+00:00").encode()


@lru_cache(maxsize=64)
def _short(at: datetime) -> bytes:
    return at.strftime("D:%Y%m%d%H%M%SZ").encode()
