"""What may be seen of passkeys: one's own, and no secrets of any."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qingbai.audit.actors import Actor
from qingbai.identity.models import PersonPasskey


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who the real-name service proved, and when."""

    facts: dict[str, Any]
    proven_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its owner sees it."""

    id: uuid.UUID
    added_at: datetime
    used_at: datetime | None


def passkeys(*, viewer: Actor) -> tuple[Passkey, ...]:
    """The viewer's own, the newest first."""
    rows = PersonPasskey.objects.filter(owner=viewer.id).order_by("-added_at")
    return tuple(Passkey(row.id, row.added_at, row.used_at) for row in rows)


def public_keys(*, viewer: Actor) -> tuple[bytes, ...]:
    """The viewer's own, so that the same device does not make a second one."""
    return tuple(bytes(row) for row in PersonPasskey.objects.filter(owner=viewer.id).values_list("public", flat=True))
