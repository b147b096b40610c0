"""Who acts for a unit online (经办人网上办理): a person signed in by real name whose authority stands on that day, and nobody else.

The person is known by the keyed fingerprint of the document, as everywhere in the house; the unit's file says whom it authorised. Where the
authority has ended, or never was, there is no such unit and no such list.
"""

from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.screening.models import Unit, UnitActRow
from qingbai.screening.terms import UnitAct
from qingbai.screening.units import Handler, UnitCard, card_of

COUNTRY = "CHN"
"""Handlers are authorised by documents of China (``registering``)."""


def owner_of(handler: Handler) -> str:
    """The fingerprint under which a handler stands on the ledger and signs in."""
    lasting = identity.lasting(handler.document_kind, handler.document_number, country=COUNTRY)
    return audit.fingerprint(lasting)


def handler_of(card: UnitCard, by: Actor, on: date) -> Handler | None:
    """The handler that this person is for a unit on a day; None for anybody else."""
    if by.kind is not ActorKind.APPLICANT:
        return None
    return next((one for one in card.handlers if one.authorised(on) and owner_of(one) == by.id), None)


def units_of(*, kind: DocumentKind, number: str, viewer: Actor, on: date) -> tuple[UnitCard, ...]:
    """The units for which the signed-in person may act on a day, by code. ``kind`` and ``number`` find them, ``viewer`` decides."""
    lasting = identity.lasting(kind, number, country=COUNTRY)
    authorised = UnitActRow.objects.annotate(number=KeyTextTransform("document_number", "facts"))
    named = authorised.filter(Q(kind=UnitAct.AUTHORISE), number__in={identity.normalise(number), lasting})
    units = Unit.objects.filter(pk__in=named.values("unit")).order_by("code").prefetch_related("acts")
    return tuple(card for row in units if handler_of(card := card_of(row), viewer, on) is not None)
