"""Acts that needed two, across all cases: who proposed, who approved, how soon; as a page with filters and as CSV. A finding is made of one by a button."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from qingbai import clock
from qingbai.agencies.foureyes import Room
from qingbai.auditdesk import pairwords, tables, words
from qingbai.auditdesk.forms import Seconded
from qingbai.auditdesk.sitting import Sitting, inspecting, sitting
from qingbai.auditdesk.views.ledger import file
from qingbai.oversight import handinhand, seconded, services
from qingbai.oversight.handinhand import QUICK, Seen
from qingbai.pages.references import reference

USUAL = timedelta(days=90)
"""The time that is shown where none was chosen."""
SHOWN = 300
EXPLAINED = frozenset({Room.APPLICATION, Room.LIST, Room.REQUEST, Room.REVIEW, Room.REFUND})
"""Kinds of cases whose whole chain of acts the desk explains; of what is sealed the vault's ledger alone tells."""


@dataclass(frozen=True, slots=True)
class _Asked:
    form: Seconded
    since: datetime
    until: datetime
    found: tuple[Seen, ...]
    wanted: tuple[Seen, ...]


@inspecting
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """What two did in a time, the latest first."""
    officer = sitting(request)
    if request.method == "POST":
        _first, since, until = _span(request)
        key = request.POST.get("key", "")
        seconded.open_pair(key=key, since=since, until=until, by=officer.actor, at=clock.now())
        return redirect("audit-desk-findings")
    asked = _asked(request, officer)
    context: dict[str, Any] = {
        "officer": officer,
        "form": asked.form,
        "rows": [_row(one) for one in asked.wanted[:SHOWN]],
        "tried": len(asked.found),
        "wanted": len(asked.wanted),
        "shown": SHOWN,
        "out": sum(1 for one in asked.wanted if one.stands_out),
        "quick": QUICK,
        "query": request.GET.urlencode(),
        "since": clock.day_of(asked.since),
        "until": clock.day_of(asked.until) - timedelta(days=1),
    }
    return render(request, "auditdesk/foureyes.html", context)


@inspecting
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The same as CSV; its digest stands on the vault's ledger."""
    officer = sitting(request)
    asked = _asked(request, officer)
    content = tables.as_csv(pairwords.heading(), [pairwords.cells(one) for one in asked.wanted])
    services.hand_out(
        book="vault", content=content, what="four_eyes", case=officer.case, by=officer.actor, at=clock.now()
    )
    name = f"four-eyes-{clock.day_of(asked.since)}-{clock.day_of(asked.until) - timedelta(days=1)}.csv"
    return file(content, name, "text/csv; charset=utf-8")


def _span(request: HttpRequest) -> tuple[Seconded, datetime, datetime]:
    """The form and the time that it asks for: from the first day to the end of the last."""
    today = clock.today()
    first, last = today - USUAL, today
    asked = any(name in request.GET for name in ("since_0", "room", "office"))
    form = Seconded(request.GET if asked else None, initial={"since": first, "until": last})
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["since"] or first, form.cleaned_data["until"] or last
    return form, _begin(first), _begin(last + timedelta(days=1))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA)


def _asked(request: HttpRequest, officer: Sitting) -> _Asked:
    form, since, until = _span(request)
    found = seconded.listed(since=since, until=until, case=officer.case, by=officer.actor, at=clock.now())
    wanted = found
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        room = Room(given["room"]) if given["room"] else None
        wanted = handinhand.narrowed(found, office=given["office"], room=room, only=given["only"])
    return _Asked(form, since, until, found, wanted)


def _row(one: Seen) -> dict[str, Any]:
    pair = one.pair
    if pair.room in EXPLAINED:
        link = reverse("audit-desk-case", args=[reference(pair.number)])
    elif pair.room is Room.EMERGENCY:
        link = reverse("audit-desk-finding", args=[reference(pair.number)])
    else:
        link = ""
    return {
        "one": one,
        "pair": pair,
        "link": link,
        "room": pairwords.ROOMS[pair.room],
        "office": words.place(pair.office),
        "proposed": pairwords.act(pair.room, pair.proposed),
        "first": words.who(pair.first),
        "act": pairwords.act(pair.room, pair.act),
        "second": words.who(pair.second),
        "between": pairwords.between(pair.seconds),
        "why": pairwords.why(one),
        "key": seconded.key_of(pair),
    }
