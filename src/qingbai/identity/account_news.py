"""What happened to an officer's account since the last sign-in (账号变动提示): a new second factor, one removed, a new password, guesses that were stopped.

Officers have no address at which only they read, so the account itself tells them: the next sign-in begins with what is new, and does so until the officer
says to have seen it. Whoever got hold of an account for a moment cannot add a way of their own unnoticed. That it happened stands on the ledger.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from qingbai.identity.models import AccountNews
from qingbai.identity.models import NewsKind as NewsKind

MOST = 20
"""As many lines as anybody reads; older ones come after these were seen."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened."""

    id: UUID
    kind: NewsKind
    at: datetime


def note(*, user: Any, kind: NewsKind, at: datetime) -> None:
    """Tell the owner of an account, within the act that it tells of."""
    AccountNews.objects.create(user=user, kind=kind, at=at)


def unseen(user: Any) -> tuple[News, ...]:
    """What the officer has not said to have seen, the newest first."""
    rows = AccountNews.objects.filter(user=user, seen_at=None).order_by("-at", "id")[:MOST]
    return tuple(News(row.id, NewsKind(row.kind), row.at) for row in rows)


def seen(*, user: Any, which: Collection[str], at: datetime) -> None:
    """The officer has seen these lines; what happened after they were shown stays to be told, and that somebody else knows the password."""
    shown = {str(one.id) for one in unseen(user) if one.kind != NewsKind.PASSWORD_GIVEN} & set(which)
    with transaction.atomic():
        AccountNews.objects.filter(user=user, seen_at=None, id__in=sorted(shown)).update(seen_at=at)


def own_password(*, user: Any, at: datetime) -> None:
    """The officer has a password again that nobody gave: within the act that changed it."""
    AccountNews.objects.filter(user=user, seen_at=None, kind=NewsKind.PASSWORD_GIVEN).update(seen_at=at)
