"""My record, my right (本人信息查阅): who asked about the person who is signed in. For that person's eyes alone: nothing here can be shown as proof."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.portal import my_record, session, submission


def _viewer(request: HttpRequest) -> Actor:
    return submission.applicant(session.signed_in(request))


@require_safe
def who_asked(request: HttpRequest) -> HttpResponse:
    """Everybody who asked about the person, newest first, some on a page."""
    lines = my_record.lines(viewer=_viewer(request), at=clock.now())
    page = Paginator(lines, my_record.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/my_record.html", {"page": page, "signed_in": True})
