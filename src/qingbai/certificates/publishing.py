"""What goes on beside issuing (状态清单与吊销列表的发布): status lists are counted and signed every round, whether or not anything happened, and
the lists of revoked certificates once a day.

A paper that is taken back shows within one round, and in no other way than the dummies of the list, which turn with the
public log. A list in which nothing changed is only signed anew from time to time, for what is signed is believed for a day.
"""

import logging
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings

from qingbai.audit import keys as log_keys
from qingbai.audit.public.publishing import latest
from qingbai.certificates import lasting, services, statements, status_list, tokens
from qingbai.certificates.keys import NoKey
from qingbai.certificates.models import Paper, PaperAct, StatusList
from qingbai.certificates.status_list import LENGTH
from qingbai.certificates.trust import moment
from qingbai.clock import day_of

logger = logging.getLogger(__name__)
SIGNED_AGAIN = timedelta(minutes=10)
OVERLAP = timedelta(minutes=5)
"""Acts are looked for from so long before the last count: one that was under way then has committed since."""


def go_round(*, at: datetime) -> int:
    """Bring every published list up to date; how many were signed. Before there are keys there is nothing to publish."""
    try:
        services.keyring(settings.KEYS).status_signer()
    except NoKey:
        return 0
    _renew_revocations(at)
    public = latest(log_keys.CERTIFICATES)
    size = public.size if public else 0
    newest = Paper.objects.order_by("-leaf").values_list("leaf", flat=True).first()
    lists = max(size - 1, newest or 0) // LENGTH + 1
    return sum(_publish(number, size, at) for number in range(lists))


def _renew_revocations(at: datetime) -> None:
    """Make the lists of revoked certificates anew before they lapse; what cannot be renewed is told once a day."""
    try:
        lasting.lists(services.keyring(settings.KEYS)).renew(at=at)
    except (lasting.Lapsed, tokens.KeyUnusable) as error:
        _tell(day_of(at), str(error))


@lru_cache(maxsize=8)
def _tell(day: date, text: str) -> None:  # noqa: ARG001 - the day only makes it said once in it
    logger.error("%s", text)


def _publish(number: int, size: int, at: datetime) -> bool:
    turning = _turning(number, services.keyring(settings.KEYS).status_places())
    turned = bisect_right(turning, size, key=lambda one: one[0])
    kept = StatusList.objects.filter(number=number).first()
    counted_at = at
    if kept is not None and _stands(kept, turned):
        encoded, counted_at = kept.encoded, kept.counted_at
    else:
        encoded = _count(number, [leaf for _, leaf in turning[:turned]])
    if kept is not None and kept.encoded == encoded and at - kept.signed_at < SIGNED_AGAIN:
        return False
    signer = services.keyring(settings.KEYS).status_signer()
    base, now = settings.PUBLIC_URL, moment(at)
    signed = statements.sign_list(
        number=number, encoded=encoded, base_url=base, key=signer.key, chain=signer.chain, at=now
    )
    values = {"encoded": encoded, "turned": turned, "counted_at": counted_at, "statement": signed, "signed_at": at}
    StatusList.objects.update_or_create(number=number, defaults=values)
    return True


def _stands(kept: StatusList, turned: int) -> bool:
    """Whether nothing can have changed since a list was counted: no dummy turned, nothing was done to a paper of it."""
    if kept.turned != turned:
        return False
    since = kept.counted_at - OVERLAP
    return not PaperAct.objects.filter(at__gte=since, paper__leaf__range=_range(kept.number)).exists()


def _count(number: int, turned: Sequence[int]) -> str:
    """The list: papers taken back, and the dummies whose time has come. Validity is printed on the paper and judged from there:
    entries that lapse would tell by their number how many papers were issued."""
    first, last = _range(number)
    secret = services.keyring(settings.KEYS).status_places()
    papers = set(Paper.objects.filter(leaf__range=(first, last)).values_list("leaf", flat=True))
    taken_back = PaperAct.objects.filter(paper__leaf__range=(first, last), act=PaperAct.WITHDRAWN)
    leaves = set(taken_back.values_list("paper__leaf", flat=True)) | (set(turned) - papers)
    return status_list.encode(status_list.entry(leaf, secret).index for leaf in leaves)


@lru_cache(maxsize=64)
def _turning(number: int, secret: bytes) -> list[tuple[int, int]]:
    return status_list.turns(number, secret)


def _range(number: int) -> tuple[int, int]:
    return number * LENGTH, (number + 1) * LENGTH - 1
