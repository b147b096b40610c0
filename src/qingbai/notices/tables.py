"""Tables of notices (通报表格): each row becomes one notice, read as strictly as one that came as JSON, or its faults by cell.

Nothing is guessed: a heading is known or refused, a number where text belongs is refused because programs for tables round
identity numbers and drop leading zeros, a date has its year first. Whatever is wrong is told by row, column and heading.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from qingbai.incoming import Fault
from qingbai.notices import archives, sheets
from qingbai.notices.archives import told
from qingbai.notices.columns import TABLES, Column, Holds, Table
from qingbai.notices.faults import NoticeHeld, NoticeRefused
from qingbai.notices.kinds import Notice
from qingbai.notices.sheets import Cell, Row, Wrong

SUFFIXES = (".csv", ".xlsx")
OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".tsv")
"""Tables that are not read; what to do instead is told."""

archives.SENTENCES.update(
    {
        "other_table": (
            "不读取 {suffix} 文件。请另存为 .xlsx 或 UTF-8 的 .csv。",
            "is a {suffix} file, which is not read. Save it as .xlsx or as .csv in UTF-8.",
        ),
        "which_table": (
            "表头与任何通报模板都不符。请使用模板（qingbai register --template 种类），或用 --kind 指明种类。",
            "has the heading of no table known. Use a template (qingbai register --template KIND), or name its kind with --kind.",
        ),
        "column_unknown": (
            "没有这一列。请删除，或改用模板中的列名。",
            "is no column of this table. Remove it or use the template's name.",
        ),
        "column_twice": ("此列出现两次。请保留一列。", "stands twice. Keep one."),
        "column_missing": ("缺少此列。请按模板补上。", "is missing. Add it as the template has it."),
        "column_blank": ("此列有内容而没有表头。请补上或删除。", "has cells but no heading. Add it or remove them."),
    }
)
# code -> (Chinese, English): what is wrong with a cell, then what to do.
CELL_SENTENCES: Mapping[str, tuple[str, str]] = {
    "cell_formula": (
        "以 = + - @ 开头或是公式，不予读取。请填写值本身。",
        "is a formula, or begins with = + - @ as one does. Write the value itself.",
    ),
    "cell_error": (
        "是错误值，或不是可读取的内容。请改正。",
        "holds an error or something that is no value. Correct it.",
    ),
    "cell_time": ("是时刻而不是日期。请只填日期。", "is a time of day, not a date. Write the date alone."),
    "cell_too_long": ("内容过长。请核对。", "is too long. Check it."),
    "cell_is_number": (
        "是数字，可能已丢失开头的零或末尾数位。请将此列设为文本格式后重新填写。",
        "is a number and may have lost zeros or last digits. Give the column the format of text and write it again.",
    ),
    "cell_not_text": ("应为文本。请改正。", "must be text. Correct it."),
    "cell_not_a_day": ("不是日期。请写作 YYYY-MM-DD。", "is not a date. Write YYYY-MM-DD."),
    "cell_not_a_number": ("应为整数。请改正。", "must be a whole number. Correct it."),
    "cell_not_yes": ("应为 是 或 否。请改正。", "must be 是 (yes) or 否 (no). Correct it."),
    "cell_not_one_of": ("应为以下之一：{expected}。请选用其一。", "is not one of: {expected}. Choose one of them."),
}
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", re.ASCII
)
_PLACE = re.compile(r"\[([^\]]*)\]")
_SERIALS = range(1, 2_958_466)  # the days that programs for tables count, to the end of 9999


@dataclass(frozen=True, slots=True)
class Entered:
    """One row of a table: its number, its notice or what is wrong with it, and how to say in cells what receiving finds wrong later."""

    row: int
    notice: Notice | NoticeRefused
    cells: Callable[[NoticeRefused], NoticeRefused]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A column where it stands in this file."""

    place: int
    column: Column

    def where(self, row: int) -> str:
        """The cell in words: ``第 4 行 C 列「释放日期」 / row 4, column C (released on)``."""
        letter = sheets.column_name(self.place)
        return f"第 {row} 行 {letter} 列「{self.column.zh}」 / row {row}, column {letter} ({self.column.en})"


def read(path: Path, *, kind: str = "") -> Iterator[Entered]:
    """The notices of a ``.csv`` or ``.xlsx`` file, row by row. Raises ``NoticeRefused`` where the file or its heading is wrong.

    ``kind``: which table it is (``release-notice``); found by its heading where empty.
    """
    suffix = path.suffix.lower()
    if suffix in OTHERS:
        raise NoticeRefused(told("other_table", suffix=suffix))
    found = sheets.rows(path)
    heading = next(found, None)
    if heading is None:
        raise NoticeRefused(told("no_rows"))
    table = TABLES[kind] if kind else _kind_of(heading)
    placed = _placed(heading, table)
    empty = True
    for row in found:
        empty = False
        yield _entered(row, table, placed)
    if empty:
        raise NoticeRefused(told("no_rows"))


def _kind_of(heading: Row) -> Table:
    """The table whose columns the heading names best; refused where that is none or not one alone."""
    stated = {_plain(cell) for cell in heading.cells if isinstance(cell, str)}

    def fit(table: Table) -> int:
        return sum(any(_plain(name) in stated for name in column.names) for column in table.columns)

    ranked = sorted(TABLES.values(), key=fit, reverse=True)
    if fit(ranked[0]) < 6 or fit(ranked[0]) == fit(ranked[1]):
        raise NoticeRefused(told("which_table"))
    return ranked[0]


def _plain(name: str) -> str:
    """A name in a heading without spaces, case, and the star of what is needed."""
    return "".join(name.split()).strip("*＊").lower().replace("(", "（").replace(")", "）")


def _placed(heading: Row, table: Table) -> tuple[_Placed, ...]:
    """Where each column stands. Raises ``NoticeRefused`` with everything that is wrong with the heading."""
    known = {_plain(name): column for column in table.columns for name in column.names}
    faults: list[Fault] = []
    found: dict[str, _Placed] = {}
    for place, cell in enumerate(heading.cells):
        if cell is None:
            continue
        column = known.get(_plain(cell)) if isinstance(cell, str) else None
        letter = sheets.column_name(place)
        where = f"第 {heading.number} 行 {letter} 列 / row {heading.number}, column {letter}"
        if column is None:
            faults.append(told("column_unknown", field=where))
        elif column.field in found:
            faults.append(told("column_twice", field=where))
        else:
            found[column.field] = _Placed(place, column)
    faults += [
        told("column_missing", field=f"「{column.zh}」 / ({column.en})")
        for column in table.columns
        if column.needed and column.field not in found
    ]
    if faults:
        raise NoticeRefused(*faults)
    return tuple(found.values())


def _entered(row: Row, table: Table, placed: Sequence[_Placed]) -> Entered:
    stated, faults = _stated(row, table, placed)

    def cells(refused: NoticeRefused) -> NoticeRefused:
        seen = {one.field for one in faults}
        again = (located(one, row.number, stated, placed, table) for one in refused.faults)
        told_in_cells = [*faults, *(one for one in again if one.field not in seen)]
        if isinstance(refused, NoticeHeld):
            return NoticeHeld(told_in_cells, refused.because)
        return NoticeRefused(*told_in_cells)

    try:
        notice: Notice | NoticeRefused = table.parse(json.dumps(stated, ensure_ascii=False))
    except NoticeRefused as refused:
        notice = cells(refused)
    else:
        notice = NoticeRefused(*faults) if faults else notice
    return Entered(row.number, notice, cells)


def _stated(row: Row, table: Table, placed: Sequence[_Placed]) -> tuple[dict[str, Any], list[Fault]]:
    """What the row says as the notice would, and what is wrong with its cells."""
    faults: list[Fault] = []
    stated: dict[str, Any] = {"format": table.format}
    named = {one.place for one in placed}
    for place, cell in enumerate(row.cells):
        if cell is not None and place not in named:
            letter = sheets.column_name(place)
            where = f"第 {row.number} 行 {letter} 列 / row {row.number}, column {letter}"
            faults.append(told("column_blank", field=where))
    for one in placed:
        value = row.cells[one.place] if one.place < len(row.cells) else None
        if value is None:
            continue
        taken = _value(value, one.column)
        if isinstance(taken, Wrong):
            faults.append(_cell_fault(one, row.number, taken.code))
        else:
            _put(stated, one.column.field, taken)
    return _completed(stated), faults


def _cell_fault(one: _Placed, row: int, code: str) -> Fault:
    zh, en = CELL_SENTENCES[code]
    expected = "、".join(one.column.choices or ())
    return Fault(one.where(row), code, zh.format(expected=expected), en.format(expected=expected))


def _value(cell: Cell, column: Column) -> Any:
    """What a cell says in the words of JSON, or ``Wrong``."""
    if isinstance(cell, Wrong):
        return cell
    if column.holds is Holds.DAY:
        return _day(cell)
    if column.holds is Holds.NUMBER:
        return _number(cell)
    if column.holds is Holds.YES:
        return _yes(cell)
    if isinstance(cell, datetime):
        return _day(cell) if column.holds is Holds.PARTIAL else Wrong("cell_not_text")
    if isinstance(cell, bool):
        return Wrong("cell_not_text")
    if isinstance(cell, int | float):
        whole = column.holds is Holds.CODE and cell == int(cell) and cell < 10**15
        return str(int(cell)) if whole else Wrong("cell_is_number")
    if column.holds is Holds.CHOICE:
        return _choice(str(cell), column)
    if column.holds is Holds.LIST:
        return [part.strip() for part in re.split("[、，,；;]", str(cell)) if part.strip()]
    return _partial(str(cell)) if column.holds is Holds.PARTIAL else cell


def _choice(text: str, column: Column) -> str | Wrong:
    choices = column.choices or {}
    if text in choices:
        return str(choices[text])
    return text if text in set(map(str, choices.values())) else Wrong("cell_not_one_of")


def _day(cell: Cell) -> str | Wrong:
    """A date, year first in whatever form, or as programs for tables count days."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        counted = sheets.serial(cell) if cell in _SERIALS else Wrong("cell_not_a_day")
        return _day(counted)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else Wrong("cell_time")
    found = _DAY.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return cell if isinstance(cell, Wrong) else Wrong("cell_not_a_day")
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return Wrong("cell_not_a_day")


def _partial(text: str) -> str:
    """A whole date in its one form; what is known in part stays as it stands and is read by the notice."""
    whole = _day(text)
    return whole if isinstance(whole, str) else text


def _number(cell: Cell) -> int | Wrong:
    if isinstance(cell, bool):
        return Wrong("cell_not_a_number")
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) and abs(cell) < 10**15 else Wrong("cell_not_a_number")
    whole = isinstance(cell, str) and re.fullmatch(r"\d{1,15}", cell, re.ASCII)
    return int(str(cell)) if whole else Wrong("cell_not_a_number")


def _yes(cell: Cell) -> bool | Wrong:
    if isinstance(cell, bool):
        return cell
    said = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}
    return said.get(str(cell).lower(), Wrong("cell_not_yes"))


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


def located(fault: Fault, row: int, stated: Mapping[str, Any], placed: Sequence[_Placed], table: Table) -> Fault:
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
    name = f"「{column.zh}」 / row {row} ({column.en})" if column else f"/ row {row} ({fault.field})"
    return Fault(f"第 {row} 行 {name}", fault.code, fault.zh, fault.en)
