"""Decisions of two about what is sealed (封存信息两人办理), looked back at: requests to look, and proposals to lift a seal. For the audit room.

Who and when stand in clear; no box is opened, so that nothing is read of whom it concerns.
"""

from collections.abc import Iterator
from datetime import datetime

from qingbai.agencies.foureyes import Pair, Room
from qingbai.audit import search
from qingbai.audit.actors import Actor, ActorKind
from qingbai.sealing.models import OpeningAct, OpeningRequest, UnsealingDecision
from qingbai.sealing.terms import OpeningStep

DECIDED = (OpeningStep.PERMIT, OpeningStep.REFUSE)


def seconded(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """What a second officer decided in a time, with who examined or proposed it. Raises ``audit.queries.NotForYou``."""
    search.require(viewer)
    yield from _openings(since, until)
    yield from _unsealings(since, until)


def _openings(since: datetime, until: datetime) -> Iterator[Pair]:
    wanted = [str(step) for step in DECIDED]
    done = OpeningAct.objects.filter(kind__in=wanted, known_from__gte=since, known_from__lt=until)
    for request in OpeningRequest.objects.filter(pk__in=done.values("request")).prefetch_related("acts"):
        examined: OpeningAct | None = None
        for row in sorted(request.acts.all(), key=lambda one: one.position):
            if row.kind == OpeningStep.EXAMINE:
                examined = row
            elif row.kind in wanted and examined is not None and since <= row.known_from < until:
                yield Pair(
                    room=Room.OPENING,
                    number=request.number,
                    office=row.by_office,
                    proposed=examined.kind,
                    first=_by(examined),
                    first_at=examined.known_from,
                    act=row.kind,
                    second=_by(row),
                    second_at=row.known_from,
                )


def _by(row: OpeningAct) -> Actor:
    return Actor(ActorKind(row.by_kind), row.by_id, row.by_office)


def _unsealings(since: datetime, until: datetime) -> Iterator[Pair]:
    found = UnsealingDecision.objects.filter(known_from__gte=since, known_from__lt=until).select_related("proposal")
    for decision in found.order_by("known_from"):
        proposal = decision.proposal
        yield Pair(
            room=Room.UNSEALING,
            number=proposal.number,
            office=proposal.office,
            proposed="propose",
            first=Actor(ActorKind.OFFICER, proposal.by_id, proposal.office),
            first_at=proposal.known_from,
            act="agree" if decision.agreed else "refuse",
            second=Actor(ActorKind.OFFICER, decision.by_id, proposal.office),
            second_at=decision.known_from,
        )
