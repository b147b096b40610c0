"""Who sits at the registry's desk (登记人员): the officer behind the account, and the organ whose register he or she keeps."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OrganCard
from qingbai.agencies.terms import ROLE_NAMES, Role
from qingbai.audit.actors import Actor
from qingbai.inbox import services
from qingbai.inbox.access import Registrar
from qingbai.pages import locking
from qingbai.pages.desks import Desk, Seated
from qingbai.pages.language import in_ours


@dataclass(frozen=True, slots=True)
class Sitting(Seated):
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
    def organ_name(self) -> str:
        """The organ in the reader's language."""
        return in_ours(self.organ.name)

    @property
    def role_name(self) -> str:
        """The role in the reader's language."""
        return in_ours(ROLE_NAMES[self.role])


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an officer does."""
    card = DESK.officer(request.user)
    if card is None:
        raise Http404
    organ = agencies.office(card.office).organ
    return Sitting(card.name, card.role, organ, Registrar(card.actor, card.role, organ.code))


DESK = Desk(
    name="desk",
    folder="desk",
    roles=frozenset({Role.REGISTRAR, Role.HEAD, Role.AUDITOR}),
    sitting=sitting,
    place=lambda card: in_ours(agencies.office(card.office).organ.name),
    sat_down=lambda card, _how: services.sit_down(by=card.actor, at=clock.now()),
)
"""The registry's desk; clerks and reviewers have the counter."""


def only_registrars(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk."""
    return locking.meet(request, DESK)
