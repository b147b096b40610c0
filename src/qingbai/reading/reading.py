"""What was read from a document (读得结果), frozen: the value that ``read`` returns and everything else works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qingbai.law.terms import (
    CaseEnd,
    Disposition,
    Instance,
    Outcome,
    Penalty,
    PenaltyKind,
    Sentence,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.reading.found import Problem, Sureness
from qingbai.reading.later import Cited, EarlierVerdict, ExecutionChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Defendant:
    """One accused (被告人) as the document leaves them. ``born_on`` may be a year or a month only, as printed.

    ``treatment`` is what this document did to the earlier verdict on this accused and ``earlier`` that verdict as it is restated here;
    ``case_end`` tells a withdrawn prosecution from a remand, which both leave the outcome undecided.
    """

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
    treatment: Treatment | None = None
    earlier: EarlierVerdict | None = None
    case_end: CaseEnd | None = None
    execution: ExecutionChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document as read.

    ``missing`` names what a judgment must have and this text has not; such a text is refused. ``spans`` leads from the path of a
    value (``defendants.0.sentences.0.main``, ``cites.0.case_number``) to the half-open span of the text as given that says it; ``sure`` says how sure.
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
    cites: tuple[Cited, ...] = ()
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
            "cites": [_cited(cited) for cited in self.cites],
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


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "case_number": cited.case_number,
        "case_number_as_written": cited.case_number_as_written,
        "court": cited.court,
        "relation": _plain(cited.relation),
        "pronounced_on": _plain(cited.pronounced_on),
        "document": cited.document,
    }


def _sentences(sentences: tuple[Sentence, ...]) -> list[dict[str, Any]]:
    return [{"charge": sentence.charge, **_penalty(sentence.penalty)} for sentence in sentences]


def _earlier(earlier: EarlierVerdict) -> dict[str, Any]:
    return {
        "outcome": _plain(earlier.outcome),
        "sentences": _sentences(earlier.sentences),
        "exempted": list(earlier.exempted),
        "combined": _penalty(earlier.combined) if earlier.combined else None,
    }


def _execution(change: ExecutionChange) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "months": change.months,
        "days": change.days,
        "into": _plain(change.into),
        "from_on": _plain(change.from_on),
        "to_on": _plain(change.to_on),
    }


def _defendant(defendant: Defendant) -> dict[str, Any]:
    return {
        "name": defendant.name,
        "kind": str(defendant.kind),
        "sex": _plain(defendant.sex),
        "born_on": defendant.born_on,
        "nationality": defendant.nationality,
        "outcome": _plain(defendant.outcome),
        "sentences": _sentences(defendant.sentences),
        "exempted": list(defendant.exempted),
        "combined": _penalty(defendant.combined) if defendant.combined else None,
        "term_from": _plain(defendant.term_from),
        "term_to": _plain(defendant.term_to),
        "aliases": list(defendant.aliases),
        "id_number": defendant.id_number,
        "passport": defendant.passport,
        "household": defendant.household,
        "treatment": _plain(defendant.treatment),
        "earlier": _earlier(defendant.earlier) if defendant.earlier else None,
        "case_end": _plain(defendant.case_end),
        "execution": _execution(defendant.execution) if defendant.execution else None,
    }


__all__ = ["Defendant", "PenaltyKind", "Reading"]
