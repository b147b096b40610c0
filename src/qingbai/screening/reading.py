"""Reading a list row by row (逐行读取), in portions that are kept as they are done: whoever goes on after a kill begins where it stopped."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from qingbai import clock
from qingbai.agencies.acts import TakenMeanwhile, as_json
from qingbai.agencies.spoken import named
from qingbai.audit import services as audit
from qingbai.incoming import Fault
from qingbai.law.terms import Answer
from qingbai.law.units import Proof, relation_shown
from qingbai.screening import consents, intake, table
from qingbai.screening.casework import Case
from qingbai.screening.models import Roster, Row
from qingbai.screening.on_disk import on_disk
from qingbai.screening.table import Line
from qingbai.screening.terms import Standing

PORTION = 500
"""Rows in one transaction: enough to be quick, few enough that nobody waits long for the ledger."""
_TURN = 1363299400  # the first half of the key under which lists are held, so that no other lock is meant


def hold(roster: Roster) -> None:
    """Take the list for this transaction. Raises ``TakenMeanwhile`` where another process is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", [_TURN, roster.number])
        [taken] = cursor.fetchone()
    if not taken:
        raise TakenMeanwhile(roster.number)


def read(case: Case, *, at: datetime, portions: int) -> int | None:
    """Read up to so many more portions of rows; how many portions were read, None where the file has no more."""
    file = case.row.files.latest("version")
    done = Row.objects.filter(file=file).aggregate(last=Max("line"))["last"] or 0
    with on_disk(bytes(file.data), file.suffix) as path:
        lines = table.lines(path, on=clock.day_of(at), after=done)
        for _ in range(portions):
            some = list(islice(lines, PORTION))
            if some:
                with transaction.atomic():
                    hold(case.row)
                    _keep(case, some, at)
            if len(some) < PORTION:
                return None
        return portions


def _keep(case: Case, lines: Sequence[Line], at: datetime) -> None:
    file = case.file
    judged = [_judged(case, one, at) for one in lines]
    owners = [row["owner"] for row in judged if row["standing"] is Standing.GOOD]
    known = dict(Row.objects.filter(file=file, standing=Standing.GOOD, owner__in=owners).values_list("owner", "line"))
    rows = []
    for row in judged:
        if row["standing"] is Standing.GOOD:
            first = known.setdefault(row["owner"], row["line"])
            if first != row["line"]:
                twice = table.fault(row["line"], "document_number", "twice", row=str(first))
                row |= {"standing": Standing.FAULTY, "faults": [_plain(twice)]}
        rows.append(Row(file=file, **row))
    Row.objects.bulk_create(rows)


def _judged(case: Case, line: Line, at: datetime) -> dict[str, Any]:
    """A row as it is kept: faulty, refused or good."""
    if line.asked is None:
        return _row(line, Standing.FAULTY, faults=[_plain(one) for one in line.faults])
    person: dict[str, Any] = {"person": line.asked.as_json(), "owner": audit.fingerprint(line.asked.lasting)}
    refusals = intake.of_person(case, line.asked, on=clock.day_of(at))
    if refusals:
        return _row(line, Standing.REFUSED, **person, refusals=[as_json(one) for one in refusals])
    online = line.asked.proof is Proof.CONSENT_ONLINE
    covered = online and consents.covers(case.row, person["owner"], clock.day_of(at))
    shown = relation_shown(line.asked.proof, consented=covered)
    if shown.answer is not Answer.YES:
        said = named(shown.because[0])
        fault = Fault(table.where(line.number, "proof"), shown.because[0].code, said.zh, said.en)
        return _row(line, Standing.FAULTY, **person, faults=[_plain(fault)])
    return _row(line, Standing.GOOD, **person)


def _row(line: Line, standing: Standing, **more: Any) -> dict[str, Any]:
    return {"line": line.number, "standing": standing, "owner": "", **more}


def _plain(fault: Fault) -> dict[str, str]:
    return {"field": fault.field, "code": fault.code, "zh": fault.zh, "en": fault.en}
