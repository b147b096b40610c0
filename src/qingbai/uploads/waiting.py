"""Files that were chosen and wait until their person has looked at what was found in them (待提交材料).

They are closed like any file, belong to one case and one hand, are no evidence yet, and are forgotten soon.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from qingbai.audit.actors import Actor
from qingbai.law.terms import Paper
from qingbai.uploads import boxes, seeing
from qingbai.uploads.looking import Examined
from qingbai.uploads.models import Waiting
from qingbai.uploads.refusals import refused
from qingbai.uploads.services import Checked

KEPT_FOR = timedelta(hours=2)
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that waits."""

    reference: UUID
    at: datetime
    paper: Paper
    file: Checked = field(repr=False)


def keep(*, about: str, files: Iterable[Checked], by: Actor, at: datetime) -> None:
    """Keep these files until they are handed in; the same file for the same paper is one. Raises ``UploadRefused`` where too many wait."""
    with transaction.atomic():
        for file in files:
            row = Waiting(about=about, paper=file.paper, digest=file.digest, by_id=by.id, at=at, until=at + KEPT_FOR)
            box = boxes.close(_packed(file), reference=row.pk, about=_place(about))
            row.key, row.body = box.key, box.body
            Waiting.objects.bulk_create([row], ignore_conflicts=True)
            if _of(about, by, at).count() > MOST:
                raise refused(file.paper.value, "too_many_files", most=MOST)


def of(*, about: str, by: Actor, at: datetime) -> tuple[Kept, ...]:
    """What this hand has waiting for this case, in the order it came."""
    return tuple(
        Kept(reference=row.pk, at=row.at, paper=Paper(row.paper), file=_opened(row, about))
        for row in _of(about, by, at).order_by("at", "id")
    )


def forget(*, about: str, by: Actor, reference: UUID | None = None) -> int:
    """Forget one file that waits, or all of this hand and case: how many."""
    found = Waiting.objects.filter(about=about, by_id=by.id)
    gone, _each = (found if reference is None else found.filter(pk=reference)).delete()
    return gone


def forget_old(*, at: datetime) -> int:
    """Forget what waited too long: how many."""
    gone, _each = Waiting.objects.filter(until__lte=at).delete()
    return gone


def _of(about: str, by: Actor, at: datetime) -> QuerySet[Waiting]:
    return Waiting.objects.filter(about=about, by_id=by.id, until__gt=at)


def _place(about: str) -> str:
    """What waits cannot be moved into a case by hand."""
    return f"{about}:waiting"


def _packed(file: Checked) -> bytes:
    seen = file.seen
    head = {
        "paper": file.paper.value,
        "digest": b64encode(file.digest).decode(),
        "held": file.held,
        "seen": {
            "kind": seen.kind,
            "pages": seen.pages,
            "width": seen.width,
            "height": seen.height,
            "hints": seen.hints,
        },
        "reading": seeing.as_bytes(file.reading).decode(),
    }
    return json.dumps(head, ensure_ascii=False).encode() + b"\n" + seen.data


def _opened(row: Waiting, about: str) -> Checked:
    box = boxes.Box(key=bytes(row.key), body=bytes(row.body))
    head, _, data = boxes.open_box(box, reference=row.pk, about=_place(about)).partition(b"\n")
    found = json.loads(head)
    return Checked(
        paper=Paper(found["paper"]),
        seen=Examined(**found["seen"], data=data),
        digest=b64decode(found["digest"]),
        held=found["held"],
        reading=seeing.from_bytes(found["reading"].encode()),
    )
