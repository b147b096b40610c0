"""From answers to an application (提交): the frozen draft that the service takes, and the mark that keeps it from being sent twice."""

from datetime import date

from django.http import HttpRequest

from qingbai import clock
from qingbai.audit.actors import Actor, ActorKind
from qingbai.inquiries import services
from qingbai.inquiries.draft import Draft, IdentityProof, ProofMethod, Purpose
from qingbai.law.terms import Paper
from qingbai.pages.language import english
from qingbai.portal import session
from qingbai.portal.questions import Asking
from qingbai.portal.realname import Identity

SENT = "sent"


def applicant(person: Identity) -> Actor:
    """The signed-in person as the ledger names them: by a keyed fingerprint, never by name or number."""
    owner = services.owner_by_document(person.document_kind, person.document_number, person.nationality)
    return Actor(ActorKind.APPLICANT, owner)


def send(request: HttpRequest, asking: Asking) -> str:
    """Hand the application in; its number. The same draft sent twice is one application. Raises ``DraftRefused``."""
    token = session.draft(request)["token"]
    case = services.apply_straight_through(
        draft=draft_of(asking), token=token, by=applicant(asking.person), at=clock.now()
    )
    request.session[SENT] = {**request.session.get(SENT, {}), token: case.row.number}
    session.forget_draft(request)
    return case.row.number


def sent_before(request: HttpRequest, token: str) -> str:
    """The number of the application that this page's draft has become already; empty when it has not."""
    return str(request.session.get(SENT, {}).get(token, ""))


def draft_of(asking: Asking) -> Draft:
    """The answers as the service takes them."""
    person, district = asking.person, asking.answer("district")
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
        household="" if asking.at_residence else district,
        residence=district if asking.at_residence else "",
        papers=papers(asking),
        office=asking.answer("office"),
        purpose=Purpose(asking.answer("purpose")),
        purpose_note=asking.answer("purpose-note") if asking.answer("purpose") == Purpose.OTHER else "",
        period_from=_day(asking, "period_from"),
        period_to=_day(asking, "period_to"),
        stay_days=days if asking.foreigner else None,
        identity_proof=IdentityProof(method=ProofMethod.REAL_NAME, reference=person.assertion, level=person.level),
        phone=asking.answer("phone"),
        sms=asking.answer("phone", "sms") == str(True),
        email=asking.answer("phone", "email"),
        language="en" if english() else "zh-hans",
    )


def papers(asking: Asking) -> tuple[Paper, ...]:
    """What lies before the office: the proven identity, this form, and what public security holds itself."""
    found = [Paper.IDENTITY, Paper.APPLICATION_FORM]
    if asking.at_residence and asking.answer("district") in asking.person.permits:
        found.append(Paper.RESIDENCE_PERMIT)
    if asking.foreigner and asking.person.stay_days is not None:
        found.append(Paper.STAY_PROOF)
    return tuple(found)


def _day(asking: Asking, field: str) -> date | None:
    if asking.answer("period") != "chosen":
        return None
    return date.fromisoformat(asking.answer("dates", field))


def _whole(text: str) -> int | None:
    return int(text) if text else None
