"""On which lists of an office somebody stands (名单线索): the rows that count, never what was found for them."""

from datetime import datetime

from qingbai.agencies import traces
from qingbai.agencies.traces import CaseKind, Trace
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.screening.casework import case_of
from qingbai.screening.models import Roster, Row
from qingbai.screening.searching import good
from qingbai.screening.table import from_json
from qingbai.screening.ways import ENDS, WAY


def about(*, owners: frozenset[str], viewer: Actor, at: datetime) -> tuple[Trace, ...]:
    """The rows about these holders, as ``agencies.traces.Room``; a row that the person took the consent back for is none."""
    if not owners or not handles(viewer, viewer.office):
        return ()
    held = Row.objects.filter(owner__in=owners, file__roster__office=viewer.office).values("file__roster")
    rosters = Roster.objects.filter(pk__in=held).prefetch_related("acts").order_by("-submitted_at")[: traces.MOST]
    found = []
    for case in map(case_of, rosters):
        for row in good(case).filter(owner__in=owners):
            person = from_json(row.person)
            found.append(
                Trace(
                    kind=CaseKind.LIST,
                    number=case.number,
                    line=row.line,
                    owner=row.owner,
                    status=case.status.value,
                    at=case.row.submitted_at,
                    live=case.status not in ENDS,
                    own=False,
                    name=person.name,
                    next=traces.next_acts(WAY.lawful(case.acts, viewer), case.acts, at),
                )
            )
    return tuple(found)
