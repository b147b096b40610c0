"""The published document of the interface for checking (核验接口文档): OpenAPI 3.1. ``tools/openapi.py`` writes it to docs/api; a test holds both together."""

import json
from functools import cache
from typing import Any

from qingbai.certificates.comparing import Agreement, Field
from qingbai.certificates.questions import Question
from qingbai.certificates.verify import Holds
from qingbai.verification.words_of_api import PROBLEMS

ADDRESS = "/api/v1/verifications"
_REF = "#/components/schemas/"
_TEXT = {"type": "string"}
_KINDS = ["file", "square", "code", "report", "elsewhere"]


@cache
def text() -> str:
    """The document as JSON text."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


def document() -> dict[str, Any]:
    """The document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "清白 Qingbai: checking papers (核验接口)",
            "version": "1",
            "description": (
                "The check of the verification page for programs: no account, no key. A question tells the house which paper it is about. To tell nobody, "
                "fetch the status list, which is given out whole, and check files with `qingbai verify --offline`.\n\n"
                "核验页面的同一核验，供程序使用，不需要账号和密钥。在线提问会让系统知道所问的是哪一份文书；不愿如此的，请下载整份状态清单并离线核验。"
            ),
        },
        "paths": {
            ADDRESS: {"post": _check()},
            f"{ADDRESS}/reports": {"post": _report()},
        },
        "components": {"schemas": _schemas()},
    }


def _check() -> dict[str, Any]:
    file = {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}
    person = {f"person.{field.value}": _TEXT for field in Field}
    form = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, **person},
    }
    return {
        "operationId": "verify",
        "summary": "Check a file, a photo or a code",
        "description": "A PDF as it was issued; a photo (JPEG, PNG) of a printed paper, in which the code to scan is read; or a code, as typed or as scanned.",
        "requestBody": {
            "required": True,
            "content": {
                "application/pdf": file,
                "image/jpeg": file,
                "image/png": file,
                "multipart/form-data": {"schema": form},
                "application/json": {"schema": {"$ref": _REF + "Code"}},
            },
        },
        "responses": {
            "200": _answer("What was found. 200 says nothing of the paper: `good` does.", "Checked"),
            **_problems(
                "malformed-request", "too-large", "unsupported-media-type", "unusable-file", "too-many-requests"
            ),
        },
    }


def _report() -> dict[str, Any]:
    schema = {"type": "object", "required": ["report"], "properties": {"report": _TEXT}}
    pdf = {"application/pdf": {"schema": {"type": "string", "contentMediaType": "application/pdf"}}}
    return {
        "operationId": "report",
        "summary": "Have the signed report of a check",
        "description": "`report` as the check gave it, within the hour. The same again is the same report.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "200": {"description": "The report, signed (PDF).", "content": pdf},
            **_problems(
                "malformed-request", "too-large", "unsupported-media-type", "report-expired", "too-many-requests"
            ),
        },
    }


def _answer(meaning: str, schema: str) -> dict[str, Any]:
    return {"description": meaning, "content": {"application/json": {"schema": {"$ref": _REF + schema}}}}


def _problems(*kinds: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in (*kinds, "method-not-allowed"):
        status, _, zh, en = PROBLEMS[kind]
        media = {"application/problem+json": {"schema": {"$ref": _REF + "Problem"}}}
        said = {"description": f"{en} {zh}", "content": media}
        if status == 429:
            said["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": _TEXT}}
        if status == 405:
            said["headers"] = {"Allow": {"description": "What it knows.", "schema": _TEXT}}
        found[str(status)] = said
    return found


def _schemas() -> dict[str, Any]:
    verdict = {
        "type": "object",
        "required": ["holds", "code", "zh", "en"],
        "properties": {"holds": {"enum": [one.value for one in Holds]}, "code": _TEXT, "zh": _TEXT, "en": _TEXT},
    }
    both = {"type": "object", "required": ["zh", "en"], "properties": {"zh": _TEXT, "en": _TEXT}}
    person = {"type": "object", "properties": {field.value: _TEXT for field in Field}}
    code = {"type": "object", "required": ["code"], "properties": {"code": _TEXT, "number": _TEXT, "person": person}}
    return {
        "Verdict": verdict,
        "Both": both,
        "Code": code,
        "Checked": _checked(),
        "Shown": _shown(),
        "Problem": _problem(),
    }


def _checked() -> dict[str, Any]:
    verdicts = {one.value: {"$ref": _REF + "Verdict"} for one in Question}
    compared = {field.value: {"enum": [one.value for one in Agreement]} for field in Field}
    members: dict[str, Any] = {
        "checked_at": {"type": "string", "format": "date-time"},
        "kind": {"enum": _KINDS, "description": "What was checked; `elsewhere`: the code leads to another site."},
        "good": {
            "type": "boolean",
            "description": "Genuine and current, and where a person was compared, not another's.",
        },
        "sha256": {"type": "string", "description": "Of a file; empty otherwise."},
        "number": {"type": "string", "description": "Of the paper, where it is proven or found."},
        "verdicts": {"type": "object", "required": list(verdicts), "properties": verdicts},
        "compared": {"type": "object", "required": list(compared), "properties": compared},
        "claim": {"type": ["object", "null"], "description": "What a genuine file or signed code says, whole."},
        "shown": {"anyOf": [{"$ref": _REF + "Shown"}, {"type": "null"}]},
        "elsewhere": _TEXT,
        "not_proven": {"$ref": _REF + "Both"},
        "report": {
            "type": "string",
            "description": "To be handed in for the signed report; empty where there is none.",
        },
        "status_list": {"type": "string", "format": "uri"},
    }
    return {"type": "object", "required": list(members), "properties": members}


def _shown() -> dict[str, Any]:
    members: dict[str, Any] = {
        **dict.fromkeys(("number", "name", "document_number"), _TEXT),
        **{name: {"$ref": _REF + "Both"} for name in ("kind", "organ")},
        "issued_on": {"type": "string", "format": "date"},
        "valid_until": {"type": ["string", "null"], "format": "date"},
    }
    about = "Of a paper known by its code alone: enough to compare, names and numbers masked."
    return {"type": "object", "description": about, "required": list(members), "properties": members}


def _problem() -> dict[str, Any]:
    fault = dict.fromkeys(("field", "code", "zh", "en"), _TEXT)
    members: dict[str, Any] = {
        "type": {"enum": [f"urn:qingbai:problem:{kind}" for kind in PROBLEMS]},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "errors": {"type": "array", "items": {"type": "object", "required": list(fault), "properties": fault}},
    }
    return {"type": "object", "required": list(members), "properties": members}
