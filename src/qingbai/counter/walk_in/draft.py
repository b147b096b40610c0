"""From the page of a new application at the counter to the application that the service takes.

Also from a page on which something is missing yet: what is missing stands in for itself, so that everything else can be examined at once.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.queries import OfficeCard
from qingbai.inquiries.delivery import Delivery
from qingbai.inquiries.draft import Agent, Draft, Guardian, IdentityProof, ProofMethod, Purpose, Relation, Time
from qingbai.law.local import AskingPlace, ReasonClass
from qingbai.law.terms import AskerClass, DocumentKind, Paper, Sex
from qingbai.pages.language import english

NOBODY, AGENT, GUARDIAN = "nobody", "agent", "guardian"
MISSING = "-"
"""Stands for a text that was not given; the page itself says that it is needed."""


def region_of(office: OfficeCard) -> RegionProfile:
    """The rules of the office's region."""
    return agencies.region(office.division)


def of(found: Mapping[str, Any], *, office: OfficeCard, clerk: str) -> Draft:
    """The application; the clerk attests the identity."""
    asker = AskerClass(found.get("asker_class") or AskerClass.CITIZEN)
    return Draft(
        asker_class=asker,
        name=found.get("name") or MISSING,
        latin_name=found.get("latin_name") or "",
        former_names=tuple(re.split(r"\s*[,，、;；]\s*", names)) if (names := found.get("former_names")) else (),
        sex=Sex(found.get("sex") or Sex.MALE),
        born_on=found.get("born_on") or clock.today(),
        nationality=found.get("nationality") or "CHN",
        document_kind=DocumentKind(found.get("document_kind") or DocumentKind.PASSPORT),
        document_number=found.get("document_number") or MISSING,
        papers=_papers(found),
        office=office.code,
        purpose=Purpose(found.get("purpose") or Purpose.WORK),
        purpose_note=found.get("purpose_note") or "",
        period_from=found.get("period_from"),
        period_to=found.get("period_to"),
        stay_days=found.get("stay_days") if asker is AskerClass.FOREIGNER else None,
        document_valid_from=found.get("document_valid_from"),
        document_valid_until=found.get("document_valid_until"),
        residence_since=found.get("residence_since"),
        tied=_tied(found),
        reason=ReasonClass(found["reason"]) if found.get("reason") else None,
        identity_proof=IdentityProof(method=ProofMethod.COUNTER, reference=clerk),
        phone=found.get("phone") or "",
        sms=bool(found.get("sms")),
        email=found.get("email") or "",
        language="en" if english() else "zh-hans",
        **_places(found, office.division),
        **_acting(found),
        **_handed_over(found),
    )


def _papers(found: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers ticked, and the documents that the clerk named as seen."""
    of_acting = {AGENT: (Paper.AGENT_IDENTITY,), GUARDIAN: (Paper.GUARDIAN_IDENTITY,)}
    ticked = (Paper(one) for one in found.get("papers") or ())
    return (Paper.IDENTITY, Paper.APPLICATION_FORM, *of_acting.get(found.get("acting") or NOBODY, ()), *ticked)


def _tied(found: Mapping[str, Any]) -> tuple[Time, ...]:
    first: date | None = found.get("tied_from")
    return (Time(from_on=first, to_on=found.get("tied_to")),) if first else ()


def _places(found: Mapping[str, Any], division: str) -> dict[str, Any]:
    """Where the person lives, is registered, was registered or studies, as far as this page asks."""
    place = AskingPlace(found.get("place") or AskingPlace.HOUSEHOLD)
    return {"household": found.get("household") or "", place.value: division}


def _acting(found: Mapping[str, Any]) -> dict[str, Any]:
    """Who acts for the person."""
    acting = found.get("acting") or NOBODY
    if acting == NOBODY:
        return {}
    known: dict[str, Any] = {
        "name": found.get("acting_name") or MISSING,
        "document_kind": DocumentKind(found.get("acting_kind") or DocumentKind.PASSPORT),
        "document_number": found.get("acting_number") or MISSING,
        "nationality": found.get("acting_nationality") or "CHN",
    }
    if acting == GUARDIAN:
        return {"guardian": Guardian(**known)}
    relation, work = found.get("acting_relation"), found.get("acting_own_work")
    known |= {"born_on": found.get("acting_born_on") or clock.today()}
    known |= {"relation": Relation(relation) if relation else None}
    return {"agent": Agent(**known, lives_on_own_work=work == "yes" if work else None)}


def _handed_over(found: Mapping[str, Any]) -> dict[str, Any]:
    way = Delivery(found["delivery"]) if found.get("delivery") else None
    return {"delivery": way, "address": (found.get("address") or "") if way is Delivery.POST else ""}
