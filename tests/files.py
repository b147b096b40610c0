"""Files as people and attackers send them, made by hand in the test: photographs, scans, letters, and what only looks like one."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageDraw

GPS = 0x8825
ORIENTATION = 0x0112
MAKER = 0x010F


def drawing(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> Image.Image:
    """A picture with something to see: dark in its upper left quarter, light elsewhere."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="black")
    return image


def jpeg(size: tuple[int, int] = (640, 480), **more) -> bytes:
    return _saved(drawing(size), "JPEG", **more)


def png(size: tuple[int, int] = (640, 480), mode: str = "RGB") -> bytes:
    return _saved(drawing(size, mode), "PNG")


def _saved(image: Image.Image, kind: str, **more) -> bytes:
    into = io.BytesIO()
    image.save(into, kind, **more)
    return into.getvalue()


def photo(orientation: int = 6, size: tuple[int, int] = (640, 480)) -> bytes:
    """A photograph as a telephone takes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Invented Telephone"
    exif.get_ifd(GPS).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    return jpeg(size, exif=exif, comment=b"<script>alert(1)</script>")


def letter(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **more) -> bytes:
    """A PDF of so many empty pages, changed as told before it is written."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if change is not None:
        change(made)
    into = io.BytesIO()
    made.save(into, static_id=True, **more)
    return into.getvalue()


def png_of_claimed_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as told."""
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*one) for one in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))


def zeros_packed(size: int) -> bytes:
    """So many bytes of nothing, compressed; made without ever having them."""
    part = 1024 * 1024
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(bytes(part)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(part)) + packer.flush(zlib.Z_FULL_FLUSH)
    times = size // part
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    adler = ((times * part) % 65521) << 16 | 1
    return b"\x78\xda" + once + again * (times - 1) + end + struct.pack("!I", adler)


def pdf_that_unpacks_to(size: int) -> bytes:
    """A PDF whose list of pages lies in a stream of objects that swells to this many bytes when it is opened."""
    inside = b"3 0 << /Type /Pages /Kids [] /Count 0 >>"
    packed = _with_head(inside, size)
    parts = [b"%PDF-1.5\n"]
    places = []

    def add(thing: bytes) -> None:
        places.append(sum(map(len, parts)))
        parts.append(thing)

    add(b"1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n")
    add(
        b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(packed), packed)
    )
    start = sum(map(len, parts))
    rows = [(0, 0, 255), (1, places[0], 0), (1, places[1], 0), (2, 2, 0), (1, start, 0)]
    table = b"".join(struct.pack("!BIB", *row) for row in rows)
    add(
        b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\n"
        % (len(table), table)
    )
    parts.append(b"startxref\n%d\n%%%%EOF\n" % start)
    return b"".join(parts)


def _with_head(head: bytes, size: int) -> bytes:
    """The head, then nothing but nothing, compressed into one stream."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    low, high = zlib.adler32(head) & 0xFFFF, zlib.adler32(head) >> 16
    rest = zeros_packed(size)
    zeros = (size // (1024 * 1024)) * 1024 * 1024
    adler = ((high + zeros * low) % 65521) << 16 | low
    return b"\x78\xda" + first + rest[2:-4] + struct.pack("!I", adler)
