"""The form of the questions as a JSON Schema (事实的格式), made from the frozen values themselves.

``docs/api/decide.schema.json`` holds what ``decide_schema`` returns. The schema refuses what ``law.facts`` refuses, but for
what only reading shows: a day that is not in the calendar, values that contradict one another.
"""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

from qingbai.law.bars import BARS
from qingbai.law.facts import LARGEST, BarKey
from qingbai.law.questions import QUESTIONS
from qingbai.law.terms import DateRange

Schema = dict[str, Any]
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
PART = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
SIMPLE: dict[Any, Schema] = {
    type(None): {"type": "null"},
    str: {"type": "string"},
    BarKey: {"type": "string", "enum": list(BARS)},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": LARGEST},
    float: {"type": "number", "minimum": 0},
    date: {"type": "string", "format": "date", "pattern": f"^{DAY}$"},
    DateRange: {"type": "string", "pattern": f"^{PART}(/{PART})?$"},
}


def decide_schema() -> Schema:
    """What ``qingbai decide`` takes: one case, or a list of cases."""
    definitions: Schema = {}
    for name, question in sorted(QUESTIONS.items()):
        definitions[f"ask_{name}"] = {
            "type": "object",
            "title": f"{question.zh} · {question.en}",
            "properties": {"question": {"const": name}, "facts": _of(question.facts, definitions)},
            "required": ["question", "facts"],
            "additionalProperties": False,
        }
    one = {"oneOf": [{"$ref": f"#/$defs/ask_{name}"} for name in sorted(QUESTIONS)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "qingbai decide",
        "description": "Facts of a case, put as a question to the law. One case, or a list of them.",
        "anyOf": [{"$ref": "#/$defs/case"}, {"type": "array", "items": {"$ref": "#/$defs/case"}, "minItems": 1}],
        "$defs": dict(sorted({**definitions, "case": one}.items())),
    }


def _of(form: Any, definitions: Schema) -> Schema:
    if form in SIMPLE:
        return dict(SIMPLE[form])
    origin = get_origin(form)
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(part, definitions) for part in get_args(form)]}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _of(get_args(form)[0], definitions)}
    if form.__name__ not in definitions:
        definitions[form.__name__] = _record(form, definitions) if is_dataclass(form) else _words(form)
    return {"$ref": f"#/$defs/{form.__name__}"}


def _words(enum: Any) -> Schema:
    return {"type": "string", "description": _first_line(enum), "enum": [member.value for member in enum]}


def _record(form: Any, definitions: Schema) -> Schema:
    hints = get_type_hints(form)
    return {
        "type": "object",
        "description": _first_line(form),
        "properties": {field.name: _of(hints[field.name], definitions) for field in fields(form)},
        "required": [field.name for field in fields(form) if field.default is MISSING],
        "additionalProperties": False,
    }


def _first_line(form: Any) -> str:
    return str(form.__doc__).strip().splitlines()[0]
