"""Rows of a table as it came (表格): CSV in UTF-8 or GB18030, or the one sheet of an XLSX workbook. What cells mean, ``cells`` says.

A cell that would be computed is refused, whatever it shows: a formula's last value is nobody's statement, and text that
begins like one turns into one when somebody opens it. Everything that could bring in more than the rows that one sees is refused by
name: hidden sheets, rows and columns, joined cells, macros, links to other files.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.parsers import expat

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.exceptions import InvalidFileException

from qingbai.incoming import Fault, Refused, archives
from qingbai.incoming.archives import told

MOST_ROWS = 1_048_576
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
NOTES = "说明"
"""The sheet of a template that explains its columns; the only one beside the rows."""
_FORMULA = re.compile(r"[\s\ufeff]*[=+@\-\uff1d\uff0b\uff20\uff0d]")
_FOREIGN = (
    ("vbaproject", "macros"),
    ("macrosheets", "macros"),
    ("activex", "macros"),
    ("ctrlprops", "macros"),
    ("externallinks", "links"),
    ("embeddings", "objects"),
    ("connections.xml", "links"),
    ("querytables", "links"),
    ("pivotcache", "links"),
)
_XML = (".xml", ".rels", ".vml")
_HARMLESS = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    *(f"printersettings{n}.bin" for n in range(1, 10)),
)  # pictures and a printer's name: never opened
_WHAT = {
    "macros": ("宏或控件", "macros or controls"),
    "links": ("外部链接或数据连接", "links to other files or data"),
    "objects": ("嵌入对象", "embedded objects"),
}

archives.SENTENCES.update(
    {
        "not_text_file": (
            "不是 UTF-8 或 GB18030 编码的文本。请另存为 UTF-8 的 CSV。",
            "is text neither in UTF-8 nor in GB18030. Save it as CSV in UTF-8.",
        ),
        "not_commas": (
            "没有以逗号分隔。请以英文逗号分隔各列。",
            "is not separated by commas. Save it with commas between the columns.",
        ),
        "bad_csv": (
            "第{row}行的引号或换行有误。请改正。",
            "has wrong quotation marks or line ends at row {row}. Correct them.",
        ),
        "workbook_holds": (
            "含{what}，不予读取。请只保留数据后另存。",
            "holds {what_en}, which are not read. Keep the data alone and save it again.",
        ),
        "workbook_sheets": (
            "除数据表外还有工作表“{name}”。请只保留一张数据表。",
            "has another sheet, '{name}', beside the data. Keep one sheet of data.",
        ),
        "workbook_hidden": (
            "含隐藏的{what}。请取消隐藏或删除。",
            "has hidden {what_en}. Show or remove them.",
        ),
        "workbook_joined": (
            "含合并单元格 {where}。请取消合并。",
            "has joined cells at {where}. Take them apart.",
        ),
        "workbook_broken": ("不是完好的 XLSX 工作簿。请重新导出。", "is not a sound XLSX workbook. Export it again."),
        "too_many_rows": (
            "超过{limit}行。请分成几个文件。",
            "has more than {limit} rows. Split it.",
        ),
        "no_rows": (
            "没有表头，或者表头下没有数据。请使用模板，并逐行填写。",
            "has no heading, or no row below it. Use a template and fill in its rows.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken whatever its column: a code of ``cells.SENTENCES``."""

    code: str


Cell = str | int | float | bool | datetime | None | Wrong


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the program shows it that made the table, from 1, and its cells."""

    number: int
    cells: Sequence[Cell]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell is None for cell in self.cells)


def rows(path: Path, *, most: int = MOST_ROWS) -> Iterator[Row]:
    """The rows of a ``.csv`` or ``.xlsx`` file, heading first, blank ones left out. Raises ``Refused`` about the file.

    ``most``: as many rows may stand in it, the heading and blank ones included; of a file with more none is given.
    """
    found = _of_workbook(path, most) if path.suffix.lower() == ".xlsx" else _of_text(path, most)
    return (row for row in found if not row.blank)


def column_name(place: int) -> str:
    """``A`` for the first column."""
    return get_column_letter(place + 1)


def computed(text: str) -> bool:
    """Whether a program for tables could take the text for something to be computed."""
    return bool(_FORMULA.match(text))


# CSV


def _of_text(path: Path, most: int) -> Iterator[Row]:
    text = decoded(_bytes(path))
    first = text.partition("\n")[0]
    if "," not in first and (";" in first or "\t" in first):
        raise Refused(told("not_commas"))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[list[str]] = []
    try:
        found.extend(reader)  # whole, so that no row is taken of a file that turns out to be broken
    except csv.Error:
        raise Refused(told("bad_csv", row=str(len(found) + 1))) from None
    if len(found) > most:
        raise Refused(told("too_many_rows", limit=f"{most:,}"))
    for number, fields in enumerate(found, 1):
        yield Row(number, [_text_cell(field) for field in fields])


def decoded(data: bytes) -> str:
    """Text in UTF-8, or in the national encoding in which Chinese programs still save. Raises ``Refused``."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(told("not_text_file"))


def _bytes(path: Path) -> bytes:
    archives.size_refused(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise archives.unreadable(error) from None


def _text_cell(text: str) -> Cell:
    if computed(text):
        return Wrong("cell_formula")
    if len(text) > LONGEST_CELL:
        return Wrong("cell_too_long")
    return text.strip() or None


# XLSX


def _of_workbook(path: Path, most: int) -> Iterator[Row]:
    with archives.opened(path) as archive:
        faults = tuple(_foreign(archive.namelist()))
        if faults:
            raise Refused(*faults)
        try:
            _look(archive, most)
            yield from _of_sheet(archive)
        except Refused:
            raise
        except (
            InvalidFileException,
            zipfile.BadZipFile,
            expat.ExpatError,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            IndexError,
            SyntaxError,  # ElementTree's ParseError is one
        ):
            raise Refused(told("workbook_broken")) from None


def _foreign(names: Sequence[str]) -> Iterator[Fault]:
    seen = {kind for name in names for part, kind in _FOREIGN if part in name.lower()}
    seen |= {"objects" for name in names if not name.lower().endswith((*_XML, *_HARMLESS, "/"))}
    for kind in sorted(seen):
        yield told("workbook_holds", what=_WHAT[kind][0], what_en=_WHAT[kind][1])


def _look(archive: zipfile.ZipFile, most: int) -> None:
    """Look at every piece before any is taken for what it says."""
    for name in archive.namelist():
        if not name.lower().endswith(_XML):
            continue
        with archive.open(name) as part:
            _Looked(most).look(part)


def _of_sheet(archive: zipfile.ZipFile) -> Iterator[Row]:
    file = archive.fp
    assert file is not None
    book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.title != NOTES]
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            raise Refused(told("workbook_hidden", what=f"工作表“{sheet.title}”", what_en=f"sheets ('{sheet.title}')"))
    if book.chartsheets or len(sheets) != 1:
        others = [sheet.title for sheet in (*sheets[1:], *book.chartsheets)] or [NOTES]
        raise Refused(told("workbook_sheets", name=others[0]))
    rows_of: Any = sheets[0]
    rows_of.reset_dimensions()  # what the file says of its size need not be true
    mac = book.epoch == CALENDAR_MAC_1904
    for number, cells in enumerate(rows_of.iter_rows(), 1):
        yield Row(number, [_cell(cell, mac=mac) for cell in cells])


def _cell(cell: Any, *, mac: bool) -> Cell:
    """The value of a cell; a day as a ``datetime``, numbers as they are."""
    value, kind = cell.value, cell.data_type
    if kind == "f" or (isinstance(value, str) and computed(value)):
        return Wrong("cell_formula")
    if kind == "e":
        return Wrong("cell_error")
    if isinstance(value, str):
        return value.strip() or None if len(value) <= LONGEST_CELL else Wrong("cell_too_long")
    if isinstance(value, bool | datetime) or value is None:
        return value
    if isinstance(value, int | float):
        return serial(value, mac=mac) if cell.is_date else value
    return Wrong("cell_time" if isinstance(value, time) else "cell_error")


def serial(value: float, *, mac: bool = False) -> Cell:
    """The instant that a program for tables counts in days, from 1900 or from 1904."""
    try:
        found = from_excel(value, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError):
        return Wrong("cell_not_a_day")
    return found if isinstance(found, datetime) else Wrong("cell_time")


class _Looked:
    """A look at the XML of one piece: no document types (a few lines of entities can fill the memory), no joined cells, nothing hidden, no more rows than a sheet has."""

    def __init__(self, most: int) -> None:
        self.most, self.rows = most, 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._element

    def look(self, part: Any) -> None:
        """Raises ``Refused``."""
        self.parser.ParseFile(part)

    def _doctype(self, *_: object) -> None:
        raise Refused(told("workbook_broken"))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "mergeCell":
            raise Refused(told("workbook_joined", where=attributes.get("ref", "?")[:20]))
        if tag == "row":
            self.rows += 1
            if max(self.rows, int(attributes.get("r", "1"))) > self.most:
                raise Refused(told("too_many_rows", limit=f"{self.most:,}"))
            if attributes.get("hidden") in ("1", "true"):
                raise Refused(told("workbook_hidden", what="行", what_en="rows"))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            raise Refused(told("workbook_hidden", what="列", what_en="columns"))
        elif tag == "c" and len(attributes.get("r", "").rstrip("0123456789")) > 2:  # beyond column ZZ
            raise Refused(told("workbook_broken"))
