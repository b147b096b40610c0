"""What comes in from outside as JSON, read strictly: notices of courts, applications of counters.

Whoever reads gets the frozen value, or ``Refused`` with everything that is wrong at once: the field, a code, and a sentence
with the remedy in Chinese and English. Nothing unknown is passed over, nothing ill-formed is put right. No sentence repeats a
name or a whole number: faults are shown on screens and kept in logs.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

LARGEST = 8 * 1024 * 1024
"""Bytes of one message as JSON."""
MOST_DIGITS = 400
"""Digits of one number."""
MOST_FAULTS = 500
"""Impossible values of one message that are told."""
_HALF = re.compile("[\ud800-\udfff]")

STRICT = ConfigDict(extra="forbid", strict=True)
"""For the frozen values that are read: no unknown field, no text for a number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the path of the field, a code, and the sentence with its remedy in both languages."""

    field: str
    code: str
    zh: str
    en: str


class Refused(ValueError):
    """What came in cannot be taken as it stands. Nothing was; ``faults`` names everything at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{found.field}: {found.en}" for found in faults))
        self.faults = faults


def read(form: TypeAdapter[T], data: bytes | str, *, whole: str) -> T:
    """The value of ``form`` that the JSON describes; ``whole`` names the message in faults of no single field. Raises ``Refused``."""
    text = _decoded(data, whole)
    try:
        stated = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_NoNumber, parse_int=_whole_number)
    except _RepeatedKey as repeated:
        raise Refused(fault(_shown(repeated.key), "repeated_key")) from None
    except RecursionError:
        raise Refused(fault(whole, "nested_too_deep")) from None
    except ValueError as error:
        raise Refused(fault(whole, "not_json", error=str(error))) from None
    if impossible := tuple(islice(_impossible(stated, whole), MOST_FAULTS)):
        raise Refused(*impossible)
    try:
        return form.validate_json(text)
    except ValidationError as error:
        raise Refused(*_from_pydantic(error, whole)) from None


def fault(field: str, code: str, /, **facts: str) -> Fault:
    """The fault of this code at this field, with its sentences."""
    zh, en = SENTENCES[code]
    return Fault(field, code, zh.format_map(facts), en.format_map(facts))


# code -> (Chinese, English): what is wrong, then what to do.
SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_json": ("不是有效的 JSON：{error}。请改正后重新发送。", "is not JSON: {error}. Correct it and send it again."),
    "not_utf8": (
        "从第{position}字节起不是 UTF-8 编码。请转换为 UTF-8 后重新发送。",
        "is not UTF-8 from byte {position} on. Convert it to UTF-8 and send it again.",
    ),
    "too_large": (
        "超过{limit}字节。请核对是否误附其他文件。",
        "has more than {limit} bytes. Check whether another file was put in.",
    ),
    "nested_too_deep": ("嵌套层次过深。请按格式发送。", "is nested too deep. Send it in the format of the schema."),
    "repeated_key": ("同名字段出现两次。请只保留正确的一个。", "stands twice. Keep the right one only."),
    "half_character": (
        "含有半个代理对（\\ud800 至 \\udfff），不是字符。请改正后重新发送。",
        "holds half of a surrogate pair (\\ud800 to \\udfff), which is no character. Correct it and send it again.",
    ),
    "number_too_long": ("数字超过{limit}位。请核对。", "is a number of more than {limit} digits. Check it."),
    "missing": ("缺少此项。请补填。", "is missing. Add it."),
    "unknown_field": ("没有这个字段。请删除或核对名称。", "is not a known field. Remove it or check its name."),
    "not_one_of": ("不在允许的取值之内：{expected}。请选用其一。", "is not one of {expected}. Choose one of them."),
    "unknown_format": (
        "不认识这一格式或版本，应为{expected}。请升级发送程序或改用该格式。",
        "is an unknown format or version; this register reads {expected}. Send it in that format.",
    ),
    "not_a_date": ("不是日期。请写作 YYYY-MM-DD。", "is not a date. Write YYYY-MM-DD."),
    "not_text": ("应为文本。请加引号。", "must be text. Put it in quotation marks."),
    "not_a_number": ("应为整数。请改正。", "must be a whole number. Correct it."),
    "not_true_or_false": ("应为 true 或 false。请改正。", "must be true or false. Correct it."),
    "not_a_list": ("应为列表。请写作 [ … ]。", "must be a list. Write [ … ]."),
    "not_an_object": ("应为对象。请写作 {{ … }}。", "must be an object. Write {{ … }}."),
    "wrong_type": ("取值不符合格式：{said}。请按格式改正。", "does not fit the format: {said}. Correct it."),
}

# pydantic's kind of error -> our code; every other kind keeps its message under "wrong_type"
_CODES = {
    "json_invalid": "not_json",
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "unexpected_keyword_argument": "unknown_field",
    "enum": "not_one_of",
    "literal_error": "unknown_format",
    "date_parsing": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_from_datetime_inexact": "not_a_date",
    "date_type": "not_a_date",
    "not_a_day": "not_a_date",
    "string_type": "not_text",
    "int_type": "not_a_number",
    "bool_type": "not_true_or_false",
    "tuple_type": "not_a_list",
    "dataclass_type": "not_an_object",
    "dict_type": "not_an_object",
}


class _RepeatedKey(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_repeats(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    """Two values under one name: which of them is meant, nobody can know, so neither is taken."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKey(key)
        found[key] = value
    return found


class _NoNumber(str):
    """What stands where JSON would have a number: ``NaN``, ``Infinity``, or more digits than anything here could mean."""

    __slots__ = ()


_Place = tuple["_Place | None", int | str]
"""Where a value stands: the place of what holds it, and its name or number in there."""


def _whole_number(text: str) -> int | _NoNumber:
    return int(text) if len(text) <= MOST_DIGITS else _NoNumber(text)


def _impossible(stated: object, whole: str) -> Iterator[Fault]:
    """Values that the grammar lets pass and that mean nothing, each by its field. Not by recursion: the nesting is the sender's."""
    waiting: list[tuple[_Place | None, object]] = [(None, stated)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, list):
            waiting += [((place, number), one) for number, one in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            waiting += [((place, name), one) for name, one in reversed(value.items())]
            if any(map(_HALF.search, value)):
                yield fault(_field(place, whole), "half_character")
        elif isinstance(value, _NoNumber) and value[-1].isdigit():
            yield fault(_field(place, whole), "number_too_long", limit=str(MOST_DIGITS))
        elif isinstance(value, _NoNumber):
            yield fault(_field(place, whole), "not_json", error=f"{value} is not a number in JSON")
        elif isinstance(value, str) and _HALF.search(value):
            yield fault(_field(place, whole), "half_character")


def _field(place: _Place | None, whole: str) -> str:
    places: list[int | str] = []
    while place is not None:
        place, name = place
        places.append(name)
    return _shown(_path(tuple(reversed(places)), whole))


def _shown(path: str) -> str:
    """A field's name as it can be written down: half a character becomes a question mark."""
    return path.encode("utf-8", "replace").decode()


def _decoded(data: bytes | str, whole: str) -> str:
    if len(data) > LARGEST:
        raise Refused(fault(whole, "too_large", limit=f"{LARGEST:,}"))
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(fault(whole, "not_utf8", position=str(error.start + 1))) from None


def _from_pydantic(error: ValidationError, whole: str) -> Iterator[Fault]:
    for found in error.errors(include_url=False, include_input=False):
        expected = str(found.get("ctx", {}).get("expected", ""))
        code = _CODES.get(found["type"], "wrong_type")
        if code == "not_json" and "recursion" in found["msg"]:  # it reads less deep than Python does
            code = "nested_too_deep"
        yield fault(_path(found["loc"], whole), code, expected=expected, said=found["msg"], error=found["msg"])


def _path(places: tuple[int | str, ...], whole: str) -> str:
    """``defendants[0].documents[1].number``; the whole message where no field is named."""
    path = ""
    for place in places:
        path += f"[{place}]" if isinstance(place, int) else f".{place}"
    return path.lstrip(".") or whole
