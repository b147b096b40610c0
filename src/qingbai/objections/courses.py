"""How reviews went, looked back at (回看异议复查): for the audit room, whoever's they are. Nothing of the person is in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from qingbai.agencies.acts import acts_of
from qingbai.agencies.courses import Course, by_number, course
from qingbai.agencies.foureyes import Pair, Room, pairs
from qingbai.audit import search
from qingbai.audit.actors import Actor
from qingbai.objections.acts import WAY, Act
from qingbai.objections.models import Review, ReviewAct

ALSO: Mapping[Act, frozenset[Act]] = {}


def courses(numbers: Collection[str]) -> Mapping[str, Course]:
    """How those of these cases went that are reviews here."""
    rows = Review.objects.filter(number__in=list(numbers)).only("number", "office").prefetch_related("acts")
    return by_number(course(row.number, row.office, acts_of(row.acts.all(), Act), WAY) for row in rows)


def courses_about(applications: Collection[str]) -> Mapping[str, tuple[Course, ...]]:
    """How the reviews of these cases' answers went, by the case."""
    found: dict[str, list[Course]] = {}
    rows = Review.objects.filter(application__in=list(applications)).only("number", "office", "application")
    for row in rows.prefetch_related("acts"):
        found.setdefault(row.application, []).append(course(row.number, row.office, acts_of(row.acts.all(), Act), WAY))
    return {number: tuple(ones) for number, ones in found.items()}


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """What a second person did in a time, with the act before it. Raises ``audit.queries.NotForYou`` for anybody but auditors and the house."""
    search.require(viewer)
    wanted = [str(act) for act in (*WAY.apart, *ALSO)]
    done = ReviewAct.objects.filter(kind__in=wanted, at__gte=since, at__lt=until)
    rows = Review.objects.filter(pk__in=done.values("review")).only("number", "office").order_by("number")
    for row in rows.prefetch_related("acts").iterator(chunk_size=500):
        acts = acts_of(row.acts.all(), Act)
        yield from pairs(Room.REVIEW, row.number, row.office, acts, WAY, since=since, until=until, also=ALSO)
