"""Which requests of organs, lawyers and notary offices an office has about somebody (办案查询线索): that there is one, never what it told."""

from datetime import datetime

from qingbai import clock
from qingbai.agencies import traces
from qingbai.agencies.traces import CaseKind, Trace
from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.disclosures.acts import CLOSED, WAY
from qingbai.disclosures.casework import case_of
from qingbai.disclosures.models import RequestRow
from qingbai.law.own_record import may_know
from qingbai.law.terms import Answer


def about(*, owners: frozenset[str], viewer: Actor, at: datetime) -> tuple[Trace, ...]:
    """The requests about these holders, as ``agencies.traces.Room``; those the person may not know of yet are marked."""
    if not owners or not handles(viewer, viewer.office):
        return ()
    rows = RequestRow.objects.filter(office=viewer.office, about__in=owners).prefetch_related("acts")
    found = []
    for case in map(case_of, rows.order_by("-submitted_at")[: traces.MOST]):
        status = case.status
        assert status is not None
        found.append(
            Trace(
                kind=CaseKind.REQUEST,
                number=case.row.number,
                owner=case.row.about,
                status=status.value,
                at=case.row.submitted_at,
                live=status not in CLOSED,
                own=False,
                covert=may_know(case.asked.secret_until, clock.day_of(at)).answer is not Answer.YES,
                name=case.asked.name,
                born_on=case.asked.born_on,
                next=traces.next_acts(WAY.lawful(case.acts, viewer), case.acts, at),
            )
        )
    return tuple(found)
