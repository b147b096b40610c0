"""Papers handed in, at the desk: seen as pictures beside the application, and scans put into the file. Nothing of anybody's file runs here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.counter import casefile, desk, papers_in
from qingbai.counter.views.file import opened, page
from qingbai.inquiries import finding, handed_in, services
from qingbai.inquiries.handed_in import Kept
from qingbai.law.terms import Paper
from qingbai.pages.language import in_ours
from qingbai.pages.references import number_of
from qingbai.uploads import looking

OF_AN_APPLICATION = {"back_to": "counter-file", "upload": "counter-upload"}
"""The names of the pages that show an application and its files."""
INERT = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"
"""What somebody else's bytes may do in an officer's browser: nothing."""


IN_OUR_FRAME = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""The one page that may stand in a frame, and in a page of ours only."""


@require_safe
def look(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One file beside the application."""
    file, by = opened(request, ref), desk.sitting(request)
    kept = handed_in.of(number=file.number, viewer=by.actor)
    this = next((one for one in kept if one.reference == reference), None)
    if this is None:
        raise Http404
    context = papers_in.beside(this, kept) | papers_in.read_by_machine(_machine_read(this, by.actor))
    context |= {"officer": by, "number": file.number, "facts": casefile.facts(file)}
    return render(request, "counter/paper_in.html", context | OF_AN_APPLICATION)


@require_safe
def line(request: HttpRequest, ref: str, reference: UUID, number: int) -> HttpResponse:
    """One line of a paper, cut out as it was read; each look is on the ledger."""
    file, by = opened(request, ref), desk.sitting(request).actor
    kept = handed_in.of(number=file.number, viewer=by)
    this = next((one for one in kept if one.reference == reference), None)
    found = _machine_read(this, by) if this else None
    cutting = found[0].cuttings.get(number) if found else None
    if cutting is None:
        raise Http404
    return _inert(HttpResponse(cutting, content_type="image/jpeg"))


def _machine_read(this: Kept, by: Actor) -> handed_in.MachineRead | None:
    if not isinstance(this.paper, Paper):
        return None
    try:
        return handed_in.machine_read(
            number=this.about, reference=this.reference, paper=this.paper, by=by, at=clock.now()
        )
    except (handed_in.Gone, handed_in.Held):
        return None


@require_safe
def beside(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One page in the frame beside the form: turned, enlarged and rotated by links, while the form stays as it is."""
    number, by = number_of(ref), desk.sitting(request)
    if not finding.exists(number=number, viewer=by.actor):
        raise Http404
    kept = handed_in.of(number=number, viewer=by.actor)
    this = next((one for one in kept if one.reference == reference), None)
    if this is None:
        raise Http404
    held = papers_in.Held.of(request.GET.dict(), this.pages)
    context = papers_in.in_the_hand(this, kept, held) | {"number": number}
    response = render(request, "counter/paper_beside.html", context)
    response.headers["Content-Security-Policy"] = IN_OUR_FRAME
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_safe
def picture(request: HttpRequest, ref: str, reference: UUID, page: int) -> HttpResponse:
    """A photo as it is kept, or one page of a PDF drawn as a picture; each look is on the ledger."""
    return as_picture(*_read(request, ref, reference), page)


@require_safe
def original(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """The file itself, to be kept outside the browser: a PDF may be signed."""
    return as_file(*_read(request, ref, reference))


@require_POST
def scan(request: HttpRequest, ref: str) -> HttpResponse:
    """Scans of one paper, put into the file by the clerk."""
    file = opened(request, ref)
    form = papers_in.Scan(file.draft, request.POST, request.FILES)
    if form.is_valid():
        by, now, paper = desk.sitting(request).actor, clock.now(), Paper(form.cleaned_data["paper"])
        try:
            for data in form.cleaned_data["scan"]:
                handed_in.attach(number=file.number, paper=paper, data=data, by=by, at=now)
        except handed_in.UploadRefused as refused:
            form.add_error("scan", [in_ours(fault) for fault in refused.faults])
        except services.NoSuchApplication as error:
            raise Http404 from error
        else:
            return redirect("counter-file", ref)
    return page(request, file, scan=form, wrongs=form.wrongs)


def _read(request: HttpRequest, ref: str, reference: UUID) -> tuple[Kept, bytes]:
    by = desk.sitting(request).actor
    try:
        return handed_in.read(number=number_of(ref), reference=reference, by=by, at=clock.now())
    except (services.NoSuchApplication, handed_in.Gone, handed_in.Held) as error:
        raise Http404 from error


def as_picture(kept: Kept, data: bytes, page: int) -> HttpResponse:
    """A photo, or one page of a PDF drawn as a picture."""
    if not 1 <= page <= kept.pages:
        raise Http404
    kind = kept.kind
    if kind == "pdf":
        kind, data = "png", looking.drawn(data, page=page)
    return _inert(HttpResponse(data, content_type=f"image/{kind}")) if data else HttpResponse(status=404)


def as_file(kept: Kept, data: bytes) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(data, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{kept.about}-{kept.paper.value}.{kept.kind}"'
    return _inert(response)


def _inert(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = INERT
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
