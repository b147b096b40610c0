"""What a second registrar looked at (登记复核), looked back at: for the audit room. Who and when stand in clear; what a document says is not opened."""

from collections.abc import Iterator
from datetime import datetime

from qingbai.agencies.foureyes import Pair, Room
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.inbox.acts import Act
from qingbai.inbox.models import ActRow, Draft

SECOND = (Act.SECOND, Act.OBJECT)


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """Documents that a second registrar agreed or objected to in a time, with who confirmed them. Raises ``audit.queries.NotForYou``."""
    search.require(viewer)
    wanted = [str(act) for act in SECOND]
    done = ActRow.objects.filter(kind__in=wanted, at__gte=since, at__lt=until)
    for draft in Draft.objects.filter(pk__in=done.values("draft")).order_by("received_at").prefetch_related("acts"):
        confirmed: ActRow | None = None
        for row in draft.acts.all():
            if row.kind == Act.CONFIRM:
                confirmed = row
            elif row.kind in wanted and confirmed is not None and since <= row.at < until:
                yield Pair(
                    room=Room.DRAFT,
                    number=str(draft.pk),
                    office=row.by.office,
                    proposed=str(confirmed.kind),
                    first=confirmed.by,
                    first_at=confirmed.at,
                    act=str(row.kind),
                    second=row.by,
                    second_at=row.at,
                )
