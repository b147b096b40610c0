"""The head's page (督办): what waits for me, what is overdue or soon will be, who has how much, the figures of last week."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import ROLE_NAMES
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.counter import desk, waiting
from qingbai.counter.waiting import Asked
from qingbai.disclosures import queries as disclosures
from qingbai.inquiries import supervising
from qingbai.inquiries.queries import Waiting
from qingbai.objections import queries as objections
from qingbai.objections.acts import Status
from qingbai.pages.language import in_ours
from qingbai.screening import enrolling
from qingbai.screening import queries as screening

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
        "rooms": [
            (_("Applications"), "counter", len(every), sum(one.for_the_head for one in every), len(late)),
            *_other_rooms(officer, today),
        ],
        "approvals": waiting.lines([one for one in every if one.for_the_head], known),
        "late": waiting.lines(late, known),
        "soon": waiting.lines(soon, known),
        "steps": waiting.steps(every),
        "workload": _workload(officer, every, late, figures),
        "figures": figures,
    }
    return render(request, "counter/office.html", context)


def _other_rooms(officer: desk.Sitting, today: date) -> list[tuple[str, str, int, int, int]]:
    """Name, page, how many are open, how many wait for a decision, how many are overdue."""
    by_rank = {Status.EXTENSION_ASKED, Status.DRAFTED}
    reviews = objections.queue(viewer=officer.actor, on=today)
    first = (
        *(_("Reviews"), "counter-reviews", len(reviews)),
        *(sum(one.status in by_rank for one in reviews), sum(one.clocks.late for one in reviews)),
    )
    lists, requests = screening.queue(viewer=officer.actor), disclosures.queue(viewer=officer.actor)
    enrolments = len(enrolling.waiting(viewer=officer.actor))
    return [
        first,
        (_("Lists of units"), "counter-lists", *_counted(lists, today)),
        (_("Registrations of units asked online"), "counter-units", enrolments, enrolments, 0),
        (_("Requests of organs"), "counter-cases", *_counted(requests, today)),
    ]


def _counted(found: Sequence[screening.Waiting] | Sequence[disclosures.Waiting], today: date) -> tuple[int, int, int]:
    late = sum(one.due_on is not None and one.due_on < today for one in found)
    return len(found), sum(one.for_a_person for one in found), late


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
    return [*rows, {"name": "", "number": "", "role": "", "open": open_ones[""], "late": overdue[""], "done": "–"}]
