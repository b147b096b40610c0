"""Papers renewed beside their originals (存证续期): round by round, so that in decades each can be proved although its own signature is old.

A round takes the papers that are due, plants one tree over what each must prove (``renewal``), and has its root stamped by our own authority of the
day. The papers stay as they are; their ways up the tree are kept, and handed out as one file.
"""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from qingbai.audit import services as audit
from qingbai.audit.actors import Actor
from qingbai.audit.events import EventKind
from qingbai.certificates import archive, renewal, services
from qingbai.certificates.archive import HASHES, SHA_512, Hash
from qingbai.certificates.certifying import YEAR
from qingbai.certificates.models import LostKey, Paper, PaperRenewal, RenewalRound
from qingbai.certificates.renewal import Record, Stamped
from qingbai.certificates.services import NoSuchPaper
from qingbai.certificates.trust import key_id, moment

METHOD = SHA_512
"""The hash of new evidence. A stronger one here begins new chains of evidence in the rounds that follow."""
DUE_AFTER = 5 * YEAR
"""So old a paper, or its last evidence, is renewed: half the time of a stamping key."""
AT_ONCE = 32_768  # papers in one round
READ_TOGETHER = 64
_TURN = 7204915533917  # rounds take turns


def renew(*, by: Actor, at: datetime, everything: bool = False, method: str = METHOD) -> int:
    """One round over the papers that are due, or over all that have no evidence by this method; how many it took in. On the ledger.

    Raises ``NoKey``, ``tokens.KeyUnusable``.
    """
    hashed = HASHES[method]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        numbers = list(_due(at, method, everything=everything).order_by("leaf").values_list("pk", flat=True)[:AT_ONCE])
        if not numbers:
            return 0
        leaves = dict(_leaves(numbers, hashed))
        root, ways = renewal.plant(leaves.values(), hashed)
        signer = services.keyring(settings.KEYS).stamping_signer()
        token = archive.made(root, hashed=hashed, key=signer.key, chain=signer.chain, at=at)
        made = RenewalRound.objects.create(hashed=method, token=token, at=moment(at))
        PaperRenewal.objects.bulk_create(
            (
                PaperRenewal(paper_id=own, round=made, way=renewal.way_as_der(ways[leaf]))
                for own, leaf in leaves.items()
            ),
            batch_size=2048,
        )
        facts = {"round": str(made.pk), "papers": str(len(leaves)), "method": method}
        audit.record(kind=EventKind.PAPERS_RENEWED, by=by, at=at, basis="renewal", facts=facts)
    return len(leaves)


def evidence(*, number: str) -> bytes | None:
    """The evidence record of a paper, to be kept beside it; ``None`` where it was not renewed yet. Raises ``NoSuchPaper``."""
    paper = Paper.objects.only("pk").filter(number=number).first()
    if paper is None:
        raise NoSuchPaper(number)
    record = _records([paper.pk])[paper.pk]
    return record.as_der() if record.steps else None


def _due(at: datetime, method: str, *, everything: bool) -> QuerySet[Paper]:
    old = Q(at__lte=at - DUE_AFTER) | ~Q(hashed=method) | Q(pk__in=_spoilt())
    rounds = RenewalRound.objects.filter(old).values("pk")
    never = Q(last=None) if everything else Q(last=None, issued_at__lte=at - DUE_AFTER)
    return Paper.objects.annotate(last=Max("renewals__round_id")).filter(never | Q(last__in=rounds))


def _spoilt() -> dict[int, datetime]:
    """The rounds whose stamp proves nothing because the stamper's key was lost, and when that was reported."""
    lost = dict(LostKey.objects.values_list("key", "at"))
    if not lost:
        return {}
    found = {}
    for number, token in RenewalRound.objects.values_list("pk", "token"):
        chain = archive.opened(bytes(token)).chain
        reported = [lost[key] for key in (key_id(chain.office), key_id(chain.issuing)) if key in lost]
        if reported:
            found[number] = max(reported)
    return found


def _leaves(numbers: list[int], hashed: Hash) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(numbers), READ_TOGETHER):
        part = numbers[start : start + READ_TOGETHER]
        records = _records(part)
        for own, pdf in Paper.objects.filter(pk__in=part).order_by("pk").values_list("pk", "pdf"):
            yield own, records[own].next_leaf(bytes(pdf), hashed)


def _records(papers: list[int]) -> dict[int, Record]:
    """The evidence of each of these papers so far."""
    steps: dict[int, list[Stamped]] = {own: [] for own in papers}
    spoilt, until = _spoilt(), dict[int, datetime]()
    rows = PaperRenewal.objects.filter(paper_id__in=papers).select_related("round").order_by("round_id")
    for row in rows:
        if row.round_id in spoilt:
            until[row.paper_id] = spoilt[row.round_id]
        if row.paper_id in until and row.round.at <= until[row.paper_id]:
            continue  # stamped by a lost key, or resting on such a stamp: later rounds go on from before it
        way = renewal.way_of(bytes(row.way))
        steps[row.paper_id].append(Stamped(row.round.hashed, way, bytes(row.round.token)))
    return {own: Record(tuple(found)) for own, found in steps.items()}
