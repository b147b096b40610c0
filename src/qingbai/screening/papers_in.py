"""Files that come with an act (随附材料): all of them examined before anything is written."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from qingbai.incoming import Fault
from qingbai.law.units import EnrolmentPaper, UnitPaper
from qingbai.uploads import services as uploads
from qingbai.uploads.services import Checked, UploadRefused

P = TypeVar("P", UnitPaper, EnrolmentPaper)


def checked_files(files: Mapping[P, Sequence[bytes]]) -> list[Checked]:
    """All files examined. Raises ``UploadRefused`` with the faults of all."""
    checked: list[Checked] = []
    faults: list[Fault] = []
    for paper, several in files.items():
        for data in several:
            try:
                checked.append(uploads.check(paper=paper, data=data))
            except UploadRefused as refused:
                faults += [one for one in refused.faults if one not in faults]
    if faults:
        raise UploadRefused(*faults)
    return checked
