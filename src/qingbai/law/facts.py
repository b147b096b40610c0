"""Facts out of JSON, read strictly (读取事实): nothing unknown is passed over, nothing ill-formed is put right.

``read`` builds the frozen value that a rule takes, from plain dictionaries, lists, texts, numbers and truth values, and names
every fault at once with its place. Dates are ``YYYY-MM-DD``; days known in part as ``DateRange.parse`` reads them.
"""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from math import inf
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from qingbai.law.bars import BARS
from qingbai.law.terms import DateRange

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST = 1_000_000
"""Numbers above this are a slip of the pen in every fact the rules take, but for fines."""


BarKey = NewType("BarKey", str)
"""The key of a bar from a post (``BAN-09``)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of the facts, and what to do (错误及改法), in Chinese and English."""

    path: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not readable: the faults (读取失败)."""

    faults: tuple[Fault, ...]


def read(form: Any, data: object, path: str) -> Any:
    """The value of type ``form`` that ``data`` describes, or ``Wrong`` with every fault under ``path``."""
    origin = get_origin(form)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(form), data, path)
    if origin in (tuple, frozenset):
        return _several(origin, get_args(form)[0], data, path)
    if isinstance(form, type) and is_dataclass(form) and form is not DateRange:
        return _record(form, data, path)
    return SIMPLE[form](data, path) if form in SIMPLE else _word((form,), data, path)


def _fault(path: str, zh: str, en: str) -> Wrong:
    return Wrong((Fault(path, zh, en),))


def shown(data: object) -> str:
    """A short picture of what stood there."""
    kinds = {dict: "{…}", list: "[…]", type(None): "null", bool: str(data).lower()}
    text = kinds.get(type(data), repr(data))
    return text if len(text) <= 60 else text[:59] + "…"


def _one_of(forms: tuple[Any, ...], data: object, path: str) -> Any:
    """None where allowed; words of several enumerations together; otherwise the first form that reads."""
    if data is None and type(None) in forms:
        return None
    left = tuple(form for form in forms if form is not type(None))
    words = tuple(form for form in left if isinstance(form, type) and issubclass(form, StrEnum))
    if words == left:
        return _word(words, data, path)
    attempts = [read(form, data, path) for form in left]
    return next((value for value in attempts if not isinstance(value, Wrong)), attempts[0])


def _word(enums: tuple[type[StrEnum], ...], data: object, path: str) -> Any:
    for enum in enums:
        for member in enum:
            if isinstance(data, str) and member.value == data:
                return member
    allowed = ", ".join(member.value for enum in enums for member in enum)
    return _fault(
        path,
        f"{shown(data)}不是可用的值；请填写下列之一：{allowed}",
        f"{shown(data)} is not one of the words known here; write one of: {allowed}",
    )


def _several(kind: type, form: Any, data: object, path: str) -> Any:
    if not isinstance(data, list):
        return _fault(
            path,
            f"{shown(data)}不是列表；请用方括号列出",
            f"{shown(data)} is not a list; write the entries in square brackets",
        )
    values = [read(form, entry, f"{path}[{number}]") for number, entry in enumerate(data)]
    faults = [fault for value in values if isinstance(value, Wrong) for fault in value.faults]
    return Wrong(tuple(faults)) if faults else kind(values)


def _record(form: type[Any], data: object, path: str) -> Any:
    if not isinstance(data, dict):
        return _fault(
            path,
            f"{shown(data)}不是对象；请用花括号写明各字段",
            f"{shown(data)} is not an object; write its fields in braces",
        )
    hints, known = get_type_hints(form), {field.name: field for field in fields(form)}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in data:
        if name not in known:
            allowed = ", ".join(known)
            zh = f"没有这个字段；请删除，或者改为下列之一：{allowed}"
            faults.append(Fault(f"{path}.{name}", zh, f"no such field; leave it out, or write one of: {allowed}"))
    for name, field in known.items():
        if name in data:
            value = read(hints[name], data[name], f"{path}.{name}")
            if isinstance(value, Wrong):
                faults.extend(value.faults)
            values[name] = value
        elif field.default is MISSING:
            faults.append(Fault(f"{path}.{name}", "缺少必填字段；请补充", "required field missing; add it"))
    return Wrong(tuple(faults)) if faults else _made(form, values, path)


def _made(form: type[Any], values: dict[str, Any], path: str) -> Any:
    try:
        return form(**values)
    except ValueError as error:
        return _fault(path, f"各项之间矛盾，请更正（{error}）", f"these values cannot be; correct them: {error}")


def _text(data: object, path: str) -> Any:
    if isinstance(data, str) and data.isprintable():
        return data
    return _fault(
        path,
        f"{shown(data)}不是可用的文字；请写成引号内不含控制字符的一行",
        f"{shown(data)} is not usable text; write one line in quotes without control characters",
    )


def _bar_key(data: object, path: str) -> Any:
    if isinstance(data, str) and data in BARS:
        return BarKey(data)
    zh = f"{shown(data)}不在从业禁止一览中；请填写其中的编号，如 BAN-09"
    return _fault(path, zh, f"{shown(data)} is none of the bars known here; write a key of the list, as BAN-09")


def _truth(data: object, path: str) -> Any:
    if isinstance(data, bool):
        return data
    return _fault(
        path,
        f"{shown(data)}不是真假值；请填写 true 或者 false",
        f"{shown(data)} is neither true nor false; write true or false",
    )


def _count(data: object, path: str) -> Any:
    if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= LARGEST:
        return data
    zh = f"{shown(data)}不是0至{LARGEST}之间的整数；请填写这样的整数"
    return _fault(path, zh, f"{shown(data)} is not a whole number from 0 to {LARGEST}; write one")


def _amount(data: object, path: str) -> Any:
    if isinstance(data, int | float) and not isinstance(data, bool) and 0 <= data < inf:
        return data
    return _fault(
        path, f"{shown(data)}不是金额；请填写不小于0的数", f"{shown(data)} is not an amount; write a number from 0 up"
    )


def _date(data: object, path: str) -> Any:
    """Only YYYY-MM-DD: the calendar's other spellings (20260102, 2026-W01-5) are refused."""
    day = _made_of(data, date.fromisoformat) if isinstance(data, str) and DAY.fullmatch(data) else None
    return _no_date(data, path, "YYYY-MM-DD", "YYYY-MM-DD") if day is None else day


def _date_range(data: object, path: str) -> Any:
    zh = "YYYY、YYYY-MM、YYYY-MM-DD，或者以斜线连接的两个日期"
    en = "YYYY, YYYY-MM, YYYY-MM-DD, or two of them with a slash between"
    days = _made_of(data, DateRange.parse) if isinstance(data, str) else None
    return _no_date(data, path, zh, en) if days is None else days


def _made_of(text: str, make: Callable[[str], Any]) -> Any:
    try:
        return make(text)
    except ValueError:
        return None


def _no_date(data: object, path: str, zh: str, en: str) -> Wrong:
    return _fault(
        path, f"{shown(data)}不是历法上存在的日期；请写成{zh}", f"{shown(data)} is not a date that exists; write {en}"
    )


SIMPLE: dict[Any, Callable[[object, str], Any]] = {
    str: _text,
    BarKey: _bar_key,
    bool: _truth,
    int: _count,
    float: _amount,
    date: _date,
    DateRange: _date_range,
}
