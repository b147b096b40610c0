"""Acts of two across all cases (两人办理审查): approvals, decisions about what is sealed, taking back, extensions, emergencies; who proposed, who approved, and how soon."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain

from django.db import transaction

from qingbai.agencies.foureyes import Pair, Room
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.disclosures import courses as disclosures
from qingbai.inbox import seconded as inbox
from qingbai.inquiries import courses as inquiries
from qingbai.objections import courses as objections
from qingbai.oversight import findings, handinhand
from qingbai.oversight.access import VAULT, require_auditor
from qingbai.oversight.findingacts import Act, Sort
from qingbai.oversight.handinhand import Seen
from qingbai.oversight.models import FindingAct
from qingbai.payments import seconded as payments
from qingbai.screening import courses as screening
from qingbai.sealing import seconded as sealing

REVIEWED = (Act.CLOSE, Act.PASS_ON)


def _emergencies(*, viewer: Actor, since: datetime, until: datetime) -> Iterator[Pair]:
    """Looks in an emergency that were reviewed in a time, by whom."""
    require_auditor(viewer)
    done = FindingAct.objects.filter(kind__in=[act.value for act in REVIEWED], at__gte=since, at__lt=until)
    for row in done.filter(finding__sort=Sort.EMERGENCY.value).select_related("finding").order_by("at"):
        looked = row.finding
        yield Pair(
            room=Room.EMERGENCY,
            number=looked.number,
            office=looked.office,
            proposed="look",
            first=Actor(ActorKind.OFFICER, looked.officer, looked.office),
            first_at=looked.opened_at,
            act=str(row.kind),
            second=row.by,
            second_at=row.at,
        )


ROOMS: tuple[Callable[..., Iterator[Pair]], ...] = (
    *(inquiries.seconded, screening.seconded, disclosures.seconded, objections.seconded),
    *(payments.seconded, sealing.seconded, inbox.seconded, _emergencies),
)


def listed(*, since: datetime, until: datetime, case: str, by: Actor, at: datetime) -> tuple[Seen, ...]:
    """Every act of two in a time, the latest first, with what stands out; that somebody looked is on the vault's ledger. Raises ``NotForYou``."""
    found = _all(since, until, by)
    out = sum(1 for one in found if one.stands_out)
    facts = {"what": "four_eyes", "tried": str(len(found)), "found": str(out)}
    with transaction.atomic(using=VAULT):
        audit.record(kind=EventKind.WATCHED, by=by, at=at, basis=case, facts=facts, using=VAULT)
    return found


def _all(since: datetime, until: datetime, by: Actor) -> tuple[Seen, ...]:
    require_auditor(by)
    return handinhand.seen(tuple(chain.from_iterable(room(viewer=by, since=since, until=until) for room in ROOMS)))


def key_of(pair: Pair) -> str:
    """What names one act of two."""
    return f"{pair.room}:{pair.number}:{pair.act}:{pair.second_at:%Y%m%dT%H%M%S%f}"


def open_pair(*, key: str, since: datetime, until: datetime, by: Actor, at: datetime) -> str | None:
    """Make a finding of an act of two that stands out; None where it does not, or there is one already. It is about who approved."""
    for one in _all(since, until, by):
        pair = one.pair
        if key_of(pair) == key and one.stands_out:
            told = {"room": pair.room.value, "case": pair.number, "seconds": str(pair.seconds), "first": pair.first.id}
            return findings.open_once(
                sort=Sort.FOUR_EYES,
                key=f"four_eyes:{key}"[:120],
                officer=pair.second.id,
                office=pair.office,
                facts=told,
                by=by,
                at=at,
            )
    return None
