"""Appointments: one's own, and booking one at an office."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies import appointments
from qingbai.agencies.queries import OfficeCard
from qingbai.inquiries import queries as inquiries
from qingbai.law.time_limits import UnknownYear
from qingbai.pages.fields import Choice, OneOf
from qingbai.pages.forms import QuestionForm
from qingbai.pages.language import in_ours
from qingbai.pages.templatetags.pages import day as in_words
from qingbai.portal import opening, session, submission
from qingbai.portal.asking import offered

IN_PERSON = "in-person"


class Booking(QuestionForm):
    """What the appointment is for, and when."""

    about = OneOf(
        label=gettext_lazy("What do you come for?"),
        error_messages={"required": gettext_lazy("Choose what you come for")},
    )
    time = OneOf(
        label=gettext_lazy("At what time?"),
        error_messages={
            "required": gettext_lazy("Choose a time"),
            "invalid_choice": gettext_lazy("This time is no longer free: choose another"),
        },
    )

    def __init__(self, slots: tuple[appointments.Slot, ...], numbers: tuple[str, ...], data: Any = None) -> None:
        super().__init__(data)
        about, time = self.fields["about"], self.fields["time"]
        assert isinstance(about, OneOf)
        assert isinstance(time, OneOf)
        about.choices = [(IN_PERSON, _("To apply in person")), *((one, one) for one in numbers)]
        time.choices = [
            (slot.starts_at.isoformat(), Choice(f"{slot.starts_at:%H:%M}", _("%(n)s free") % {"n": slot.free}))
            for slot in slots
            if slot.free
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own appointments, each with a button to give it up."""
    viewer, now = submission.applicant(session.signed_in(request)), clock.now()
    problem = ""
    if request.method == "POST":
        given = request.POST.get("appointment", "")
        try:
            appointments.cancel(appointment=int(given) if given.isdecimal() else 0, by=viewer, at=now)
        except appointments.BookingRefused as refused:
            problem = in_ours(refused)
        else:
            return redirect("appointments")
    shown = [
        {"id": one.id, "office": in_ours(one.office.name), "when": opening.when(one.starts_at), "about": one.about}
        for one in appointments.of_person(viewer=viewer, at=now)
    ]
    context = {"appointments": shown, "problem": problem, "signed_in": True}
    return render(request, "portal/appointments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, ref: str) -> HttpResponse:
    """The days and half hours of an office, and the button that books one."""
    office = next((one for one in offered() if one.code == ref), None)
    if office is None:
        raise Http404
    viewer, now = submission.applicant(session.signed_in(request)), clock.now()
    days = appointments.days(office, at=now) if office.appointments else ()
    chosen = _chosen(request.GET.get("day", ""), days)
    numbers = inquiries.open_at_office(viewer=viewer, office=office.code)
    form = Booking(_slots(office, chosen, now), numbers, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        about = form.cleaned_data["about"]
        try:
            starts_at = datetime.fromisoformat(form.cleaned_data["time"])
            number = "" if about == IN_PERSON else about
            appointments.book(office=office.code, starts_at=starts_at, about=number, by=viewer, at=now)
        except appointments.BookingRefused as refused:
            form.add_error("time", in_ours(refused))
        else:
            return redirect("appointments")
    context = {
        "form": form,
        "name": in_ours(office.name),
        "state": opening.in_words(office, now),
        "hours": in_ours(office.hours.text),
        "days": [
            {"day": one.isoformat(), "name": in_words(one), "weekday": opening.weekday(one), "now": one == chosen}
            for one in days
        ],
        "chosen": in_words(chosen),
        "signed_in": True,
    }
    return render(request, "portal/book.html", context)


def _chosen(text: str, days: tuple[date, ...]) -> date | None:
    return next((one for one in days if one.isoformat() == text), days[0] if days else None)


def _slots(office: OfficeCard, chosen: date | None, at: datetime) -> tuple[appointments.Slot, ...]:
    try:
        return appointments.slots(office, chosen, at=at) if chosen else ()
    except UnknownYear:
        return ()
