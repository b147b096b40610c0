"""The invented persons (虚构人员) and what the service says about each."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from qingbai.law.local import IdentityLevel

ACR = {level: f"urn:qingbai:demonstration:{level.value.replace('_', '-')}" for level in IdentityLevel}
AMR = {IdentityLevel.TWO_FACTORS: ["pwd", "sms", "mfa"], IdentityLevel.FACE: ["face", "mfa"]}
GENDERS = {"M": "male", "F": "female"}
PLAIN = (
    "name",
    "latin_name",
    "nationality",
    "document_kind",
    "document_number",
    "asker_class",
    "stay_days",
    "household",
)


def persons() -> list[dict[str, Any]]:
    """Everybody: ``key``, both names, what the document says, and a note that tells what the person is there to show."""
    found: list[dict[str, Any]] = json.loads(Path(settings.DEMO_PERSONS).read_text(encoding="utf-8"))["persons"]
    return found


def person(key: str) -> dict[str, Any] | None:
    """The person of this key; ``None`` where nobody has it."""
    return next((one for one in persons() if one["key"] == key), None)


def claims(one: dict[str, Any]) -> dict[str, Any]:
    """What the service says about somebody, in the words of ``portal/oidc/claims.toml``."""
    told = {"sub": one["key"], "gender": GENDERS[one["sex"]], "birthdate": one["born_on"]}
    told |= {name: one[name] for name in PLAIN if name in one}
    return told | ({"residence_permits": one["permits"]} if "permits" in one else {})
