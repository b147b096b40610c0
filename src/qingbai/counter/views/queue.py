"""The queue of the office, and one search box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.counter import desk, words
from qingbai.inquiries import queries, services
from qingbai.pages.fields import tidy
from qingbai.pages.references import reference


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is open at the office, those that need a person first."""
    return _queue(request)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Straight to a file by its number; an application of another office is not found."""
    number = tidy(request.GET.get("number", "")).upper().replace(" ", "")
    try:
        queries.progress(number=number, viewer=desk.sitting(request).actor, at=clock.now())
    except services.NoSuchApplication:
        return _queue(request, not_found=True)
    return redirect("counter-file", reference(number))


def _queue(request: HttpRequest, *, not_found: bool = False) -> HttpResponse:
    officer, today = desk.sitting(request), clock.today()
    waiting = [
        {
            "number": one.number,
            "name": one.name,
            "status": words.status(one.status),
            "tag": words.tag(one.status),
            "submitted_at": one.submitted_at,
            "due_on": one.due_on,
            "late": one.due_on is not None and one.due_on < today and not one.stands,
            "stands": one.stands,
            "for_the_head": one.for_the_head,
            "escalated": one.escalated,
        }
        for one in queries.queue(viewer=officer.actor)
    ]
    context = {"officer": officer, "waiting": waiting, "not_found": not_found}
    return render(request, "counter/queue.html", context, status=404 if not_found else 200)
