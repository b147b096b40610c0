"""Who acts for a unit, an organ or a law firm (经办人): by which document the person is known, from which day, until when.

The person is known by the keyed fingerprint of the document, as everywhere in the house. Asked anew with every page: an authority that was ended opens
nothing from that moment, and whoever has none finds nothing at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.incoming import Fault
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.matching import units as codes

COUNTRY = "CHN"
"""Who acts for others is registered by a document of China."""
SENTENCES = {
    "authority_order": ("截止日早于开始日，请核对。", "ends before it begins; check both days."),
    "authority_over": ("截止日已过，请核对。", "is over already; check it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What somebody may act on, first and last day included; ``to_on`` None: until it is ended. ``ended_on``: the day on which it was ended, at once."""

    key: str
    name: str
    document_kind: DocumentKind
    document_number: str
    from_on: date
    to_on: date | None
    ended_on: date | None = None

    def authorised(self, on: date) -> bool:
        """Whether the authority holds on a day."""
        stands = self.ended_on is None or on < self.ended_on
        return stands and self.from_on <= on and (self.to_on is None or on <= self.to_on)

    def may_be_ended(self, on: date) -> bool:
        """Whether there is an authority to end: one that begins later, too."""
        return self.ended_on is None and (self.to_on is None or self.to_on >= on)

    @property
    def owner(self) -> str:
        """The fingerprint under which this person signs in and stands on the ledger."""
        return audit.fingerprint(identity.lasting(self.document_kind, self.document_number, country=COUNTRY))


A = TypeVar("A", bound=Authority)


def acting(authorities: Iterable[A], by: Actor, on: date) -> A | None:
    """The authority on which this person acts on a day; None for anybody else."""
    if by.kind is not ActorKind.APPLICANT:
        return None
    return next((one for one in authorities if one.authorised(on) and one.owner == by.id), None)


def numbers(kind: DocumentKind, number: str) -> frozenset[str]:
    """How the number of a document may stand in a file: as it is now, and as it stays when the document is replaced."""
    return frozenset({identity.normalise(number), identity.lasting(kind, number, country=COUNTRY)})


def as_kept(given: Mapping[str, Any], end: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an ``Authority`` from the facts of the act that gave it and of the act that ended it, empty where none did."""
    last = [date.fromisoformat(day) for day in (given["to_on"], end.get("to_on")) if day]
    return {
        "key": given["handler"],
        "name": given["name"],
        "document_kind": DocumentKind(given["document_kind"]),
        "document_number": given["document_number"],
        "from_on": date.fromisoformat(given["from_on"]),
        "to_on": min(last, default=None),
        "ended_on": date.fromisoformat(end["ended_on"]) if "ended_on" in end else None,
    }


def to_keep(*, kind: DocumentKind, number: str, from_on: date, to_on: date | None) -> dict[str, str]:
    """The facts of an act that gives an authority, but for the name and what a room keeps besides."""
    return {
        "document_kind": str(kind),
        "document_number": identity.normalise(number),
        "from_on": from_on.isoformat(),
        "to_on": to_on.isoformat() if to_on else "",
    }


def faults(*, kind: DocumentKind, number: str, from_on: date, to_on: date | None, on: date) -> Iterator[Fault]:
    """What is wrong with the document and the days of somebody who shall act."""
    read = identity.parse(kind, number, country=COUNTRY, on=on)
    if isinstance(read, identity.Malformed):
        for remark in read.faults:
            yield Fault("document_number", remark.code, remark.zh, remark.en)
    if to_on is not None and to_on < from_on:
        yield _fault("authority_order")
    elif to_on is not None and to_on < on:
        yield _fault("authority_over")


def code_faults(code: str) -> Iterator[Fault]:
    """What is wrong with a unified social credit code (统一社会信用代码), by its shape and check digit."""
    read = codes.parse(code)
    if isinstance(read, codes.MalformedUnitCode):
        for remark in read.faults:
            yield Fault("code", remark.code, remark.zh, remark.en)


def _fault(code: str) -> Fault:
    zh, en = SENTENCES[code]
    return Fault("to_on", code, zh, en)
