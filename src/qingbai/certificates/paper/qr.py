"""The code to scan (二维码): dots, and the same as a drawing that is sharp at any size."""

from functools import lru_cache
from typing import Any

import zxingcpp

MASK = 3
"""Which of the standard's eight patterns is laid over the dots. Any is read alike; seeking the best one takes four times as long as the rest."""
_BITS = b"0" + b"1" * 255  # light is 1, as in a grey image
SURE = 920
"""Characters up to which a code has level M (a seventh may be unreadable); beyond, L (a fourteenth), so that its dots do not get too small."""
LONGEST = 1400
"""Characters that go into 105 dots a side: 0.4 mm each in a square of 42 mm."""


def address(base_url: str) -> str:
    """Where papers are checked: what codes and papers name."""
    return f"{base_url.rstrip('/')}/verify"


def scanned(where: str, code: str) -> str:
    """What a code says at least: behind ``#`` it stays in the browser."""
    return f"{where}#{code}"


def dots(text: str) -> list[bytes]:
    """The rows of a QR code without its quiet zone, a byte a dot, 0 where it is dark."""
    level = "M" if len(text) <= SURE else "L"
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, data_mask=MASK)
    # An image offers its pixels as a buffer, which its types do not say.
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    side: int = image.shape[1]
    flat = memoryview(image).tobytes()
    return [flat[start : start + side] for start in range(0, len(flat), side)]


@lru_cache(maxsize=4)  # drawn for a paper, and once more when the house checks what it has signed
def image(text: str) -> bytes:
    """The code as an image object of a PDF: a bit a dot, which is sharp at any size."""
    rows = dots(text)
    side = len(rows)
    wide = (side + 7) // 8 * 8
    light = b"1" * (wide - side)
    bits = b"".join([part for row in rows for part in (row, light)]).translate(_BITS)
    data = int(bits, 2).to_bytes(wide // 8 * side, "big")
    return _as_object(side, data)


def _as_object(side: int, data: bytes) -> bytes:
    return (
        b"<</Length %d/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1>>\nstream\n%b\nendstream"
        % (len(data), side, side, data)
    )


BLANK = _as_object(1, b"\xff")
"""In the place of a code where a paper has none."""


def as_svg(text: str) -> str:
    """The code as one path, one unit a dot, black on nothing."""
    rows = dots(text)
    path = "".join(
        f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(rows) for x, width in _runs([dot == 0 for dot in row])
    )
    side = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{path}"/></svg>'


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    """Where dark stretches begin in one row, and how long they are."""
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(dark):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found
