"""What a certificate would say today, between two pages (预查结果的暂存): held in the session for some minutes, for who proved to be there just now.

It is never in an address, in no cache and in no other session; the sign-in that it needs is a fresh and a strong one, so that nobody reads it
who found a telephone unlocked.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest

from qingbai.inquiries.preview import Change, Preview
from qingbai.law.local import IdentityLevel
from qingbai.law.terms import AnswerPaper
from qingbai.portal import session
from qingbai.portal.realname import Identity

KEPT = "foreseen"
KEPT_FOR = timedelta(minutes=10)
FRESH = timedelta(minutes=10)
"""So recently the person must have proved who they are."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A preview, and until when it is shown."""

    preview: Preview
    until: datetime


def strong(person: Identity) -> bool:
    """Whether the sign-in was as strong as this needs: by the face."""
    return person.level is IdentityLevel.FACE


def fresh(person: Identity, now: datetime) -> bool:
    """Whether the person proved just now who they are."""
    return person.proven_at <= now <= person.proven_at + FRESH


def keep(request: HttpRequest, preview: Preview) -> None:
    """Hold a preview for the signed-in person."""
    owner = session.mark(session.signed_in(request))
    plain = {key: _plain(value) for key, value in asdict(preview).items()}
    request.session[KEPT] = {"owner": owner, "preview": plain}


def kept(request: HttpRequest, now: datetime) -> Foreseen | None:
    """The preview that the signed-in person asked for last; None once its minutes are over, and then it is held no more."""
    found = request.session.get(KEPT)
    if found is None:
        return None
    preview = _read(found["preview"])
    until = preview.shown_at + KEPT_FOR
    if now >= until or found["owner"] != session.mark(session.signed_in(request)):
        forget(request)
        return None
    return Foreseen(preview, until)


def forget(request: HttpRequest) -> None:
    """Hold no preview any more."""
    request.session.pop(KEPT, None)


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # and what is more than a date
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _read(values: dict[str, Any]) -> Preview:
    return Preview(
        paper=_paper(values["paper"]),
        reasons=tuple(values["reasons"]),
        changes=tuple(
            Change(on=date.fromisoformat(one["on"]), paper=_paper(one["paper"])) for one in values["changes"]
        ),
        asked_at=datetime.fromisoformat(values["asked_at"]),
        shown_at=datetime.fromisoformat(values["shown_at"]),
    )


def _paper(word: str | None) -> AnswerPaper | None:
    return AnswerPaper(word) if word else None
