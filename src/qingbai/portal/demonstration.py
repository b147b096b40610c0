"""The demonstration's real-name service (演示实名认证): it proves invented persons only, and exists only in a demonstration.

It answers as a real one does: a short-lived code, sealed so that an address tells nobody who signed in, good for one
sign-in only. Its persons come from the file named by the setting ``DEMO_PERSONS``.
"""

import base64
import json
import secrets
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode

from qingbai.portal.realname import Identity, NotProven, from_json

GOOD_FOR = timedelta(minutes=2)


@cache
def persons() -> tuple[dict[str, Any], ...]:
    """The invented persons: ``key``, both names, what their document says, and a note that tells what they are there to show."""
    found = json.loads(Path(settings.DEMO_PERSONS).read_text(encoding="utf-8"))
    return tuple(found["persons"])


def _sealer() -> Fernet:
    key = salted_hmac("qingbai.portal.demonstration", "assertion", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def assertion(*, key: str, state: str, at: datetime) -> str:
    """The sealed proof that the person of this key signed in now, for the sign-in of this state. ``KeyError``: nobody has the key."""
    if all(person["key"] != key for person in persons()):
        raise KeyError(key)
    told = {"key": key, "state": state, "id": "demo-" + secrets.token_hex(8), "at": at.isoformat()}
    return _sealer().encrypt(json.dumps(told).encode()).decode()


class DemonstrationService:
    """``RealName`` for the demonstration."""

    def start(self, *, state: str) -> str:
        return reverse("demonstration-sign-in") + "?" + urlencode({"state": state})

    def finish(self, *, code: str, state: str, at: datetime) -> Identity:
        if not getattr(settings, "DEMO", False):
            raise NotProven("this service exists in a demonstration only")
        try:
            told = json.loads(_sealer().decrypt(code.encode()))
        except InvalidToken as error:
            raise NotProven("the code was not made by this service") from error
        made_at = datetime.fromisoformat(told["at"])
        if not secrets.compare_digest(told["state"], state):
            raise NotProven("the code belongs to another sign-in")
        if not made_at <= at <= made_at + GOOD_FOR:
            raise NotProven("the code has ended")
        person = next(person for person in persons() if person["key"] == told["key"])
        return from_json({"level": "face", **person, "assertion": told["id"], "proven_at": at.isoformat()})
