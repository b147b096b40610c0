"""Who comes to the window on a day (当日预约)."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from qingbai import clock
from qingbai.agencies import appointments
from qingbai.counter import desk
from qingbai.inquiries import queries
from qingbai.pages.language import in_ours

ONE_DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
def today(request: HttpRequest) -> HttpResponse:
    """The appointments of the office on a day, each with its application where there is one; and the button that takes one off."""
    officer, now = desk.sitting(request), clock.now()
    day, problem = _day(request), ""
    if request.method == "POST":
        given = request.POST.get("appointment", "")
        try:
            appointments.cancel(appointment=int(given) if given.isdecimal() else 0, by=officer.actor, at=now)
        except appointments.BookingRefused as refused:
            problem = in_ours(refused)
        else:
            return redirect(f"{reverse('counter-appointments')}?day={day.isoformat()}")
    names = {one.number: one.name for one in queries.queue(viewer=officer.actor)}
    shown = [
        {
            "id": one.id,
            "time": f"{one.starts_at.astimezone(clock.CHINA):%H:%M}",
            "about": one.about,
            "name": names.get(one.about, ""),
        }
        for one in appointments.list_of_day(office=officer.office, day=day, by=officer.actor, at=now)
    ]
    context = {
        "officer": officer,
        "day": day,
        "before": (day - ONE_DAY).isoformat(),
        "after": (day + ONE_DAY).isoformat(),
        "appointments": shown,
        "problem": problem,
    }
    return render(request, "counter/appointments.html", context)


def _day(request: HttpRequest) -> date:
    """The day asked for, today where it is none."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()
