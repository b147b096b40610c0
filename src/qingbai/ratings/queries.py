"""What was rated: one's own case, the bad ratings of an office with what was done about them, and figures without names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.time_limits import due_on
from qingbai.ratings.models import Rating, RatingAnswer
from qingbai.ratings.terms import BAD, About, Level

FOLLOWED_UP_WITHIN = 15  # working days
YEAR = timedelta(days=365)
MOST = 200
READERS = frozenset({"reviewer", "head"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A rating as it stands, with the office's answer where there is one; ``due_on`` is the last day for one, where it is a bad rating."""

    case: str
    level: Level
    about: tuple[About, ...]
    words: str
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """How many cases of an office were rated with each level in the last year, what bad ratings were about, and how many are answered."""

    levels: tuple[tuple[Level, int], ...]
    about: tuple[tuple[About, int], ...]
    bad: int
    answered: int


def given(number: str) -> list[Rating]:
    """The ratings of a case in the order they were given."""
    return list(Rating.objects.filter(case=number).order_by("position"))


def of_case(*, number: str, viewer: Actor) -> Shown | None:
    """One's own rating of a case; None where there is none, or the case is somebody else's."""
    found = given(number)
    if not found or viewer.kind is not ActorKind.APPLICANT or found[-1].owner != viewer.id:
        return None
    return _shown([found[-1]])[0]


def of_office(*, viewer: Actor, at: datetime) -> tuple[Shown, ...]:
    """The bad ratings of the last year at the viewer's office, those without an answer first, the oldest of them first."""
    found = _shown([row for row in _latest(viewer, at) if row.level in BAD][:MOST])
    return tuple(sorted(found, key=lambda one: (one.answered_at is not None, one.at)))


def figures(*, viewer: Actor, at: datetime) -> Figures:
    """The office's figures; of nobody in particular."""
    rows = _latest(viewer, at)
    levels, bad = Counter(row.level for row in rows), [row for row in rows if row.level in BAD]
    about = Counter(one for row in bad for one in row.about)
    answered = RatingAnswer.objects.filter(case__in=[row.case for row in bad]).count()
    return Figures(
        tuple((level, levels[level]) for level in sorted(Level, reverse=True)),
        tuple((one, about[one.value]) for one in About),
        len(bad),
        answered,
    )


def _latest(viewer: Actor, at: datetime) -> list[Rating]:
    if not handles(viewer, viewer.office) or viewer.role not in READERS:
        return []
    rows = Rating.objects.filter(office=viewer.office, at__gt=at - YEAR).order_by("case", "-position").distinct("case")
    return list(rows)


def _shown(rows: list[Rating]) -> list[Shown]:
    answers = {one.case: one for one in RatingAnswer.objects.filter(case__in=[row.case for row in rows])}
    return [
        Shown(
            case=row.case,
            level=Level(row.level),
            about=tuple(About(one) for one in row.about),
            words=row.words,
            at=row.at,
            answer=answers[row.case].words if row.case in answers else "",
            answered_at=answers[row.case].at if row.case in answers else None,
            due_on=_due_on(row) if row.level in BAD else None,
        )
        for row in rows
    ]


def _due_on(row: Rating) -> date | None:
    """The last day of the follow-up; None where the calendar of that year is not known yet."""
    return due_on(clock.day_of(row.at), FOLLOWED_UP_WITHIN, agencies.calendar()).value
