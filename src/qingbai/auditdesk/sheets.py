"""Tables of figures as pages and files show them (统计表): a part for each table, a chart and a table for each period and region."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qingbai.agencies import divisions
from qingbai.auditdesk import charts, words
from qingbai.auditdesk.charts import Bar, Range
from qingbai.oversight.counting import PUNISHMENTS
from qingbai.oversight.statistics import Published, Table
from qingbai.pages.language import in_ours

NOT_TOLD = "–"
NAMED: Mapping[Table, Sequence[str]] = {
    Table.VOLUMES: ("applications", "lists", "requests"),
    Table.ANSWERS: ("certificate", "refusal", "declined", "withdrawn", "expired"),
    Table.REVIEWS: ("uphold", "reissue", "petition"),
    Table.SENTENCES: PUNISHMENTS,
}
"""Names that a table always shows, in their order; charges are those that are told."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table on the page: its heading and rows of text, the chart, and where it came from."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: SafeString

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row with its first value, and the others beside their headings, which a narrow screen shows at each."""
        return [(row[0], list(zip(self.heading[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """Everything of one table: its sheets, and how each period was closed."""

    table: str
    title: str
    sheets: tuple[Sheet, ...]
    periods: tuple[Published, ...]

    @property
    def told(self) -> bool:
        """Whether anything is told at all."""
        return bool(self.sheets)


def parts(published: Iterable[Published]) -> tuple[Part, ...]:
    """The page's parts, in the order of the tables."""
    found = []
    for table, ones in groupby(published, key=lambda one: one.table):
        editions = tuple(ones)
        found.append(
            Part(
                table.value,
                str(words.TABLES[table]),
                tuple(_SHEETS.get(table, _by_name)(table, editions)),
                editions,
            )
        )
    return tuple(found)


def _regions(editions: Sequence[Published]) -> list[str]:
    return sorted({str(row["region"]) for one in editions for row in one.rows})


def region(code: str) -> str:
    """A region by its name."""
    return in_ours(divisions.bilingual(code)) if code else _("Elsewhere")


def _rows_of(editions: Sequence[Published], code: str) -> list[tuple[Published, Mapping[str, Any]]]:
    return [(one, row) for one in editions for row in one.rows if row["region"] == code]


def _by_name(table: Table, editions: Sequence[Published]) -> Iterable[Sheet]:
    """A sheet a region: a row a period, a column a name."""
    columns = NAMED[table]
    for code in _regions(editions):
        rows = _rows_of(editions, code)
        title = f"{words.TABLES[table]} · {region(code)}"
        names = [words.name(key) for key in columns]
        used = [key for key in columns if any(key in row["numbers"] for _one, row in rows)]
        drawn = [
            Bar(str(one.period), tuple(row["numbers"].get(key, 0) for key in used), _sum(row)) for one, row in rows
        ]
        yield Sheet(
            title,
            (_("Period"), *names, _("Total")),
            tuple((str(one.period), *(_number(row, key) for key in columns), _sum(row)) for one, row in rows),
            charts.bars(
                key=f"c-{table}-{code or 'x'}",
                title=title,
                description=_(
                    "Bars of the numbers that are told, a bar for each period; the table has the same numbers."
                ),
                rows=drawn,
                legend=[words.name(key) for key in used],
            ),
        )


def _number(row: Mapping[str, Any], key: str) -> str:
    told = row["numbers"].get(key)
    return NOT_TOLD if told is None else str(told)


def _sum(row: Mapping[str, Any]) -> str:
    return str(row["total"]) if row["total"] is not None else f"≥ {row['together']}" if row["together"] else NOT_TOLD


def _by_charge(table: Table, editions: Sequence[Published]) -> Iterable[Sheet]:
    """A sheet a region and year: a row a name, the most first."""
    for code in _regions(editions):
        for one, row in _rows_of(editions, code):
            title = f"{words.TABLES[table]} · {region(code)} · {one.period}"
            order = PUNISHMENTS.index if table is Table.SENTENCES else lambda key, row=row: -row["numbers"][key]
            told = sorted(row["numbers"], key=order)
            yield Sheet(
                title,
                (_("Charge") if table is Table.CHARGES else _("Punishment"), _("Convictions")),
                (*((words.name(key), str(row["numbers"][key])) for key in told), (_("All"), _sum(row))),
                charts.bars(
                    key=f"c-{table}-{code or 'x'}-{one.period}",
                    title=title,
                    description=_(
                        "A bar for each name that ten convictions or more bear; the table has the same numbers."
                    ),
                    rows=[Bar(words.name(key), (row["numbers"][key],), str(row["numbers"][key])) for key in told],
                ),
            )


def _times(table: Table, editions: Sequence[Published]) -> Iterable[Sheet]:
    for code in _regions(editions):
        rows = _rows_of(editions, code)
        for field, unit in (("working_days", _("working days")), ("days", _("calendar days"))):
            title = f"{words.TABLES[table]} · {region(code)} · {unit}"
            yield Sheet(
                title,
                (_("Period"), _("Half within"), _("90 % within"), _("99 % within")),
                tuple((str(one.period), *(_day(value) for value in row[field])) for one, row in rows),
                _ranges(f"c-times-{code or 'x'}-{field}", title, [(str(one.period), row[field]) for one, row in rows]),
            )


def _late(table: Table, editions: Sequence[Published]) -> Iterable[Sheet]:
    for one in editions:
        if not one.rows:
            continue
        title = f"{words.TABLES[table]} · {one.period}"
        who, named = ("court", _("Court")) if table is Table.LATENESS else ("sender", _("Who sends"))
        yield Sheet(
            title,
            (named, _("Late"), _("Half at most"), _("90 % at most"), _("99 % at most")),
            tuple(
                (str(row[who]), f"{row['late_percent']} %", *(_day(value) for value in row["days"])) for row in one.rows
            ),
            charts.bars(
                key=f"c-{table}-{one.period}",
                title=title,
                description=_(
                    "For each sender how many of a hundred notices came late, to the nearest five; the table has the same numbers."
                ),
                rows=[Bar(str(row[who]), (row["late_percent"],), f"{row['late_percent']} %") for row in one.rows],
            ),
        )


def _ranges(key: str, title: str, rows: Sequence[tuple[str, Sequence[int | None]]]) -> SafeString:
    return charts.ranges(
        key=key,
        title=title,
        description=_(
            "For each period a line of days with marks at the median, the 90th and the 99th percentile; the table has the same numbers."
        ),
        rows=[
            Range(label, times[0], times[1], times[2], " / ".join(_day(value) for value in times))
            for label, times in rows
        ],
        legend=(_("Half within"), _("90 % within"), _("99 % within")),
    )


def _day(value: int | None) -> str:
    return NOT_TOLD if value is None else str(value)


_SHEETS = {
    Table.TIMES: _times,
    Table.LATENESS: _late,
    Table.ENDINGS: _late,
    Table.CHARGES: _by_charge,
    Table.SENTENCES: _by_charge,
}
