"""A list's rows as pages show them (名单行), the same at the counter and to the unit."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from qingbai.pages import unit_words
from qingbai.pages.language import in_ours
from qingbai.screening.queries import Line
from qingbai.screening.terms import Standing


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    zh: str
    en: str


def trouble(line: Line) -> dict[str, Any]:
    """A row that is wrong or not asked about."""
    return {
        "number": line.number,
        "name": line.asked.name if line.asked else "",
        "standing": unit_words.standing(line.standing),
        "faults": line.faults,
        "refusals": line.refusals,
    }


def row(line: Line) -> dict[str, Any]:
    """A row with what it is answered, once that may be seen."""
    asked = line.asked
    return {
        "number": line.number,
        "name": asked.name if asked else "",
        "post": asked.post if asked else "",
        "tie": unit_words.tie(asked.relation) if asked else "",
        "standing": unit_words.standing(line.standing),
        "good": line.standing is Standing.GOOD,
        "left_out": line.left_out,
        "result": unit_words.result(line.result),
        "answered": line.result is not None,
    }


def faults(lines: Iterable[Line]) -> HttpResponse:
    """Every row that is wrong or not asked about, as CSV for the unit: row, cell, what is wrong and what to do."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([_("Row"), _("Cell"), _("What is wrong, and what to do")])
    for one in lines:
        rows.writerows((str(one.number), told["field"], in_ours(Words(told["zh"], told["en"]))) for told in one.faults)
        rows.writerows((str(one.number), "", in_ours(Words(told["zh"], told["en"]))) for told in one.refusals)
    return HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
