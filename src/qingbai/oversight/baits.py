"""Bait records (警示记录): convictions of invented persons whom nobody has a reason to look at. Whoever looks one up is asked why.

The operator of the machine plants them. In the register such a record is like any other, in every byte, column and entry of its ledger: it came from no sender,
so that no manifest misses it, and only a row beside the vault knows what it is. The number's area begins with 10, which was never given to any place: nobody can hold it, so no certificate,
list or request of a real person can ever meet it, and its punishment is served, so that nobody is asked for a notice. No figure counts it.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from qingbai.audit import search
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.terms import DocumentKind
from qingbai.matching import identity
from qingbai.notices import services as notices
from qingbai.notices.notice import JudgmentNotice
from qingbai.oversight import findings
from qingbai.oversight.access import VAULT, NotForYou, require_auditor
from qingbai.oversight.findingacts import Sort
from qingbai.oversight.models import Bait
from qingbai.registers.services import Result

NOBODYS = "10"
"""How the area code of a number begins that no living person can hold (GB/T 2260 gave it to no place)."""
LOOKS = (EventKind.RECORD_LOOKED_UP, EventKind.REGISTER_SEARCHED, EventKind.LIST_SEARCHED)
"""What the ledger calls a look at somebody's records."""


class NoBait(ValueError):
    """The notice would not make a bait; ``zh`` and ``en`` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.zh, self.en = zh, en


def plant(*, notice: JudgmentNotice, by: Actor, at: datetime) -> UUID:
    """Enter the judgment of one invented person and mark it as a bait; the verdict's key. For the operator alone.

    Raises ``NoBait``, what ``notices.services.enter_unsent`` raises, and ``NotForYou``.
    """
    if by.kind is not ActorKind.SYSTEM:
        raise NotForYou("bait records are planted by the operator of the machine")
    about = audit.fingerprint(_number(notice))
    sender = Actor(ActorKind.SENDER, notice.sender.code)  # as the entry of any judgment reads
    with transaction.atomic():
        entered = notices.enter_unsent(notice=notice, by=sender, at=at)
        if entered.result is not Result.ENTERED:
            raise NoBait(
                "此裁判已在登记库中。", "This judgment is on record already: somebody may have a reason to look at it."
            )
        with transaction.atomic(using=VAULT):
            if Bait.objects.filter(about=about).exists():
                raise NoBait("此人已是警示记录。", "This person is a bait already.")
            Bait.objects.create(about=about, conviction=entered.conviction, at=at)
            audit.record(kind=EventKind.BAIT_PLANTED, by=by, at=at, basis=str(entered.conviction), using=VAULT)
    return entered.conviction


def _number(notice: JudgmentNotice) -> str:
    """The lasting number of the notice's one defendant. Raises ``NoBait``."""
    if len(notice.defendants) != 1:
        raise NoBait("警示记录只能有一名被告人。", "A bait has one defendant.")
    one = notice.defendants[0]
    papers = [paper for paper in one.documents if paper.kind is DocumentKind.RESIDENT_ID]
    if len(one.documents) != 1 or len(papers) != 1 or not papers[0].number.startswith(NOBODYS):
        raise NoBait(
            f"身份证号须以 {NOBODYS} 开头，此类号码无人持有。",
            f"The resident number must begin with {NOBODYS}, which nobody can hold.",
        )
    if one.execution is None or one.execution.state != "completed":
        raise NoBait(
            "刑罚须已执行完毕，否则会催报通报。", "The punishment must be served, or a notice would be asked for."
        )
    return identity.lasting(DocumentKind.RESIDENT_ID, papers[0].number)


def planted(*, viewer: Actor) -> frozenset[UUID]:
    """The verdicts that are baits, to be left out of figures. Raises ``NotForYou``."""
    require_auditor(viewer)
    return frozenset(Bait.objects.values_list("conviction", flat=True))


def watch(*, at: datetime) -> int:
    """Open a finding for every look at a bait that has none yet; how many were new."""
    found = 0
    for bait in Bait.objects.all():
        for entry in search.looks_at(bait.about, kinds=LOOKS, viewer=SYSTEM):
            opened = findings.open_once(
                sort=Sort.BAIT,
                key=f"bait:{entry.number}",
                officer=entry.by.id,
                office=entry.by.office,
                entry=entry.number,
                by=SYSTEM,
                at=at,
            )
            found += opened is not None
    return found
