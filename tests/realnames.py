"""A real-name service in this very process, for tests that sign in and are about something else: it proves the invented persons at once.

What a real provider adds - another origin, codes, keys, signatures - is tried in tests/portal and walked in tests/browser.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qingbai.law.local import IdentityLevel
from qingbai.portal.realname import Departure, Identity, NotProven, from_json

NAME = "realnames.AtOnce"


def code(person: str, level: str = "face") -> str:
    """The code that proves a person; like a real one it tells nobody whom."""
    return hashlib.sha256(f"{person} {level}".encode()).hexdigest()


class AtOnce:
    """``RealName`` without a way."""

    def leads_to(self) -> tuple[str, ...]:
        return ()

    def start(self, *, state: str, back: str, level: IdentityLevel | None = None) -> Departure:
        return Departure(address=f"{back}?state={state}", kept={"state": state})

    def finish(self, *, told: Mapping[str, str], kept: Mapping[str, str], at: datetime) -> Identity:
        known = json.loads(Path(settings.DEMO_PERSONS).read_text(encoding="utf-8"))["persons"]
        proofs = {code(one["key"], level): (one, level) for one in known for level in IdentityLevel}
        found, level = proofs.get(told.get("code", ""), (None, ""))
        if found is None or told["state"] != kept["state"]:
            raise NotProven("this code proves nobody")
        proof = {"level": level, "assertion": f"test-{kept['state'][:16]}", "proven_at": at.isoformat()}
        return from_json({**proof, **{key: value for key, value in found.items() if key not in proof}})
