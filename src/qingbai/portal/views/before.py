"""Pages for anyone: what the service is, where the offices are, what happens to data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingbai.agencies.queries import OfficeCard
from qingbai.law.terms import OfficeKind
from qingbai.pages.language import in_ours
from qingbai.portal.questions import offered


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page."""
    return render(request, "portal/start.html")


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Where to go in person: every office with address, telephone and hours."""
    shown = [{"name": in_ours(office.name), "facts": _facts(office)} for office in offered()]
    return render(request, "portal/offices.html", {"offices": shown})


def _facts(office: OfficeCard) -> list[tuple[str, str]]:
    for_whom = _("Foreigners") if office.kind is OfficeKind.EXIT_ENTRY else _("Chinese citizens")
    found = [
        (_("For"), for_whom),
        (_("Address"), in_ours(office.address)),
        (_("Telephone"), office.phone),
        (_("Hours"), in_ours(office.hours.text)),
    ]
    return [(name, value) for name, value in found if value]


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Privacy and cookies."""
    return render(request, "portal/privacy.html")
