"""What follows from consents for lists: which rows rest on one that stands."""

from collections.abc import Iterator, Sequence
from datetime import date

from qingbai.law.units import Proof
from qingbai.screening.consents.casework import case_of, rows_of, stands
from qingbai.screening.models import Roster, Row


def covers(roster: Roster, owner: str, on: date) -> bool:
    """Whether a consent of this person for the list's unit and article stands on a day; for one inquiry it stands until one was answered."""
    cases = [case_of(row) for row in rows_of(unit=roster.unit_id, owner=owner, article=roster.article)]
    return any(stands(case, on, besides=roster) for case in cases)


def not_covered(roster: Roster, rows: Sequence[Row], on: date) -> Iterator[Row]:
    """Of these rows those that rest on a consent given online which stands no more."""
    for row in rows:
        if row.person.get("proof") == Proof.CONSENT_ONLINE and not covers(roster, row.owner, on):
            yield row
