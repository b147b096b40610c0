"""Lines of text as a program found them in a picture (文字行), laid upright whatever way the paper lay."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

Point = tuple[float, float]
LONG = 2.0  # times as long as high: only such a line tells in which direction the text runs


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, its four corners in pixels of the picture, and how sure the program is (0 to 1)."""

    text: str
    corners: tuple[Point, Point, Point, Point]
    confidence: float


@dataclass(frozen=True, slots=True)
class Upright:
    """A line on the paper laid upright; ``place`` is its place among the lines of the picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    place: int

    @property
    def height(self) -> float:
        """Its height, at least one pixel."""
        return max(self.bottom - self.top, 1.0)

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


Row = tuple[Upright, ...]
"""What stands side by side, from left to right."""


def ways_up(lines: Sequence[Line]) -> tuple[tuple[Upright, ...], tuple[Upright, ...]]:
    """The lines with the text running level: as it lies nearest to the picture, and the same upside down."""
    angle = direction(lines)
    return _laid(lines, angle), _laid(lines, angle + pi)


def direction(lines: Sequence[Line]) -> float:
    """The angle (radians) at which the text runs, between -π/2 and π/2; which end is its beginning the text must tell."""
    across, down = 0.0, 0.0
    for line in lines:
        one, other = _edge(line, 0), _edge(line, 1)
        long, short = max(one, other, key=_length), min(one, other, key=_length)
        if _length(long) < LONG * _length(short):
            continue
        angle = 2 * atan2(long[1], long[0])  # doubled, so that both ways along a line count as one
        across, down = across + _length(long) * cos(angle), down + _length(long) * sin(angle)
    return atan2(down, across) / 2 if (across, down) != (0.0, 0.0) else 0.0


def rows(laid: Sequence[Upright]) -> list[Row]:
    """The lines in rows from top to bottom, each from left to right."""
    found: list[list[Upright]] = []
    for line in sorted(laid, key=lambda one: one.middle):
        last = found[-1] if found else []
        level = sum(one.middle for one in last) / len(last) if last else 0.0
        if last and line.middle - level < 0.5 * min(line.height, *(one.height for one in last)):
            last.append(line)
        else:
            found.append([line])
    return [tuple(sorted(row, key=lambda one: one.left)) for row in found]


def _edge(line: Line, start: int) -> Point:
    (x0, y0), (x1, y1) = line.corners[start], line.corners[start + 1]
    return x1 - x0, y1 - y0


def _length(edge: Point) -> float:
    return hypot(*edge)


def _laid(lines: Sequence[Line], angle: float) -> tuple[Upright, ...]:
    found = []
    for place, line in enumerate(lines):
        xs = [x * cos(angle) + y * sin(angle) for x, y in line.corners]
        ys = [-x * sin(angle) + y * cos(angle) for x, y in line.corners]
        found.append(Upright(line.text, min(xs), min(ys), max(xs), max(ys), line.confidence, place))
    return tuple(found)
