"""Who sits at the desk (窗口人员): the officer behind the account, and the office the desk belongs to."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from qingbai import clock
from qingbai.agencies import desks
from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import AT_THE_COUNTER
from qingbai.audit.actors import Actor
from qingbai.inquiries.acts import WAY, Act
from qingbai.pages import locking
from qingbai.pages.desks import Desk, Seated
from qingbai.pages.language import in_ours


@dataclass(frozen=True, slots=True)
class Sitting(Seated):
    """An officer at the desk of an office."""

    name: str
    account: str
    office: str
    office_name: str
    division: str
    actor: Actor
    reviews: bool
    """Whether the officer may take papers back."""


def sitting(request: HttpRequest) -> Sitting:
    """Who sits here, behind the guard that made sure that an officer does."""
    card = DESK.officer(request.user)
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


DESK = Desk(
    name="counter",
    folder="counter",
    roles=AT_THE_COUNTER,
    sitting=sitting,
    place=lambda card: in_ours(agencies.office(card.office).name),
    sat_down=lambda card, how: desks.sat_down(by=card.actor, how=how, at=clock.now()),
)
"""The counter's desk; registrars and auditors have desks of their own."""


def only_officers(request: HttpRequest) -> HttpResponse | None:
    """The guard of the desk."""
    return locking.meet(request, DESK)


def only_reviewers(request: HttpRequest) -> HttpResponse | None:
    """The guard of what reviewers and heads do: for anybody else at the counter it does not exist."""
    refused = only_officers(request)
    if refused is None and not sitting(request).reviews:
        raise Http404
    return refused
