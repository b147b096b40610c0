"""Who is signed in (实名认证): what a real-name service tells the portal, whichever service it is.

The portal never asks a name or a number of its own: the service proves them and they are locked. A service is a class
behind ``RealName``, named by the setting ``REAL_NAME``: ``portal.oidc`` speaks OpenID Connect with any provider, in a
demonstration with the one that runs beside the site (``project.provider``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from qingbai.law.local import IdentityLevel
from qingbai.law.terms import AskerClass, DocumentKind, Sex


class NotProven(Exception):
    """The service's answer does not prove anybody: forged, too old, used twice, or meant for somebody else's sign-in."""


class Declined(NotProven):
    """The person went back without signing in (用户取消)."""


class TooWeak(NotProven):
    """The service did not confirm the person as strongly as was asked, or says in no known way how strongly it did."""


class Incomplete(NotProven):
    """The service says too little about the person, or what we cannot read; ``fields`` of ``Identity`` names what."""

    def __init__(self, *fields: str) -> None:
        super().__init__(f"nothing usable about {', '.join(fields)}")
        self.fields = fields


class Away(Exception):
    """The service cannot be reached, or what it answers makes no sense. Nothing is wrong with who signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A proven person. ``assertion`` is the reference of the proof, kept with the application; ``proven_at`` its instant, ``level`` its strength.

    ``stay_days`` and ``permits`` are what public security already holds and shares, so that nobody is asked to prove it again:
    a foreigner's days in China, the divisions for which a valid residence permit (居住证) stands, and the household's. All may be unknown.
    ``remembered``: proven at an earlier visit, and recognised by a passkey since; enough to see what is one's own, never to apply.
    """

    asker_class: AskerClass
    name: str
    latin_name: str
    sex: Sex
    born_on: date
    nationality: str
    document_kind: DocumentKind
    document_number: str
    assertion: str
    proven_at: datetime
    stay_days: int | None = None
    permits: tuple[str, ...] = ()
    household: str = ""
    level: IdentityLevel = IdentityLevel.TWO_FACTORS
    remembered: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values for the session."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


def from_json(found: dict[str, Any]) -> Identity:
    """The person out of plain values."""
    return Identity(
        asker_class=AskerClass(found["asker_class"]),
        name=found["name"],
        latin_name=found["latin_name"],
        sex=Sex(found["sex"]),
        born_on=date.fromisoformat(found["born_on"]),
        nationality=found["nationality"],
        document_kind=DocumentKind(found["document_kind"]),
        document_number=found["document_number"],
        assertion=found["assertion"],
        proven_at=datetime.fromisoformat(found["proven_at"]),
        stay_days=found.get("stay_days"),
        permits=tuple(found.get("permits", ())),
        household=found.get("household", ""),
        level=IdentityLevel(found.get("level", IdentityLevel.TWO_FACTORS)),
        remembered=found.get("remembered", False),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send the person, and what must be kept in the session until the person comes back."""

    address: str
    kept: Mapping[str, str]


class RealName(Protocol):
    """A real-name service: the person is sent there with a state of ours, and comes back with an answer to that state."""

    def leads_to(self) -> tuple[str, ...]:
        """The origins that a form may lead to when the person goes there; raises ``Away``."""
        ...

    def start(self, *, state: str, back: str, level: IdentityLevel | None = None) -> Departure:
        """Where to send the person, who comes back to ``back``; ``level``: no weaker proof will do. Raises ``Away``."""
        ...

    def finish(self, *, told: Mapping[str, str], kept: Mapping[str, str], at: datetime) -> Identity:
        """Whom the answer proves (``told``: the parameters of the address that the person came back to); raises ``NotProven`` and ``Away``."""
        ...


def service() -> RealName | None:
    """The installed service; ``None`` where there is none and the counter is the only way."""
    name = getattr(settings, "REAL_NAME", "")
    if not name:
        return None
    found: RealName = import_string(name)()
    return found
