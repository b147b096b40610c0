"""My record, my right (本人信息查阅): who asked about the person who is signed in, and what a certificate would say today.

For that person's eyes alone: nothing here has an address that could be given on, a file that could be kept or a number that anybody could check.
"""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.inquiries import preview
from qingbai.ownrecord import queries as ownrecord
from qingbai.ownrecord import services as alerting
from qingbai.ownrecord.jobs import FROM_HOUR
from qingbai.pages.language import in_ours
from qingbai.portal import alerts, foreseen, my_record, own_file, session, submission


def _viewer(request: HttpRequest) -> Actor:
    return submission.applicant(session.signed_in(request))


@require_safe
def who_asked(request: HttpRequest) -> HttpResponse:
    """Everybody who asked about the person, newest first, some on a page."""
    looks = my_record.looks(viewer=_viewer(request), at=clock.now())
    page = Paginator(looks.lines, my_record.A_PAGE).get_page(request.GET.get("page"))
    told = ownrecord.alert(viewer=_viewer(request), at=clock.now()) is not None
    context = {"page": page, "at_windows": looks.at_windows[: my_record.A_PAGE], "told": told, "signed_in": True}
    return render(request, "portal/my_record.html", context)


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What the house holds on the person's own cases, as a file for programs (个人信息查阅、复制)."""
    person, now = session.signed_in(request), clock.now()
    if not foreseen.strong(person) or not foreseen.fresh(person, now):
        session.come_back_to(request, reverse("my-record"))
        return redirect("sign-in-stronger", "face")
    found = own_file.of(person=person, viewer=_viewer(request), at=now)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="own-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def today(request: HttpRequest) -> HttpResponse:
    """What a certificate would say today: asked for by a button, shown on the tick like every answer, forgotten after some minutes."""
    person, now = session.signed_in(request), clock.now()
    if not foreseen.strong(person) or not foreseen.fresh(person, now):
        foreseen.forget(request)
        session.come_back_to(request, request.path)  # proven anew, the person returns here
        return _page(request, "prove", strong=foreseen.strong(person))
    if request.method == "POST":
        try:
            asked = preview.ask(draft=submission.only_who(person), by=_viewer(request), at=now)
        except preview.TooOften:
            wrong = _("You asked as often as you may within 24 hours. Ask again tomorrow.")
            return _page(request, "ask", status=429, wrongs=[("", wrong)])
        foreseen.keep(request, asked)
        return redirect("my-record-today")
    held = foreseen.kept(request, now)
    if held is None:
        return _page(request, "ask")
    if now < held.shown_at:
        response = _page(request, "wait")
        response.headers["Refresh"] = "2"
        return response
    found = preview.see(draft=submission.only_who(person), asked=held, by=_viewer(request))
    until = held.shown_at + foreseen.SHOWN_FOR
    return _page(request, "told", asked=held, found=found, until=until, answer=my_record.foreseen(found))


@require_http_methods(["GET", "HEAD", "POST"])
def tell_me(request: HttpRequest) -> HttpResponse:
    """Be told when somebody asks, or no more: one switch, which says nothing of whether anybody did."""
    viewer, now = _viewer(request), clock.now()
    if request.method == "POST" and "off" in request.POST:
        alerting.switch_off(by=viewer, at=now)
        return redirect("tell-me")
    form = alerts.TellMe(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            alerting.switch_on(contact=form.contact, by=viewer, at=now)
            return redirect("tell-me")
        except alerting.AlertRefused as refused:
            for fault in refused.faults:
                form.add_error(fault.field, in_ours(fault))
    standing = ownrecord.alert(viewer=viewer, at=now)
    context = {"form": form, "standing": standing, "hour": FROM_HOUR, "signed_in": True}
    return render(request, "portal/tell_me.html", context)


def _page(request: HttpRequest, state: str, status: int = 200, **given: Any) -> HttpResponse:
    context = {"state": state, "most": preview.MOST_A_DAY, "signed_in": True, **given}
    return render(request, "portal/my_record_today.html", context, status=status)
