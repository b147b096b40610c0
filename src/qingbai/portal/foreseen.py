"""That somebody asked what a certificate would say, between two pages (预查的暂存): held in the session for some minutes.

When it was asked is all that is held; what the answer is, is looked up each time that it is shown, as of that instant. It is in no address and no cache;
the sign-in that it needs is a fresh and a strong one, so that nobody reads it who found a telephone unlocked.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest

from qingbai.inquiries.preview import Asked
from qingbai.law.local import IdentityLevel
from qingbai.portal import session
from qingbai.portal.realname import Identity

KEPT = "foreseen"
SHOWN_FOR = timedelta(minutes=10)
FRESH = timedelta(minutes=10)
"""So recently the person must have proved who they are."""


def strong(person: Identity) -> bool:
    """Whether the sign-in was as strong as this needs: by the face."""
    return person.level is IdentityLevel.FACE


def fresh(person: Identity, now: datetime) -> bool:
    """Whether the person proved just now who they are."""
    return person.proven_at <= now <= person.proven_at + FRESH


def keep(request: HttpRequest, asked: Asked) -> None:
    """Hold that the signed-in person asked."""
    owner = session.mark(session.signed_in(request))
    instants = {"at": asked.at.isoformat(), "shown_at": asked.shown_at.isoformat()}
    request.session[KEPT] = {"owner": owner, "number": asked.number, **instants}


def kept(request: HttpRequest, now: datetime) -> Asked | None:
    """What the signed-in person asked last; None once its minutes are over, and then it is held no more."""
    found = request.session.get(KEPT)
    if found is None:
        return None
    at, shown_at = (datetime.fromisoformat(found[name]) for name in ("at", "shown_at"))
    if now >= shown_at + SHOWN_FOR or found["owner"] != session.mark(session.signed_in(request)):
        forget(request)
        return None
    return Asked(number=found["number"], at=at, shown_at=shown_at)


def forget(request: HttpRequest) -> None:
    """Hold nothing any more."""
    request.session.pop(KEPT, None)
