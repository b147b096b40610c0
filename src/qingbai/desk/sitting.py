"""Who sits at the registry's desk (登记人员): the officer behind the account, and the organ whose register he or she keeps."""

import json
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficerCard, OrganCard
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.audit.actors import Actor
from qingbai.inbox import services
from qingbai.inbox.access import Registrar
from qingbai.pages import locking
from qingbai.pages.language import in_ours

SITS_FOR = timedelta(minutes=10)
"""Without a page for this long the desk is locked (``pages.locking``)."""

AT_THE_DESK = frozenset({Role.REGISTRAR, Role.HEAD, Role.AUDITOR})
"""Roles that work here; clerks and reviewers have the counter."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An officer at the desk of an organ that keeps a register."""

    name: str
    role: Role
    organ: OrganCard
    registrar: Registrar

    @property
    def actor(self) -> Actor:
        """The officer as the ledger names him or her."""
        return self.registrar.actor

    @property
    def locks_after(self) -> int:
        """Seconds without a page until the desk is locked."""
        return int(SITS_FOR.total_seconds())

    @property
    def organ_name(self) -> str:
        """The organ in the reader's language."""
        return in_ours(self.organ.name)

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return in_ours(ROLE_NAMES[self.role])


def invented() -> list[dict[str, str]]:
    """The demonstration's registrars with account and password, for its sign-in page; nobody anywhere else."""
    if not getattr(settings, "DEMO", False):
        return []
    officers = json.loads(settings.DEMO_OFFICERS.read_text(encoding="utf-8"))
    return [
        {
            "account": one["username"],
            "role": in_ours(ROLE_NAMES[Role(one["role"])]),
            "organ": in_ours(office.organ.name) if (office := agencies.find_office(one["office"])) else one["office"],
            "password": settings.DEMO_PASSWORD,
        }
        for one in officers
        if Role(one["role"]) in AT_THE_DESK
    ]


def officer_of(user: AbstractBaseUser | AnonymousUser) -> OfficerCard | None:
    """The officer behind an account who may work here; ``None`` for anybody else."""
    card = agencies.officer_of(user)
    return card if card is not None and card.role in AT_THE_DESK else None


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an officer does."""
    card = officer_of(request.user)
    if card is None:
        raise Http404
    organ = agencies.office(card.office).organ
    return Sitting(card.name, card.role, organ, Registrar(card.actor, card.role, organ.code))


def only_registrars(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk: strangers sign in first; an account without a place here finds nothing."""
    if not request.user.is_authenticated:
        return redirect("desk-sign-in")
    if officer_of(request.user) is None:
        raise Http404
    return locking.meet(request, DESK)


def _opened(request: HttpRequest) -> None:
    card = officer_of(request.user)
    if card is not None:
        services.sit_down(by=card.actor, at=clock.now())


DESK = locking.Desk(
    home="desk",
    lock="desk-lock",
    unlock="desk-unlock",
    sign_out="desk-sign-out",
    template="desk/locked.html",
    sits_for=SITS_FOR,
    proves=locking.same_password,
    opened=_opened,
)
