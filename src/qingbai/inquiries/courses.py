"""How applications went, looked back at (回看查询申请): for the audit room, whoever's they are. Nothing of the person is in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from qingbai.agencies.acts import Done, acts_of
from qingbai.agencies.courses import Course, by_number, course
from qingbai.agencies.foureyes import Pair, Room, pairs
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.inquiries.acts import BY_HAND, HANDED_OUT, WAY, Act
from qingbai.inquiries.models import ActRow, Application

ALSO: Mapping[Act, frozenset[Act]] = {Act.REVOKE: BY_HAND | {Act.DECIDE, Act.CLEAR, Act.ISSUE, Act.MADE_BY_HAND}}
"""Taking a paper back needs one reviewer; it is shown beside what was done before the paper went out."""


def courses(numbers: Collection[str]) -> Mapping[str, Course]:
    """How those of these cases went that are applications here."""
    rows = Application.objects.filter(number__in=list(numbers)).only("number", "office").prefetch_related("acts")
    return by_number(course(row.number, row.office, acts_of(row.acts.all(), Act), WAY, _handed) for row in rows)


def _handed(done: Done[Act]) -> str | None:
    """To whom an act gave the application; None for an act that does not."""
    return str(done.facts.get("to") or "") if done.act in HANDED_OUT else None


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """What a second person did in a time, with the act before it. Raises ``audit.queries.NotForYou`` for anybody but auditors and the house."""
    search.require(viewer)
    wanted = [str(act) for act in (*WAY.apart, *ALSO)]
    done = ActRow.objects.filter(kind__in=wanted, at__gte=since, at__lt=until)
    rows = Application.objects.filter(pk__in=done.values("application")).only("number", "office").order_by("number")
    for row in rows.prefetch_related("acts").iterator(chunk_size=500):
        acts = acts_of(row.acts.all(), Act)
        yield from pairs(Room.APPLICATION, row.number, row.office, acts, WAY, since=since, until=until, also=ALSO)
