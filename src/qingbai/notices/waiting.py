"""Notices that wait for the document of a case (待处理): kept whole in the vault, and taken up when that document comes.

So whatever order notices arrive in, each is acknowledged once and entered once, and the register ends up the same.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.notices import models
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.sealing import boxes
from qingbai.sealing import services as sealing
from qingbai.sealing.services import VAULT, Incoming

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """A notice that waits: since when, for which cases, and what it says (JSON)."""

    since: datetime
    cases: tuple[str, ...]
    notice: str


def keep(*, notice: str, cases: Iterable[str], incoming: Incoming, by: Actor, at: datetime) -> None:
    """Keep a whole notice (JSON) until the document of one of these cases comes. The same again changes nothing.

    Raises ``SameNumberOtherBody`` and ``OtherFactsEntered`` of the inbox.
    """
    cases = tuple(dict.fromkeys(cases))
    number = boxes.fingerprint("waiting", incoming.sender, incoming.number)
    basis = boxes.fingerprint("basis", incoming.sender, incoming.number).hex()[:32]
    with transaction.atomic(using=VAULT):
        sealing.wait_for_others()
        repeated = sealing.note(incoming, at)
        kind = EventKind.NOTICE_REPEATED if repeated else EventKind.NOTICE_RECEIVED
        if not models.Waiting.objects.filter(number=number).exists():
            row = uuid4()
            box = boxes.close("waiting", row, {"notice": notice, "cases": list(cases)})
            waiting = models.Waiting.objects.create(id=row, known_from=at, number=number, box=box)
            models.WaitingFor.objects.bulk_create(
                models.WaitingFor(waiting=waiting, case=_case(case), known_from=at) for case in cases
            )
        audit.record(kind=kind, by=by, at=at, basis=basis, facts={"waits": str(len(cases))}, using=VAULT)


def take_up(*, case_number: str, receive: Callable[[str], bool], at: datetime) -> int:
    """Receive again every notice that waits for this case; how many were entered.

    ``receive`` takes the notice (JSON) and says whether it was entered; what still waits, or is refused or held now, stays
    where it is and is tried again with the next document of its cases.
    """
    taken = 0
    open_ones = models.Waiting.objects.filter(cases__case=_case(case_number), taken_up=None)
    for row in open_ones.order_by("known_from", "id"):
        if models.TakenUp.objects.filter(waiting=row).exists():
            continue  # taken up meanwhile, by what an earlier one of these brought in
        notice = boxes.open_box("waiting", row.id, bytes(row.box))["notice"]
        try:
            if receive(notice):
                models.TakenUp.objects.get_or_create(waiting=row, defaults={"known_from": at})
                taken += 1
        except (NoticeRefused, NoticeHeld):
            logger.warning("a waiting notice could not be entered and stays: %s", row.id)
    return taken


def waiting() -> tuple[Waits, ...]:
    """Every notice that waits, the oldest first; for the registry's own desk."""
    found = []
    for row in models.Waiting.objects.filter(taken_up=None).order_by("known_from", "id"):
        box = boxes.open_box("waiting", row.id, bytes(row.box))
        found.append(Waits(since=row.known_from, cases=tuple(box["cases"]), notice=box["notice"]))
    return tuple(found)


def waits(*, sender: str, number: str) -> bool:
    """Whether this sender's notice of this number still waits."""
    key = boxes.fingerprint("waiting", sender, number)
    return models.Waiting.objects.filter(number=key, taken_up=None).exists()


def _case(case_number: str) -> bytes:
    return boxes.fingerprint("case waited for", case_number)
