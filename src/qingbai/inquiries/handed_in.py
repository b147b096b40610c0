"""Papers handed in as files (上传材料): what the applicant was told is missing, or what a clerk scans at the counter.

The files of one hand-in are kept together with the act that they belong to, or none of them is. Papers that the applicant hands in by
themselves nobody has seen in the original: an officer looks at them before the application is accepted (``Case.unseen``).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from qingbai.agencies.ways import handles
from qingbai.audit.actors import Actor
from qingbai.inquiries import services
from qingbai.inquiries.casework import Case, NoSuchApplication, open_case, require_party, require_reader
from qingbai.law.terms import Paper
from qingbai.uploads import queries as uploads_queries
from qingbai.uploads import services as uploads
from qingbai.uploads.queries import Kept
from qingbai.uploads.services import Checked, Gone, Held, UploadRefused

__all__ = ["Gone", "Held", "Kept", "UploadRefused", "attach", "hand_in", "of", "read"]


def hand_in(*, number: str, files: Mapping[Paper, Sequence[bytes]], by: Actor, at: datetime) -> Case:
    """Hand in files for papers that are missing (补正), several for one paper where it has several sides.

    Raises ``UploadRefused`` with everything that is wrong with any of them, ``NoSuchApplication`` for strangers, and ``ActRefused`` where
    nothing is waited for any more; nothing is kept then.
    """
    case = open_case(number)
    require_party(case, by)
    checked = _checked(files)
    with transaction.atomic():
        for file in checked:
            uploads.keep_checked(about=number, file=file, by=by, at=at)
        return services.supplement(number=number, papers=tuple(files), by=by, at=at)


def attach(*, number: str, paper: Paper, data: bytes, by: Actor, at: datetime) -> Kept:
    """Put a scan of a paper into the file of an application, at the counter that handles it. Raises ``UploadRefused`` and ``NoSuchApplication``."""
    case = open_case(number)
    if not handles(by, case.row.office):
        raise NoSuchApplication(number)
    return uploads.keep(about=number, paper=paper, data=data, filename="", by=by, at=at)


def of(*, number: str, viewer: Actor) -> tuple[Kept, ...]:
    """The files of an application, for its applicant and its office. Raises ``NoSuchApplication`` for strangers."""
    require_reader(open_case(number), viewer)
    return uploads_queries.of(about=number, viewer=viewer, purpose=number)


def read(*, number: str, reference: UUID, by: Actor, at: datetime) -> tuple[Kept, bytes]:
    """Open one file of an application; on the ledger. Raises ``NoSuchApplication``, ``Gone`` and ``Held``."""
    require_reader(open_case(number), by)
    return uploads.read(about=number, reference=reference, viewer=by, purpose=number, at=at)


def _checked(files: Mapping[Paper, Sequence[bytes]]) -> list[Checked]:
    """All files examined, before anything is written. Raises ``UploadRefused`` with the faults of all."""
    checked, faults = [], []
    for paper, several in files.items():
        for data in several:
            try:
                checked.append(uploads.check(paper=paper, data=data))
            except UploadRefused as refused:
                faults += [fault for fault in refused.faults if fault not in faults]
    if faults:
        raise UploadRefused(*faults)
    return checked
