"""Who acts for a unit online (经办人网上办理): a person signed in by real name whose authority stands on that day, and nobody else.

The unit's file says whom it authorised. Where the authority has ended, or never was, there is no such unit and no such list.
"""

from datetime import date

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from qingbai.agencies import handlers
from qingbai.audit.actors import Actor
from qingbai.law.terms import DocumentKind
from qingbai.screening.models import Unit, UnitActRow
from qingbai.screening.terms import UnitAct
from qingbai.screening.units import Handler, UnitCard, card_of


def handler_of(card: UnitCard, by: Actor, on: date) -> Handler | None:
    """The handler that this person is for a unit on a day; None for anybody else."""
    return handlers.acting(card.handlers, by, on)


def units_of(*, kind: DocumentKind, number: str, viewer: Actor, on: date) -> tuple[UnitCard, ...]:
    """The units for which the signed-in person may act on a day, by code. ``kind`` and ``number`` find them, ``viewer`` decides."""
    authorised = UnitActRow.objects.annotate(number=KeyTextTransform("document_number", "facts"))
    named = authorised.filter(Q(kind=UnitAct.AUTHORISE), number__in=handlers.numbers(kind, number))
    units = Unit.objects.filter(pk__in=named.values("unit")).order_by("code").prefetch_related("acts")
    return tuple(card for row in units if handler_of(card := card_of(row), viewer, on) is not None)
