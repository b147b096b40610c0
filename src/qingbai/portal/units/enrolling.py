"""Registering a unit online, and its handlers: what is asked, where it stands, whom the unit has act for it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile
from qingbai.agencies.ways import ActRefused
from qingbai.incoming import Refused
from qingbai.pages import unit_words
from qingbai.pages.references import number_of, reference
from qingbai.portal import session
from qingbai.portal.units import enrolment_forms as forms
from qingbai.portal.units import shown, standing
from qingbai.screening import enrolling, queries, registering
from qingbai.screening.enrolling import Case
from qingbai.screening.terms import Enrolling, EnrolmentStatus, UnitStatus


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """In which district the unit is at home."""
    form = forms.District(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect("unit-register", form.cleaned_data["district"])
    return render(request, "portal/units/register_where.html", {"form": form, "signed_in": True})


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, key: str) -> HttpResponse:
    """What the unit states of itself, with its papers; an officer confirms it."""
    here, today, posted = forms.stations(key), clock.today(), request.method == "POST"
    if not here:
        raise Http404
    grounds = queries.grounds_of(kind=None, on=today)
    form = forms.Register(key, grounds, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        case = _asked_for_unit(request, form)
        if case is not None:
            return redirect("unit-request", reference(case.number))
    someone = session.signed_in(request)
    context = {"form": form, "someone": someone, "again": bool(form.errors), "signed_in": True}
    return render(request, "portal/units/register.html", context)


def _asked_for_unit(request: HttpRequest, form: forms.Register) -> Case | None:
    someone = session.signed_in(request)
    try:
        return enrolling.ask_for_unit(
            stated=form.stated(),
            office=form.cleaned_data["office"],
            handler=form.handler(someone),
            files=form.files_of,
            by=standing.viewer(request),
            at=clock.now(),
        )
    except Refused as refused:
        form.take(refused.faults)
        return None


@require_safe
def request_of(request: HttpRequest, ref: str) -> HttpResponse:
    """Where a request stands."""
    return _request_page(request, _opened(request, ref))


def _opened(request: HttpRequest, ref: str) -> Case:
    try:
        return enrolling.look(number=number_of(ref), viewer=standing.viewer(request), on=clock.today())
    except enrolling.NoSuchEnrolment as error:
        raise Http404 from error


def _request_page(request: HttpRequest, case: Case, *, status: int = 200, **given: Any) -> HttpResponse:
    unit = case.unit
    context = {
        "case": case,
        "stated": unit,
        "handler": case.handler,
        "kind": unit_words.kind(unit.kind) if unit else "",
        "ground": shown.ground(unit.ground) if unit else None,
        "status": unit_words.enrolment_status(case.status),
        "waits": case.status is EnrolmentStatus.WAITING,
        "confirmed": case.status is EnrolmentStatus.CONFIRMED,
        "of_handler": case.matter is Enrolling.HANDLER,
        "office": shown.office(case.row.office),
        "steps": [(unit_words.enrolment_done(one.act), one.at) for one in case.acts],
        "signed_in": True,
        **given,
    }
    return render(request, "portal/units/request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a request back."""
    case = _opened(request, ref)
    if request.method != "POST":
        return redirect("unit-request", ref)
    try:
        enrolling.withdraw(number=case.number, by=standing.viewer(request), at=clock.now())
    except enrolling.NoSuchEnrolment as error:
        raise Http404 from error
    except (ActRefused, TakenMeanwhile):
        wrong = _("This was not recorded: the request has been answered meanwhile. Look at it as it stands now.")
        return _request_page(request, _opened(request, ref), status=409, wrongs=[("", wrong)])
    return redirect("unit-request", ref)


@require_http_methods(["GET", "HEAD", "POST"])
def handlers(request: HttpRequest, ref: str) -> HttpResponse:
    """Who acts for a unit; its responsible handler has another one taken down."""
    (card, own), posted = standing.unit(request, ref), request.method == "POST"
    if posted and not own.responsible:
        raise Http404
    form = forms.NewHandler(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            case = enrolling.ask_for_handler(
                unit=card.code,
                handler=form.stated(),
                files=form.files_of,
                by=standing.viewer(request),
                at=clock.now(),
            )
        except Refused as refused:
            form.take(refused.faults)
        else:
            return redirect("unit-request", reference(case.number))
    return _handlers_page(request, ref, form=form, again=bool(form.errors))


def _handlers_page(request: HttpRequest, ref: str, *, status: int = 200, **given: Any) -> HttpResponse:
    (card, own), today = standing.unit(request, ref), clock.today()
    asked = enrolling.of_unit(code=card.code, viewer=standing.viewer(request), on=today)
    stand = [one for one in card.handlers if one.may_be_ended(today)]
    context = {
        "card": card,
        "own": own,
        "active": card.status is UnitStatus.ACTIVE,
        "handlers": [{"one": one, "own": one.key == own.key} for one in stand],
        "requests": [
            {"one": one, "status": unit_words.enrolment_status(one.status), "waits": one.status.value == "waiting"}
            for one in asked
        ],
        "signed_in": True,
        **given,
    }
    return render(request, "portal/units/handlers.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    """A responsible handler ends the authority of another one, at once."""
    card, _own = standing.unit(request, ref)
    if request.method != "POST":
        return redirect("unit-handlers", ref)
    try:
        registering.end_authority(code=card.code, handler=key, by=standing.viewer(request), at=clock.now())
    except registering.NoSuchUnit as error:
        raise Http404 from error
    except (registering.UnitRefused, TakenMeanwhile):
        wrong = _("This was not recorded: the handlers have changed meanwhile. Look at them as they stand now.")
        form = forms.NewHandler()
        return _handlers_page(request, ref, status=409, form=form, wrongs=[("", wrong)])
    return redirect("unit-handlers", ref)
