"""The head's page (督办): what waits for me, what is overdue or soon will be, who has how much, the figures of last week."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import ROLE_NAMES
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.counter import desk, waiting
from qingbai.counter.waiting import Asked
from qingbai.inquiries import supervising
from qingbai.inquiries.queries import Waiting
from qingbai.pages.language import in_ours

SOON = timedelta(days=1)


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The office at a glance."""
    officer, now = desk.sitting(request), clock.now()
    every, today = waiting.ordered(officer), clock.today()
    known = waiting.names(officer.office)
    late = [one for one in every if waiting.is_late(one, today)]
    soon = [one for one in every if one not in late and one.due_on and one.due_on <= today + SOON and not one.stands]
    figures = supervising.figures(viewer=officer.actor, at=now)
    context = {
        "officer": officer,
        "asked": Asked(),
        "approvals": waiting.lines([one for one in every if one.for_the_head], known),
        "late": waiting.lines(late, known),
        "soon": waiting.lines(soon, known),
        "steps": waiting.steps(every),
        "workload": _workload(officer, every, late, figures),
        "figures": figures,
    }
    return render(request, "counter/office.html", context)


def _workload(
    officer: desk.Sitting, every: list[Waiting], late: list[Waiting], figures: supervising.Figures | None
) -> list[dict[str, Any]]:
    """Officer by officer; what nobody took up last."""
    open_ones, overdue = Counter(one.assigned for one in every), Counter(one.assigned for one in late)
    done = figures.acts if figures else {}
    cards = [card for card in agencies.officers(office=officer.office) if card.role in AT_THE_COUNTER]
    rows = [
        {
            "name": card.name,
            "number": card.number,
            "role": in_ours(ROLE_NAMES[card.role]),
            "open": open_ones[card.number],
            "late": overdue[card.number],
            "done": done.get(card.number, 0),
        }
        for card in cards
    ]
    return [*rows, {"name": "", "number": "", "role": "", "open": open_ones[""], "late": overdue[""], "done": ""}]
