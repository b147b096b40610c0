"""Checking a paper: the file itself, a photo of it, or its code. Whatever comes in, the answer is a verdict and never an error."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qingbai import clock
from qingbai.audit import keys
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.public import publishing, tiles
from qingbai.certificates import limits, queries
from qingbai.certificates.limits import TooMany, Use
from qingbai.certificates.verify import LARGEST
from qingbai.pages.files import as_pdf
from qingbai.pages.source import source
from qingbai.verification import attesting, checking, kit, reporting, results, voices
from qingbai.verification.checking import Check
from qingbai.verification.forms import ByFile, OnPaper
from qingbai.verification.frame import home, page
from qingbai.verification.voices import Voice

ANYONE = Actor(ActorKind.VISITOR, "verification-page")
SLACK = 64 * 1024  # a form's own bytes around the file


# Nothing is changed by asking and nobody is signed in, so there is nothing to forge; and no cookie is needed.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page of both ways, and the verdict."""
    say = voices.of(request)
    with translation.override(say.site):
        return _verify(request, say)


def _verify(request: HttpRequest, say: Voice) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, say)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST + SLACK:  # before a byte of it is read
        return _ask(request, say, wrongs=[("file_file", say["e_too_large"])], status=413)
    try:
        limits.spend(source=source(request), use=Use.CHECK, at=clock.now())
        return _asked(request, say)
    except TooMany as many:
        return _too_many(request, say, many)


def _asked(request: HttpRequest, say: Voice) -> HttpResponse:
    by_file = request.POST.get("way") == "file"
    form: ByFile | OnPaper = _file_form(say, request) if by_file else _paper_form(say, request)
    if not form.is_valid():
        return _ask(request, say, form)
    given, at = form.cleaned_data, clock.now()
    file = given.get("file") or given.get("photo")
    try:
        check = checking.check(
            data=file.read() if file else b"",
            code=given.get("code", ""),
            number=given.get("number", ""),
            before=form.before,
            source=source(request),
            by=ANYONE,
            at=at,
        )
    except checking.Unusable as unusable:
        form.add_error("file" if by_file else "photo", say[unusable.fault])
        return _ask(request, say, form)
    return _result(request, say, check, form)


def _result(request: HttpRequest, say: Voice, check: Check, form: ByFile | OnPaper) -> HttpResponse:
    """The page of a verdict; the mark goes with a report of a doubtful paper, if the reader makes one."""
    result = results.of_check(check, form.before, say=say)
    mark = reporting.mark(sha256=check.sha256, seen=check.seen)
    number = result.number or form.cleaned_data.get("number", "")
    told = {"checked_on": say["checked_on"].format(at=result.at), "mark": mark, "number": number}
    told["attest"] = attesting.mark(check, result)
    return page(request, say, "result", {"result": result, **told})


# Nobody is signed in here: what shows that the check was ours is the mark.
@csrf_exempt
@require_POST
def attest(request: HttpRequest) -> HttpResponse:
    """The signed report of a check as a file; who comes too late checks again."""
    say = voices.of(request)
    report = attesting.read(request.POST.get("mark", "")[:20_000])
    if report is None:
        return redirect(home(say))
    try:
        data = attesting.made(report, source=source(request))
    except TooMany as many:
        with translation.override(say.site):
            return _too_many(request, say, many)
    response = as_pdf(data, f"{report.number}.pdf", keep=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def _file_form(say: Voice, request: HttpRequest | None = None) -> ByFile:
    given = (request.POST, request.FILES) if request else ()
    return ByFile(say, *given, auto_id="file_%s")


def _paper_form(say: Voice, request: HttpRequest | None = None) -> OnPaper:
    given = (request.POST, request.FILES) if request else ()
    return OnPaper(say, *given, auto_id="id_%s")


def _ask(
    request: HttpRequest,
    say: Voice,
    form: ByFile | OnPaper | None = None,
    *,
    wrongs: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    by_file = form if isinstance(form, ByFile) else _file_form(say)
    on_paper = form if isinstance(form, OnPaper) else _paper_form(say)
    found = wrongs or [*by_file.wrongs, *on_paper.wrongs]
    return page(request, say, "ask", {"by_file": by_file, "on_paper": on_paper, "wrongs": found}, status)


def _too_many(request: HttpRequest, say: Voice, many: TooMany) -> HttpResponse:
    told = say["too_many"].format(minutes=-(-many.wait // 60))
    response = page(request, say, "too_many", {"told": told}, 429)
    response.headers["Retry-After"] = str(many.wait)
    return response


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
def revoked(request: HttpRequest, authority: str) -> HttpResponse:  # noqa: ARG001
    """What an authority of ours revoked, at the address that certificates name."""
    found = queries.revoked(authority=authority)
    if found is None:
        raise Http404
    return HttpResponse(found, content_type="application/pkix-crl", headers={"Cache-Control": "public, max-age=3600"})


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


@require_safe
def reader(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The program that reads a code to scan from the camera's pictures: the offline page's own."""
    kept = {"Cache-Control": "public, max-age=3600"}
    return HttpResponse(kit.reader(), content_type="text/javascript; charset=utf-8", headers=kept)


def _kit() -> bytes:
    """The page as of the beginning of the day, so that its hash stays the same all day."""
    day = clock.today()
    checkpoint = publishing.as_of(keys.CERTIFICATES, day)
    return kit.page(queries.trust(offices=True), checkpoint=checkpoint, base_url=settings.PUBLIC_URL, on=day)
