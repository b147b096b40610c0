"""The next list of a unit from the last one (年度查询名单续报): who still works there, and who came since.

People are named by their place in the last list, whose rows are evidence and do not change. What comes out is a table like any other: it is handed in and
read like one, and its unit sees how before anybody is searched for.
"""

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qingbai import clock
from qingbai.audit.actors import Actor
from qingbai.incoming import Fault, Refused
from qingbai.law.asking import Tie
from qingbai.law.names import PROOFS
from qingbai.law.units import Proof
from qingbai.screening import online, table
from qingbai.screening.on_disk import on_disk
from qingbai.screening.refusals import ListRefused, fault
from qingbai.screening.table import COLUMNS, TIES, Asked

FILENAME = "renewed.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Somebody who came since, as typed on the page (新入职人员): with the resident identity card, and of the staff."""

    name: str
    document_number: str
    post: str
    proof: Proof = Proof.CONTRACT


def renewed(
    *, number: str, kept: Collection[int], joined: Sequence[Joined], filename: str, data: bytes, by: Actor, at: datetime
) -> bytes:
    """The table of the next list: of the last one those whose places are ``kept``, then those ``joined``, then those of the file.

    Raises ``NoSuchList`` for anybody but the unit, and ``ListRefused`` where nobody is left or the file has a fault; each of them is named then.
    """
    last = list(online.people(number=number, by=by, at=at))
    rows = [table.as_row(_now(one)) for place, one in enumerate(last) if place in kept]
    rows += [_typed(one) for one in joined]
    if data:
        rows += [table.as_row(one) for one in _read(filename, data, at)]
    if not rows:
        raise ListRefused(fault("kept", "nobody_left"))
    out = io.StringIO(newline="")
    written = csv.writer(out, lineterminator="\r\n")
    written.writerow(column.zh for column in COLUMNS)
    written.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _now(asked: Asked) -> Asked:
    """Somebody of the last list as he or she stands to the unit now: who was to be hired then works there today, or would not be on it."""
    if asked.relation is not Tie.CANDIDATE:
        return asked
    proof = Proof.CONTRACT if asked.proof is Proof.OFFER else asked.proof
    return replace(asked, relation=Tie.STAFF, proof=proof)


def _typed(one: Joined) -> tuple[str, ...]:
    staff = next(zh for zh, tie in TIES.items() if tie == Tie.STAFF)
    said = {
        "name": one.name,
        "document_number": one.document_number,
        "relation": staff,
        "post": one.post,
        "proof": PROOFS[one.proof][0],
    }
    return tuple(said.get(column.field, "") for column in COLUMNS)


def _read(filename: str, data: bytes, at: datetime) -> Iterator[Asked]:
    """Those of a file. A phone number in it is for requests of consent, and goes no further."""
    faults: list[Fault] = []
    people: list[Asked] = []
    try:
        with on_disk(data, "." + filename.lower().rpartition(".")[2]) as path:
            table.look(path)
            for line in table.lines(path, on=clock.day_of(at)):
                faults += line.faults
                people += [line.asked] if line.asked is not None else []
    except Refused as refused:
        raise ListRefused(*refused.faults) from refused
    if faults:
        raise ListRefused(*faults[:50])
    return iter(people)
