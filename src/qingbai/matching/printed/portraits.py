"""Whether a photo can serve as the portrait of an application (近期免冠彩色照片): what can be measured, each reason in words.

Whether the head is bare, the photo recent and the person the right one, a person says. Sizes: GA 461-2004 as published accounts quote it (358 × 441 pixels,
head about two thirds of the height), with room for photos of telephones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from qingbai.matching.printed.noted import Noted

LEAST_WIDTH, LEAST_HEIGHT = 295, 413  # pixels: one inch (25 × 35 mm) at 300 dots
NARROWEST, WIDEST = 0.66, 0.88  # width to height
HEAD_LEAST, HEAD_MOST = 35, 75  # percent of the height
OFF_CENTRE = 0.12  # of the width
GREY = 6.0  # mean distance of the colours from grey, of 255
LIGHT_BACKGROUND, EVEN_BACKGROUND = 170.0, 22.0
SOFT = 25.0  # variance of the Laplacian at 358 pixels' width


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What was measured. ``light`` and ``spread`` are the background's, along the upper edge and both sides (``uploads.examine``); ``colour``: mean distance
    from grey. ``faces`` (left, top, width, height as shares of the picture) and ``sharpness`` are None where no program for it is installed."""

    width: int
    height: int
    light: float
    spread: float
    colour: float | None
    faces: tuple[tuple[float, float, float, float], ...] | None = None
    sharpness: float | None = None


def faults(found: Portrait) -> tuple[Noted, ...]:
    """Everything that speaks against the photo; nothing where nothing measurable does."""
    return (*_format(found), *_background(found), *_faces(found))


def _format(found: Portrait) -> Iterator[Noted]:
    if found.width < LEAST_WIDTH or found.height < LEAST_HEIGHT:
        facts = {"width": found.width, "height": found.height, "least_width": LEAST_WIDTH, "least_height": LEAST_HEIGHT}
        yield Noted("portrait_small", {key: str(value) for key, value in facts.items()})
    ratio = found.width / found.height
    if not NARROWEST <= ratio <= WIDEST:
        yield Noted("portrait_shape", {"ratio": f"{ratio:.2f}", "least": str(NARROWEST), "most": str(WIDEST)})
    if found.colour is not None and found.colour < GREY:
        yield Noted("grey")


def _background(found: Portrait) -> Iterator[Noted]:
    if found.light < LIGHT_BACKGROUND:
        yield Noted("background_dark")
    if found.spread > EVEN_BACKGROUND:
        yield Noted("background_uneven")


def _faces(found: Portrait) -> Iterator[Noted]:
    if found.faces is None:
        return
    if len(found.faces) != 1:
        yield Noted("several_faces", {"found": str(len(found.faces))}) if found.faces else Noted("no_face")
        return
    ((left, _top, width, height),) = found.faces
    share = round(100 * head_share(height))
    facts = {"share": str(share), "least": str(HEAD_LEAST), "most": str(HEAD_MOST)}
    if share < HEAD_LEAST:
        yield Noted("face_small", facts)
    if share > HEAD_MOST:
        yield Noted("face_large", facts)
    if abs(left + width / 2 - 0.5) > OFF_CENTRE:
        yield Noted("off_centre")
    if found.sharpness is not None and found.sharpness < SOFT:
        yield Noted("portrait_soft")


def head_share(face: float) -> float:
    """The head's height, chin to crown, from the square that a face detector draws between brows and chin: about 1.3 times as high."""
    return min(1.0, 1.3 * face)
