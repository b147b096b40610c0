"""``qingbai statistics``: closes the figures of months and years that are over, prints them, counts them again."""

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from qingbai.project import setup

if TYPE_CHECKING:
    from qingbai.oversight.periods import Period
    from qingbai.oversight.statistics import Published

SAME, OTHERWISE = 0, 1
NOTE = (
    "数值小于十（含零）的不公布；公布合计会推出未公布数值的，合计亦不公布。封存的记录不计入任何数值。",
    "Numbers below ten, nought among them, are not told; a total is left out where it would give one back. Sealed records are in no figure.",
)


@click.command
@click.option("--from", "first", required=True, metavar="MONTH", help="The first month, for example 2026-01.")
@click.option("--to", "last", required=True, metavar="MONTH", help="The last month.")
@click.option("--json", "form", flag_value="json", default="json", help="JSON (the usual form).")
@click.option("--csv", "form", flag_value="csv", help="CSV, a line for each number.")
@click.option(
    "--again",
    is_flag=True,
    help="Count the closed months once more from the ledger; exit status 1 where one comes out otherwise.",
)
def command(*, first: str, last: str, form: str, again: bool) -> None:
    """Close every period that is over and print what is told of it: volumes, answers and times by month; lateness, reviews, charges and
    punishments by year.

    A figure is told once and never changes; closing twice changes nothing. It runs beside the vault, as the intake does, and opens nothing there.
    """
    with setup.django(vault=True):
        since, until = _month(first), _month(last)
        if until < since:
            raise click.BadParameter("is before the first month: change one of the two.", param_hint="--to")
        if again:
            sys.exit(_again(since, until))
        _print(_closed(since, until), form)


def _month(text: str) -> "Period":
    from qingbai.oversight.periods import Period

    try:
        found = Period.parse(text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from None
    if not found.month:
        raise click.BadParameter(f"{text!r} is a year: write a month, for example {text}-01.")
    return found


def _operator() -> Any:
    from qingbai.audit.actors import Actor, ActorKind

    return Actor(ActorKind.SYSTEM, "operator")


def _closed(first: "Period", last: "Period") -> "tuple[Published, ...]":
    from qingbai import clock
    from qingbai.oversight import statistics

    by = _operator()
    statistics.close(first=first, last=last, by=by, at=clock.now())
    return statistics.published(viewer=by, first=first, last=last)


def _again(first: "Period", last: "Period") -> int:
    from qingbai.oversight import statistics

    found = statistics.count_again(viewer=_operator(), first=first, last=last)
    for one in found:
        click.echo(f"{one.period} {one.table}: {'一致 / the same' if one.same else '不一致 / OTHERWISE'}")
    return SAME if all(one.same for one in found) else OTHERWISE


def _print(found: "tuple[Published, ...]", form: str) -> None:
    if form == "json":
        whole = [
            {
                "table": one.table.value,
                "period": str(one.period),
                "rows": list(one.rows),
                "sha256": one.sha256,
                "entries": one.entries,
                "closed_at": one.at.isoformat(),
            }
            for one in found
        ]
        click.echo(json.dumps({"note": NOTE, "tables": whole}, ensure_ascii=False, indent=1))
        return
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows([[f"# {note}"] for note in NOTE])
    out.writerow(["table", "period", "where", "name", "number"])
    for one in found:
        for row in one.rows:
            where = next(row[key] for key in ("region", "court", "sender") if key in row)
            out.writerows([one.table.value, one.period, where, name, value] for name, value in _numbers(row))


def _numbers(row: Any) -> list[tuple[str, object]]:
    numbers = list(row.get("numbers", {}).items())
    if row.get("total") is not None:
        numbers.append(("total", row["total"]))
    if "late_percent" in row:
        numbers.append(("late_percent", row["late_percent"]))
    for unit in ("days", "working_days"):
        times = zip(("p50", "p90", "p99"), row.get(unit, ()), strict=False)
        numbers += [(f"{unit}_{percent}", value) for percent, value in times if value is not None]
    return numbers
