"""A paper as whoever may take it back sees it (可撤销的文书, INQ-28): found by its number, at its own office or from an organ above.

An organ above the office sees whose paper it is, when it was issued and whether it stands; not the rest of the file.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from qingbai.agencies.terms import Bilingual
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.inquiries import conditions
from qingbai.inquiries.acts import Act
from qingbai.inquiries.casework import FROM_ABOVE, Case, NoSuchApplication, case_of, open_case, require_taking_back
from qingbai.inquiries.models import Application
from qingbai.law.terms import AnswerPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocable:
    """The latest paper of an application. ``stands``: it was not taken back; ``lawful``: what this viewer may do with it now."""

    application: str
    name: str
    paper_number: str
    said: AnswerPaper
    office: str
    office_name: Bilingual
    issued_at: datetime
    stands: bool
    lawful: frozenset[Act]


def find(*, paper_number: str, by: Actor, at: datetime) -> Revocable:
    """The paper of this number, as ``look`` shows it. An older paper of the same application leads to the one that replaced it."""
    rows = Application.objects.filter(acts__kind=Act.ISSUE, acts__facts__paper_number=paper_number)
    row = rows.first() if paper_number else None
    if row is None:
        raise NoSuchApplication(paper_number)
    return _looked(case_of(row), by, at)


def look(*, number: str, by: Actor, at: datetime) -> Revocable:
    """The latest paper of an application; the look is on the ledger. Raises ``NoSuchApplication`` for whoever may not take it back, and where there is none."""
    return _looked(open_case(number), by, at)


def _looked(case: Case, by: Actor, at: datetime) -> Revocable:
    require_taking_back(case, by)
    issued = case.last(Act.ISSUE)
    if issued is None:
        raise NoSuchApplication(case.row.number)
    with transaction.atomic():
        audit.record(kind=EventKind.INQUIRY_READ, by=by, at=at, basis=case.row.number)
    return Revocable(
        application=case.row.number,
        name=case.draft.name,
        paper_number=str(issued.facts["paper_number"]),
        said=AnswerPaper(case.when(Act.DECIDE).facts["paper"]),
        office=case.row.office,
        office_name=case.office.name,
        issued_at=issued.at,
        stands=case.standing_issue is not None,
        lawful=conditions.lawful(case, by=by, at=at) & FROM_ABOVE,
    )
