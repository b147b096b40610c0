"""The addresses of this door (接口地址), for the registry's own site: ``path("api/v1/", include("qingbai.api.routes"))``.

Whatever happens here is answered as a problem of RFC 9457, also what the framework would answer as a page: an unknown address,
a method that does not exist, a failure.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import AuthenticationError, ValidationError

from qingbai.api import openapi
from qingbai.api.problems import Problem
from qingbai.api.views import api, not_authenticated, respond
from qingbai.incoming import Fault

logger = logging.getLogger(__name__)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:  # noqa: ARG001
    return respond(problem.answer)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001
    return respond(not_authenticated(given=False).answer)


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    """Parameters of the address; bodies are not read by the framework."""
    faults = [
        Fault(
            str(found["loc"][-1]),
            "parameter",
            "取值无效。请按接口文档改正。",
            f"is not valid: {found['msg']}. See the document.",
        )
        for found in error.errors
    ]
    return respond(Problem("malformed-request", *faults).answer)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return respond(Problem("not-found").answer)


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    logger.error("a database cannot be reached: %s", type(error).__name__)
    return respond(Problem("unavailable", headers={"Retry-After": "5"}).answer)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    logger.error("a request of a sender failed", exc_info=error)
    return respond(Problem("internal-error").answer)


def unknown(request: HttpRequest, **_: Any) -> HttpResponse:  # noqa: ARG001
    """An address that is none of ours."""
    return respond(Problem("not-found").answer)


def document(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document of this door."""
    if request.method not in {"GET", "HEAD"}:
        return respond(Problem("method-not-allowed", headers={"Allow": "GET, HEAD"}).answer)
    return HttpResponse(openapi.text(), content_type="application/json")


def _as_problem(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What the framework answers by itself, said as everything else here is."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return respond(Problem("method-not-allowed", headers={"Allow": response.headers.get("Allow", "")}).answer)
        return response

    return csrf_exempt(asked)


def _ours() -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in api.urls[0]:
        assert isinstance(pattern, URLPattern)
        if str(pattern.pattern):  # the framework's own start page is not
            found.append(path(str(pattern.pattern), _as_problem(pattern.callback), name=pattern.name))
    return found


urlpatterns = [
    path("openapi.json", document, name="api-document"),
    *_ours(),
    re_path(r"^(?P<rest>.*)$", csrf_exempt(unknown), name="api-unknown"),
]
