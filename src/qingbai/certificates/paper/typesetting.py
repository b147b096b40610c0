"""From a claim or letter to its pages (排版): tagged PDF/A-3 by Typst, the same bytes for the same content and instant.

A character that the fonts of the house cannot show is refused by name and never printed as a box; so is a text that does
not fit the page at its smallest size. Both are a person's task.
"""

import json
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_amiri
import pylopdf_fonts_zh_cn
import typst

from qingbai.certificates.claim import Bilingual, Claim
from qingbai.certificates.letters import Letter, Table
from qingbai.certificates.paper import letter_wording, qr, wording
from qingbai.certificates.paper.direct.layout import SAMPLED_AT
from qingbai.certificates.paper.direct.writer import Writer
from qingbai.law.terms import AnswerPaper

HERE = Path(__file__).parent
Standards = Sequence[Literal["a-3a", "ua-1"]]
ARCHIVAL: Standards = ("a-3a",)
ARCHIVAL_AND_ACCESSIBLE: Standards = ("a-3a", "ua-1")
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
    """One compiler with the fonts of the house, kept for the life of the process.

    ``added``: folders with more faces, for characters that those of the house lack, and for nothing else.
    """

    def __init__(self, added: Sequence[Path] = ()) -> None:
        of_the_house = [str(pylopdf_fonts_zh_cn.serif_path().parent), str(fontpkg_amiri.ROOT / "files")]
        fonts = _fonts([*of_the_house, *map(str, added)])
        self._faces = json.dumps(sorted({*fonts.families()} - {*_fonts(of_the_house).families()}) if added else [])
        names = ("paper.typ", "letter.typ", "form.typ", "report.typ")
        self._papers = {name: self._compiler(name, fonts) for name in names}
        self._seal = self._compiler("seal.typ", fonts)
        self._probe = self._compiler("probe.typ", fonts)
        self._asked = self._compiler("glyphs.typ", fonts)
        self._writer = Writer(self._glyphs, self._sample)
        self._lock = threading.Lock()
        self._seals: dict[tuple[str, str], str] = {}

    @staticmethod
    def _compiler(name: str, fonts: typst.Fonts) -> typst.Compiler:
        return typst.Compiler(HERE / name, root=HERE, font_paths=fonts, ignore_system_fonts=True)

    def typeset(self, content: Claim | Letter, *, base_url: str, at: datetime, seal_name: str | None = None) -> bytes:
        """The pages of a numbered claim or letter. ``base_url`` is the site that verifies. Raises ``GlyphMissing``, ``DoesNotFit``.

        ``seal_name`` stands in the seal (专用章); empty for the organ's own seal (公章), by default that of the kind.
        """
        if not content.number:
            raise ValueError("a paper is typeset once it has a number and a code")
        with self._lock:
            try:
                seal = self._sealed(content, wording.SEAL_NAMES[content.kind] if seal_name is None else seal_name)
                if isinstance(content, Claim):
                    return self._on_one_page("paper.typ", self._of_claim(content, base_url) | seal, at)
                return self._letter(content, self._of_letter(content, base_url) | seal, at)
            except typst.TypstError as error:
                missing = self._missing(content.canonical().decode())
                if missing:
                    raise GlyphMissing(missing) from error
                raise

    def page(self, content: Claim | Letter, *, base_url: str, at: datetime, seal_name: str | None = None) -> bytes:
        """What is signed: the body of the page, written directly where the layout and its values allow it, otherwise as ``typeset`` has it.

        Both show the same, and ``certificates.signature`` knows one from the other. Arguments and errors as of ``typeset``.
        """
        if isinstance(content, Claim) and content.number:
            with self._lock:
                name = wording.SEAL_NAMES[content.kind] if seal_name is None else seal_name
                values = self._of_claim(content, base_url) | {"seal_of": [content.organ.zh, name]}
                body = self._writer.page(values, at=at)
            if body is not None:
                return body
        return self.typeset(content, base_url=base_url, at=at, seal_name=seal_name)

    def compose(self, template: str, values: dict[str, Any], *, typed: str, at: datetime) -> bytes:
        """The pages of a template of the house that is no paper of it: a form. Raises ``GlyphMissing`` for a character of ``typed``."""
        with self._lock:
            try:
                return self._compiled(template, values, SCALES[0], at)
            except typst.TypstError as error:
                missing = self._missing(typed)
                if missing:
                    raise GlyphMissing(missing) from error
                raise

    def cannot_show(self, text: str) -> str:
        """The characters of a text that no font of the house has; empty where all can be printed."""
        with self._lock:
            return self._missing(text)

    def _letter(self, letter: Letter, values: dict[str, Any], at: datetime) -> bytes:
        """One page where the kind is short by nature or a little smaller type is enough, otherwise as many as it takes."""
        if letter.kind in letter_wording.ONE_PAGE:
            return self._on_one_page("letter.typ", values, at)
        pages = self._compiled("letter.typ", values, SCALES[0], at)
        if _count(pages) == 2:
            smaller = self._compiled("letter.typ", values, SCALES[1], at)
            return smaller if _count(smaller) == 1 else pages
        return pages

    def _on_one_page(
        self, template: str, values: dict[str, Any], at: datetime, standards: Standards = ARCHIVAL
    ) -> bytes:
        for scale in SCALES:
            page = self._compiled(template, values, scale, at, standards)
            if _count(page) == 1:
                return page
        raise DoesNotFit

    def _compiled(
        self, template: str, values: dict[str, Any], scale: float, at: datetime, standards: Standards = ARCHIVAL
    ) -> bytes:
        if template == "letter.typ":  # the place of a code that proves itself is left free
            values |= {"qr": qr.as_svg(qr.scanned(values["address"], values["code"]))}
        pages = self._papers[template].compile(
            format="pdf",
            sys_inputs={"content": json.dumps(values | {"scale": scale}, ensure_ascii=False), "faces": self._faces},
            pdf_standards=[*standards],
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
        assert isinstance(pages, bytes)
        return pages

    def _sample(self, values: Mapping[str, Any]) -> bytes:
        """A sample of a page, from which the fast way takes its layout."""
        organ, name = values["seal_of"]
        seal = {"seal": self._seal_of(organ, name), "seal_alt": _seal_alt(organ, name)}
        return self._on_one_page("paper.typ", {**values, **seal}, SAMPLED_AT, ARCHIVAL_AND_ACCESSIBLE)

    def _glyphs(self, face: str, lang: str, texts: Sequence[str]) -> bytes:
        """Texts, one a line, as the house sets them."""
        asked = json.dumps({"face": face, "lang": lang, "texts": list(texts)}, ensure_ascii=False)
        lines = self._asked.compile(format="pdf", sys_inputs={"content": asked, "faces": self._faces}, timestamp=0)
        assert isinstance(lines, bytes)
        return lines

    def _of_claim(self, claim: Claim, base_url: str) -> dict[str, Any]:
        """Everything that the page of a claim lays out."""
        certificate = claim.kind is AnswerPaper.CERTIFICATE
        shown = self._of_any(claim, base_url)
        return shown | {
            "checking": [_both(line) for line in wording.checking_itself(shown["address"])],
            "title_size": 30 if certificate else 23,
            "title_tracking": 0.32 if certificate else 0.08,
            "statement_size": _size_of(wording.statement(claim).zh),
            "opening": _opening(claim),
            "statement": _both(wording.statement(claim)),
            "remedy": None if certificate else _both(wording.remedy()),
            "notes": [_both(note) for note in wording.notes(claim)],
            "receipt": None if certificate else [_both(line) for line in wording.RECEIPT],
        }

    def _of_letter(self, letter: Letter, base_url: str) -> dict[str, Any]:
        """Everything that the pages of a letter lay out."""
        kind = letter.kind
        return self._of_any(letter, base_url) | {
            "title_size": 23,
            "title_tracking": 0.08,
            "paragraphs": [_both(words) for words in letter.paragraphs],
            "table": None if letter.table is None else _table(letter.table),
            "closing": [_both(words) for words in letter_wording.CLOSING[kind]],
            "notes": [_both(words) for words in (*letter.notes, *letter_wording.NOTES[kind])],
            "receipt": [_both(line) for line in wording.RECEIPT] if kind in letter_wording.SIGNED_FOR else None,
        }

    def _of_any(self, content: Claim | Letter, base_url: str) -> dict[str, Any]:
        """What every paper of the house shows."""
        address = qr.address(base_url)
        return {
            "title": _both(wording.TITLES[content.kind]),
            "number": content.number,
            "code": content.code,
            "rows": list(_rows(wording.facts(content))),
            "organ": _both(content.organ),
            "office": _both(_within_organ(content)),
            "issued": _both(wording.day(content.issued_on)),
            "checking": [_both(line) for line in wording.checking(address)],
            "address": address,
            "qr_alt": f"二维码 QR code: {address}",
        }

    def _sealed(self, content: Claim | Letter, name: str) -> dict[str, str]:
        """The drawing of the seal, and what it shows for who cannot see it."""
        return {"seal": self._seal_of(content.organ.zh, name), "seal_alt": _seal_alt(content.organ.zh, name)}

    def _seal_of(self, organ: str, name: str) -> str:
        """The seal's drawing, made once an organ: its letters as shapes, so that they do not mix with the text of the page."""
        if (organ, name) not in self._seals:
            drawing = self._seal.compile(format="svg", sys_inputs={"organ": organ, "name": name})
            assert isinstance(drawing, bytes)
            self._seals[organ, name] = drawing.decode()
        return self._seals[organ, name]

    def _missing(self, text: str) -> str:
        """The characters that no font of the house has: each is put to the typesetter by itself."""
        return "".join(each for each in sorted(set(text)) if not each.isascii() and not self._shows(each))

    def _shows(self, character: str) -> bool:
        try:
            inputs = {"text": character, "faces": self._faces}
            self._probe.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-3a"], timestamp=0)
        except typst.TypstError:
            return False
        return True


@lru_cache(maxsize=1)
def typesetter() -> Typesetter:
    """The typesetter of this process: reading its fonts takes longer than a page."""
    added = os.environ.get("QINGBAI_FONTS", "").split(os.pathsep)  # folders of the operator's (docs/guide/operator.md)
    return Typesetter([Path(folder) for folder in added if folder])


def _fonts(folders: Sequence[str]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*folders])


def _seal_alt(organ: str, name: str) -> str:
    return f"电子印章 Electronic seal: {organ} {name or '公章'}"


def _count(pages: bytes) -> int:
    """How many pages a typeset document has."""
    found = _PAGES.search(pages)
    return int(found[1]) if found else 0


def _table(table: Table) -> dict[str, Any]:
    """A list with the widths of its columns: each by its longest cell, within reason."""
    cells = zip(table.columns, *table.rows, strict=True)
    return {
        "columns": [_both(words) for words in table.columns],
        "rows": [[_both(words) for words in row] for row in table.rows],
        "widths": [min(26, max(8, *(_width(words) for words in column))) for column in cells],
    }


def _width(words: Bilingual) -> float:
    """About how wide a cell is, counted in Latin letters."""
    return max(sum(1 if letter.isascii() else 2 for letter in words.zh), 0.75 * len(words.en))


def _size_of(statement: str) -> float:
    """The statement's type in points: as large as lets a short one stand on one line."""
    return max(15, min(20, 438 / len(statement)))


def _both(words: Bilingual) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _rows(facts: Iterable[wording.Line]) -> Iterator[list[dict[str, Any]]]:
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


def _within_organ(claim: Claim | Letter) -> Bilingual:
    """The office without the organ's name, which stands on the line above it; nothing where the organ itself answers (INQ-27)."""
    if claim.office == claim.organ or claim.kind in letter_wording.OF_THE_ORGAN:
        return Bilingual(zh="")
    return Bilingual(
        zh=claim.office.zh.removeprefix(claim.organ.zh) or claim.office.zh,
        en=claim.office.en.removesuffix(f", {claim.organ.en}"),
    )
