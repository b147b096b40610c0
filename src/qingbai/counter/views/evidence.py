"""Evidence of a review at the desk: seen as pictures beside the objection, each look on the ledger."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.counter import desk, papers_in
from qingbai.counter.reviews import file as reviewfile
from qingbai.counter.reviews import views as reviews
from qingbai.counter.views.papers_in import as_file, as_picture
from qingbai.objections import handed_in, services
from qingbai.objections.handed_in import Kept
from qingbai.pages.references import number_of

OF_A_REVIEW = {"back_to": "counter-review", "upload": "counter-evidence"}
"""The names of the pages that show a review and its files."""


@require_safe
def look(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """One file beside the objection."""
    file, by = reviews.opened(request, ref), desk.sitting(request)
    kept = handed_in.of(number=file.number, viewer=by.actor)
    this = next((one for one in kept if one.reference == reference), None)
    if this is None:
        raise Http404
    context = papers_in.beside(this, kept) | {"officer": by, "number": file.number, "facts": reviewfile.facts(file)}
    return render(request, "counter/paper_in.html", context | OF_A_REVIEW)


@require_safe
def picture(request: HttpRequest, ref: str, reference: UUID, page: int) -> HttpResponse:
    """A photo as it is kept, or one page of a PDF drawn as a picture."""
    return as_picture(*_read(request, ref, reference), page)


@require_safe
def original(request: HttpRequest, ref: str, reference: UUID) -> HttpResponse:
    """The file itself, to be kept outside the browser."""
    return as_file(*_read(request, ref, reference))


def _read(request: HttpRequest, ref: str, reference: UUID) -> tuple[Kept, bytes]:
    by = desk.sitting(request).actor
    try:
        return handed_in.read(number=number_of(ref), reference=reference, by=by, at=clock.now())
    except (services.NoSuchReview, handed_in.Gone, handed_in.Held) as error:
        raise Http404 from error
