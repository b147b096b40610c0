"""Just enough DER (ITU-T X.690) to write a signature container and to walk one strictly: no indefinite lengths, no slack."""

from dataclasses import dataclass

SEQUENCE = 0x30
SET = 0x31
BOOLEAN = 0x01
INTEGER = 0x02
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
GENERALIZED_TIME = 0x18
CONTEXT_0 = 0xA0
CONTEXT_1 = 0xA1


class NotDer(ValueError):
    """The bytes are not the one DER form of anything."""


@dataclass(frozen=True, slots=True)
class Element:
    """One tag-length-value: ``whole`` with header, ``content`` without."""

    tag: int
    content: bytes
    whole: bytes


def encode(tag: int, *parts: bytes) -> bytes:
    """One element around the parts."""
    content = b"".join(parts)
    return bytes([tag]) + _length(len(content)) + content


def set_of(tag: int, *elements: bytes) -> bytes:
    """A SET OF: its elements in the one order DER allows."""
    return encode(tag, *sorted(elements))


def identifier(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return encode(OBJECT_IDENTIFIER, bytes([first * 40 + second]), *(_base128(arc) for arc in rest))


def integer(value: int) -> bytes:
    """A non-negative integer."""
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def number(element: Element) -> int:
    """The value of a non-negative integer in its one form. Raises ``NotDer``."""
    value = int.from_bytes(element.content, "big")
    if element.tag != INTEGER or integer(value) != element.whole:
        raise NotDer("no number of ours")
    return value


def read(data: bytes, *tags: int) -> list[Element]:
    """The elements that make up ``data`` exactly; with ``tags``, exactly these tags in this order. Raises ``NotDer``."""
    found = []
    rest = data
    while rest:
        element, rest = _first(rest)
        found.append(element)
    if tags and [element.tag for element in found] != list(tags):
        raise NotDer("not the elements expected")
    return found


def leading(data: bytes, tag: int) -> Element:
    """The first element of ``data``, which must have this tag; what follows it is not looked at. Raises ``NotDer``."""
    element, _ = _first(data)
    if element.tag != tag:
        raise NotDer("not the element expected")
    return element


def _first(data: bytes) -> tuple[Element, bytes]:
    if len(data) < 2 or data[0] & 0x1F == 0x1F:
        raise NotDer("no element")
    length, start = data[1], 2
    if length >= 0x80:
        size = length - 0x80
        start = 2 + size
        if not 1 <= size <= 4 or len(data) < start:
            raise NotDer("no definite length")
        length = int.from_bytes(data[2:start], "big")
        if _length(length) != data[1:start]:
            raise NotDer("a length in a longer form than it needs")
    end = start + length
    if len(data) < end:
        raise NotDer("shorter than it says")
    return Element(data[0], data[start:end], data[:end]), data[end:]


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(digits)]) + digits


def _base128(arc: int) -> bytes:
    digits = [arc & 0x7F]
    while arc := arc >> 7:
        digits.append(arc & 0x7F | 0x80)
    return bytes(reversed(digits))
