"""Between a punishment in the words of the rules and a punishment in columns (刑罚)."""

from decimal import Decimal
from typing import Any

from qingbai.law.terms import Penalty, PenaltyKind
from qingbai.registers import models


def in_columns(penalty: Penalty) -> dict[str, Any]:
    """The columns of ``models.Penalty`` for a punishment."""
    return {
        "kind": str(penalty.kind),
        "months": penalty.months,
        "days": penalty.days,
        "probation_months": penalty.probation_months,
        "fine_yuan": None if penalty.fine_yuan is None else Decimal(str(penalty.fine_yuan)),
        "confiscation": penalty.confiscation or "",
        "political_rights": "" if penalty.political_rights is None else str(penalty.political_rights),
        "deportation": penalty.deportation,
    }


def in_terms(row: models.Penalty) -> Penalty:
    """The punishment that a row holds."""
    fine = row.fine_yuan
    rights = row.political_rights
    return Penalty(
        kind=PenaltyKind(row.kind),
        months=row.months,
        days=row.days,
        probation_months=row.probation_months,
        fine_yuan=None if fine is None else int(fine) if fine == int(fine) else float(fine),
        confiscation=row.confiscation or None,
        political_rights=int(rights) if rights.isdigit() else rights or None,
        deportation=row.deportation,
    )
