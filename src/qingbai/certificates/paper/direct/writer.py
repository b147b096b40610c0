"""The fast way, kept for the life of a process: the layouts that were compiled, and the faces that were asked about."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from qingbai.certificates.codes import ALPHABET
from qingbai.certificates.paper.direct.cff import NotOurCff
from qingbai.certificates.paper.direct.compiling import Compiling
from qingbai.certificates.paper.direct.faces import Ask, Faces
from qingbai.certificates.paper.direct.filling import Texts, fill
from qingbai.certificates.paper.direct.layout import Layout, Split, Unsuitable, samples, split
from qingbai.certificates.paper.direct.typeset import NotRead, Typeset

MOST_LAYOUTS = 256  # offices, kinds and wordings in use at a time; one takes about a hundred kilobytes

Setter = Callable[[Mapping[str, Any]], bytes]
"""Typst's setting of these values, on one page."""


class Writer:
    """Writes pages without Typst. Its caller sees to it that one thread at a time does."""

    def __init__(self, ask: Ask, set_: Setter) -> None:
        self._ask, self._set = ask, set_
        self._faces = Faces(ask)
        self._texts = Texts(self._faces)
        self._layouts: dict[str, Layout | None] = {}

    def page(self, values: Mapping[str, Any], *, at: datetime) -> bytes | None:
        """The body of a page with these values; ``None`` where Typst is to set it."""
        parts = split(values)
        layout = self._layout(parts)
        if layout is None:
            return None
        return fill(layout, parts, texts=self._texts, at=at)

    def _layout(self, parts: Split) -> Layout | None:
        if parts.key not in self._layouts:
            if len(self._layouts) >= MOST_LAYOUTS:
                self._layouts.clear()
            self._layouts[parts.key] = self._compiled(parts)
        return self._layouts[parts.key]

    def _compiled(self, parts: Split) -> Layout | None:
        one, other = samples(parts.key)
        mono = Typeset(self._ask("mono", "zh", [f"{ALPHABET}-"]))
        try:
            compiling = Compiling(Typeset(self._set(one)), Typeset(self._set(other)), mono, self._faces)
            return compiling.layout(texts=len(parts.texts), digits=len(parts.digits), code=one["code"])
        except (Unsuitable, NotRead, NotOurCff):
            return None
