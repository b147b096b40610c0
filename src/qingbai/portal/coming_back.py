"""Coming back with a passkey (通行密钥登录): what it remembers of a person, and as whom the person is then signed in.

It remembers who the real-name service proved: name, document, sex, birth. What changes by itself - days in China, residence permits, the household - is asked
of the service anew when somebody applies, for which it must prove the person anyway. Whoever comes back so is known by two factors: the device, and
the face, finger or PIN that opens it.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from qingbai.audit.actors import Actor
from qingbai.identity import queries, services
from qingbai.identity.queries import Remembered
from qingbai.law.local import IdentityLevel
from qingbai.portal.realname import Identity, from_json
from qingbai.portal.submission import applicant

NOT_REMEMBERED = ("stay_days", "permits", "household", "level", "remembered", "assertion", "proven_at")


def origin(request: HttpRequest) -> str:
    """The site as the browser has it, to which a passkey is bound."""
    return f"{request.scheme}://{request.get_host()}"


def facts(person: Identity) -> dict[str, Any]:
    """What a passkey remembers of somebody."""
    return {key: value for key, value in person.as_json().items() if key not in NOT_REMEMBERED}


def person_of(found: Remembered, reference: str) -> Identity:
    """The person who comes back, as proven then; ``reference`` says how."""
    told = {"level": IdentityLevel.TWO_FACTORS, "remembered": True, "assertion": reference}
    return from_json({**found.facts, **told, "proven_at": found.proven_at.isoformat()})


def proven_anew(person: Identity) -> None:
    """The service has just proved somebody: the person's passkeys remember that."""
    by = applicant(person)
    if queries.passkeys(viewer=by):
        services.renew(facts=facts(person), proven_at=person.proven_at, by=by)


def newest(by: Actor) -> datetime | None:
    """When the person's newest passkey was added, so that nobody adds one unseen."""
    return max((one.added_at for one in queries.passkeys(viewer=by)), default=None)
