"""Just enough of a PDF editor to attack with: objects read by their text, revisions appended, byte ranges put right."""

import re
import zlib
from functools import lru_cache

_OBJECT = re.compile(rb"(?<=\n)(\d+) 0 obj\n(.*?)\nendobj", re.S)
_RANGE = re.compile(rb"/ByteRange ?\[[^\]]*\]")


@lru_cache(maxsize=16)
def objects(data: bytes) -> dict[int, bytes]:
    """The text of every object, the latest of each number."""
    return {int(match[1]): match[2] for match in _OBJECT.finditer(data)}


def last(data: bytes, name: bytes) -> int:
    """What the last trailer says of ``Size``, ``Root``, ``Info`` or ``Prev``."""
    return int(re.findall(rb"/%s (\d+)" % name, data[data.rindex(b"trailer") :])[0])


def table_at(data: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", data)[-1])


def numbered(data: bytes, opening: bytes) -> int:
    """The number of the latest object that begins so."""
    return max((number for number, text in objects(data).items() if text.startswith(opening)), key=lambda n: n)


def page(data: bytes) -> int:
    """The number of the page on which the signature's field stands."""
    return next(
        number for number, text in objects(data).items() if text.startswith(b"<</Type/Page/") and b"/Annots" in text
    )


def field(data: bytes) -> int:
    return next(number for number, text in objects(data).items() if b"/FT/Sig" in text)


def with_entry(text: bytes, entry: bytes) -> bytes:
    """A dictionary with one entry more."""
    return text[:-2] + entry + b">>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def body(data: bytes, changed: dict[int, bytes], at: int) -> tuple[bytes, dict[int, int]]:
    made, offsets = bytearray(), {}
    for number, text in changed.items():
        offsets[number] = at + len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    return bytes(made), offsets


def revision(
    data: bytes,
    changed: dict[int, bytes],
    *,
    root: int | None = None,
    freed=(),
    extra: bytes = b"",
    before: bytes = b"",
) -> bytes:
    """The file with one revision more, as any editor appends it."""
    start = data + before
    made, offsets = body(data, changed, len(start))
    entries = {number: b"%010d 00000 n \n" % offset for number, offset in offsets.items()}
    entries |= dict.fromkeys(freed, b"0000000000 00001 f \n")
    table = b"xref\n" + b"".join(b"%d 1\n%s" % (number, entries[number]) for number in sorted(entries))
    if not entries:
        table += b"0 0\n"
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        max([last(data, b"Size"), *(number + 1 for number in changed)]),
        root or last(data, b"Root"),
        last(data, b"Info"),
        table_at(data),
        extra,
        len(start) + len(made),
    )
    return start + made + table + trailer


def in_range(data: bytes, start: int, end: int, *, to: int | None = None) -> bytes:
    """The file with these numbers in its last byte range, its length kept."""
    match = list(_RANGE.finditer(data))[-1]
    numbers = b" ".join(b"%-10d" % number for number in (start, end, (len(data) if to is None else to) - end))
    return data[: match.start()] + (b"/ByteRange[0 " + numbers + b"]").ljust(len(match[0])) + data[match.end() :]


def covering(data: bytes) -> bytes:
    """The file with its byte range put right: everything but the hole."""
    place = list(_RANGE.finditer(data))[-1].end()
    start = data.index(b"/Contents<", place) + len(b"/Contents")
    return in_range(data, start, data.index(b">", start) + 1)


def put(data: bytes, place: int, more: bytes) -> bytes:
    return data[:place] + more + data[place:]


def replaced(data: bytes, start: int, end: int, by: bytes) -> bytes:
    return data[:start] + by + data[end:]
