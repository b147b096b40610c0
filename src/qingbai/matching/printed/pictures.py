"""What can be measured of a picture, and what follows for whoever took it (拍摄质量): blur, darkness, glare, writing too small.

Spoken of only where something could not be read: a soft photo that was read is good enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qingbai.matching.printed.noted import Noted
from qingbai.matching.printed.terms import Kind, Name, Read

SOFT = 60.0  # variance of the Laplacian at 1000 pixels' width
DARK = 70.0  # mean lightness of 255
GLARE = 0.04  # share of the picture that is burnt out in one patch
SMALL = 13.0  # pixels: the median height of the lines found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """``sharpness``: variance of the Laplacian of the picture at 1000 pixels' width; ``light``: mean lightness, of 255; ``glare``: share of the picture
    in its largest burnt-out patch; ``writing``: median height of the lines, in pixels, 0 where there are none; ``turned``: the lines stood on their head."""

    sharpness: float
    light: float
    glare: float
    writing: float = 0.0


def said(measures: Measures, found: Read | None) -> tuple[Noted, ...]:
    """What to do better, where the picture was not read as it should be. ``found`` None: nobody tried to read it."""
    if found is not None and _well_read(found):
        return ()
    return tuple(_said(measures, found))


def _well_read(found: Read) -> bool:
    if found.kind is Kind.RESIDENT_CARD_BACK:
        return Name.VALID_UNTIL in found.fields
    number = found.fields.get(Name.NUMBER)
    return number is not None and bool(number.sound)


def _said(measures: Measures, found: Read | None) -> Iterator[Noted]:
    if measures.light < DARK:
        yield Noted("dark")
    elif measures.sharpness < SOFT:
        yield Noted("soft")
    if measures.glare > GLARE and found is not None:
        yield Noted("glare")
    if 0 < measures.writing < SMALL:
        yield Noted("small")
