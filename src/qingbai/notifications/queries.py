"""What may be seen of messages: those of a case, without addresses, and how many are where, for the operator."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count

from qingbai.notifications import addresses, messages
from qingbai.notifications.contacts import Channel, Contact
from qingbai.notifications.messages import Message, Text
from qingbai.notifications.models import Delivery, KeptContact, State, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message of a case: what was told, when, and how far it got on each channel."""

    about: str
    message: Message
    text: Text
    at: datetime
    ways: tuple[tuple[Channel, State, datetime | None], ...]


def of_case(about: str) -> tuple[Sent, ...]:
    """The messages of a case, in their order. The caller's room has asked whether the viewer may see the case."""
    rows = Told.objects.filter(about=about).order_by("at", "id").prefetch_related("deliveries")
    return tuple(_sent(row) for row in rows)


def contact_of(about: str) -> Contact:
    """Where somebody wants to be told of a case, as it was kept; empty once it is forgotten. The caller's room has asked who looks."""
    return contacts_of([about]).get(about, Contact())


def contacts_of(abouts: Collection[str]) -> dict[str, Contact]:
    """The same of several cases, by their numbers; one of which nothing is kept is left out."""
    return {row.about: _contact(row) for row in KeptContact.objects.filter(about__in=list(abouts))}


def _contact(row: KeptContact) -> Contact:
    boxes = {"email": row.email, "phone": row.phone}
    known = {field: addresses.open_box(bytes(box), row.pk) for field, box in boxes.items() if box is not None}
    return Contact(**known, language=row.language)


def latest(limit: int = 50) -> tuple[Sent, ...]:
    """The latest messages of all cases, for the page that a demonstration has and nobody else."""
    rows = Told.objects.order_by("-at", "-id").prefetch_related("deliveries")[:limit]
    return tuple(_sent(row) for row in rows)


def counts() -> Mapping[tuple[Channel, State], int]:
    """How many deliveries are in which state, by channel."""
    found = Delivery.objects.values_list("channel", "state").annotate(many=Count("id")).order_by("channel", "state")
    return {(Channel(channel), State(state)): many for channel, state, many in found}


def _sent(row: Told) -> Sent:
    message = Message(row.message)
    ways = sorted((Channel(one.channel), State(one.state), one.sent_at) for one in row.deliveries.all())
    return Sent(
        about=row.about,
        message=message,
        text=messages.render(message, row.about, row.facts, row.language, settings.PUBLIC_URL),
        at=row.at,
        ways=tuple(ways),
    )
