"""What a later document says about an earlier one (后续文书): which it bears on, what was decided there, what it changed in the execution."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.terms import Outcome, Penalty, PenaltyKind, Relation, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An earlier decision of a court that this document reviews, tries anew, corrects, or changes the execution of (所涉原裁判).

    Earlier convictions and judgments told as evidence are not among them. ``court`` is written as this document writes it, or is this
    document's own court where it says 本院; ``document`` is ``judgment`` or ``ruling``.
    """

    case_number: str
    case_number_as_written: str
    court: str | None = None
    relation: Relation | None = None
    pronounced_on: date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVerdict:
    """The verdict under review on one accused, as this document restates it (原判)."""

    outcome: Outcome | None
    sentences: tuple[Sentence, ...] = ()
    exempted: tuple[str, ...] = ()  # crimes found and left unpunished
    combined: Penalty | None = None


class ExecutionKind(StrEnum):
    """What a ruling does to the execution of a punishment (刑罚变更执行)."""

    REDUCED = "reduced"  # 减去刑期
    CONVERTED = "converted"  # 减为有期徒刑、无期徒刑
    PAROLED = "paroled"  # 假释
    PAROLE_REVOKED = "parole_revoked"  # 撤销假释
    PROBATION_REVOKED = "probation_revoked"  # 撤销缓刑
    REFUSED = "refused"  # 不予减刑、不予假释


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionChange:
    """One change in the execution of a punishment.

    ``months`` and ``days``: by how much it was reduced (none: by all that was left); where it was converted, the new term (none for life), of the kind ``into``.
    ``from_on`` and ``to_on``: the term, or the period of parole, as printed.
    """

    kind: ExecutionKind
    months: int | None = None
    days: int = 0
    into: PenaltyKind | None = None
    from_on: date | None = None
    to_on: date | None = None
