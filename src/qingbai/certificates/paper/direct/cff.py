"""Outlines of glyphs in the Compact Font Format (Adobe Technical Note 5176), as Typst embeds them: subroutines resolved, one dictionary of
hints for each class of glyphs. Read from one font, written into another that holds only the glyphs asked for.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_PRIVATE, _BOX = 18, 5
_ESCAPE = 12
_CHAR_STRINGS, _CHARSET, _FD_ARRAY, _FD_SELECT = 17, 15, (_ESCAPE, 36), (_ESCAPE, 37)
_MOST = 65535  # characters that a font may call by number
_FIRST_OWN_STRING = 391  # the strings before it are the standard's
_THOUSANDTH = b"\x1e\x0a\x00\x1f"  # 0.001 as a decimal number
_MATRIX = _THOUSANDTH + b"\x8b\x8b" + _THOUSANDTH + b"\x8b\x8b"
_IDENTITY = b"\x8c\x8b\x8b\x8c\x8b\x8b"


class NotOurCff(ValueError):
    """A font that is not laid out as the typesetter lays them out."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One glyph: its drawing, and the dictionary of hints and widths that it is read with."""

    drawing: bytes
    hints: bytes


Operator = int | tuple[int, int]


def read(font: bytes) -> list[Outline]:
    """The outlines of a font by the numbers of their glyphs. Raises ``NotOurCff``."""
    try:
        return _read(font)
    except (IndexError, KeyError, ValueError) as error:
        raise NotOurCff(str(error)) from error


def bounds(font: bytes) -> tuple[int, int, int, int]:
    """The box that all glyphs of the whole face fit in. Raises ``NotOurCff``."""
    try:
        _, at = _index(font, font[2])
        (top,), _ = _index(font, at)
        left, bottom, right, above = (int(number) for number in _dictionary(top)[_BOX])
    except (IndexError, KeyError, ValueError) as error:
        raise NotOurCff(str(error)) from error
    return left, bottom, right, above


def _read(font: bytes) -> list[Outline]:
    _, at = _index(font, font[2])
    (top,), at = _index(font, at)
    _, at = _index(font, at)
    shared, _ = _index(font, at)
    if shared:
        raise NotOurCff("subroutines that are not resolved")
    entries = _dictionary(top)
    drawings, _ = _index(font, int(entries[_CHAR_STRINGS][0]))
    classes, _ = _index(font, int(entries[_FD_ARRAY][0]))
    hints = []
    for each in classes:
        size, start = (int(number) for number in _dictionary(each)[_PRIVATE])
        hints.append(font[start : start + size])
    chosen = _chosen(font, int(entries[_FD_SELECT][0]), len(drawings))
    return [Outline(drawing, hints[which]) for drawing, which in zip(drawings, chosen, strict=True)]


def write(name: str, outlines: Sequence[Outline], numbers: Sequence[int], box: Sequence[int]) -> bytes:
    """A font of these glyphs, the first of which stands for what is missing; ``numbers`` call all but that one."""
    wanted = [outline.hints for outline in outlines]
    hints = list(dict.fromkeys(wanted))
    place = {each: number for number, each in enumerate(hints)}
    head = b"\x01\x00\x04\x04" + _indexed([name.encode()])
    strings = _indexed([b"Adobe", b"Identity", *(f"{name}-{number}".encode() for number in range(len(hints)))])
    strings += b"\x00\x00"  # no shared subroutines
    charset = b"\x00" + struct.pack(f">{len(numbers)}H", *numbers)
    select = b"\x00" + bytes([place[each] for each in wanted])
    drawings = _indexed([outline.drawing for outline in outlines])
    # Every offset is written five bytes long, so that lengths do not depend on the offsets themselves.
    at = len(head) + len(_indexed([_top((0, 0, 0, 0), _MOST, box)])) + len(strings)
    after = at + len(charset) + len(select) + len(drawings)
    private = after + len(_indexed([_font_dictionary(0, each, 0) for each in hints]))
    dictionaries = []
    for number, each in enumerate(hints):
        dictionaries.append(_font_dictionary(number, each, private))
        private += len(each)
    offsets = (at, at + len(charset), at + len(charset) + len(select), after)
    top = _indexed([_top(offsets, _MOST, box)])
    return b"".join((head, top, strings, charset, select, drawings, _indexed(dictionaries), *hints))


def _top(offsets: tuple[int, int, int, int], count: int, box: Sequence[int]) -> bytes:
    charset, select, drawings, dictionaries = (_number(offset) for offset in offsets)
    registry, ordering = _number(_FIRST_OWN_STRING), _number(_FIRST_OWN_STRING + 1)
    return b"".join(
        (
            registry + ordering + _number(0) + b"\x0c\x1e",
            _MATRIX + b"\x0c\x07",
            b"".join(map(_short, box)) + b"\x05",
            charset + b"\x0f",
            drawings + b"\x11",
            _number(count) + b"\x0c\x22",
            dictionaries + b"\x0c\x24",
            select + b"\x0c\x25",
        )
    )


def _font_dictionary(number: int, hints: bytes, at: int) -> bytes:
    name = _number(_FIRST_OWN_STRING + 2 + number)
    return name + b"\x0c\x26" + _IDENTITY + b"\x0c\x07" + _number(len(hints)) + _number(at) + b"\x12"


def _short(value: int) -> bytes:
    # Readers are known that take a negative number of four bytes for a large one.
    return b"\x1c" + value.to_bytes(2, "big", signed=True)


def _number(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4, "big")


def _indexed(items: Sequence[bytes]) -> bytes:
    """An index: how many items, the offsets of all, the items."""
    total = 1
    offsets = [total := total + len(item) for item in items]
    size, form = (4, "I") if total > 0xFFFF else (2, "H")
    where = struct.pack(f">{len(items) + 1}{form}", 1, *offsets)
    return len(items).to_bytes(2, "big") + bytes([size]) + where + b"".join(items)


def _index(font: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of the index at this place, and where it ends."""
    count = int.from_bytes(font[at : at + 2], "big")
    if count == 0:
        return [], at + 2
    size, first = font[at + 2], at + 3
    data = first + size * (count + 1) - 1
    offsets = [int.from_bytes(font[first + size * i : first + size * (i + 1)], "big") for i in range(count + 1)]
    items = [font[data + one : data + other] for one, other in pairwise(offsets)]
    return items, data + offsets[-1]


def _dictionary(data: bytes) -> dict[Operator, list[float]]:
    return dict(_entries(data))


def _entries(data: bytes) -> Iterator[tuple[Operator, list[float]]]:
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            wide = first == _ESCAPE
            yield ((first, data[at + 1]) if wide else first), operands
            operands = []
            at += 2 if wide else 1
        else:
            value, at = _operand(data, at)
            operands.append(value)


def _operand(data: bytes, at: int) -> tuple[float, int]:
    first = data[at]
    if first == 30:  # a decimal number, four bits a digit: none of them is asked for here
        at += 1
        while data[at] & 15 != 15:
            at += 1
        return 0.0, at + 1
    if first == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if first == 29:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if first <= 246:
        return first - 139, at + 1
    if first <= 250:
        return (first - 247) * 256 + data[at + 1] + 108, at + 2
    return -(first - 251) * 256 - data[at + 1] - 108, at + 2


def _chosen(font: bytes, at: int, count: int) -> list[int]:
    """Which dictionary of hints each glyph is read with."""
    if font[at] == 0:
        return list(font[at + 1 : at + 1 + count])
    if font[at] != 3:
        raise NotOurCff("a choice of dictionaries in an unknown form")
    ranges = int.from_bytes(font[at + 1 : at + 3], "big")
    chosen: list[int] = []
    for i in range(ranges):
        start = at + 3 + 3 * i
        end = int.from_bytes(font[start + 3 : start + 5], "big")
        chosen += [font[start + 2]] * (end - len(chosen))
    return chosen
