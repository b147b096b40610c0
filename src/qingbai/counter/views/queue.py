"""The queue of the office, and the next file of it."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.counter import desk, waiting, words
from qingbai.counter.keys import KEYS, everywhere
from qingbai.counter.waiting import Asked
from qingbai.inquiries import finding
from qingbai.pages.references import number_of, reference


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What is open at the office, what is overdue first, then what needs a person."""
    officer, asked, today = desk.sitting(request), Asked.of(request.GET), clock.today()
    every = waiting.ordered(officer)
    found = [one for one in every if asked.takes(one, officer, today)]
    whose = (("", _("All")), ("mine", _("Mine")), ("nobody", _("Nobody's yet")))
    context = {
        "officer": officer,
        "waiting": waiting.lines(found, waiting.names(officer.office)),
        "asked": asked,
        "whose": [(name, replace(asked, whose=key).address, asked.whose == key) for key, name in whose],
        "late": (sum(waiting.is_late(one, today) for one in every), replace(asked, late=not asked.late).address),
        "steps": [
            (name, many, replace(asked, step="" if asked.step == key else key).address, asked.step == key)
            for key, name, many in waiting.steps(every)
        ],
    }
    return render(request, "counter/queue.html", context)


@require_safe
def following(request: HttpRequest, ref: str) -> HttpResponse:
    """The file after this one in the queue as it was filtered; the queue itself where none follows."""
    officer, asked = desk.sitting(request), Asked.of(request.GET)
    here = number_of(ref)
    if not finding.exists(number=here, viewer=officer.actor):
        raise Http404
    numbers = [one.number for one in waiting.asked_for(officer, asked)]
    after = numbers[numbers.index(here) + 1 :] if here in numbers else numbers
    if not after:
        return redirect(reverse("counter") + asked.address)
    return redirect(reverse("counter-file", args=[reference(after[0])]) + asked.address)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Every key of the counter."""
    acts = sorted((key, words.button(act)) for act, key in KEYS.items())
    context = {"officer": desk.sitting(request), "everywhere": everywhere(), "acts": acts}
    return render(request, "counter/keys.html", context)
