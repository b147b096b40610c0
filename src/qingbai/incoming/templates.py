"""Empty tables to fill in (表格模板): as CSV the heading alone, as a workbook with choices to pick from and a sheet of notes."""

import io
from collections.abc import Sequence
from csv import writer

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from qingbai.incoming import sheets
from qingbai.incoming.cells import Column, Holds

TEMPLATE_ROWS = 10_000
"""As far down as a template offers choices to pick from."""


def csv(columns: Sequence[Column]) -> str:
    """An empty table as CSV: the heading alone, for programs of whatever make."""
    out = io.StringIO(newline="")
    writer(out, lineterminator="\r\n").writerow(column.zh for column in columns)
    return out.getvalue()


def xlsx(name: str, columns: Sequence[Column]) -> bytes:
    """An empty table as a workbook: every column as text, choices to pick from, and a sheet that explains the columns."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    notes = book.create_sheet(sheets.NOTES)
    notes.append(["列 / column", "须填 / needed", "填写 / how", "in English"])
    for place, column in enumerate(columns, 1):
        head = sheet.cell(1, place, column.zh + ("*" if column.needed else ""))
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBE7")
        letter = sheets.column_name(place - 1)
        sheet.column_dimensions[letter].width = max(14, 2 * len(column.zh) + 4)
        sheet.column_dimensions[letter].number_format = "@"
        choices = "、".join(column.choices or ())
        notes.append(
            [
                column.zh,
                "是 / yes" if column.needed else "",
                f"{column.holds.zh} {choices}".strip(),
                f"{column.en}: {column.holds.en}",
            ]
        )
        listed = ",".join(column.choices or (("是", "否") if column.holds is Holds.YES else ()))
        if listed:
            picked = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            picked.add(f"{letter}2:{letter}{TEMPLATE_ROWS}")
            sheet.add_data_validation(picked)
    sheet.freeze_panes = "A2"
    for letter, width in (("A", 24), ("B", 14), ("C", 80), ("D", 44)):
        notes.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
