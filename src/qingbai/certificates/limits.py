"""How often anybody may have papers checked (核验频次): by source, counted by the minute in the database, far above what an office needs.

Guesses are counted much more strictly than files: who holds a paper has its code. A source is kept as the keyed fingerprint of the day
and the network, never as an address, and forgotten after a day.
"""

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Min, Sum

from qingbai import clock
from qingbai.audit import services as audit
from qingbai.certificates.models import VerifierUse

KEPT = timedelta(days=1)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Use(StrEnum):
    """What is counted (计数事项)."""

    CHECK = "check"  # 核验一次，无论文件、照片还是核验码
    GUESS = "guess"  # 查无此件的核验码
    COMPARISON = "comparison"  # 凭核验码比对而不一致，按文书计
    REPORT = "report"  # 出具核验报告


MOST: Mapping[Use, tuple[tuple[int, timedelta], ...]] = {
    Use.CHECK: ((60, MINUTE), (1200, HOUR)),
    Use.GUESS: ((10, timedelta(minutes=10)), (40, KEPT)),
    Use.COMPARISON: ((10, HOUR), (20, KEPT)),
    Use.REPORT: ((20, MINUTE), (300, HOUR)),
}


class TooMany(Exception):
    """More than an honest office asks for; ``wait`` is the number of seconds after which it goes on."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} seconds")
        self.wait = wait


def spend(*, source: str, use: Use, at: datetime) -> None:
    """Count one use of this source. Raises ``TooMany`` where that was one too many."""
    _count(source, use, at)
    _refuse(source, use, at, spent=1)


def refuse_spent(*, source: str, use: Use, at: datetime) -> None:
    """Raise ``TooMany`` where this source has none of this use left; nothing is counted."""
    _refuse(source, use, at, spent=0)


def count(*, source: str, use: Use, at: datetime) -> None:
    """Count one use that is known only afterwards, as a wrong guess is."""
    _count(source, use, at)


def network(address: str) -> str:
    """Whom an address belongs to, as far as it can be told: itself, or of IPv6 the /64 that one connection has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def _count(source: str, use: Use, at: datetime) -> None:
    minute = at.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO certificates_verifieruse AS one (source, use, minute, times) VALUES (%s, %s, %s, 1)
               ON CONFLICT (source, use, minute) DO UPDATE SET times = one.times + 1 RETURNING times""",
            [_kept(source, at), use.value, minute],
        )
        [times] = cursor.fetchone()
    if times == 1:
        VerifierUse.objects.filter(minute__lt=minute - KEPT).delete()


def _refuse(source: str, use: Use, at: datetime, *, spent: int) -> None:
    rows = VerifierUse.objects.filter(source=_kept(source, at), use=use)
    for most, window in MOST[use]:
        found = rows.filter(minute__gt=at - window).aggregate(times=Sum("times"), first=Min("minute"))
        if (found["times"] or 0) >= most + spent:
            raise TooMany(max(1, int((found["first"] + window - at).total_seconds()) + 1))


def _kept(source: str, at: datetime) -> str:
    return audit.fingerprint(f"{clock.day_of(at)} {source or 'unknown'}")
