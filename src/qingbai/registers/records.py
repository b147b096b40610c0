"""What can be entered (登记内容): one judgment with its defendants, as frozen values.

Whoever receives a document states it in these values; the register (``services``) and the vault (``sealing``) store
them. Dates that a document gives only in part are text: ``2021``, ``2021-06`` or ``2021-06-30``; empty where unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from qingbai.agencies.terms import Authority
from qingbai.law.prohibitions import Prohibition
from qingbai.law.terms import (
    Disposition,
    DocumentKind,
    Instance,
    Outcome,
    Penalty,
    Relation,
    Sentence,
    Sex,
    SubjectKind,
    Treatment,
)
from qingbai.matching import finding, names, persons
from qingbai.matching.persons import PartialDate, Person
from qingbai.registers.terms import ExecutionState, NameKind, PaperKind, Prosecution


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The heading of a court's document (裁判文书): which court, under which number, when, at whose suit."""

    court_name: str
    court_code: str
    case_number: str
    case_number_as_written: str
    paper: PaperKind
    instance: Instance
    disposition: Disposition
    prosecution: Prosecution
    prosecutor: str
    pronounced_on: date


@dataclass(frozen=True, slots=True)
class NamedAs:
    """A name and what sort it is."""

    kind: NameKind
    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of an identity document, and the country that issued it in three letters."""

    kind: DocumentKind
    country: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Who a defendant is, as the document and the court describe it (基本情况)."""

    kind: SubjectKind
    names: tuple[NamedAs, ...]
    documents: tuple[Numbered, ...] = ()
    sex: Sex | None = None
    born: str = ""
    nationality: str = "CHN"
    household: str = ""
    household_as_written: str = ""


def as_person(described: Described) -> Person:
    """A natural person in the words of ``matching``, to be compared with others. ValueError for a unit."""
    if described.kind is not SubjectKind.PERSON:
        raise ValueError("a unit is not a person")
    return Person.named(
        (name.text for name in described.names),
        sex=described.sex,
        born_on=partial(described.born),
        documents=tuple(persons.Document(one.kind, one.number, one.country) for one in described.documents),
        nationality=described.nationality,
        household=described.household or None,
    )


def keys_of(described: Described) -> frozenset[str]:
    """The keys under which somebody is filed: a person as ``matching.finding`` has it, a unit under its name."""
    if described.kind is SubjectKind.UNIT:
        return frozenset(f"unit:{names.normalise(name.text)}" for name in described.names)
    return finding.index_keys(as_person(described))


def number_keys_of(described: Described) -> frozenset[str]:
    """Those of the keys that are numbers of documents: whoever is certainly the same has one in common."""
    return frozenset() if described.kind is SubjectKind.UNIT else finding.number_keys(as_person(described))


def series_of(described: Described) -> frozenset[str]:
    """The series in which somebody holds a number for life."""
    return frozenset() if described.kind is SubjectKind.UNIT else finding.lifelong_series(as_person(described))


def described(values: Mapping[str, Any]) -> Described:
    """A description from the plain values (``sealing.services.plain``) that it was stored as."""
    return Described(
        kind=SubjectKind(values["kind"]),
        names=tuple(NamedAs(NameKind(one["kind"]), one["text"]) for one in values["names"]),
        documents=tuple(
            Numbered(DocumentKind(one["kind"]), one["country"], one["number"]) for one in values["documents"]
        ),
        sex=Sex(values["sex"]) if values["sex"] else None,
        born=values["born"],
        nationality=values["nationality"],
        household=values["household"],
        household_as_written=values["household_as_written"],
    )


def partial(text: str) -> date | PartialDate | None:
    """A date that may be known only in part, in the words of ``matching``."""
    parts = [int(part) for part in text.split("-") if part]
    if len(parts) == 3:
        return date(*parts)
    return PartialDate(year=parts[0], month=parts[1] if len(parts) > 1 else None) if parts else None


@dataclass(frozen=True, slots=True)
class Period:
    """When one crime was done: first and last act, each as precise as known."""

    began: str
    ended: str


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A person's decision that a record is not sealed, where the law leaves it open: by whom and why."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExecutionStated:
    """The state of execution (执行情况) from a day on, and who stated it."""

    state: ExecutionState
    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the court found about one defendant (对一名被告人的裁判结果).

    ``effective_on`` is None while the document is not yet effective for this defendant; ``effect_ground`` says on what the
    day rests: the court's statement, or the codes of the law's reasons. ``main_acts_before_18`` is the
    court's finding for acts on both sides of the eighteenth birthday, None where it made none. ``combined_with_earlier``:
    ``combined`` includes a sentence of an earlier case. ``prosecution_approval``: number of the approval that acts at 12 or 13 need.
    ``prohibitions``: what the court forbade (从业禁止、禁止令); None where the notice could not tell.
    """

    defendant: Described
    outcome: Outcome
    offences: tuple[Period, ...]
    sentences: tuple[Sentence, ...]
    combined: Penalty | None
    effective_on: date | None
    effect_ground: str
    execution: ExecutionStated
    main_acts_before_18: bool | None = None
    combined_with_earlier: bool = False
    prosecution_approval: str = ""
    unsealed: Unsealed | None = None
    term_from: date | None = None
    term_to: date | None = None
    prohibitions: tuple[Prohibition, ...] | None = None
    authority: Authority = Authority.PUBLIC_SECURITY
    division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingStated:
    """What the document did to the verdict on one defendant in an earlier case (对原判的处理).

    ``effective_on``: from when it counts, None while it does not. ``verdict``: the place, among the record's verdicts, of the
    defendant's own verdict in this document; None where it has none.
    """

    name: str
    relation: Relation
    treatment: Treatment
    earlier_court: str
    earlier_case: str
    effective_on: date | None
    effect_ground: str
    verdict: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document with the defendants and the rulings on earlier verdicts that are to be entered in one place.

    ``fingerprint``: 32 bytes by which the place recognises the same document. ``text``, ``digest`` (SHA-256) and ``stated``
    (what the court stated about service and finality, as JSON values) are given only where nobody in the document is sealed.
    """

    document: Document
    fingerprint: bytes
    verdicts: tuple[Verdict, ...]
    confirmed_by: str
    text: str | None = None
    digest: bytes | None = None
    stated: Mapping[str, Any] | None = None
    holds_sealed: bool = False
    rulings: tuple[RulingStated, ...] = ()
