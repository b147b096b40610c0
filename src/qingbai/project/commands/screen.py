"""``qingbai screen``: a unit's list of people, read, searched and answered with letters; for lists too long for a page.

The list becomes a case of the unit at its police station, as if its handler had brought it to the counter; who runs the command
vouches for the papers. A run that was stopped goes on where it stopped when the same file is given again.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.screening.casework import Case
    from qingbai.screening.units import UnitCard

ANSWERED, NOT_ANSWERED, UNREADABLE = 0, 1, 2
AT_A_TIME = 20
"""Portions of rows between two lines of progress."""


@click.command
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--article", help="The article relied on, by its key (BAN-09); qingbai law names them.")
@click.option("--vetting", is_flag=True, help="People who work with minors: yes or no.")
@click.option("--unit", "code", help="The unit's social credit code; not needed where one unit alone is registered.")
@click.option("--handler", default="1", show_default=True, help="Which of the unit's handlers, by number.")
@click.option("--officer", default="counter", show_default=True, help="Reference of the clerk who took the list.")
@click.option("--letter", default="cli", show_default=True, help="Number of the unit's letter.")
@click.option("--together", is_flag=True, help="Search nothing while a row is wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each row, then the whole.")
def command(
    *,
    file: Path,
    article: str | None,
    vetting: bool,
    code: str | None,
    handler: str,
    officer: str,
    letter: str,
    together: bool,
    as_json: bool,
) -> None:
    """Answer a unit's list of up to 100,000 people (CSV or XLSX), one result a row.

    Rows are named by their number alone. Exit status: 0 every good row was answered, 1 the list waits for somebody or was not accepted, 2 the
    file or what goes with it could not be taken (nothing of it was kept).
    """
    if bool(article) == vetting:
        raise click.UsageError("Say what is asked: --article BAN-09, or --vetting.")
    with setup.django():
        status = _run(file, article or "", code, handler, officer, letter, together=together, as_json=as_json)
    sys.exit(status)


def _run(
    file: Path,
    article: str,
    code: str | None,
    handler: str,
    officer: str,
    letter: str,
    *,
    together: bool,
    as_json: bool,
) -> int:
    from qingbai import clock
    from qingbai.audit.actors import Actor, ActorKind
    from qingbai.law.units import UnitPaper
    from qingbai.screening import services
    from qingbai.screening.services import Submission
    from qingbai.screening.terms import Purpose

    began = time.monotonic()
    try:
        unit = _unit(code)
        submission = Submission(
            unit=unit.code,
            purpose=Purpose.ARTICLE if article else Purpose.VETTING,
            article=article,
            handler=handler,
            letter_number=letter,
            letter_on=clock.today(),
            reason="qingbai screen",
            papers=tuple(UnitPaper),
            together=together,
            filename=file.name,
            data=file.read_bytes(),
        )
        case = services.submit(
            submission=submission, by=Actor(ActorKind.OFFICER, officer, unit.office, "clerk"), at=clock.now()
        )
    except OSError as error:
        click.echo(f"{file}: cannot be read: {error.strerror}; check the path", err=True)
        return UNREADABLE
    except services.NoSuchUnit as unknown:
        click.echo(f"--unit: {unknown}", err=True)
        return UNREADABLE
    except services.ListRefused as refused:
        for fault in refused.faults:
            click.echo(f"{file}: {fault.field}: {fault.en} / {fault.zh}", err=True)
        return UNREADABLE
    return _told(_gone_on(case), time.monotonic() - began, as_json=as_json)


def _unit(code: str | None) -> "UnitCard":
    from qingbai.audit.actors import SYSTEM
    from qingbai.screening import queries

    if code:
        return queries.unit(code=code, viewer=SYSTEM)
    found = queries.units(viewer=SYSTEM)
    if len(found) != 1:
        raise click.UsageError(
            f"{len(found)} units are registered: name one with --unit CODE, or register it at the counter."
        )
    return found[0]


def _gone_on(case: "Case") -> "Case":
    """As far as the house can take it, with a line of progress on the error stream now and then."""
    from qingbai import clock
    from qingbai.audit.actors import SYSTEM
    from qingbai.screening import queries, services, steps
    from qingbai.screening.ways import Status

    while case.status in steps.STEPS:
        case = services.go_on(number=case.number, by=SYSTEM, at=clock.now(), portions=AT_A_TIME)
        seen = queries.progress(case)
        line = f"{case.number}: {case.status}, {seen.read} rows read, {seen.searched} of {seen.good} searched, {seen.letters} letters"
        click.echo(line, err=True)
        if case.status is Status.WITH_A_PERSON:
            break
    return case


def _told(case: "Case", seconds: float, *, as_json: bool) -> int:
    from qingbai.screening.ways import Status

    counts: dict[str, int] = {}
    for row in _rows(case):
        counts[row["result"]] = counts.get(row["result"], 0) + 1
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
        elif row["because"]:
            click.echo(
                f"row {row['row']}: {row['result']}"
                + "".join(f"\n    {one['en']} / {one['zh']}" for one in row["because"])
            )
    last = case.acts[-1]
    because = [{"zh": one["zh"], "en": one["en"]} for one in last.reasons]
    whole = {
        "list": case.number,
        "status": str(case.status),
        **counts,
        "because": because,
        "seconds": round(seconds, 1),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if as_json:
        click.echo(json.dumps(whole, ensure_ascii=False))
    else:
        counted = ", ".join(f"{n} {result}" for result, n in sorted(counts.items()))
        click.echo(f"{case.number}: {case.status}; {counted}; {whole['seconds']} s, {whole['memory_mib']} MiB")
        for one in because:
            click.echo(f"    {one['zh']} / {one['en']}")
    return ANSWERED if case.status is Status.ISSUED else NOT_ANSWERED


def _rows(case: "Case") -> Iterator[dict[str, Any]]:
    """Every row by its number: how it was answered, or why it was not."""
    from qingbai.audit.actors import SYSTEM
    from qingbai.screening import queries

    after, at = 0, _shown_at(case)
    while some := queries.lines(number=case.number, viewer=SYSTEM, at=at, after=after, most=2_000):
        for one in some:
            why = [*one.faults, *one.refusals]
            yield {
                "row": one.number,
                "result": str(one.result or ("waits" if one.standing == "good" else one.standing)),
                "because": [{key: why_not[key] for key in ("field", "zh", "en") if key in why_not} for why_not in why],
            }
        after = some[-1].number


def _shown_at(case: "Case") -> datetime:
    """The tick from which the answers may be seen; now where there are none."""
    from qingbai import clock
    from qingbai.screening.ways import Act

    done = case.last(Act.ISSUE)
    return datetime.fromisoformat(done.facts["released_at"]) if done else clock.now()
