"""Organs and law firms that may ask online, and who acts for them (办案单位及其经办人员): a fold over what was recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from qingbai.agencies import handlers
from qingbai.agencies.acts import Done, acts_of
from qingbai.agencies.handlers import Authority
from qingbai.audit.actors import Actor
from qingbai.disclosures.body_acts import WAY, Act, Status
from qingbai.disclosures.models import Body, BodyActRow
from qingbai.law.official import OfficialAsker
from qingbai.law.powers import OrganKind
from qingbai.law.terms import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler(Authority):
    """Somebody who may ask for an organ, or a lawyer of a firm (经办人员).

    ``card``: number of the service card or practice certificate, as the officer at the counter saw it.
    """

    card: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyCard:
    """An organ or a law firm as it stands (办案单位). ``organ``: what sort of organ it is, None for a law firm; ``proof``: the paper that was seen."""

    code: str
    office: str
    asker: OfficialAsker
    organ: OrganKind | None
    name: str
    proof: str
    status: Status
    handlers: tuple[Handler, ...]
    acts: tuple[Done[Act], ...]

    def handler(self, key: str, on: date) -> Handler | None:
        """The person of this key whose authority holds on a day."""
        return next((one for one in self.handlers if one.key == key and one.authorised(on)), None)


def card_of(body: Body, rows: Sequence[BodyActRow] | None = None) -> BodyCard:
    """The registration as its acts leave it."""
    acts = acts_of(rows if rows is not None else body.acts.all(), Act)
    stated: dict[str, Any] = {}
    for one in acts:
        if one.act in {Act.REGISTER, Act.CHANGE}:
            stated |= one.facts
    status = WAY.status(acts)
    assert status is not None
    return BodyCard(
        code=body.code,
        office=body.office,
        asker=OfficialAsker(body.asker),
        organ=OrganKind(stated["organ"]) if stated["organ"] else None,
        name=stated["name"],
        proof=stated["proof"],
        status=status,
        handlers=tuple(_handlers(acts)),
        acts=acts,
    )


def _handlers(acts: Sequence[Done[Act]]) -> Iterable[Handler]:
    ends = {one.facts["handler"]: one.facts for one in acts if one.act is Act.END_AUTHORITY}
    for one in acts:
        if one.act is Act.AUTHORISE:
            yield Handler(**handlers.as_kept(one.facts, ends.get(one.facts["handler"], {})), card=one.facts["card"])


def handler_of(card: BodyCard, by: Actor, on: date) -> Handler | None:
    """Who this person is for an organ or firm on a day; None for anybody else."""
    return handlers.acting(card.handlers, by, on)


def bodies_of(*, kind: DocumentKind, number: str, viewer: Actor, on: date) -> tuple[BodyCard, ...]:
    """The organs and firms for which the signed-in person may act on a day, by code. ``kind`` and ``number`` find them, ``viewer`` decides."""
    authorised = BodyActRow.objects.annotate(number=KeyTextTransform("document_number", "facts"))
    named = authorised.filter(Q(kind=Act.AUTHORISE), number__in=handlers.numbers(kind, number))
    bodies = Body.objects.filter(pk__in=named.values("body")).order_by("code").prefetch_related("acts")
    return tuple(card for row in bodies if handler_of(card := card_of(row), viewer, on) is not None)


def acts_for(body: Body | None, keys: Iterable[str], by: Actor, on: date) -> bool:
    """Whether this person handed in one of a body's requests, or is the second officer of it, and still acts for the body on a day."""
    card = card_of(body) if body is not None else None
    if card is None or handler_of(card, by, on) is None:
        return False
    named = set(keys)
    return any(one.owner == by.id for one in card.handlers if one.key in named)
