"""A certificate that goes abroad: what it needs in that country, and the data sheet for whoever makes the apostille."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.certificates.apostille import CHECKED_AT, way
from qingbai.certificates.paper.countries import NAMES
from qingbai.certificates.services import DoesNotFit, GlyphMissing, NotIssued
from qingbai.inquiries import queries, services
from qingbai.law.abroad import NO_STATE
from qingbai.law.terms import Answer
from qingbai.law.wording import wording
from qingbai.pages import words
from qingbai.pages.files import as_pdf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.references import number_of
from qingbai.portal import session, submission


class Destination(QuestionForm):
    """Where the certificate is to be used."""

    country = forms.ChoiceField(
        label=gettext_lazy("In which country or place will it be used?"),
        error_messages={
            "required": gettext_lazy("Choose where it will be used"),
            "invalid_choice": gettext_lazy("Choose a country or place from the list"),
        },
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        known = sorted((words.country(code), code) for code in NAMES.keys() - NO_STATE)
        field.choices = [("", gettext("Choose")), *((code, name) for name, code in known)]


@require_http_methods(["GET", "HEAD", "POST"])
def abroad(request: HttpRequest, ref: str) -> HttpResponse:
    """The way abroad for the country asked about; posted, the sheet itself."""
    by, now = submission.applicant(session.signed_in(request)), clock.now()
    try:
        progress = queries.progress(number=number_of(ref), viewer=by, at=now)
    except services.NoSuchApplication as error:
        raise Http404 from error
    # Offered whatever the answer says: the page of a certificate and that of a refusal are the same.
    if not progress.paper_ready:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    form = Destination(given if "country" in given else None)
    wrongs, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            pdf = services.apostille_sheet(
                number=progress.number, country=form.cleaned_data["country"], by=by, at=clock.now()
            )
        except (services.NoSuchApplication, GlyphMissing, DoesNotFit, NotIssued):
            wrongs, status = [("", gettext("The sheet could not be made by itself: ask the office for it."))], 409
        else:
            return as_pdf(pdf, f"{progress.number}-apostille.pdf", keep=True)
    asked = form.is_bound and form.is_valid()
    found = way(form.cleaned_data["country"], clock.day_of(now)) if asked else None
    context = {
        "progress": progress,
        "form": form,
        "wrongs": wrongs or (form.wrongs if form.is_bound else None),
        "country": form.cleaned_data["country"] if asked else "",
        "place": words.country(form.cleaned_data["country"]) if asked else "",
        "reasons": [wording(reason) for reason in found.because] if found else [],
        "needed": found is not None and found.answer is not Answer.NO,
        "checked_at": CHECKED_AT,
        "signed_in": True,
    }
    return render(request, "portal/abroad.html", context, status=status)
