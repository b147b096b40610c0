"""What was read from a document (读得结果), frozen: the value that ``read`` returns and everything else works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingbai.law.terms import Disposition, Instance, Outcome, Penalty, PenaltyKind, Sentence, Sex, SubjectKind
from qingbai.reading.found import Problem, Sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class Defendant:
    """One accused (被告人) as the document leaves them. ``born_on`` may be a year or a month only, as printed."""

    name: str
    kind: SubjectKind
    outcome: Outcome | None
    sex: Sex | None = None
    born_on: str | None = None
    nationality: str | None = None
    sentences: tuple[Sentence, ...] = ()
    exempted: tuple[str, ...] = ()  # crimes found and left unpunished (免予刑事处罚)
    combined: Penalty | None = None
    term_from: date | None = None
    term_to: date | None = None
    aliases: tuple[str, ...] = ()
    id_number: str | None = None
    passport: str | None = None
    household: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document as read.

    ``missing`` names what a judgment must have and this text has not; such a text is refused. ``spans`` leads from the path of a
    value (``defendants.0.sentences.0.main``) to the half-open span of the text as given that says it; ``sure`` says how sure.
    """

    case_number: str | None = None
    case_number_as_written: str | None = None
    court: str | None = None
    document: str | None = None
    instance: Instance | None = None
    prosecution: str | None = None
    prosecutor: str | None = None
    pronounced_on: date | None = None
    disposition: Disposition | None = None
    prior_revoked: bool = False
    defendants: tuple[Defendant, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sure: Mapping[str, Sureness] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether this text is no complete judgment or ruling."""
        return bool(self.missing)

    def as_json(self) -> dict[str, Any]:
        """The reading in plain values, ready for JSON."""
        return {
            "refused": self.refused,
            "missing": list(self.missing),
            "case_number": self.case_number,
            "case_number_as_written": self.case_number_as_written,
            "court": self.court,
            "document": self.document,
            "instance": _plain(self.instance),
            "prosecution": self.prosecution,
            "prosecutor": self.prosecutor,
            "pronounced_on": _plain(self.pronounced_on),
            "disposition": _plain(self.disposition),
            "prior_revoked": self.prior_revoked,
            "defendants": [_defendant(defendant) for defendant in self.defendants],
            "problems": [
                {"code": p.code, "path": p.path, **({"facts": dict(p.facts)} if p.facts else {})} for p in self.problems
            ],
            "spans": {path: list(span) for path, span in self.spans.items()},
            "sure": {path: str(sure) for path, sure in self.sure.items()},
        }


def _plain(value: object) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def _penalty(penalty: Penalty) -> dict[str, Any]:
    main: dict[str, Any] = {"kind": str(penalty.kind), "months": penalty.months, "days": penalty.days}
    return {
        "main": main,
        "probation_months": penalty.probation_months,
        "fine_yuan": penalty.fine_yuan,
        "confiscation": penalty.confiscation,
        "political_rights": penalty.political_rights,
        "deportation": penalty.deportation,
    }


def _defendant(defendant: Defendant) -> dict[str, Any]:
    return {
        "name": defendant.name,
        "kind": str(defendant.kind),
        "sex": _plain(defendant.sex),
        "born_on": defendant.born_on,
        "nationality": defendant.nationality,
        "outcome": _plain(defendant.outcome),
        "sentences": [{"charge": sentence.charge, **_penalty(sentence.penalty)} for sentence in defendant.sentences],
        "exempted": list(defendant.exempted),
        "combined": _penalty(defendant.combined) if defendant.combined else None,
        "term_from": _plain(defendant.term_from),
        "term_to": _plain(defendant.term_to),
        "aliases": list(defendant.aliases),
        "id_number": defendant.id_number,
        "passport": defendant.passport,
        "household": defendant.household,
    }


__all__ = ["Defendant", "PenaltyKind", "Reading"]
