"""Tables of notices (通报表格): each row becomes one notice, read as strictly as one that came as JSON, or its faults by cell.

Nothing is guessed: a heading is known or refused, a number where text belongs is refused because programs for tables round
identity numbers and drop leading zeros, a date has its year first. Whatever is wrong is told by row, column and heading.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qingbai.incoming import Fault, Refused, archives, cells
from qingbai.incoming.archives import told
from qingbai.incoming.cells import OTHERS as OTHERS
from qingbai.incoming.cells import SUFFIXES as SUFFIXES
from qingbai.incoming.cells import Placed, plain
from qingbai.incoming.sheets import Row
from qingbai.notices.columns import TABLES, Table
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.notices.kinds import Notice

archives.SENTENCES.update(
    {
        "which_table": (
            "表头与任何通报模板都不符。请使用模板（qingbai register --template 种类），或用 --kind 指明种类。",
            "has the heading of no table known. Use a template (qingbai register --template KIND), or name its kind with --kind.",
        ),
    }
)
_PLACE = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Entered:
    """One row of a table: its number, its notice or what is wrong with it, and how to say in cells what receiving finds wrong later."""

    row: int
    notice: Notice | NoticeRefused
    cells: Callable[[NoticeRefused], NoticeRefused]


def read(path: Path, *, kind: str = "") -> Iterator[Entered]:
    """The notices of a ``.csv`` or ``.xlsx`` file, row by row. Raises ``NoticeRefused`` where the file or its heading is wrong.

    ``kind``: which table it is (``release-notice``); found by its heading where empty.
    """
    try:
        heading, found = cells.begun(path)
        table = TABLES[kind] if kind else _kind_of(heading)
        placed = cells.placed(heading, table.columns)
        empty = True
        for row in found:
            empty = False
            yield _entered(row, table, placed)
    except Refused as refused:
        raise refused if isinstance(refused, NoticeRefused) else NoticeRefused(*refused.faults) from None
    if empty:
        raise NoticeRefused(told("no_rows"))


def _kind_of(heading: Row) -> Table:
    """The table whose columns the heading names best; refused where that is none or not one alone."""
    stated = {plain(cell) for cell in heading.cells if isinstance(cell, str)}

    def fit(table: Table) -> int:
        return sum(any(plain(name) in stated for name in column.names) for column in table.columns)

    ranked = sorted(TABLES.values(), key=fit, reverse=True)
    if fit(ranked[0]) < 6 or fit(ranked[0]) == fit(ranked[1]):
        raise NoticeRefused(told("which_table"))
    return ranked[0]


def _entered(row: Row, table: Table, placed: Sequence[Placed]) -> Entered:
    stated, faults = _stated(row, table, placed)

    def in_cells(refused: NoticeRefused) -> NoticeRefused:
        seen = {one.field for one in faults}
        again = (located(one, row.number, stated, placed, table) for one in refused.faults)
        told_in_cells = [*faults, *(one for one in again if one.field not in seen)]
        if isinstance(refused, NoticeHeld):
            return NoticeHeld(told_in_cells, refused.because)
        return NoticeRefused(*told_in_cells)

    try:
        notice: Notice | NoticeRefused = table.parse(json.dumps(stated, ensure_ascii=False))
    except NoticeRefused as refused:
        notice = in_cells(refused)
    else:
        notice = NoticeRefused(*faults) if faults else notice
    return Entered(row.number, notice, in_cells)


def _stated(row: Row, table: Table, placed: Sequence[Placed]) -> tuple[dict[str, Any], list[Fault]]:
    """What the row says as the notice would, and what is wrong with its cells."""
    said, faults = cells.said(row, placed)
    stated: dict[str, Any] = {"format": table.format}
    for field, value in said.items():
        _put(stated, field, value)
    return _completed(stated), faults


def _put(stated: dict[str, Any], field: str, value: Any) -> None:
    """Put a value where the field says: ``person.documents[0].number``; ``imposed[fine].yuan`` is kept by its key for now."""
    *path, last = _steps(field)
    place: Any = stated
    for step in path:
        place = place.setdefault(step, {})
    place[last] = value


def _steps(field: str) -> list[str]:
    return [step for step in _PLACE.sub(r".[\1", field).split(".") if step]


def _completed(stated: dict[str, Any]) -> dict[str, Any]:
    """The row as the notice has it: lists for what was kept by place, one document's kind where only its number is given."""
    person = stated.get("person", {})
    documents = person.pop("documents", {})
    if "[0" in documents:
        person["documents"] = [{"kind": DEFAULT_DOCUMENT, **documents["[0"]}]
    imposed = stated.pop("imposed", {})
    if imposed:
        stated["imposed"] = [one for key, said in imposed.items() for one in _measure(key[1:], said)]
    for name in ("offences", "acts"):
        acts = stated.pop(name, {}).get("[0")
        if acts:
            stated[name] = [{"began": next(iter(acts.values())), "ended": next(reversed(acts.values())), **acts}]
    return stated


DEFAULT_DOCUMENT = "resident_id"


def _measure(measure: str, said: Any) -> Iterator[dict[str, Any]]:
    """One measure: imposed where its cell says yes, or an amount."""
    if isinstance(said, dict):
        yield {"measure": measure, **said}
    elif said:
        yield {"measure": measure}


def located(fault: Fault, row: int, stated: Mapping[str, Any], placed: Sequence[Placed], table: Table) -> Fault:
    """A fault of the notice with the cell in place of the field."""
    field = fault.field
    for place, one in enumerate(stated.get("imposed", ())):
        field = field.replace(f"imposed[{place}]", f"imposed[{one['measure']}]")
    by_field = {one.column.field: one for one in placed}
    while field:
        if field in by_field:
            return Fault(by_field[field].where(row), fault.code, fault.zh, fault.en)
        below = next((one for name, one in by_field.items() if name.startswith((f"{field}.", f"{field}["))), None)
        if below is not None:
            return Fault(below.where(row), fault.code, fault.zh, fault.en)
        field = re.sub(r"(\[[^\]]*\]|\.?[^.\[]+)$", "", field)
    column = next((column for column in table.columns if column.field == fault.field), None)
    name = f"“{column.zh}” / row {row} ({column.en})" if column else f"/ row {row} ({fault.field})"
    return Fault(f"第 {row} 行 {name}", fault.code, fault.zh, fault.en)
