"""What the portal remembers between two pages (会话): who is signed in, and the application being filled in.

Both live in the session's row in the database; the cookie holds only its key. A person is signed in for half an hour
after the last page. The answers stay a day, tied to the person by a keyed mark: another person never sees them.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from qingbai import clock
from qingbai.portal.realname import Identity, from_json

SIGNED_IN_FOR = timedelta(minutes=30)
KEPT_FOR = timedelta(days=1)
PERSON, DRAFT, STATE = "person", "draft", "sign_in"


def sign_in(request: HttpRequest, person: Identity) -> None:
    """Remember who this is, under a new session key; answers of anybody else go."""
    draft = request.session.get(DRAFT)
    request.session.flush()
    request.session.set_expiry(int(KEPT_FOR.total_seconds()))
    request.session[PERSON] = {"identity": person.as_json(), "until": (clock.now() + SIGNED_IN_FOR).isoformat()}
    if draft is not None and draft["owner"] == mark(person):
        request.session[DRAFT] = draft


def sign_out(request: HttpRequest) -> None:
    """Forget everything."""
    request.session.flush()


def person(request: HttpRequest) -> Identity | None:
    """Who is signed in; ``None`` when nobody is, or the last page was too long ago."""
    found = request.session.get(PERSON)
    if found is None:
        return None
    if datetime.fromisoformat(found["until"]) < clock.now():
        del request.session[PERSON]
        return None
    found["until"] = (clock.now() + SIGNED_IN_FOR).isoformat()
    request.session[PERSON] = found
    return from_json(found["identity"])


def signed_in(request: HttpRequest) -> Identity:
    """Who is signed in, behind the guard that made sure that somebody is."""
    found = person(request)
    if found is None:
        raise PermissionError("nobody is signed in")
    return found


def only_signed_in(request: HttpRequest) -> HttpResponseRedirect | None:
    """The guard of the pages about a person: nobody signed in goes to sign in and comes back to the page asked for."""
    if person(request) is not None:
        return None
    # The page to come back to travels in the session, so that no address carries a reference any longer than it must.
    request.session[STATE] = {"next": request.path}
    return HttpResponseRedirect(
        reverse("sign-in") + ("?" + urlencode({"ended": 1}) if request.method == "POST" else "")
    )


def begin_sign_in(request: HttpRequest) -> str:
    """A fresh state for one sign-in."""
    found = request.session.get(STATE) or {}
    state = secrets.token_urlsafe(24)
    request.session[STATE] = {**found, "state": state}
    return state


def end_sign_in(request: HttpRequest) -> tuple[str, str]:
    """The state of the sign-in under way, used up by asking, and the page to go on to."""
    found = request.session.pop(STATE, None) or {}
    return found.get("state", ""), found.get("next", "")


def draft(request: HttpRequest) -> dict[str, Any]:
    """The application being filled in: ``token`` (one submission), ``answers`` by question."""
    someone = signed_in(request)
    found = request.session.get(DRAFT)
    if found is None or found["owner"] != mark(someone):
        found = {"owner": mark(someone), "token": secrets.token_urlsafe(24), "answers": {}}
        request.session[DRAFT] = found
    assert isinstance(found, dict)
    return found


def answer(request: HttpRequest, question: str, answers: dict[str, str]) -> None:
    """Keep the answers to one question."""
    found = draft(request)
    found["answers"][question] = answers
    request.session[DRAFT] = found


def forget_draft(request: HttpRequest) -> None:
    """The application was handed in: the next one starts empty."""
    request.session.pop(DRAFT, None)


def mark(someone: Identity) -> str:
    """The keyed mark by which answers are tied to a person."""
    told = f"{someone.document_kind}:{someone.nationality}:{someone.document_number}"
    return salted_hmac("qingbai.portal.session", told, algorithm="sha256").hexdigest()
