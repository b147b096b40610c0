"""Papers of a review handed in as files (复查材料): what an agent or guardian was told is missing.

What came from the portal alone nobody has seen in the original: an officer looks at it before the objection is accepted.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from qingbai.audit.actors import Actor
from qingbai.law.objectors import ObjectionPaper
from qingbai.law.terms import Paper
from qingbai.objections import services
from qingbai.objections.acts import WAY, Act
from qingbai.objections.casework import Case, case_for
from qingbai.uploads import services as uploads
from qingbai.uploads.services import Checked, UploadRefused

__all__ = ["AS_FILES", "UploadRefused", "hand_in"]

AS_FILES: Mapping[ObjectionPaper, Paper] = {
    ObjectionPaper.IDENTITY: Paper.IDENTITY,
    ObjectionPaper.POWER_OF_ATTORNEY: Paper.POWER_OF_ATTORNEY,
    ObjectionPaper.AGENT_IDENTITY: Paper.AGENT_IDENTITY,
    ObjectionPaper.GUARDIANSHIP_PROOF: Paper.GUARDIANSHIP_PROOF,
    ObjectionPaper.GUARDIAN_IDENTITY: Paper.GUARDIAN_IDENTITY,
}
"""The missing papers that may come as files."""


def hand_in(*, number: str, files: Mapping[ObjectionPaper, Sequence[bytes]], by: Actor, at: datetime) -> Case:
    """Hand in the papers that are missing (补正), several files for one where it has several sides: all of them at once, or nothing.

    Raises ``UploadRefused`` with everything that is wrong with any of them, ``NoSuchReview`` for strangers, ``ActRefused`` where nothing is
    waited for any more.
    """
    case = case_for(number, by)
    WAY.following(case.acts, Act.SUPPLEMENT, by)
    checked = _checked(files)
    with transaction.atomic():
        for file in checked:
            uploads.keep_checked(about=number, file=file, by=by, at=at)
        return services.supplement(number=number, papers=tuple(files), by=by, at=at)


def _checked(files: Mapping[ObjectionPaper, Sequence[bytes]]) -> list[Checked]:
    checked, faults = [], []
    for paper, several in files.items():
        for data in several:
            try:
                checked.append(uploads.check(paper=AS_FILES[paper], data=data))
            except UploadRefused as refused:
                faults += [fault for fault in refused.faults if fault not in faults]
    if faults:
        raise UploadRefused(*faults)
    return checked
