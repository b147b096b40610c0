"""Checking a paper: by its code, or the file itself. Whatever comes in, the answer is a verdict and never an error."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.audit import keys
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.public import publishing, tiles
from qingbai.certificates import queries, services
from qingbai.certificates.verify import LARGEST, Holds
from qingbai.pages.fields import Upload, tidy_number
from qingbai.verification import kit, reporting, results
from qingbai.verification.forms import ByCode, ByFile

ANYONE = Actor(ActorKind.VISITOR, "verification-page")
SLACK = 64 * 1024  # a form's own bytes around the file


# Nothing is changed by asking and nobody is signed in, so there is nothing to forge; and no cookie is needed.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page of both ways, and the verdict."""
    if request.method != "POST":
        return _ask(request, ByFile(), ByCode())
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + SLACK:
        return _too_large(request)
    if request.POST.get("way") == "file":
        by_file = ByFile(request.POST, request.FILES)
        return _checked_file(request, by_file) if by_file.is_valid() else _ask(request, by_file, ByCode())
    by_code = ByCode(request.POST)
    if not by_code.is_valid():
        return _ask(request, ByFile(), by_code)
    return _checked_code(request, by_code)


def _checked_file(request: HttpRequest, form: ByFile) -> HttpResponse:
    at = clock.now()
    verdicts = services.check_file(data=form.cleaned_data["file"].read(), by=ANYONE, at=at)
    said = verdicts.signed.code if verdicts.signed.holds is not Holds.YES else verdicts.current.code
    mark = reporting.mark(sha256=verdicts.sha256, seen=said)
    number = verdicts.claim.number if verdicts.claim is not None and verdicts.genuine else ""
    return _result(request, results.of_file(verdicts, at), mark, number)


def _checked_code(request: HttpRequest, form: ByCode) -> HttpResponse:
    at, number = clock.now(), form.cleaned_data["number"]
    shown = services.check_code(code=form.cleaned_data["code"], by=ANYONE, at=at)
    if shown is not None and number and tidy_number(shown.claim.number) != tidy_number(number):
        shown = None
    mark = reporting.mark(seen="only_code" if shown is not None else "no_such_code")
    return _result(request, results.of_code(shown, at), mark, number or (shown.claim.number if shown else ""))


def _result(request: HttpRequest, result: results.Result, mark: str, number: str) -> HttpResponse:
    """The page of a verdict; ``mark`` and ``number`` go with a report, if the reader makes one."""
    context = {"result": result, "mark": mark, "number": number}
    response = render(request, "verification/result.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _ask(request: HttpRequest, by_file: ByFile, by_code: ByCode) -> HttpResponse:
    context = {"by_file": by_file, "by_code": by_code, "wrongs": [*by_file.wrongs, *by_code.wrongs]}
    return render(request, "verification/ask.html", context)


def _too_large(request: HttpRequest) -> HttpResponse:
    """Refused by its announced length, before a byte of it is read."""
    message = str(Upload.default_error_messages["too_large"]) % {"most": LARGEST // 1024**2}
    context = {"by_file": ByFile(), "by_code": ByCode(), "wrongs": [("id_file", message)]}
    return render(request, "verification/ask.html", context, status=413)


@require_safe
def trust(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The pinned issuers and the key of the public log, for who checks without us."""
    return HttpResponse(queries.trust(offices=True).as_json(), content_type="application/json")


@require_safe
def log_file(request: HttpRequest, path: str = tiles.CHECKPOINT) -> HttpResponse:  # noqa: ARG001
    """A static file of the public log (C2SP tlog-tiles), as far as it is public."""
    content = publishing.file(keys.CERTIFICATES, path)
    if content is None:
        raise Http404
    if path.startswith("tile/"):
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        return HttpResponse(content, content_type="application/octet-stream", headers=kept)
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """A status list, whole: who fetches it does not tell which paper it is about. For any page of any site."""
    signed = queries.status_list(number=number)
    if signed is None:
        raise Http404
    kept = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}
    return HttpResponse(signed, content_type="application/vc+jwt", headers=kept)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The page that checks without network, to be kept: one HTML file, the same for everybody on one day and checkpoint."""
    response = HttpResponse(_kit(), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="qingbai-verify.html"'
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def offline_hash(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The hash of the offline page, as ``sha256sum`` writes it."""
    return HttpResponse(f"{kit.digest(_kit())}  qingbai-verify.html\n", content_type="text/plain; charset=utf-8")


def _kit() -> bytes:
    """The page as of the beginning of the day, so that its hash stays the same all day."""
    day = clock.today()
    checkpoint = publishing.as_of(keys.CERTIFICATES, day)
    return kit.page(queries.trust(offices=True), checkpoint=checkpoint, base_url=settings.PUBLIC_URL, on=day)
