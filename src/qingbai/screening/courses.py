"""How lists went, looked back at (回看单位名单): for the audit room, whoever's they are. Nothing of the person is in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from qingbai.agencies.acts import acts_of
from qingbai.agencies.courses import Course, by_number, course
from qingbai.agencies.foureyes import Pair, Room, pairs
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.screening.models import Roster, RosterActRow
from qingbai.screening.ways import WAY, Act

ALSO: Mapping[Act, frozenset[Act]] = {
    Act.REPLACE: frozenset({Act.JUDGE_MATCH, Act.JUDGE_QUESTION, Act.ANSWER, Act.ISSUE})
}
"""Replacing a letter needs one reviewer; it is shown beside what was done before the letters went out."""


def courses(numbers: Collection[str]) -> Mapping[str, Course]:
    """How those of these cases went that are lists here."""
    rows = Roster.objects.filter(number__in=list(numbers)).only("number", "office").prefetch_related("acts")
    return by_number(course(row.number, row.office, acts_of(row.acts.all(), Act), WAY) for row in rows)


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """What a second person did in a time, with the act before it. Raises ``audit.queries.NotForYou`` for anybody but auditors and the house."""
    search.require(viewer)
    wanted = [str(act) for act in (*WAY.apart, *ALSO)]
    done = RosterActRow.objects.filter(kind__in=wanted, at__gte=since, at__lt=until)
    rows = Roster.objects.filter(pk__in=done.values("roster")).only("number", "office").order_by("number")
    for row in rows.prefetch_related("acts").iterator(chunk_size=500):
        acts = acts_of(row.acts.all(), Act)
        yield from pairs(Room.LIST, row.number, row.office, acts, WAY, since=since, until=until, also=ALSO)
