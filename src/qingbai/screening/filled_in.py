"""The application form of a unit with its list in it (单位查询申请表, FRM-06), to be printed and sealed by the unit."""

from datetime import date

from django.db.models import QuerySet

from qingbai.agencies import divisions
from qingbai.certificates.letters import MOST_ROWS
from qingbai.certificates.paper import wording
from qingbai.certificates.paper.forms import Values
from qingbai.certificates.typed import as_printed
from qingbai.law.citations import in_words
from qingbai.law.terms import DocumentKind
from qingbai.screening import intake
from qingbai.screening.casework import Case
from qingbai.screening.models import Row
from qingbai.screening.table import TIES, from_json
from qingbai.screening.terms import Standing

_TIES = {word: zh for zh, word in TIES.items()}


def parts(case: Case) -> int:
    """How many forms the list takes, each with as many rows as one form holds."""
    return max(1, -(-_rows(case).count() // MOST_ROWS))


def of_unit(case: Case, part: int) -> Values:
    """What stands in one of the forms (from 0); rows that cannot be read are left out, they are to be corrected first."""
    asked, unit, bar = case.row.asked, case.unit, intake.bar_of(case)
    handler = unit.handler(asked["handler"], date.fromisoformat(asked["letter_on"])) or next(
        (one for one in unit.handlers if one.key == asked["handler"]), None
    )
    fields = {
        "unit": unit.name,
        "credit_code": unit.code,
        "domicile": divisions.bilingual(unit.domicile).zh,
        "reason": asked["reason"],
        "article": in_words(bar.cited[0])[0] if bar else "",
    }
    if handler is not None:
        document = f"{wording.DOCUMENTS[handler.document_kind].zh} {handler.document_number}"
        fields |= {"handler": handler.name, "handler_phone": handler.phone, "handler_document": document}
    rows = _rows(case)[part * MOST_ROWS : (part + 1) * MOST_ROWS]
    return Values(
        fields={key: as_printed(text) for key, text in fields.items()}, rows=tuple(_cells(row) for row in rows)
    )


def _rows(case: Case) -> QuerySet[Row]:
    return Row.objects.filter(file=case.file).exclude(standing=Standing.FAULTY).order_by("line")


def _cells(row: Row) -> tuple[str, ...]:
    asked = from_json(row.person)
    document = wording.DOCUMENTS[DocumentKind(asked.document_kind)].zh
    tie = _TIES[str(asked.relation)] if asked.relation else ""
    cells = (str(row.line), asked.name, document, asked.document_number, tie, asked.post)
    return tuple(as_printed(cell) for cell in cells)
