"""Reporting a doubtful paper (举报): a form, a mark that carries what the check said, and a number to quote. The reporter learns nothing else."""

import secrets

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.certificates import reports
from qingbai.certificates.reports import Doubt
from qingbai.pages.source import source
from qingbai.verification import voices
from qingbai.verification.forms import Doubtful
from qingbai.verification.frame import page
from qingbai.verification.voices import Voice

ANYONE = Actor(ActorKind.VISITOR, "verification-page")
SALT = "qingbai.verification.report"
KEPT_FOR = 24 * 3600
"""Seconds for which the mark of a check may be handed in."""


def mark(*, sha256: str = "", seen: str = "") -> str:
    """What the check of a moment ago said, signed, with a token of its own: it stands hidden in the form."""
    return signing.dumps([secrets.token_hex(16), sha256, seen], salt=SALT)


def _read(given: str) -> tuple[str, str, str] | None:
    """Token, digest and verdict of a mark; ``None`` of one that is not ours or too old."""
    try:
        token, sha256, seen = signing.loads(given, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return token, sha256, seen


# Nobody is signed in here and no cookie is needed: what shows that the form is ours is the mark in it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form, and what was sent with it."""
    say = voices.of(request)
    with translation.override(say.site):
        return _report(request, say)


def _report(request: HttpRequest, say: Voice) -> HttpResponse:
    given = request.POST.get("mark", "")
    checked = _read(given)
    if checked is None:
        given = mark()
    if "send" not in request.POST:
        return _ask(request, say, Doubtful(say, initial={"number": request.POST.get("number", "")[:60]}), given)
    form = Doubtful(say, request.POST)
    if form.is_valid() and checked is None:
        form.add_error(None, "e_stale")
    if not form.is_valid() or checked is None:
        return _ask(request, say, form, given)
    return _sent(request, say, form, given, *checked)


def _sent(
    request: HttpRequest, say: Voice, form: Doubtful, given: str, token: str, sha256: str, seen: str
) -> HttpResponse:
    answers = form.cleaned_data
    doubt = Doubt(
        paper_number=answers["number"],
        office=answers["office"],
        where_shown=answers["where_shown"],
        contact=answers["contact"],
        sha256=sha256,
        seen=seen,
    )
    try:
        number = reports.report(doubt=doubt, token=token, source=source(request), by=ANYONE, at=clock.now())
    except reports.TooManyReports:
        return _ask(request, say, form, given, status=429)
    except reports.ReportRefused as refused:
        for fault in refused.faults:
            form.add_fault(None, fault.code, fault)
        return _ask(request, say, form, given)
    return page(request, say, "reported", {"number": number})


def _ask(request: HttpRequest, say: Voice, form: Doubtful, given: str, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "mark": given,
        "wrongs": form.wrongs if form.is_bound else (),
        "too_many": status == 429,
    }
    return page(request, say, "report", context, status, here=reverse("verify-report"))
