"""Officers sign in to the counter with their account, as at every desk (``pages.signing_in``)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from qingbai.counter import desk
from qingbai.pages import signing_in


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Account and password; only an officer of an office may go on."""
    return signing_in.first(request, desk.DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    return signing_in.second(request, desk.DESK)


@sensitive_post_parameters("code", "answer")
@require_http_methods(["GET", "HEAD", "POST"])
def factors(request: HttpRequest) -> HttpResponse:
    """The officer's own second factors."""
    return signing_in.manage(request, desk.DESK)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave the desk."""
    return signing_in.leave(request, desk.DESK)
