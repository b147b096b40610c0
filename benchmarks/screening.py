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
        others = backend()
        begun = memory()
        figures: dict[str, Any] = {"register": f"{filled.convictions:,} convictions of {filled.persons:,} persons"}
        figures |= answered(data, people, others)
        figures |= selected(people, others)
        figures["work of searching, times that of the plain selects"] = (
            f"{figures['_answered'] / figures['_selected']:.1f}"
        )
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
    on_record = IdentityDocument.objects.filter(kind="resident_id").order_by("number")
    known = list(
        on_record.filter(subject__names__kind="name")
        .values_list("number", "subject__names__text")
        .distinct()[: people // 100]
    )
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


def answered(data: bytes, people: int, others: frame.Cpu) -> dict[str, Any]:
    """The list through the house, until every row is answered."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM, Actor, ActorKind
    from qingbai.law.units import UnitPaper
    from qingbai.matching.units import check_character
    from qingbai.screening import queries, registering, services, steps
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
    with timed(others) as handing:
        case = services.submit(
            submission=submission, by=Actor(ActorKind.OFFICER, "clerk", OFFICE, "clerk"), at=clock.now()
        )
    with timed(others) as reading:
        while case.status is Status.SUBMITTED:
            case, _ = steps.read(case, SYSTEM, clock.now(), 20)
            told(f"read {queries.progress(case).read:,}")
    case, _ = steps.examine(case, SYSTEM, clock.now(), 1)
    with timed(others) as looking:
        while case.status is Status.ACCEPTED:
            case, _ = steps.search(case, SYSTEM, clock.now(), 20)
            told(f"searched {queries.progress(case).searched:,}")
    seen = queries.progress(case)
    clocked, worked = (handing[place] + reading[place] + looking[place] for place in range(2))
    return {
        "_answered": looking[1],
        "answered": f"{seen.searched:,} of {people:,} rows in {clocked:.0f} s by the clock, {worked:.0f} s of work ({1000 * worked / people:.2f} ms a row); "
        f"{seen.open} left to a person",
        "work for handing in, reading, searching": f"{handing[1]:.1f} s, {reading[1]:.1f} s, {looking[1]:.1f} s",
        "memory then": f"{memory():.0f} MiB",
    }


def selected(people: int, others: frame.Cpu) -> dict[str, Any]:
    """The peer: one row by an indexed key, a statement a person, through the same connection."""
    from django.db import connection

    gc.collect()
    with timed(others) as taken, connection.cursor() as cursor:
        for place in range(people):
            key = f"resident_id:{invented(place)}"
            cursor.execute("SELECT subject_id FROM registers_searchkey WHERE key = %s LIMIT 1", [key])
            cursor.fetchall()
    return {
        "_selected": taken[1],
        "plain selects": f"{people:,} in {taken[0]:.0f} s by the clock, {taken[1]:.1f} s of work ({1000 * taken[1] / people:.2f} ms each)",
    }


def backend() -> frame.Cpu:
    """The work of the database server behind our connection."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return frame.server_cpu(cursor.fetchone()[0])


@contextmanager
def timed(others: frame.Cpu) -> Iterator[list[float]]:
    """The seconds that a block takes by the clock, and those of work of ours and the server's for it, in the list that it gives."""
    took = [0.0, 0.0]
    began, worked = time.perf_counter(), others() + time.process_time()
    try:
        yield took
    finally:
        took[:] = [time.perf_counter() - began, others() + time.process_time() - worked]
