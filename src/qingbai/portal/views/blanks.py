"""Forms to print, complete and sign (空白表格): for who applies in person, for units, and for objections."""

from datetime import date, datetime, time
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.certificates.paper import forms
from qingbai.pages.files import as_pdf
from qingbai.pages.language import in_ours


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every form of the house."""
    found = [(form.value, in_ours(forms.LAYOUTS[form].title)) for form in forms.BLANKS]
    return render(request, "portal/forms.html", {"forms": found})


@require_safe
def blank(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001
    """One form, empty."""
    if key not in forms.BLANKS:
        raise Http404
    return as_pdf(_rendered(forms.Form(key), clock.today()), f"{key}.pdf")


@lru_cache(maxsize=len(forms.Form))
def _rendered(form: forms.Form, on: date) -> bytes:
    return forms.render(form, at=datetime.combine(on, time(), clock.CHINA))
