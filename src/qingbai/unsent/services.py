"""Keeping, changing and forgetting answers that are not handed in.

Nothing of it is on the ledger: until something is handed in there is no case, and that somebody thought of asking is nobody's business.
Two devices at once lose nothing: each answer is put into the row as it stands then, under a lock, and whoever answers a question that was
answered elsewhere meanwhile is shown that answer first (``AnsweredElsewhere``).
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from qingbai.unsent import boxes
from qingbai.unsent.models import Unsent

Answer = dict[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers by question; ``token`` becomes the mark of the submission, ``saved_at`` is None where nothing is kept yet."""

    token: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    saved_at: datetime | None = None


class AnsweredElsewhere(Exception):
    """The question was answered otherwise since it was shown; ``kept`` is what stands now. Nothing was changed."""

    def __init__(self, kept: Answer) -> None:
        super().__init__("answered elsewhere")
        self.kept = kept


class HandedInElsewhere(Exception):
    """What the answer belonged to was handed in or deleted meanwhile. Nothing was changed."""


def kept_for() -> timedelta:
    """How long answers are kept after the last one."""
    return timedelta(days=settings.UNSENT_KEPT)


def mark_of(answer: Mapping[str, str]) -> str:
    """A short mark by which a page knows an answer again."""
    told = json.dumps(dict(answer), sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(told).hexdigest()[:16]


def find(*, owner: str, subject: str, at: datetime) -> Kept:
    """What this person has answered; a fresh, empty one where nothing is kept, or where it no longer opens."""
    row = Unsent.objects.filter(owner=owner, subject=subject, forget_at__gt=at).first()
    if row is None:
        return Kept(secrets.token_urlsafe(24))
    try:
        found = boxes.open_box(bytes(row.box), row.id)
    except boxes.AnswersLost:
        return Kept(secrets.token_urlsafe(24))
    return Kept(found["token"], found["answers"], row.saved_at)


def keep(
    *,
    owner: str,
    subject: str,
    question: str,
    answer: Answer,
    token: str,
    at: datetime,
    begun: bool = False,
    shown: str | None = None,
) -> Kept:
    """Keep the answer to one question.

    ``token`` is that of the answers it belongs to. ``begun``: the page belonged to answers that were kept already; where these are gone,
    ``HandedInElsewhere``. ``shown``: ``mark_of`` the answer that stood on the page; where another stands by now, ``AnsweredElsewhere``. None: not asked.
    """
    with transaction.atomic():
        fresh = {"id": uuid4(), "box": b"", "saved_at": at, "forget_at": at}
        row, made = Unsent.objects.select_for_update().get_or_create(owner=owner, subject=subject, defaults=fresh)
        found = _opened(row, at) if not made else None
        if begun and (found is None or found["token"] != token):
            raise HandedInElsewhere
        found = found or {"token": token, "answers": {}}
        stands = found["answers"].get(question)
        if shown is not None and stands is not None and stands != answer and mark_of(stands) != shown:
            raise AnsweredElsewhere(stands)
        found["answers"][question] = dict(answer)
        row.box, row.saved_at, row.forget_at = boxes.close(found, row.id), at, at + kept_for()
        row.save(update_fields=["box", "saved_at", "forget_at"])
    return Kept(found["token"], found["answers"], at)


def _opened(row: Unsent, at: datetime) -> dict[str, Any] | None:
    if row.forget_at <= at:
        return None
    try:
        return boxes.open_box(bytes(row.box), row.id)
    except boxes.AnswersLost:
        return None


def delete(*, owner: str, subject: str) -> None:
    """Forget it now: it was handed in, or the person wants it gone."""
    Unsent.objects.filter(owner=owner, subject=subject).delete()


def forget(*, at: datetime) -> int:
    """Remove what was left alone too long; how many."""
    return Unsent.objects.filter(forget_at__lte=at).delete()[0]
