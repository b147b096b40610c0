"""The published document of this door (接口文档): OpenAPI 3.1, made from the operations, the types and the notices' own schemas.

``tools/openapi.py`` writes it to docs/api; a test holds what lies there against the program.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from qingbai.api import formats, once, views
from qingbai.api.problems import KINDS, MEDIA

PREFIX = "/api/v1/"
_REF = "#/components/schemas/"


@cache
def text() -> str:
    """The document as JSON text."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def document() -> dict[str, Any]:
    """The document."""
    found: dict[str, Any] = json.loads(json.dumps(views.api.get_openapi_schema(path_prefix=PREFIX)))
    schemas = found["components"]["schemas"]
    names = {form: _notice(formats.name_of(form), schema, schemas) for form, schema in formats.schemas()}
    schemas["Notice"] = {
        "oneOf": [{"$ref": _REF + name} for name in names.values()],
        "discriminator": {
            "propertyName": "format",
            "mapping": {form: _REF + name for form, name in names.items()},
        },
    }
    schemas["ProblemOut"]["properties"]["type"]["enum"] = [kind.uri for kind in KINDS.values()]
    schemas["ProblemOut"]["description"] += "\n\n" + "\n".join(
        f"- `{kind.uri}` ({kind.status}): {kind.en} {kind.zh}" for kind in KINDS.values()
    )
    for operation in _operations(found):
        _as_problems(operation)
    _bodies(found["paths"])
    _parameters(found["paths"])
    return found


def _notice(kind: str, schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A notice's schema with its parts among the components; its name there."""
    name = "".join(part.capitalize() for part in kind.split("-"))
    parts = {**schema.get("$defs", {}), name: {key: value for key, value in schema.items() if key[0] != "$"}}
    same = {part: part for part in parts}
    taken = {part for part, whole in parts.items() if schemas.get(part, _moved(whole, same)) != _moved(whole, same)}
    renamed = {part: name + part if part in taken else part for part in parts}
    for part, whole in parts.items():
        schemas[renamed[part]] = _moved(whole, renamed)
    return name


def _moved(value: Any, renamed: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_moved(one, renamed) for one in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _moved(one, renamed) for key, one in value.items()}
    if isinstance(moved.get("$ref"), str):
        moved["$ref"] = _REF + renamed[moved["$ref"].removeprefix("#/$defs/")]
    return moved


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in found["paths"].values():
        yield from methods.values()


def _as_problems(operation: dict[str, Any]) -> None:
    """Problems have a media type of their own, and headers that a program needs."""
    for status, response in operation["responses"].items():
        content = response["content"]["application/json"]
        if "Problem" in content["schema"].get("title", content["schema"].get("$ref", "")):
            response["content"] = {MEDIA: content}
        for name, meaning in _HEADERS.get(int(status), {}).items():
            response.setdefault("headers", {})[name] = {"description": meaning, "schema": {"type": "string"}}


_HEADERS: dict[int, dict[str, str]] = {
    201: {"Location": "Where the receipt can be asked for again."},
    202: {"Location": "Where it can be asked whether the notice was entered."},
    401: {"WWW-Authenticate": "How to authenticate (RFC 6749, RFC 6750)."},
    429: {"Retry-After": "Seconds to wait."},
    503: {"Retry-After": "Seconds to wait."},
}


def _bodies(paths: dict[str, Any]) -> None:
    notice = {"schema": {"$ref": _REF + "Notice"}}
    for address in ("notices", "checks"):
        paths[PREFIX + address]["post"]["requestBody"] = {"required": True, "content": {views.JSON: notice}}
    lines = {"schema": {"type": "string", "description": "One notice as JSON on each line, UTF-8."}}
    paths[PREFIX + "notices/batch"]["post"]["requestBody"] = {
        "required": True,
        "content": dict.fromkeys(views.LINES, lines),
    }
    form = {
        "type": "object",
        "required": ["grant_type"],
        "properties": {
            "grant_type": {"type": "string", "const": "client_credentials"},
            "scope": {
                "type": "string",
                "description": "Scopes with one space between; all of the client's where left out.",
            },
            "client_id": {"type": "string"},
            "client_secret": {"type": "string"},
        },
    }
    paths[PREFIX + "token"]["post"]["requestBody"] = {
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": form}},
    }


def _parameters(paths: dict[str, Any]) -> None:
    key = {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 202},
        "description": f"The same key with the same request gives the same answer for {once.KEPT.days} days.",
    }
    for address in ("notices", "notices/batch"):
        paths[PREFIX + address]["post"]["parameters"].append(key)


if __name__ == "__main__":
    print(text(), end="")  # noqa: T201
