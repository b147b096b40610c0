"""Who sits at the desk (窗口人员): the officer behind the account, and the office the desk belongs to."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from qingbai import clock
from qingbai.agencies import desks
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard
from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor
from qingbai.inquiries.acts import WAY, Act
from qingbai.pages import locking
from qingbai.pages.language import in_ours

SITS_FOR = timedelta(minutes=10)
"""Without a page for this long the desk is locked (``pages.locking``)."""

AT_THE_COUNTER = frozenset({Role.CLERK, Role.REVIEWER, Role.HEAD})
"""Roles that handle applications; registrars and auditors have desks of their own."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An officer at the desk of an office."""

    name: str
    account: str
    office: str
    office_name: str
    division: str
    actor: Actor
    reviews: bool
    """Whether the officer may take papers back."""

    @property
    def locks_after(self) -> int:
        """Seconds without a page until the desk is locked."""
        return int(SITS_FOR.total_seconds())


def invented() -> list[dict[str, str]]:
    """The demonstration's clerks with their account and password, for its sign-in page; nobody anywhere else."""
    if not getattr(settings, "DEMO", False):
        return []
    clerks = json.loads(settings.DEMO_OFFICERS.read_text(encoding="utf-8"))
    return [
        {
            "account": clerk["username"],
            "office": in_ours(office.name) if (office := agencies.find_office(clerk["office"])) else clerk["office"],
            "password": settings.DEMO_PASSWORD,
        }
        for clerk in clerks
        if Role(clerk["role"]) in AT_THE_COUNTER
    ]


def officer_of(user: AbstractBaseUser | AnonymousUser) -> OfficerCard | None:
    """The officer behind an account who may work at a counter; ``None`` for anybody else."""
    card = agencies.officer_of(user)
    return card if card is not None and card.role in AT_THE_COUNTER else None


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an officer does."""
    card = officer_of(request.user)
    if card is None:
        raise Http404
    office = agencies.office(card.office)
    return Sitting(
        card.name,
        card.number,
        office.code,
        in_ours(office.name),
        office.division,
        card.actor,
        WAY.ever(Act.REVOKE, card.actor),
    )


def only_officers(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk: strangers sign in first; an account without a place at a counter finds nothing."""
    if not request.user.is_authenticated:
        return redirect("counter-sign-in")
    if officer_of(request.user) is None:
        raise Http404
    return locking.meet(request, DESK)


def _opened(request: HttpRequest) -> None:
    card = officer_of(request.user)
    if card is not None:
        desks.sat_down(by=card.actor, how="unlocked", at=clock.now())


DESK = locking.Desk(
    home="counter",
    lock="counter-lock",
    unlock="counter-unlock",
    sign_out="counter-sign-out",
    template="counter/locked.html",
    sits_for=SITS_FOR,
    proves=locking.same_password,
    opened=_opened,
)


def only_reviewers(request: HttpRequest) -> HttpResponse | None:
    """The guard of what reviewers and heads do: for anybody else at the counter it does not exist."""
    refused = only_officers(request)
    if refused is None and not sitting(request).reviews:
        raise Http404
    return refused
