"""A unit's list of many people answered, beside a plain select per person on the same server and rows; time, work and memory.

The list goes the whole way of ``qingbai screen`` but for its letters: the file is read row by row, every person searched, compared and weighed by
the law, and each look-up put on the ledger. The peer reads, for each person of the list, one row of the register by an indexed key:
the least that anybody could do, who neither compares, nor asks about names and birth dates, nor keeps a ledger.
"""

import gc
import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from benchmarks import filling, frame
from benchmarks.frame import Options, Result
from benchmarks.search import installed

TITLE = "a list of many people answered, beside a plain select per person"
CONVICTIONS = 100_000
PEOPLE = 100_000
"""``--rounds`` gives another number of people."""
OFFICE = "100101-hy"
HEADING = "姓名,证件号码,与单位关系,岗位,关系证明"
NOTES = (
    "answered: every row searched, compared, weighed and ledgered; letters not counted, their own rate is told apart",
    "one person in a hundred of the list is on record; everybody else has the name of somebody who is",
    "memory: the largest this process had, Django and the register's rules included",
)


def run(options: Options) -> Result:
    """Fill a register, make a list, answer it, and read a row a person beside it."""
    people = options.rounds or PEOPLE
    with frame.home(), installed() as server:
        with filling.hurried(server.superuser):
            filled = filling.fill(server.owner, options.convictions or CONVICTIONS)
        told(f"{filled.convictions:,} convictions, {filled.persons:,} persons in {filled.seconds:.0f} s")
        data = listed(people)
        begun = memory()
        figures: dict[str, Any] = {"register": f"{filled.convictions:,} convictions of {filled.persons:,} persons"}
        figures |= answered(data, people)
        figures |= selected(people)
        figures["times the plain selects"] = f"{figures['_answered'] / figures['_selected']:.1f}"
        figures["memory before and at most"] = f"{begun:.0f} and {memory():.0f} MiB"
        figures = {name: value for name, value in figures.items() if not name.startswith("_")}
    return Result(figures=figures, notes=NOTES)


def told(line: str) -> None:
    """Say on the error stream how far it is."""
    print(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:.1f}  {line}", file=sys.stderr, flush=True)


def memory() -> float:
    """The most that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def listed(people: int) -> bytes:
    """The list as CSV: names that the register knows, numbers of area 100199 that nobody on record has, and one in a hundred who is on record."""
    from qingbai.registers.models import IdentityDocument, Name

    names = list(Name.objects.filter(kind="name").order_by("id").values_list("text", flat=True)[:5_000])
    han = [name for name in names if "\u4e00" <= name[0] <= "\u9fff"]
    on_record = IdentityDocument.objects.filter(kind="resident_id").order_by("id")
    known = list(on_record.values_list("number", "subject__names__text")[: people // 100])
    lines = [HEADING]
    for place in range(people):
        if place % 100 == 0 and place // 100 < len(known):
            number, name = known[place // 100]
        else:
            number, name = invented(place), han[place % len(han)]
        lines.append(f"{name},{number},在职,律师,在职证明")
    return "\r\n".join(lines).encode()


def invented(place: int) -> str:
    """A number of area 100199, where the filling has nobody."""
    from qingbai.matching.identity import check_character

    born = date.fromordinal(date(1960, 1, 1).toordinal() + place % 15_000)
    first = f"100199{born:%Y%m%d}{100 + place // 15_000:03d}"
    return first + check_character(first)


def answered(data: bytes, people: int) -> dict[str, Any]:
    """The list through the house, until every row is answered."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.law.units import UnitPaper
    from qingbai.matching.units import check_character
    from qingbai.screening import queries, registering, searching, services, steps
    from qingbai.screening.registering import HandlerStated, UnitStated
    from qingbai.screening.terms import UnitKind
    from qingbai.screening.ways import Status

    code = "91100101MA0000001" + check_character("91100101MA0000001")
    stated = UnitStated(code=code, name="演示清河律师事务所", domicile="100101", kind=UnitKind.EMPLOYER, proof="许可证")
    registering.register(stated=stated, office=OFFICE, by=SYSTEM, at=clock.now())
    handler = HandlerStated(name="林清和", document_number=invented(1), from_on=clock.today())
    registering.authorise(code=code, handler=handler, by=SYSTEM, at=clock.now())
    submission = services.Submission(
        unit=code,
        article="BAN-09",
        handler="1",
        letter_number="1",
        letter_on=clock.today(),
        reason="benchmark",
        papers=tuple(UnitPaper),
        filename="list.csv",
        data=data,
    )
    with timed() as handing:
        case = services.submit(submission=submission, by=SYSTEM, at=clock.now())
    with timed() as reading:
        while case.status is Status.SUBMITTED:
            case = services.go_on(number=case.number, by=SYSTEM, at=clock.now(), portions=20)
    told(f"read: {queries.progress(case)}")
    if case.status is Status.READ:
        case, _ = steps.examine(case, SYSTEM, clock.now(), 1)
    with timed() as looking:
        while searching.search(case, by=SYSTEM, at=clock.now(), portions=20) is not None:
            told(f"searched {queries.progress(case).searched:,}")
    seen = queries.progress(case)
    whole = handing[0] + reading[0] + looking[0]
    return {
        "_answered": looking[0],
        "answered": f"{seen.searched:,} of {people:,} rows in {whole:.0f} s ({seen.searched / whole:,.0f} a second); {seen.open} left to a person",
        "of that handing in, reading, searching": f"{handing[0]:.1f} s, {reading[0]:.1f} s, {looking[0]:.1f} s",
    }


def selected(people: int) -> dict[str, Any]:
    """The peer: one row by an indexed key, a statement a person, through the same connection."""
    from django.db import connection

    gc.collect()
    with timed() as taken, connection.cursor() as cursor:
        for place in range(people):
            key = f"resident_id:{invented(place)}"
            cursor.execute("SELECT subject_id FROM registers_searchkey WHERE key = %s LIMIT 1", [key])
            cursor.fetchall()
    return {
        "_selected": taken[0],
        "plain selects": f"{people:,} in {taken[0]:.1f} s ({people / taken[0]:,.0f} a second)",
    }


@contextmanager
def timed() -> Iterator[list[float]]:
    """The seconds that a block takes, in the list that it gives."""
    took = [0.0]
    began = time.perf_counter()
    try:
        yield took
    finally:
        took[0] = time.perf_counter() - began
