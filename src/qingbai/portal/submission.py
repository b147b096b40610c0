"""From answers to an application (提交): the frozen draft that the service takes, and the mark that keeps it from being sent twice."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries import queries as inquiries
from qingbai.inquiries import services
from qingbai.inquiries.delivery import Delivery
from qingbai.inquiries.draft import Agent, Draft, Guardian, IdentityProof, ProofMethod, Purpose, Relation, Time
from qingbai.law.local import ReasonClass
from qingbai.law.terms import Paper
from qingbai.pages.language import english
from qingbai.portal import asking as asking_for
from qingbai.portal import session
from qingbai.portal.questions import Asking, still_answered
from qingbai.portal.realname import Identity

SENT = "sent"


def applicant(person: Identity) -> Actor:
    """The signed-in person as the ledger names them: by a keyed fingerprint, never by name or number."""
    owner = services.owner_by_document(person.document_kind, person.document_number, person.nationality)
    return Actor(ActorKind.APPLICANT, owner)


def send(request: HttpRequest, asking: Asking) -> str:
    """Hand the application in; its number. The same draft sent twice is one application. Raises ``DraftRefused``."""
    token = session.draft(request).token
    case = services.apply_straight_through(
        draft=draft_of(asking), token=token, by=applicant(asking.signer), at=clock.now()
    )
    request.session[SENT] = {**request.session.get(SENT, {}), token: case.row.number}
    session.forget_draft(request)
    return case.row.number


def sent_before(request: HttpRequest, token: str) -> str:
    """The number of the application that this page's draft has become already, here or at another device; empty when it has not."""
    here = str(request.session.get(SENT, {}).get(token, ""))
    return here or inquiries.sent_with(token=token, viewer=applicant(session.signed_in(request)))


def draft_of(asking: Asking) -> Draft:
    """The answers as the service takes them."""
    person = asking.person
    days = person.stay_days if person.stay_days is not None else _whole(asking.answer("stay"))
    return Draft(
        asker_class=person.asker_class,
        name=person.name,
        latin_name=person.latin_name,
        sex=person.sex,
        born_on=person.born_on,
        nationality=person.nationality,
        document_kind=person.document_kind,
        document_number=person.document_number,
        papers=papers(asking),
        office=asking.answer("office"),
        purpose=Purpose(asking.answer("purpose")),
        purpose_note=still_answered(asking, "purpose-note"),
        period_from=_date(still_answered(asking, "dates", "period_from")),
        period_to=_date(still_answered(asking, "dates", "period_to")),
        stay_days=days if asking.foreigner else None,
        identity_proof=IdentityProof(
            method=ProofMethod.REAL_NAME,
            reference=person.assertion,
            level=person.level,
            remembered=person.remembered,
        ),
        phone=asking.answer("phone"),
        sms=asking.answer("phone", "sms") == str(True),
        email=asking.answer("phone", "email"),
        language="en" if english() else "zh-hans",
        **_places(asking),
        **_acting(asking),
        **_of_region(asking),
    )


def _places(asking: Asking) -> dict[str, Any]:
    """Where the person lives, is registered, was registered or studies, as far as it is known."""
    found = {"household": asking.person.household or still_answered(asking, "province")}
    return found | {asking.place.value: asking.answer("district")}


def _acting(asking: Asking) -> dict[str, Any]:
    """The guardian or agent who is signed in, where it is asked for another."""
    signer = asking.signer
    known: dict[str, Any] = {
        "name": signer.name,
        "document_kind": signer.document_kind,
        "document_number": signer.document_number,
        "nationality": signer.nationality,
    }
    match asking.whom:
        case asking_for.WARD:
            return {"guardian": Guardian(**known)}
        case asking_for.PRINCIPAL:
            relation = still_answered(asking, "relation")
            work = still_answered(asking, "own-work")
            known |= {"born_on": signer.born_on, "relation": Relation(relation) if relation else None}
            return {"agent": Agent(**known, lives_on_own_work=work == "yes" if work else None)}
        case _:
            return {}


def _of_region(asking: Asking) -> dict[str, Any]:
    """What only some regions ask."""
    reason = still_answered(asking, "reason")
    since = still_answered(asking, "since", "answer_on")
    first, last = (still_answered(asking, "tied", name) for name in ("first_on", "last_on"))
    begins, ends = (still_answered(asking, "validity", name) for name in ("valid_from_on", "valid_until_on"))
    way = still_answered(asking, "delivery")
    address = still_answered(asking, "delivery", "address") if way == Delivery.POST else ""
    return {
        "delivery": Delivery(way) if way else None,
        "address": address,
        "reason": ReasonClass(reason) if reason else None,
        "residence_since": _date(since),
        "tied": (Time(from_on=date.fromisoformat(first), to_on=_date(last)),) if first else (),
        "document_valid_from": _date(begins),
        "document_valid_until": _date(ends),
    }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def only_who(person: Identity) -> Draft:
    """The signed-in person and nothing that is asked, for a look at what would be answered."""
    return Draft(
        asker_class=person.asker_class,
        name=person.name,
        latin_name=person.latin_name,
        sex=person.sex,
        born_on=person.born_on,
        nationality=person.nationality,
        document_kind=person.document_kind,
        document_number=person.document_number,
        household=person.household,
        office="",
        purpose=Purpose.OTHER,
        identity_proof=IdentityProof(method=ProofMethod.REAL_NAME, reference=person.assertion, level=person.level),
    )


def of_ward(person: Identity, signer: Identity) -> Draft:
    """The same of a ward, asked for by the guardian who is signed in."""
    guardian = Guardian(
        name=signer.name,
        document_kind=signer.document_kind,
        document_number=signer.document_number,
        nationality=signer.nationality,
    )
    return replace(only_who(person), guardian=guardian)


def papers(asking: Asking) -> tuple[Paper, ...]:
    """What lies before the office: the proven identity, this form, and what public security holds itself."""
    proven = {
        asking_for.MYSELF: Paper.IDENTITY,
        asking_for.WARD: Paper.GUARDIAN_IDENTITY,
        asking_for.PRINCIPAL: Paper.AGENT_IDENTITY,
    }[asking.whom]
    found = [proven, Paper.APPLICATION_FORM]
    if asking.at_residence and asking.answer("district") in asking.person.permits:
        found.append(Paper.RESIDENCE_PERMIT)
    if asking.foreigner and asking.person.stay_days is not None:
        found.append(Paper.STAY_PROOF)
    return tuple(found)


def _whole(text: str) -> int | None:
    return int(text) if text else None
