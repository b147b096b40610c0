"""The queue of the office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.counter import desk, words
from qingbai.inquiries import queries


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is open at the office, those that need a person first."""
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
    context = {"officer": officer, "waiting": waiting}
    return render(request, "counter/queue.html", context)
