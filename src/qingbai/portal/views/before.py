"""Pages for anyone: what the service is, where the offices are, what happens to data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.portal.asking import offered
from qingbai.portal.finding import WhoAndWhere, shown
from qingbai.unsent import services as unsent


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "portal/start.html")


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Where to go in person: the offices that the law names for this person, each with its reason; or, with less said, all that fit."""
    every, now = offered(), clock.now()
    form = WhoAndWhere(request.GET or None, every)
    where = form.where() if form.is_bound and form.is_valid() else None
    found = (
        [shown(one.office, now, one.because) for one in where.offices]
        if where is not None
        else [shown(office, now) for office in form.listed(every)]
    )
    return render(request, "portal/offices.html", {"offices": found, "form": form, "where": where})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy and cookies."""
    return render(request, "portal/privacy.html", {"days": unsent.kept_for().days})
