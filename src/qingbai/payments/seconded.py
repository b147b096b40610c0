"""Money handed back by a second person (退费复核), looked back at: for the audit room."""

from collections.abc import Iterator
from datetime import datetime

from qingbai.agencies.acts import Done
from qingbai.agencies.foureyes import Pair, Room, pairs
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.payments.models import Order, OrderAct
from qingbai.payments.terms import WAY, Act


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """Cash handed back in a time, with who asked for it; the number is that of the case. Raises ``audit.queries.NotForYou``."""
    search.require(viewer)
    wanted = [str(act) for act in WAY.apart]
    done = OrderAct.objects.filter(kind__in=wanted, at__gte=since, at__lt=until)
    for order in Order.objects.filter(pk__in=done.values("order")).prefetch_related("acts").order_by("number"):
        acts = [Done(act=Act(row.kind), at=row.at, by=row.by) for row in order.acts.all()]
        office = next((one.by.office for one in reversed(acts) if one.by.office), "")
        yield from pairs(Room.REFUND, order.about, office, acts, WAY, since=since, until=until)
