"""Evidence handed in as files (提交证据材料): kept with the act that it belongs to or not at all, seen by who handles the review, destroyed in time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from qingbai.audit.actors import Actor
from qingbai.incoming import Fault
from qingbai.law.terms import Paper
from qingbai.objections import objection as objections
from qingbai.objections.acts import WAY, Act
from qingbai.objections.casework import Case, open_case, record, require_party, require_reader
from qingbai.objections.objection import Evidence, ObjectionRefused
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept
from qingbai.uploads.services import Gone, Held, UploadRefused

__all__ = ["Gone", "Held", "Kept", "hand_in", "of", "read"]


def hand_in(*, number: str, words: str, data: bytes = b"", by: Actor, at: datetime) -> Case:
    """Hand in one piece of evidence, with a copy of it or without (提供证据). Raises ``ObjectionRefused`` with everything that is wrong.

    The copy is examined first; it is kept in the act's own transaction, so that whoever comes second or too late leaves no file behind.
    """
    case = open_case(number)
    require_party(case, by)
    WAY.following(case.acts, Act.GIVE_EVIDENCE, by)
    faults: list[Fault] = list(objections.evidence_faults([Evidence(words=words)], "words"))
    checked = None
    if data:
        try:
            checked = uploads.check(paper=Paper.EVIDENCE, data=data)
        except UploadRefused as refused:
            faults += [Fault("file", one.code, one.zh, one.en) for one in refused.faults]
    if faults:
        raise ObjectionRefused(*faults)
    with transaction.atomic():
        kept = uploads.keep_checked(about=number, file=checked, by=by, at=at) if checked is not None else None
        piece = {"words": " ".join(words.split()), "reference": str(kept.reference) if kept else ""}
        return record(case, Act.GIVE_EVIDENCE, by=by, at=at, facts={"evidence": [piece]})


def of(*, number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of a review, for the objector and the office. Raises ``NoSuchReview`` for strangers."""
    require_reader(open_case(number), viewer)
    return uploads_queries.of(about=number, viewer=viewer, purpose=number)


def read(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """Open one file of a review; on the ledger. Raises ``NoSuchReview``, ``Gone`` and ``Held``."""
    require_reader(open_case(number), by)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)
