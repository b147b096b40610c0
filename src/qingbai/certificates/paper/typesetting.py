"""From a claim to a page (排版): tagged PDF/A-3 by Typst, the same bytes for the same claim and instant.

A character that the fonts of the house cannot show is refused by name and never printed as a box; so is a text that does
not fit the page at its smallest size. Both are a person's task.
"""

import json
import re
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from qingbai.certificates.claim import Bilingual, Claim
from qingbai.certificates.paper import qr, wording
from qingbai.law.terms import AnswerPaper

HERE = Path(__file__).parent
SCALES = (1.0, 0.9, 0.8, 0.7)  # of all type, tried in turn until everything stands on one page
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


class GlyphMissing(ValueError):
    """The fonts cannot show these characters of the claim; the paper must be made by hand."""

    def __init__(self, characters: str) -> None:
        named = " ".join(f"{character} (U+{ord(character):04X})" for character in characters)
        super().__init__(
            f"字库无法显示下列字符，请转人工制证：{named}。"
            f" The fonts cannot show these characters; the paper must be made by a person: {named}."
        )
        self.characters = characters


class DoesNotFit(ValueError):
    """The claim's texts do not fit on one page even in the smallest type; the paper must be made by hand."""

    def __init__(self) -> None:
        super().__init__(
            "内容超出一页，请核对过长的字段或转人工制证。"
            " The texts do not fit on one page: check the longest fields, or have a person make the paper."
        )


class Typesetter:
    """One compiler with the fonts of the house, kept for the life of the process."""

    def __init__(self) -> None:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[str(pylopdf_fonts_zh_cn.serif_path().parent)],
        )
        self._paper = typst.Compiler(HERE / "paper.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True)
        self._seal = typst.Compiler(HERE / "seal.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True)
        self._probe = typst.Compiler(HERE / "probe.typ", root=HERE, font_paths=fonts, ignore_system_fonts=True)
        self._lock = threading.Lock()
        self._seals: dict[tuple[str, str], str] = {}

    def typeset(self, claim: Claim, *, base_url: str, at: datetime) -> bytes:
        """The page of a numbered claim. ``base_url`` is the site that verifies. Raises ``GlyphMissing``, ``DoesNotFit``."""
        if not claim.number:
            raise ValueError("a paper is typeset once it has a number and a code")
        with self._lock:
            try:
                return self._fitted(claim, base_url, at)
            except typst.TypstError as error:
                missing = self._missing(claim)
                if missing:
                    raise GlyphMissing(missing) from error
                raise

    def _fitted(self, claim: Claim, base_url: str, at: datetime) -> bytes:
        content = self._content(claim, base_url)
        for scale in SCALES:
            page = self._paper.compile(
                format="pdf",
                sys_inputs={"content": json.dumps(content | {"scale": scale}, ensure_ascii=False)},
                pdf_standards=["a-3a"],
                timestamp=at.astimezone(UTC).replace(microsecond=0),
            )
            assert isinstance(page, bytes)
            count = _PAGES.search(page)
            if count and int(count[1]) == 1:
                return page
        raise DoesNotFit

    def _content(self, claim: Claim, base_url: str) -> dict[str, Any]:
        """Everything the template lays out."""
        address = f"{base_url.rstrip('/')}/verify"
        title = wording.TITLES[claim.kind]
        certificate = claim.kind is AnswerPaper.CERTIFICATE
        return {
            "title": _both(title),
            "title_size": 30 if certificate else 23,
            "title_tracking": 0.32 if certificate else 0.08,
            "statement_size": _size_of(wording.statement(claim).zh),
            "number": claim.number,
            "code": claim.code,
            "rows": list(_rows(wording.facts(claim))),
            "opening": _opening(claim),
            "statement": _both(wording.statement(claim)),
            "remedy": None if certificate else _both(wording.remedy()),
            "organ": _both(claim.organ),
            "office": _both(_within_organ(claim)),
            "issued": _both(wording.day(claim.issued_on)),
            "notes": [_both(note) for note in wording.notes(claim)],
            "checking": [_both(line) for line in wording.checking(address)],
            "receipt": None if certificate else [_both(line) for line in wording.RECEIPT],
            "qr": qr.as_svg(f"{address}#{claim.code}"),
            "qr_alt": f"二维码 QR code: {address}",
            "seal": self._seal_of(claim.organ.zh, wording.SEAL_NAMES[claim.kind]),
            "seal_alt": f"电子印章 Electronic seal: {claim.organ.zh} {wording.SEAL_NAMES[claim.kind]}",
        }

    def _seal_of(self, organ: str, name: str) -> str:
        """The seal's drawing, made once an organ: its letters as shapes, so that they do not mix with the text of the page."""
        if (organ, name) not in self._seals:
            drawing = self._seal.compile(format="svg", sys_inputs={"organ": organ, "name": name})
            assert isinstance(drawing, bytes)
            self._seals[organ, name] = drawing.decode()
        return self._seals[organ, name]

    def _missing(self, claim: Claim) -> str:
        """The characters of the claim that no font of the house has: each is put to the typesetter by itself."""
        return "".join(character for character in sorted(_characters(claim)) if not self._shows(character))

    def _shows(self, character: str) -> bool:
        try:
            self._probe.compile(format="pdf", sys_inputs={"text": character}, pdf_standards=["a-3a"], timestamp=0)
        except typst.TypstError:
            return False
        return True


@lru_cache(maxsize=1)
def typesetter() -> Typesetter:
    """The typesetter of this process: reading its fonts takes longer than a page."""
    return Typesetter()


def _size_of(statement: str) -> float:
    """The statement's type in points: as large as lets a short one stand on one line."""
    return max(15, min(20, 438 / len(statement)))


def _both(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _rows(facts: Iterable[wording.Fact]) -> Iterator[list[dict[str, Any]]]:
    """Facts as lines of the page: wide ones alone, the others in pairs."""
    waiting: list[dict[str, Any]] = []
    for fact in facts:
        entry = {"label": _both(fact.label), "value": _both(fact.value), "large": fact.large}
        if fact.wide:
            if waiting:
                yield waiting
                waiting = []
            yield [entry]
        else:
            waiting.append(entry)
            if len(waiting) == 2:
                yield waiting
                waiting = []
    if waiting:
        yield waiting


def _opening(claim: Claim) -> dict[str, str] | None:
    return _both(wording.opening(claim)) if claim.kind is AnswerPaper.REFUSAL else None


def _within_organ(claim: Claim) -> Bilingual:
    """The office without the organ's name, which stands on the line above it."""
    return Bilingual(
        zh=claim.office.zh.removeprefix(claim.organ.zh) or claim.office.zh,
        en=claim.office.en.removesuffix(f", {claim.organ.en}"),
    )


def _characters(claim: Claim) -> set[str]:
    return {character for character in claim.canonical().decode() if not character.isascii()}
