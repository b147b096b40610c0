"""Who is signed in (实名认证): what a real-name service tells the portal, whichever service it is.

The portal never asks a name or a number of its own: the service proves them and they are locked. A service is a class
behind ``RealName``, named by the setting ``REAL_NAME``; the demonstration's own is ``portal.demonstration``.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from qingbai.law.local import IdentityLevel
from qingbai.law.terms import AskerClass, DocumentKind, Sex

DEMONSTRATION = "qingbai.portal.demonstration.DemonstrationService"


class NotProven(Exception):
    """The service's answer does not prove anybody: forged, too old, used twice, or meant for somebody else's sign-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A proven person. ``assertion`` is the reference of the proof, kept with the application; ``proven_at`` its instant, ``level`` its strength.

    ``stay_days`` and ``permits`` are what public security already holds and shares, so that nobody is asked to prove it again:
    a foreigner's days in China, the divisions for which a valid residence permit (居住证) stands, and the household's. All may be unknown.
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
    )


class RealName(Protocol):
    """A real-name service: the person is sent there with a state, and comes back with a code for that state."""

    def start(self, *, state: str) -> str:
        """Where to send the person."""
        ...

    def finish(self, *, code: str, state: str, at: datetime) -> Identity:
        """Whom the code proves; raises ``NotProven``."""
        ...


def service() -> RealName | None:
    """The installed service; ``None`` where there is none and the counter is the only way."""
    name = getattr(settings, "REAL_NAME", DEMONSTRATION if getattr(settings, "DEMO", False) else "")
    if not name:
        return None
    found: RealName = import_string(name)()
    return found
