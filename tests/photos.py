"""Photos of papers as a telephone takes them: askew, soft, on a table; and files that only call themselves photos."""

import io
import struct
import zlib

import zxingcpp
from PIL import Image, ImageFilter


def photo_of(text: str, *, kind: str = "JPEG", askew: float = 6, soft: float = 1.2) -> bytes:
    """A sheet on a table with a code to scan in its corner."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    code = Image.fromarray(barcode.to_image(scale=5)).convert("RGB")
    sheet = Image.new("RGB", (1200, 1600), (228, 226, 220))
    sheet.paste(code, (120, 1250))
    shot = sheet.rotate(askew, expand=True, fillcolor=(96, 84, 70)).filter(ImageFilter.GaussianBlur(soft))
    into = io.BytesIO()
    shot.save(into, kind, **({"quality": 60} if kind == "JPEG" else {}))
    return into.getvalue()


def nothing_to_scan() -> bytes:
    """A photo of a table."""
    into = io.BytesIO()
    Image.effect_noise((800, 600), 80).convert("RGB").save(into, "JPEG")
    return into.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that wants to be hundreds of millions of pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(bytes(1_000_000), 9)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")
