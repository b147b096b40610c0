"""What the cells of a table mean (单元格): which column a heading names, what a cell says, and what is wrong with it, by row and column.

Nothing is guessed: a heading is known or refused, a number where text belongs is refused because programs for tables round
identity numbers and drop leading zeros, a date has its year first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from qingbai.incoming import Fault, Refused, archives, sheets
from qingbai.incoming.archives import told
from qingbai.incoming.sheets import Cell, Row, Wrong

SUFFIXES = (".csv", ".xlsx")
OTHERS = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".tsv")
"""Tables that are not read; what to do instead is told."""

archives.SENTENCES.update(
    {
        "other_table": (
            "不读取 {suffix} 文件。请另存为 .xlsx 或 UTF-8 的 .csv。",
            "is a {suffix} file, which is not read. Save it as .xlsx or as .csv in UTF-8.",
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
SENTENCES: Mapping[str, tuple[str, str]] = {
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
_SERIALS = range(1, 2_958_466)  # the days that programs for tables count, to the end of 9999


class Holds(StrEnum):
    """What the cells of a column hold, with how to write it in both languages."""

    TEXT = "text", "文本", "text"
    CODE = "code", "数字代码，请设为文本格式", "digits, as text"
    DAY = "day", "日期，如 2026-11-22", "a date, as 2026-11-22"
    PARTIAL = "partial", "日期，可只到年或月，如 2026、2026-11（文本格式）", "a date, or only year or month, as text"
    NUMBER = "number", "整数", "a whole number"
    YES = "yes", "是 或 否", "yes or no"
    CHOICE = "choice", "选用其一", "one of"
    LIST = "list", "多项以“、”分隔", "several with 、 between"

    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> "Holds":
        """A kind of cell with its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh, member.en = zh, en
        return member


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the ``field`` that it fills (``person.documents[0].number``), its names, what it holds.

    ``choices``: Chinese word -> value of the field. ``needed``: every table of the kind has it.
    """

    field: str
    zh: str
    en: str
    holds: Holds = Holds.TEXT
    needed: bool = False
    choices: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """By which names the column may go in a heading."""
        return (self.zh, self.en, self.field)


@dataclass(frozen=True, slots=True)
class Placed:
    """A column where it stands in this file."""

    place: int
    column: Column

    def where(self, row: int) -> str:
        """The cell in words: ``第 4 行 C 列“释放日期” / row 4, column C (released on)``."""
        letter = sheets.column_name(self.place)
        return f"第 {row} 行 {letter} 列“{self.column.zh}” / row {row}, column {letter} ({self.column.en})"


def plain(name: str) -> str:
    """A name in a heading without spaces, case, and the star of what is needed."""
    return "".join(name.split()).strip("*＊").lower().replace("(", "（").replace(")", "）")


def placed(heading: Row, columns: Sequence[Column]) -> tuple[Placed, ...]:
    """Where each column stands. Raises ``Refused`` with everything that is wrong with the heading."""
    known = {plain(name): column for column in columns for name in column.names}
    faults: list[Fault] = []
    found: dict[str, Placed] = {}
    for place, cell in enumerate(heading.cells):
        if cell is None:
            continue
        column = known.get(plain(cell)) if isinstance(cell, str) else None
        letter = sheets.column_name(place)
        where = f"第 {heading.number} 行 {letter} 列 / row {heading.number}, column {letter}"
        if column is None:
            faults.append(told("column_unknown", field=where))
        elif column.field in found:
            faults.append(told("column_twice", field=where))
        else:
            found[column.field] = Placed(place, column)
    faults += [
        told("column_missing", field=f"“{column.zh}” / ({column.en})")
        for column in columns
        if column.needed and column.field not in found
    ]
    if faults:
        raise Refused(*faults)
    return tuple(found.values())


def said(row: Row, places: Sequence[Placed]) -> tuple[dict[str, Any], list[Fault]]:
    """What a row says by field, empty cells left out, and what is wrong with its cells."""
    faults: list[Fault] = []
    stated: dict[str, Any] = {}
    named = {one.place for one in places}
    for place, cell in enumerate(row.cells):
        if cell is not None and place not in named:
            letter = sheets.column_name(place)
            where = f"第 {row.number} 行 {letter} 列 / row {row.number}, column {letter}"
            faults.append(told("column_blank", field=where))
    for one in places:
        cell = row.cells[one.place] if one.place < len(row.cells) else None
        if cell is None:
            continue
        taken = value(cell, one.column)
        if isinstance(taken, Wrong):
            faults.append(cell_fault(one, row.number, taken.code))
        else:
            stated[one.column.field] = taken
    return stated, faults


def begun(path: Path, *, most: int = sheets.MOST_ROWS) -> tuple[Row, Iterator[Row]]:
    """The heading of a table and the rows under it. Raises ``Refused`` where the file is no table that is read."""
    suffix = path.suffix.lower()
    if suffix in OTHERS:
        raise Refused(told("other_table", suffix=suffix))
    rows = sheets.rows(path, most=most)
    heading = next(rows, None)
    if heading is None:
        raise Refused(told("no_rows"))
    return heading, rows


def cell_fault(one: Placed, row: int, code: str) -> Fault:
    """The fault of this code at a column of a row."""
    zh, en = SENTENCES[code]
    expected = "、".join(one.column.choices or ())
    return Fault(one.where(row), code, zh.format(expected=expected), en.format(expected=expected))


def value(cell: Cell, column: Column) -> Any:
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
