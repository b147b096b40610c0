"""What may be done with files handed in (材料): keep one, open one, destroy those whose time has come.

A file is examined, stripped and scanned before anything is written; then it is kept closed, in the transaction of the act it belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Sum

from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor
from qingbai.audit.events import EventKind
from qingbai.law.terms import Paper
from qingbai.uploads import boxes, looking, scanner
from qingbai.uploads.models import Content, Reading, Upload
from qingbai.uploads.queries import MAY_SEE, AnyPaper, Kept, kept
from qingbai.uploads.refusals import UploadRefused, refused
from qingbai.uploads.seeing import NOT_ASKED, Outcome, Patience, Seen, as_bytes, from_bytes, see

__all__ = [
    "Gone",
    "Held",
    "Kept",
    "UploadRefused",
    "closed",
    "destroy",
    "keep",
    "keep_checked",
    "read",
    "read_by_machine",
    "reading",
    "scan_held",
]

UNKEPT = frozenset({Outcome.NOT_ASKED, Outcome.NOT_INSTALLED})
"""Of these there is nothing to keep."""
MIB = 1024 * 1024
MOST_OF_A_CASE = 30 * MIB
MOST_FILES = 40
AT_MOST_KEPT = timedelta(days=3 * 366)
"""A file is destroyed after this even when nobody says that its case is closed."""


class Gone(LookupError):
    """There is no such file in this case, or it is there no more."""


class Held(Exception):
    """The file waits for the virus scanner and can be opened once that has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file that may be kept, for one paper: examined, stripped and scanned."""

    paper: AnyPaper
    seen: looking.Examined = field(repr=False)
    digest: bytes
    held: bool
    reading: Seen = field(default=NOT_ASKED, repr=False)


def check(*, paper: AnyPaper, data: bytes) -> Checked:
    """Examine and scan a file before any transaction begins. Raises ``UploadRefused``, which names the paper and says what to do."""
    seen = looking.look(data, paper=paper.value)
    if paper is Paper.PHOTO and seen.kind == "pdf":
        raise refused(paper.value, "photo_wanted")
    verdict = scanner.scan(data)
    if verdict is scanner.Verdict.INFECTED:
        raise refused(paper.value, "infected")
    return Checked(paper=paper, seen=seen, digest=boxes.digest(data), held=verdict is scanner.Verdict.NOT_ASKED)


def read_by_machine(file: Checked, *, on: date, patience: Patience) -> Checked:
    """The file with what a machine makes of it (识读); what it waits for a scanner with, no machine reads. Never raises."""
    return file if file.held else replace(file, reading=see(file.seen, paper=file.paper, on=on, patience=patience))


def keep(*, about: str, paper: AnyPaper, data: bytes, filename: str, by: Actor, at: datetime) -> Kept:  # noqa: ARG001
    """Keep a file for a paper of the case ``about`` (收存材料). The same file for the same paper again is the one that is there.

    ``filename`` decides nothing and is not kept: names of files say more about people than anybody needs. Raises ``UploadRefused``.
    """
    return keep_checked(about=about, file=check(paper=paper, data=data), by=by, at=at)


def keep_checked(*, about: str, file: Checked, by: Actor, at: datetime) -> Kept:
    """Keep a file that was checked before: what an act does with several papers in its own transaction, all or none."""
    with transaction.atomic():
        row = Upload(
            about=about,
            paper=file.paper,
            kind=file.seen.kind,
            digest=file.digest,
            size=len(file.seen.data),
            pages=file.seen.pages,
            width=file.seen.width,
            height=file.seen.height,
            hints=file.seen.hints,
            at=at,
            by_kind=by.kind,
            by_id=by.id,
            by_office=by.office,
        )
        Upload.objects.bulk_create([row], ignore_conflicts=True)
        if not Upload.objects.filter(pk=row.pk).exists():
            return _earlier(about, file)
        _limits(about, file)
        box = boxes.close(file.seen.data, reference=row.pk, about=about)
        content = Content(file=row, key=box.key, body=box.body, held=file.held, destroy_at=at + AT_MOST_KEPT)
        content.save(force_insert=True)
        if file.reading.outcome not in UNKEPT or file.reading.portrait is not None:
            box = boxes.close(as_bytes(file.reading), reference=row.pk, about=_reading(about))
            Reading.objects.create(file=content, key=box.key, body=box.body)
        facts = {"paper": file.paper.value, "kind": row.kind, "size": str(row.size), "file": str(row.pk)}
        audit.record(kind=EventKind.UPLOAD_KEPT, by=by, at=at, basis=about, facts=facts)
    return kept(row, there=True, held=file.held)


def _earlier(about: str, file: Checked) -> Kept:
    row = Upload.objects.get(about=about, paper=file.paper, digest=file.digest)
    content = Content.objects.filter(file=row).first()
    return kept(row, there=content is not None, held=content is not None and content.held)


def _limits(about: str, file: Checked) -> None:
    """Raises ``UploadRefused`` where this file is one too many for its case; it is counted already."""
    found = Upload.objects.filter(about=about).aggregate(size=Sum("size"), many=Count("id"))
    if found["many"] > MOST_FILES:
        raise refused(file.paper.value, "too_many_files", most=MOST_FILES)
    if found["size"] > MOST_OF_A_CASE:
        raise refused(file.paper.value, "too_much_for_the_case", most=MOST_OF_A_CASE // MIB)


def read(*, about: str, reference: UUID, viewer: Actor, purpose: str, at: datetime) -> tuple[Kept, bytes]:
    """Open a file of the case ``about`` (查阅材料): who opened it, and for which case, is on the ledger.

    The case's own room has asked whether the viewer is a party to it; ``purpose`` is that case's number. Raises ``Gone`` and ``Held``.
    """
    if viewer.kind not in MAY_SEE or purpose != about:
        raise Gone(reference)
    with transaction.atomic():
        content = Content.objects.filter(pk=reference, file__about=about).select_related("file").first()
        if content is None:
            raise Gone(reference)
        if content.held:
            raise Held(reference)
        box = boxes.Box(key=bytes(content.key), body=bytes(content.body))
        data = boxes.open_box(box, reference=content.file.pk, about=about)
        facts = {"paper": content.file.paper, "file": str(reference)}
        audit.record(kind=EventKind.UPLOAD_READ, by=viewer, at=at, basis=purpose, facts=facts)
    return kept(content.file, there=True, held=False), data


def reading(*, about: str, reference: UUID, viewer: Actor, purpose: str, at: datetime) -> Seen | None:
    """What a machine made of a file of the case ``about``; None where it read nothing. It repeats what the paper says, so who looked is on the ledger.

    Raises ``Gone`` and ``Held`` as ``read`` does.
    """
    if viewer.kind not in MAY_SEE or purpose != about:
        raise Gone(reference)
    with transaction.atomic():
        found = Content.objects.filter(pk=reference, file__about=about).select_related("file", "reading").first()
        if found is None:
            raise Gone(reference)
        if found.held:
            raise Held(reference)
        kept_reading = getattr(found, "reading", None)
        if kept_reading is None:
            return None
        box = boxes.Box(key=bytes(kept_reading.key), body=bytes(kept_reading.body))
        seen = from_bytes(boxes.open_box(box, reference=found.file.pk, about=_reading(about)))
        facts = {"paper": found.file.paper, "file": str(reference), "what": "reading"}
        audit.record(kind=EventKind.UPLOAD_READ, by=viewer, at=at, basis=purpose, facts=facts)
    return seen


def _reading(about: str) -> str:
    """A reading is bound to its case and cannot stand in for the file itself."""
    return f"{about}:reading"


def closed(*, about: str, at: datetime) -> None:
    """The case is closed: its files are destroyed ``settings.UPLOADS_KEPT`` days later."""
    destroy_at = at + timedelta(days=settings.UPLOADS_KEPT)
    Content.objects.filter(file__about=about, destroy_at__gt=destroy_at).update(destroy_at=destroy_at)


def destroy(*, at: datetime) -> int:
    """Destroy the files whose time has come, with their keys (销毁): how many. That they were handed in stays."""
    due = Content.objects.filter(destroy_at__lte=at).select_related("file").order_by("file__about", "file_id")[:500]
    return _destroyed(list(due), why="time", at=at)


def scan_held(*, at: datetime) -> int:
    """Ask the scanner about files that wait for it: how many are free now. What is infected is destroyed, and the ledger says so."""
    free = 0
    for content in Content.objects.filter(held=True).select_related("file").order_by("file__at")[:50]:
        box = boxes.Box(key=bytes(content.key), body=bytes(content.body))
        match scanner.scan(boxes.open_box(box, reference=content.file.pk, about=content.file.about)):
            case scanner.Verdict.NOT_ASKED:
                return free
            case scanner.Verdict.INFECTED:
                _destroyed([content], why="infected", at=at)
            case _:
                free += Content.objects.filter(pk=content.pk).update(held=False)
    return free


def _destroyed(contents: Sequence[Content], *, why: str, at: datetime) -> int:
    for content in contents:
        with transaction.atomic():
            gone, _ = Content.objects.filter(pk=content.pk).delete()
            if gone:
                facts = {"file": str(content.pk), "why": why}
                audit.record(kind=EventKind.UPLOAD_DESTROYED, by=SYSTEM, at=at, basis=content.file.about, facts=facts)
    return len(contents)
