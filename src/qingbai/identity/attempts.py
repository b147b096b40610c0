"""Wrong passwords and second factors are counted (登录限制), so that nobody guesses one and nobody locks a colleague out for long.

Three counts, each under a keyed fingerprint: of an account from a browser that has signed in to it before, of an account from a network, and of an account from
everywhere. Whoever guesses from elsewhere closes the account to strangers alone, and for a quarter of an hour at most; the officer's own browser
has a count of its own. An account that does not exist is counted alike.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from qingbai.identity.models import Attempts

FREE = 5
"""Wrong tries before the first pause."""
FREE_EVERYWHERE = 30
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


def marks(*, account: str, browser: str, network: str) -> dict[str, int]:
    """The counts that a try belongs to, with the wrong tries that each lets pass; ``browser``: empty unless it has signed in to the account."""
    if browser:
        return {_mark("browser", account, browser): FREE}
    return {_mark("network", account, network): FREE, _mark("everywhere", account): FREE_EVERYWHERE}


def pause(counts: dict[str, int], *, at: datetime) -> timedelta:
    """How long until the next try is heard; zero where one may try."""
    rows = Attempts.objects.filter(who__in=counts, last_at__gt=at - FORGOTTEN_AFTER)
    return max((_until(row, counts[row.who]) - at for row in rows), default=timedelta()) if rows else timedelta()


def _until(row: Attempts, free: int) -> datetime:
    over: int = row.wrong - free
    last: datetime = row.last_at
    return last if over < 0 else last + min(FIRST_PAUSE * 2 ** min(over, 10), LONGEST_PAUSE)


def wrong(counts: dict[str, int], *, at: datetime) -> bool:
    """Count a wrong try; whether a pause begins with it."""
    begins = False
    with transaction.atomic():
        Attempts.objects.filter(last_at__lte=at - FORGOTTEN_AFTER).delete()
        for who in sorted(counts):
            Attempts.objects.get_or_create(who=who, defaults={"wrong": 0, "last_at": at})
            row = Attempts.objects.select_for_update().get(who=who)
            row.wrong, row.last_at = row.wrong + 1, at
            row.save(update_fields=["wrong", "last_at"])
            begins = begins or row.wrong == counts[who]
    return begins


def right(counts: dict[str, int]) -> None:
    """The officer is in: what was wrong before is forgotten, for this browser or network."""
    Attempts.objects.filter(who__in=[who for who, free in counts.items() if free == FREE]).delete()


def known_as(account: str) -> str:
    """The mark of an account that a browser keeps once it has signed in to it."""
    return salted_hmac("qingbai.identity.browser", _plain(account), algorithm="sha256").hexdigest()


def _mark(*parts: str) -> str:
    told = "\0".join([parts[0], _plain(parts[1]), *parts[2:]])
    return salted_hmac("qingbai.identity.attempts", told, secret=settings.IDENTITY_KEY, algorithm="sha256").hexdigest()


def _plain(account: str) -> str:
    return account.strip().casefold()
