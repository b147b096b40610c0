"""Who sits at the audit desk (监督人员), and for which inspection: every look is for one, and the ledger names it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from qingbai import clock
from qingbai.agencies import desks
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor
from qingbai.pages import locking
from qingbai.pages.desks import Desk, Seated
from qingbai.pages.language import in_ours

INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class Sitting(Seated):
    """An auditor at work: ``case`` names the inspection."""

    name: str
    actor: Actor
    organ_name: str
    case: str


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an auditor does."""
    card = DESK.officer(request.user)
    if card is None:
        raise Http404
    organ = agencies.office(card.office).organ
    return Sitting(card.name, card.actor, in_ours(organ.name), str(request.session.get(INSPECTION, "")))


def _sat_down(card: OfficerCard, how: str) -> None:
    """Back at the locked desk. Who signs in names an inspection first, and that stands on the ledger."""
    if how == "unlocked":
        desks.sat_down(by=card.actor, how=how, at=clock.now())


DESK = Desk(
    name="audit-desk",
    folder="auditdesk",
    roles=frozenset({Role.AUDITOR}),
    sitting=sitting,
    place=lambda card: in_ours(agencies.office(card.office).organ.name),
    sat_down=_sat_down,
    begins="audit-desk-inspection",
)
"""The audit desk."""


def only_auditors(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk."""
    return locking.meet(request, DESK)


@dataclass(frozen=True, slots=True)
class Head:
    """A head who is asked to explain looks of the own office."""

    name: str
    actor: Actor
    organ_name: str


def head(request: HttpRequest) -> Head:
    """Who explains, behind the guard that made sure that it is a head."""
    card = agencies.officer_of(request.user)
    if card is None or card.role is not Role.HEAD:
        raise Http404
    return Head(card.name, card.actor, in_ours(agencies.office(card.office).organ.name))


def only_heads(request: HttpRequest) -> HttpResponse | None:
    """The guard of what heads are asked: strangers sign in at the registry's desk first; for anybody else it does not exist."""
    if not request.user.is_authenticated:
        return redirect("desk-sign-in")
    card = agencies.officer_of(request.user)
    if card is None or card.role is not Role.HEAD:
        raise Http404
    request.session.modified = True
    return None


def inspecting(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is shown for an inspection alone: who has not named one names it first."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.session.get(INSPECTION):
            return redirect("audit-desk-inspection")
        return view(request, *args, **kwargs)

    return shown
