"""Empty tables of notices to fill in (通报表格模板)."""

from qingbai.incoming import templates
from qingbai.notices.columns import TABLES

TEMPLATE_ROWS = templates.TEMPLATE_ROWS


def csv(kind: str) -> str:
    """An empty table as CSV: the heading alone, for programs of whatever make."""
    return templates.csv(TABLES[kind].columns)


def xlsx(kind: str) -> bytes:
    """An empty table as a workbook: every column as text, choices to pick from, and a sheet that explains the columns."""
    return templates.xlsx(TABLES[kind].name, TABLES[kind].columns)
