"""An entry of the ledger as the auditor reads it (台账条目): what, who, when, for which case, with its facts in words."""

from dataclasses import dataclass
from datetime import datetime

from qingbai.audit.entries import Entry
from qingbai.auditdesk import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry, ready to be shown; ``person``: whether it concerns somebody, of whom nothing stands here."""

    number: int
    what: str
    records: str
    who: str
    office: str
    at: datetime
    basis: str
    person: bool
    facts: tuple[tuple[str, str], ...]
    leaf: str


def line(entry: Entry) -> Line:
    """The entry in the reader's language."""
    return Line(
        number=entry.number,
        what=words.event(entry.kind),
        records=entry.kind.records,
        who=words.who(entry.by),
        office=words.place(entry.by.office),
        at=entry.at,
        basis=entry.basis,
        person=bool(entry.about),
        facts=tuple((words.fact(name), words.value(name, told)) for name, told in sorted(entry.facts.items())),
        leaf=entry.raw().leaf().hex(),
    )
