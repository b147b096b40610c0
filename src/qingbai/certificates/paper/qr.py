"""The code to scan (二维码) as a drawing: one path, sharp at any size."""

from typing import Any

import zxingcpp


def as_svg(text: str) -> str:
    """A QR code of level M without its quiet zone, one unit a module, black on nothing."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = barcode.to_image(
        scale=1, add_quiet_zones=False
    )  # offers its pixels as a buffer, which its types do not say
    rows: list[list[int]] = memoryview(image).tolist()  # type: ignore[assignment]
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
