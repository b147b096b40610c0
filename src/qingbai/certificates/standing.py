"""Where papers stand for those who hold something on them (文书现状): by number, and as the public may know it.

A paper is taken back in an instant; the public learns it with the next status list. Whoever is told of it by us is told no sooner
than that (``publicly_withdrawn``), so that a message says nothing that is not public.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings

from qingbai.certificates import content, services, status_list
from qingbai.certificates.models import Paper, PaperAct, StatusList
from qingbai.certificates.queries import Shown, Status


def withdrawn(number: str) -> bool:
    """Whether the paper of this number was taken back, in one look whether or not there is such a paper."""
    return PaperAct.objects.filter(paper__number=number, act=PaperAct.WITHDRAWN).exists()


def valid_until(number: str) -> date | None:
    """The last day on which a paper is valid by what it says; ``None`` where it says nothing of it, or there is none."""
    claim = Paper.objects.filter(number=number).values_list("claim", flat=True).first()
    return None if claim is None else content.parse(bytes(claim)).valid_until


def shown(number: str) -> Shown | None:
    """What a paper says, for whoever its holder lets read it; ``None`` where there is none."""
    paper = Paper.objects.defer("pdf").filter(number=number).first()
    if paper is None:
        return None
    return Shown(
        claim=content.parse(bytes(paper.claim)),
        status=Status.NOT_CURRENT if withdrawn(number) else Status.CURRENT,
        sha256=bytes(paper.sha256).hex(),
        issued_at=paper.issued_at,
    )


def withdrawn_since(since: datetime) -> tuple[str, ...]:
    """The numbers of the papers taken back from an instant on, the first first."""
    acts = PaperAct.objects.filter(act=PaperAct.WITHDRAWN, at__gte=since).order_by("at", "id")
    return tuple(acts.values_list("paper__number", flat=True))


def publicly_withdrawn(numbers: Collection[str]) -> frozenset[str]:
    """Those of these papers that the published status lists call not current, as anybody may read there."""
    acts = PaperAct.objects.filter(act=PaperAct.WITHDRAWN, paper__number__in=numbers)
    leaves = dict(acts.values_list("paper__number", "paper__leaf"))
    if not leaves:
        return frozenset()
    secret = services.keyring(settings.KEYS).status_places()
    entries = {number: status_list.entry(leaf, secret) for number, leaf in leaves.items()}
    wanted = {one.list for one in entries.values()}
    kept = StatusList.objects.filter(number__in=wanted).values_list("number", "encoded")
    bits = {number: status_list.decode(encoded) for number, encoded in kept}
    return frozenset(
        number for number, one in entries.items() if one.list in bits and status_list.is_set(bits[one.list], one.index)
    )
