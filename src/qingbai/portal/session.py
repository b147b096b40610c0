"""What the portal remembers between two pages (会话): who is signed in, and the application being filled in.

Who is signed in lives in the session's row in the database, for half an hour after the last page; the cookie holds only its key. The answers
are kept, closed, for some days (``qingbai.unsent``) under a keyed mark of the person: they are there at another device, and nobody else sees them.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from qingbai import clock
from qingbai.law.local import IdentityLevel
from qingbai.pages.routes import View
from qingbai.portal import sent_late
from qingbai.portal.realname import Identity, from_json
from qingbai.unsent import services as unsent
from qingbai.unsent.services import Kept

SIGNED_IN_FOR = timedelta(minutes=30)
REMEMBERED_FOR = timedelta(days=1)
PERSON, OWNER, STATE = "person", "owner", "sign_in"
APPLICATION = "application"
MOST_UNDER_WAY = 4
"""Sign-ins begun in one browser that may still come back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A sign-in that comes back: what was kept for it, the level asked for (empty: any), and the page to go on to."""

    kept: Mapping[str, str]
    strong: str
    onwards: str


def sign_in(request: HttpRequest, person: Identity) -> None:
    """Remember who this is, under a new session key; what the same person began in this browser stays, anything of anybody else goes."""
    owner = mark(person)
    if request.session.get(OWNER) == owner:
        request.session.cycle_key()
        request.session.pop(STATE, None)
    else:
        request.session.flush()
    request.session.set_expiry(int(REMEMBERED_FOR.total_seconds()))
    request.session[OWNER] = owner
    request.session[PERSON] = {"identity": person.as_json(), "until": (clock.now() + SIGNED_IN_FOR).isoformat()}


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
    someone = person(request)
    if someone is not None:
        if sent_late.MARK in request.POST:
            sent_late.forget(mark(someone))
        return None
    owner = request.session.get(OWNER, "")
    kept = request.method == "POST" and owner and sent_late.keep(request, owner)
    come_back_to(request, reverse("sent-late") if kept else request.path)
    return HttpResponseRedirect(
        reverse("sign-in") + ("?" + urlencode({"ended": 1}) if request.method == "POST" else "")
    )


def proven_now(view: View) -> View:
    """A page for who was proved at this visit: whoever came back with a passkey is first sent to the real-name service."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not signed_in(request).remembered:
            return view(request, *args, **kwargs)
        come_back_to(request, request.path)
        return HttpResponseRedirect(reverse("sign-in-stronger", args=[IdentityLevel.TWO_FACTORS.value]))

    return enter


def come_back_to(request: HttpRequest, address: str) -> None:
    """Remember the page to go on to after signing in: in the session, so that no address carries a reference any longer than it must."""
    request.session[STATE] = {**(request.session.get(STATE) or {}), "next": address}


def onwards(request: HttpRequest) -> str:
    """The page that the next sign-in leads to; empty where none was asked for."""
    return str((request.session.get(STATE) or {}).get("next", ""))


def new_state() -> str:
    """A fresh state for one sign-in."""
    return secrets.token_urlsafe(24)


def keep_sign_in(request: HttpRequest, state: str, kept: Mapping[str, str], *, strong: str = "") -> None:
    """What is needed when the person comes back to this state; the newest few are kept, because people have two tabs."""
    found = request.session.get(STATE) or {}
    others = list((found.get("under_way") or {}).items())[-MOST_UNDER_WAY + 1 :]
    request.session[STATE] = {**found, "under_way": {**dict(others), state: {"kept": dict(kept), "strong": strong}}}


def end_sign_in(request: HttpRequest, state: str) -> SignIn | None:
    """The sign-in of this state, used up by asking; ``None`` when none is under way."""
    found = request.session.get(STATE) or {}
    under_way = dict(found.get("under_way") or {})
    one = under_way.pop(state, None)
    if one is None:
        return None
    request.session[STATE] = {**found, "under_way": under_way}
    return SignIn(kept=one["kept"], strong=one["strong"], onwards=found.get("next", ""))


def draft(request: HttpRequest, subject: str = APPLICATION) -> Kept:
    """What the signed-in person has answered and not handed in, at this device or another: an application, or what ``subject`` names."""
    found: dict[str, Kept] = request.__dict__.setdefault("_unsent", {})
    if subject not in found:
        found[subject] = unsent.find(owner=mark(signed_in(request)), subject=subject, at=clock.now())
    return found[subject]


def answer(
    request: HttpRequest, question: str, answers: dict[str, str], subject: str = APPLICATION, *, token: str = ""
) -> None:
    """Keep the answers to one question; ``token``: the mark of the submission that they belong to, where the page has given it one. Raises ``AnsweredElsewhere`` and ``HandedInElsewhere`` where the page posted says what it showed (``page_of``)."""
    begun = request.POST.get("begun", "")
    token = begun or token or draft(request, subject).token
    request.__dict__.pop("_unsent", None)  # what stands now is read anew, also where it is not what the page thought
    kept = unsent.keep(
        owner=mark(signed_in(request)),
        subject=subject,
        question=question,
        answer=answers,
        token=token,
        at=clock.now(),
        begun=bool(begun),
        shown=request.POST.get("shown"),
    )
    request.__dict__["_unsent"] = {subject: kept}


def page_of(request: HttpRequest, question: str, subject: str = APPLICATION) -> dict[str, str]:
    """What a page says of the answers that it belongs to, so that another tab or device does not lose any."""
    found = draft(request, subject)
    return {
        "begun": found.token if found.saved_at else "",
        "shown": unsent.mark_of(found.answers.get(question, {})),
    }


def is_stale(request: HttpRequest, subject: str = APPLICATION) -> bool:
    """Whether the page posted belongs to answers that were handed in or deleted since it was shown."""
    begun = request.POST.get("begun", "")
    return bool(begun) and begun != draft(request, subject).token


def forget_draft(request: HttpRequest, subject: str = APPLICATION) -> None:
    """It was handed in, or the person wants it gone: the next one starts empty."""
    unsent.delete(owner=mark(signed_in(request)), subject=subject)
    request.__dict__.pop("_unsent", None)


def mark(someone: Identity) -> str:
    """The keyed mark by which answers are tied to a person."""
    told = f"{someone.document_kind}:{someone.nationality}:{someone.document_number}"
    return salted_hmac("qingbai.portal.session", told, algorithm="sha256").hexdigest()
