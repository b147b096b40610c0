"""Who sits at the audit desk (监督人员), and for which inspection: every look is for one, and the ledger names it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from qingbai import clock
from qingbai.agencies import desks
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.audit.actors import Actor
from qingbai.pages import locking
from qingbai.pages.language import in_ours

SITS_FOR = timedelta(minutes=10)
"""Without a page for this long the desk is locked (``pages.locking``)."""
INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class Sitting:
    """An auditor at work: ``case`` names the inspection."""

    name: str
    actor: Actor
    organ_name: str
    case: str

    @property
    def locks_after(self) -> int:
        """Seconds without a page until the desk is locked."""
        return int(SITS_FOR.total_seconds())


def invented() -> list[dict[str, str]]:
    """The demonstration's auditors with account and password, for its sign-in page; nobody anywhere else."""
    if not getattr(settings, "DEMO", False):
        return []
    officers = json.loads(settings.DEMO_OFFICERS.read_text(encoding="utf-8"))
    return [
        {
            "account": one["username"],
            "role": in_ours(ROLE_NAMES[Role.AUDITOR]),
            "organ": in_ours(office.organ.name) if (office := agencies.find_office(one["office"])) else one["office"],
            "password": settings.DEMO_PASSWORD,
        }
        for one in officers
        if one["role"] == Role.AUDITOR
    ]


def auditor_of(user: AbstractBaseUser | AnonymousUser) -> OfficerCard | None:
    """The auditor behind an account; ``None`` for anybody else."""
    card = agencies.officer_of(user)
    return card if card is not None and card.role is Role.AUDITOR else None


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an auditor does."""
    card = auditor_of(request.user)
    if card is None:
        raise Http404
    organ = agencies.office(card.office).organ
    return Sitting(card.name, card.actor, in_ours(organ.name), str(request.session.get(INSPECTION, "")))


def only_auditors(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk: strangers sign in first; an account that is no auditor's finds nothing."""
    if not request.user.is_authenticated:
        return redirect("audit-desk-sign-in")
    if auditor_of(request.user) is None:
        raise Http404
    return locking.meet(request, DESK)


def _opened(request: HttpRequest) -> None:
    card = auditor_of(request.user)
    if card is not None:
        desks.sat_down(by=card.actor, how="unlocked", at=clock.now())


DESK = locking.Desk(
    home="audit-desk",
    lock="audit-desk-lock",
    unlock="audit-desk-unlock",
    sign_out="audit-desk-sign-out",
    template="auditdesk/locked.html",
    sits_for=SITS_FOR,
    proves=locking.same_password,
    opened=_opened,
)


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
