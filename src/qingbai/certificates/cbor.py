"""As much CBOR (RFC 8949) as the code to scan needs: whole numbers, texts, bytes, lists and nothing, each in its one shortest form.

``decode`` accepts exactly what ``encode`` writes, so that no two byte strings say the same. Pure.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

Value: TypeAlias = "int | str | bytes | Sequence[Value] | None"
DEEPEST = 8  # lists inside one another

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _LIST = range(5)
_NOTHING = 0xF6


class NotCbor(ValueError):
    """Bytes that ``encode`` would not have written."""


def encode(value: Value) -> bytes:
    """The one form of a value. Lists may be any sequences."""
    if value is None:
        return bytes((_NOTHING,))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return head(_BYTES, len(value)) + value
    if isinstance(value, int):
        return head(_UNSIGNED, value) if value >= 0 else head(_NEGATIVE, -1 - value)
    return head(_LIST, len(value)) + b"".join([encode(each) for each in value])


@lru_cache(maxsize=1024)
def _text(value: str) -> bytes:
    said = value.encode()
    return head(_TEXT, len(said)) + said


def head(kind: int, number: int) -> bytes:
    """The first bytes of an item: its major type, and its value or length."""
    kind <<= 5
    if number < 24:
        return bytes((kind | number,))
    for more, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes((kind | more,)) + number.to_bytes(size, "big")
    raise OverflowError("a number of more than 64 bits")


def decode(data: bytes) -> Value:
    """The one value in these bytes. Raises ``NotCbor``."""
    try:
        value, end = _item(data, 0, DEEPEST)
        whole = encode(value)
    except (IndexError, UnicodeDecodeError, OverflowError) as error:
        raise NotCbor("cut short, or not a text") from error
    if end != len(data) or whole != data:
        raise NotCbor("not in the one form")
    return value


def _item(data: bytes, at: int, deeper: int) -> tuple[Value, int]:
    first = data[at]
    if first == _NOTHING:
        return None, at + 1
    kind, number = first >> 5, first & 31
    at += 1
    if number > 27:
        raise NotCbor("no length")
    if number > 23:
        size = 1 << number - 24
        number, at = int.from_bytes(data[at : at + size], "big"), at + size
    if kind in (_BYTES, _TEXT):
        said = data[at : at + number]
        return (said if kind == _BYTES else said.decode()), at + number
    if kind == _LIST and deeper:
        found: list[Value] = []
        for _ in range(number):
            value, at = _item(data, at, deeper - 1)
            found.append(value)
        return found, at
    if kind not in (_UNSIGNED, _NEGATIVE):
        raise NotCbor("an item of another sort")
    return (number if kind == _UNSIGNED else -1 - number), at
