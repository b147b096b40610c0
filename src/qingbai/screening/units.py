"""Units and who may act for them (查询单位与经办人): a fold over what was recorded; pure but for reading the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai.agencies import handlers
from qingbai.agencies.acts import Done, acts_of
from qingbai.agencies.handlers import Authority
from qingbai.law.vetting import MinorsUnit
from qingbai.screening.models import Unit, UnitActRow
from qingbai.screening.terms import UnitAct, UnitKind, UnitStatus
from qingbai.screening.unit_ways import WAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler(Authority):
    """Somebody who may hand in and receive for a unit (经办人); ``responsible``: whether this one adds and ends handlers too (负责经办人)."""

    phone: str
    responsible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """A unit as it stands (查询单位). ``domicile``: six digits of the division; ``proof``: the paper of registration that was seen.

    ``ground``: for which article it was registered, where it said so; ``in_charge``: who is responsible for it (负责人); ``licence_until``: the last day of its
    paper, where that has one.
    """

    code: str
    office: str
    name: str
    domicile: str
    kind: UnitKind
    minors_kind: MinorsUnit | None
    proof: str
    status: UnitStatus
    handlers: tuple[Handler, ...]
    acts: tuple[Done[UnitAct], ...]
    ground: str = ""
    in_charge: str = ""
    licence_until: date | None = None

    def handler(self, key: str, on: date) -> Handler | None:
        """The handler of this key whose authority holds on a day."""
        return next((one for one in self.handlers if one.key == key and one.authorised(on)), None)

    @property
    def reminded_for(self) -> date | None:
        """The day of the yearly check of which the unit was reminded last."""
        told = [one for one in self.acts if one.act is UnitAct.REMIND]
        return date.fromisoformat(told[-1].facts["due_on"]) if told else None


def card_of(unit: Unit, rows: Sequence[UnitActRow] | None = None) -> UnitCard:
    """The unit as its acts leave it."""
    acts = acts_of(rows if rows is not None else unit.acts.all(), UnitAct)
    stated: dict[str, Any] = {}
    for one in acts:
        if one.act in {UnitAct.REGISTER, UnitAct.CHANGE}:
            stated |= one.facts
    status = WAY.status(acts)
    assert status is not None
    return UnitCard(
        code=unit.code,
        office=unit.office,
        name=stated["name"],
        domicile=stated["domicile"],
        kind=UnitKind(stated["kind"]),
        minors_kind=MinorsUnit(stated["minors_kind"]) if stated["minors_kind"] else None,
        proof=stated["proof"],
        status=status,
        handlers=_handlers(acts),
        acts=acts,
        ground=stated.get("ground", ""),
        in_charge=stated.get("in_charge", ""),
        licence_until=date.fromisoformat(stated["licence_until"]) if stated.get("licence_until") else None,
    )


def _handlers(acts: Sequence[Done[UnitAct]]) -> tuple[Handler, ...]:
    ends = {one.facts["handler"]: one.facts for one in acts if one.act is UnitAct.END_AUTHORITY}
    return tuple(
        Handler(
            **handlers.as_kept(one.facts, ends.get(one.facts["handler"], {})),
            phone=one.facts["phone"],
            responsible=one.facts.get("responsible") == "yes",
        )
        for one in acts
        if one.act is UnitAct.AUTHORISE
    )
