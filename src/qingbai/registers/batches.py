"""Many people looked up at once (批量查阅): the same answers as one by one, in a few statements for a whole portion of a list.

Who is asked about with a number for life is found by set-based statements; the few others one after the other, for of them
the register must ask more. The same statements run whatever is found.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from qingbai.audit.actors import Actor
from qingbai.law.terms import MatchVerdict
from qingbai.matching import finding, persons
from qingbai.matching.finding import Sought
from qingbai.matching.persons import Person
from qingbai.registers import access, queries, verdicts
from qingbai.registers.access import Purpose
from qingbai.registers.queries import Candidate
from qingbai.registers.verdicts import ConvictionFacts

__all__ = ["candidates", "convictions"]

# A namesake who holds another number of a series in which the person asked about holds one is somebody else: passed over in the
# index. Materialized, so that the few keys lead to the many rows and never the other way round.
_FOUND = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(places)b::int[], %(keys)b::text[], %(series)b::text[]) AS one (place, key, series)
)
SELECT DISTINCT asked.place, filed.subject_id FROM asked JOIN registers_searchkey filed ON filed.key = asked.key
 WHERE (asked.series = '' OR NOT filed.series && string_to_array(asked.series, ' ')::varchar[])
   AND (%(known_at)s::timestamptz IS NULL OR filed.known_from <= %(known_at)s::timestamptz)
"""


def candidates(
    *, people: Sequence[Person], viewer: Actor, purpose: Purpose, known_at: datetime | None = None
) -> list[tuple[Candidate, ...]]:
    """For each of these people everybody on record who is the same or may be, as ``queries.candidates`` finds them one by one."""
    access.require(viewer, purpose)
    wanted = [finding.sought(person) for person in people]
    found = _found({place: one for place, one in enumerate(wanted) if one.series}, known_at)
    subjects = sorted({subject for those in found.values() for subject in those})
    known = queries.many_described(subjects, known_at)
    answers: list[tuple[Candidate, ...]] = []
    for place, person in enumerate(people):
        if place in found:
            answers.append(_compared(person, [(one, known[one]) for one in sorted(found[place]) if one in known]))
        else:
            answers.append(queries.candidates(person=person, viewer=viewer, purpose=purpose, known_at=known_at))
    return answers


def convictions(
    *, subjects: Sequence[UUID], viewer: Actor, purpose: Purpose, on: date, known_at: datetime | None = None
) -> Mapping[UUID, tuple[ConvictionFacts, ...]]:
    """What the courts had found about each of these subjects by the day ``on``, as ``queries.convictions`` tells it of one."""
    whose = access.scope(viewer, purpose)
    return {
        subject: tuple(one for one in held if whose.covers(one.authority, one.division))
        for subject, held in verdicts.many(subjects, on, known_at).items()
    }


def _found(people: Mapping[int, Sought], known_at: datetime | None) -> dict[int, set[UUID]]:
    """Whom each of these people, by place, has a key in common with."""
    rows: list[tuple[int, str, str]] = []
    for place, one in people.items():
        series = " ".join(sorted(one.series))
        rows += [(place, key, "" if key in one.numbers else series) for key in sorted(one.keys)]
    found: dict[int, set[UUID]] = {place: set() for place in people}
    places, keys, series_of = ([row[column] for row in rows] for column in range(3))
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"places": places, "keys": keys, "series": series_of, "known_at": known_at})
        for place, subject in cursor.fetchall():
            found[place].add(subject)
    return found


def _compared(person: Person, others: Sequence[tuple[UUID, Person]]) -> tuple[Candidate, ...]:
    compared = [
        Candidate(subject=subject, person=other, match=persons.compare(person, other)) for subject, other in others
    ]
    possible = [one for one in compared if one.match.verdict is not MatchVerdict.DIFFERENT]
    return tuple(sorted(possible, key=lambda one: (one.match.verdict is not MatchVerdict.SAME, one.subject)))
