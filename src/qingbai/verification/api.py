"""Checking for programs (核验接口): the same check as the page, without account or key; verdicts and codes as JSON, errors as problems of RFC 9457.

A question here tells the house which paper somebody is looking at. Who wants to tell nobody fetches the status list, which is
given out whole, and checks files alone (``docs/guide/verifying.md``).
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from pydantic import TypeAdapter

from qingbai import clock, incoming
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import comparing, limits, square
from qingbai.certificates.comparing import Before
from qingbai.certificates.limits import TooMany, Use
from qingbai.certificates.paper import wording
from qingbai.certificates.questions import Question, as_json
from qingbai.certificates.verify import LARGEST, Holds
from qingbai.incoming import Fault, Refused
from qingbai.pages.fields import tidy
from qingbai.pages.source import source
from qingbai.verification import attesting, checking, forms, openapi, results, scanned
from qingbai.verification.checking import Check, Unusable
from qingbai.verification.results import Result
from qingbai.verification.voices import CHINESE, ENGLISH, voice
from qingbai.verification.words_of_api import PROBLEMS

ANYONE = Actor(ActorKind.VISITOR, "verification-api")
SLACK = 64 * 1024
FILES = ("application/pdf", "image/jpeg", "image/png")
_OBJECT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])
_PERSON = ("name", "number", "born")
_FAULTS = {"number_short": "e_short", "born_unreadable": "e_born", "too_long": "e_long"}


class Problem(Exception):
    """A request that ends in a problem: its kind, the faults as they are or as (field, key of the words), and headers."""

    def __init__(self, kind: str, *faults: Fault | tuple[str, str], headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.kind, self.faults, self.headers = kind, faults, headers or {}


# Nobody is signed in here, nothing is changed by asking, and no cookie is looked at.
@csrf_exempt
def verifications(request: HttpRequest) -> HttpResponse:
    """``POST`` a file, a photo, or a code: what was found about it."""
    return _answered(request, _verify)


@csrf_exempt
def reports(request: HttpRequest) -> HttpResponse:
    """``POST`` what a check gave as ``report``: the signed report as PDF."""
    return _answered(request, _report)


def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of this interface."""
    if request.method not in {"GET", "HEAD"}:
        return _problem(Problem("method-not-allowed", headers={"Allow": "GET, HEAD"}))
    return HttpResponse(openapi.text(), content_type="application/json")


def _answered(request: HttpRequest, give: Any) -> HttpResponse:
    try:
        _refuse_unread(request)
        response: HttpResponse = give(request)
    except Problem as problem:
        response = _problem(problem)
    except TooMany as many:
        response = _problem(Problem("too-many-requests", headers={"Retry-After": str(many.wait)}))
    response.headers["Cache-Control"] = "no-store"
    return response


def _refuse_unread(request: HttpRequest) -> None:
    """What is refused before a byte of it is read. Raises ``Problem``."""
    if request.method != "POST":
        raise Problem("method-not-allowed", headers={"Allow": "POST"})
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + SLACK:
        raise Problem("too-large", ("file", "e_too_large"))


def _verify(request: HttpRequest) -> HttpResponse:
    at, asker = clock.now(), source(request)
    limits.spend(source=asker, use=Use.CHECK, at=at)
    data, code, number, before = _asked(request)
    faults = [(f"person.{field.value}", _FAULTS[fault]) for field, fault in comparing.faults(before).items()]
    if faults:
        raise Problem("malformed-request", *faults)
    try:
        check = checking.check(data=data, code=code, number=number, before=before, source=asker, by=ANYONE, at=at)
    except Unusable as unusable:
        raise Problem("unusable-file", ("file", unusable.fault)) from unusable
    return JsonResponse(_said(check, before), json_dumps_params={"ensure_ascii": False})


def _report(request: HttpRequest) -> HttpResponse:
    given = _json(request).get("report")
    report = attesting.read(given) if isinstance(given, str) else None
    if report is None:
        raise Problem("report-expired")
    response = HttpResponse(attesting.made(report, source=source(request)), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{report.number}.pdf"'
    return response


# ---- what is asked


def _asked(request: HttpRequest) -> tuple[bytes, str, str, Before]:
    """The file, or the code and the number; and what is to be compared."""
    media = request.content_type or ""
    if media in FILES:
        return _file(request.body), "", "", comparing.NOTHING
    if media == "multipart/form-data":
        return _form(request)
    if media != "application/json":
        raise Problem("unsupported-media-type")
    given = _json(request)
    code, number = _text(given, "code", "code"), _text(given, "number", "number")
    if not code:
        raise Problem("malformed-request", ("code", "e_code"))
    found = scanned.read((code,))
    if not found.code and not found.elsewhere:
        raise Problem("malformed-request", ("code", "e_mistyped"))
    person = given.get("person") or {}
    if not isinstance(person, dict):
        raise Problem("malformed-request", incoming.fault("person", "not_an_object"))
    return b"", code, number, Before(**{name: _text(person, name, f"person.{name}") for name in _PERSON})


def _form(request: HttpRequest) -> tuple[bytes, str, str, Before]:
    try:
        file, typed = request.FILES.get("file"), request.POST
    except MultiPartParserError as error:
        raise Problem("malformed-request") from error
    if file is None:
        raise Problem("malformed-request", ("file", "e_file"))
    before = {name: tidy(typed.get(f"person.{name}", "")[:1000]) for name in _PERSON}
    return _file(file.read()), "", "", Before(**before)


def _file(data: bytes) -> bytes:
    fault = forms.fault_of(data[:1024], len(data))
    if fault:
        raise Problem("unusable-file", ("file", fault))
    return data


def _json(request: HttpRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Problem("unsupported-media-type")
    try:
        return incoming.read(_OBJECT, request.body, whole="body")
    except Refused as refused:
        raise Problem("malformed-request", *refused.faults) from refused


def _text(given: Mapping[str, Any], name: str, field: str) -> str:
    value = given.get(name) or ""
    if not isinstance(value, str):
        raise Problem("malformed-request", incoming.fault(field, "not_text"))
    if len(value) > square.LARGEST:
        raise Problem("malformed-request", (field, "e_long"))
    return tidy(value)


# ---- what is answered


def _said(check: Check, before: Before) -> dict[str, Any]:
    say = voice(ENGLISH)
    result = results.of_check(check, before, say=say)
    content = check.proven
    return {
        "checked_at": check.at.isoformat(timespec="seconds"),
        "kind": check.kind,
        "good": result.holds == Holds.YES.value,
        "sha256": check.sha256,
        "number": result.number,
        "verdicts": _verdicts(check, result),
        "compared": {field.value: one.value for field, one in result.agreements.items()},
        "claim": None if content is None else json.loads(content.canonical()),
        "shown": None if check.shown is None else _shown(check),
        "elsewhere": check.elsewhere,
        "not_proven": {"zh": voice(CHINESE)["proves_not_text"], "en": say["proves_not_text"]},
        "report": attesting.mark(check, result),
        "status_list": f"{settings.PUBLIC_URL.rstrip('/')}/verify/status/0",
    }


def _verdicts(check: Check, result: Result) -> dict[str, dict[str, str]]:
    said = as_json({one: verdict for one, verdict in result.answers.items() if verdict.code != "other_site"})
    if check.elsewhere:
        zh, en = (voice(code)["r_other_site"].format(site=check.elsewhere) for code in (CHINESE, ENGLISH))
        said[Question.ISSUER.value] = {"holds": Holds.NO.value, "code": "other_site", "zh": zh, "en": en}
    return said


def _shown(check: Check) -> dict[str, Any]:
    """Of a paper that is known by its code alone, enough to compare and no more."""
    assert check.shown is not None
    content = check.shown.claim
    holder = getattr(content, "holder", None)
    title = wording.TITLES[content.kind]
    return {
        "kind": {"zh": title.zh, "en": title.en},
        "number": content.number,
        "name": results.masked_name(holder) if holder else "",
        "document_number": results.masked_number(holder.document_number) if holder else "",
        "issued_on": content.issued_on.isoformat(),
        "valid_until": content.valid_until.isoformat() if content.valid_until else None,
        "organ": {"zh": content.organ.zh, "en": content.organ.en},
    }


def _problem(problem: Problem) -> HttpResponse:
    status, title, zh, en = PROBLEMS[problem.kind]
    body = {
        "type": f"urn:qingbai:problem:{problem.kind}",
        "title": title,
        "status": status,
        "detail": f"{zh} / {en}",
        "errors": [_fault(one) for one in problem.faults],
    }
    response = JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def _fault(told: Fault | tuple[str, str]) -> dict[str, str]:
    if isinstance(told, Fault):
        return {"field": told.field, "code": told.code, "zh": told.zh, "en": told.en}
    field, key = told
    return {"field": field, "code": key.removeprefix("e_"), "zh": voice(CHINESE)[key], "en": voice(ENGLISH)[key]}
