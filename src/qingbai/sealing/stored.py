"""Between frozen values and what JSON can hold: how the rooms' values are put into boxes and come out again the same.

``plain`` writes, ``value`` reads. A field that a box from earlier times lacks takes the default of its class.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A frozen value as what JSON can hold."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def value(kind: type[T], given: Mapping[str, Any]) -> T:
    """The frozen value of this class that ``plain`` wrote. ValueError or TypeError where it was none."""
    hints = typing.get_type_hints(kind)
    fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: _as(hints[name], given[name]) for name in fields if name in given})


def _as(kind: Any, given: Any) -> Any:
    if given is None:
        return None
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _as_one_of([one for one in arguments if one is not type(None)], given)
    if origin is tuple:
        return tuple(_as(arguments[0], item) for item in given)
    if dataclasses.is_dataclass(kind):
        return value(kind, given)  # type: ignore[arg-type]
    return _simple(kind, given)


def _as_one_of(kinds: list[Any], given: Any) -> Any:
    """Of several plain types the one that the value has already; otherwise the only one that there is."""
    for kind in kinds:
        if isinstance(kind, type) and type(given) is kind:
            return given
    return _as(kinds[0], given)


def _simple(kind: Any, given: Any) -> Any:
    if kind is bytes:
        return bytes.fromhex(given)
    if kind in (date, datetime):
        return kind.fromisoformat(given)
    if kind is UUID or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(given)
    return given
