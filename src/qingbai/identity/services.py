"""What may be done about passkeys for coming back (通行密钥): add, use, renew, remove. Each is one ledger entry."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.identity import boxes, ceremony
from qingbai.identity.ceremony import Made
from qingbai.identity.models import PersonPasskey
from qingbai.identity.queries import Remembered

BASIS = "passkey"
MOST = 10
"""Passkeys of one person: a telephone, a tablet, a computer, and keys kept apart."""


class TooMany(Exception):
    """The person has as many passkeys as anybody needs: one must go first."""


class TooLongAgo(Exception):
    """The real-name service proved the person too long ago: it must do so once more, then the passkey serves again."""


def add_passkey(*, made: Made, facts: dict[str, Any], proven_at: datetime, by: Actor, at: datetime) -> uuid.UUID:
    """Keep a passkey by which the person comes back; ``facts`` is whom the real-name service proved. Raises ``TooMany`` and ``ceremony.Refused``."""
    row = uuid.uuid4()
    with transaction.atomic():
        if PersonPasskey.objects.select_for_update().filter(owner=by.id).count() >= MOST:
            raise TooMany
        try:
            with transaction.atomic():
                PersonPasskey.objects.create(
                    id=row,
                    owner=by.id,
                    credential=made.credential,
                    public=made.public,
                    uses=made.uses,
                    box=boxes.close(facts, row),
                    proven_at=proven_at,
                    added_at=at,
                )
        except IntegrityError as error:
            raise ceremony.Refused("it is somebody's already") from error
        audit.record(kind=EventKind.PASSKEY_ADDED, by=by, at=at, basis=BASIS, facts={"passkey": str(row)})
    return row


def come_back(*, origin: str, state: dict[str, Any], answer: str, at: datetime) -> Remembered:
    """Who comes back with a passkey, as the real-name service proved the person then. Raises ``ceremony.Refused`` and ``TooLongAgo``."""
    credential = ceremony.credential_of(answer)
    with transaction.atomic():
        row = PersonPasskey.objects.select_for_update().filter(credential=credential).first()
        if row is None:
            raise ceremony.Refused("nobody has this passkey here")
        row.uses = ceremony.check_shown(origin, state, answer, public=bytes(row.public), uses=row.uses)
        if at > row.proven_at + timedelta(days=settings.PASSKEY_DAYS):
            raise TooLongAgo
        row.used_at = at
        row.save(update_fields=["uses", "used_at"])
        by = Actor(ActorKind.APPLICANT, row.owner)
        audit.record(kind=EventKind.PASSKEY_USED, by=by, at=at, basis=BASIS, facts={"passkey": str(row.id)})
    return Remembered(boxes.open_box(bytes(row.box), row.id), row.proven_at)


def renew(*, facts: dict[str, Any], proven_at: datetime, by: Actor) -> None:
    """The real-name service proved the person anew: the person's passkeys remember that from now on."""
    with transaction.atomic():
        for row in PersonPasskey.objects.select_for_update().filter(owner=by.id):
            row.box, row.proven_at = boxes.close(facts, row.id), proven_at
            row.save(update_fields=["box", "proven_at"])


def remove_passkey(*, passkey: uuid.UUID, by: Actor, at: datetime) -> None:
    """Forget a passkey of one's own. Raises ``LookupError`` where the person has none of this name."""
    with transaction.atomic():
        removed, _ = PersonPasskey.objects.filter(id=passkey, owner=by.id).delete()
        if not removed:
            raise LookupError("no passkey of this person")
        audit.record(kind=EventKind.PASSKEY_REMOVED, by=by, at=at, basis=BASIS, facts={"passkey": str(passkey)})
