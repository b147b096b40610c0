"""A request that is not handed in yet (未提交的查询请求): what was typed is kept for some days and is there at another device.

One for each person and organ or firm, closed and under the person's keyed mark as the answers of an application are (``qingbai.unsent``): nobody else sees
it, it is on no ledger, and the house's rounds remove it when its time has come. Files cannot be kept so; they are chosen again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from qingbai import clock
from qingbai.pages.forms import unjudged
from qingbai.portal import sent_late, session
from qingbai.portal.meanwhile import Meanwhile, of_meanwhile
from qingbai.portal.organs import forms, shown
from qingbai.unsent import services as unsent
from qingbai.unsent.services import AnsweredElsewhere, HandedInElsewhere

REQUEST, GROUND = "request", "ground"
LONGEST = 1000  # characters of one box; no box takes as many
FROM_THE_PAGE = frozenset({"nationality", "document_kind"})
"""Boxes that are filled in before anybody types."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A request as it was left: the article's key, what was typed by the names of the boxes, when, and until when it is kept."""

    key: str
    typed: Mapping[str, str]
    saved_at: datetime
    until: date


def subject(code: str) -> str:
    """Under what a request for this organ or firm is kept."""
    return f"case request {code}"


def find(request: HttpRequest, code: str) -> Begun | None:
    """What the signed-in person has begun for an organ or firm; None where nothing is kept."""
    found = session.draft(request, subject(code))
    kept = dict(found.answers.get(REQUEST, {}))
    key = kept.pop(GROUND, "")
    if found.saved_at is None or shown.article(key) is None:
        return None
    return Begun(key, kept, found.saved_at, clock.day_of(found.saved_at + unsent.kept_for()))


def asked_for(request: HttpRequest) -> bool:
    """Whether this page is to be kept and not handed in: by its button, or because it was sent when its sign-in had ended."""
    return "keep" in request.POST or sent_late.MARK in request.POST


def keep(request: HttpRequest, code: str, key: str, form: forms.Ask) -> Meanwhile | None:
    """Keep what was typed on this page, if anything was; what another tab or device did meanwhile, where that is in its way."""
    typed = {name: str(value)[:LONGEST] for name, value in request.POST.items() if _box(form, name)}
    if not any(value.strip() for name, value in typed.items() if name not in FROM_THE_PAGE):
        return None
    try:
        session.answer(
            request, REQUEST, {**typed, GROUND: key}, subject(code), token=request.POST.get("token", "")[:64]
        )
    except (AnsweredElsewhere, HandedInElsewhere) as error:
        return of_meanwhile(error, lambda: "")
    return None


def _box(form: forms.Ask, name: str) -> bool:
    """Whether a box of this name belongs to a field of the form; days have three."""
    whole, _, place = name.rpartition("_")
    return name in form.fields or (whole in form.fields and place.isdecimal())


def as_left(form: forms.Ask) -> forms.Ask:
    """The form as somebody left it, without a word about what is missing yet."""
    return unjudged(form)


def forget(request: HttpRequest, code: str) -> None:
    """It was handed in, or the person wants it gone."""
    session.forget_draft(request, subject(code))
