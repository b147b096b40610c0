"""Which reviews an office has about somebody (复查线索): that there is one and where it stands."""

from datetime import datetime

from qingbai.agencies import traces
from qingbai.agencies.traces import CaseKind, Trace
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.law.objectors import Objector
from qingbai.objections.acts import ENDS, WAY
from qingbai.objections.casework import case_of
from qingbai.objections.models import Review


def about(*, owners: frozenset[str], viewer: Actor, at: datetime) -> tuple[Trace, ...]:
    """The reviews about these holders, as ``agencies.traces.Room``; what a unit objects to is not the person's own."""
    if not owners or not handles(viewer, viewer.office):
        return ()
    rows = Review.objects.filter(office=viewer.office, owner__in=owners).prefetch_related("acts")
    found = []
    for case in map(case_of, rows.order_by("-filed_at")[: traces.MOST]):
        status = case.status
        assert status is not None
        found.append(
            Trace(
                kind=CaseKind.REVIEW,
                number=case.row.number,
                owner=case.row.owner,
                status=status.value,
                at=case.row.filed_at,
                live=status not in ENDS,
                own=case.objection.objector is not Objector.ASKING_UNIT,
                next=traces.next_acts(WAY.lawful(case.acts, viewer), case.acts, at),
            )
        )
    return tuple(found)
