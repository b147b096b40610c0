"""From bytes to the texts of documents (文件): which encoding, one document or one a line, and what is wrong with what cannot be read.

Chinese texts come as UTF-8 (with or without its mark) or as GB 18030, of which GBK and GB 2312 are parts. Bytes are taken as GB 18030
only where every one of them decodes. JSONL holds one object a line with ``id`` and ``text``; a broken line does not hold up the others.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qingbai.reading.text import LIMIT

MOST_BYTES = LIMIT * 4
"""Bytes that a text of ``LIMIT`` characters can take in UTF-8 or GB 18030."""

MOST_LINE = MOST_BYTES * 2
"""Bytes of one JSON line; escapes may double a text's size."""

_OTHER_FILES = (
    (b"%PDF", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP or Office file", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as plain text first"),
    (b"{\\rtf", "an RTF file", "save it as plain text first"),
    (b"\xff\xfe", "UTF-16", "convert it: iconv -f UTF-16 -t UTF-8"),
    (b"\xfe\xff", "UTF-16", "convert it: iconv -f UTF-16 -t UTF-8"),
)


class Unreadable(ValueError):
    """What keeps a document from being read: the fault and the remedy, in one line."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of an input: its id (or the file's name) and its text."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of an input that holds no document. ``line`` counts from 1."""

    line: int
    reason: str


def decode(data: bytes) -> str:
    """The text of a plain file. Raises ``Unreadable`` with position and remedy."""
    if not data.strip():
        raise Unreadable("is empty; give a file with the text of a judgment")
    for mark, name, remedy in _OTHER_FILES:
        if data.startswith(mark):
            raise Unreadable(f"is {name}, not plain text; {remedy}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, place) + 1
        raise Unreadable(
            f"is neither UTF-8 (byte {place + 1}, line {line}) nor GB 18030 (byte {error.start + 1}); convert it: iconv -t UTF-8"
        ) from error


def looks_like_lines(name: str, head: bytes) -> bool:
    """Whether an input holds JSON lines: by its name, or, without a telling name, by its first character."""
    plain = name.removesuffix(".gz").lower()
    if plain.endswith((".jsonl", ".ndjson")):
        return True
    return not plain.endswith((".txt", ".text", ".md", ".html", ".htm")) and head.lstrip(
        b"\xef\xbb\xbf \t\r\n"
    ).startswith(b"{")


def from_lines(lines: Iterable[bytes]) -> Iterator[Document | Fault]:
    """One document a line; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _from_line(number, line)


def _from_line(number: int, line: bytes) -> Document | Fault:
    if len(line) > MOST_LINE:
        return Fault(number, f"is longer than {MOST_LINE:,} bytes, which no judgment is; split the document")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Fault(number, f"is not UTF-8 (byte {error.start + 1} of the line); JSON is always UTF-8")
    except json.JSONDecodeError as error:
        return Fault(number, f"is no JSON: {error.msg} at column {error.colno}; each line must be one whole object")
    except RecursionError:
        return Fault(number, "nests too deep; each line must be one flat object")
    if not isinstance(record, dict):
        return Fault(number, "is no JSON object; each line must be one object with id and text")
    text = record.get("text")
    if not isinstance(text, str):
        return Fault(number, 'has no "text"; each object needs "text" with the document as a string')
    return Document(str(record.get("id", number)), text)
