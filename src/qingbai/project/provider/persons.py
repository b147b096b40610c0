"""What the service says about each of the invented persons, and how strongly it confirms them (断言内容)."""

from typing import Any

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


def claims(one: dict[str, Any]) -> dict[str, Any]:
    """What the service says about somebody, in the words of ``portal/oidc/claims.toml``."""
    told = {"sub": one["key"], "gender": GENDERS[one["sex"]], "birthdate": one["born_on"]}
    told |= {name: one[name] for name in PLAIN if name in one}
    return told | ({"residence_permits": one["permits"]} if "permits" in one else {})
