"""What may be seen of the vault (封存情况): how much there is, and whether a court ordered a seal that the intake must follow.

Reading a sealed record needs a procedure of its own (``sealing.openings``, SEAL-13…16).
"""

from dataclasses import dataclass
from uuid import UUID

from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law.terms import MatchVerdict
from qingbai.matching import persons
from qingbai.matching.finding import number_keys
from qingbai.matching.persons import Person
from qingbai.registers import records
from qingbai.registers.records import Described
from qingbai.sealing import boxes, keeping, models
from qingbai.sealing.stored import value


class NotEntitled(PermissionError):
    """This viewer may not look at the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sealed verdict by its address alone (封存记录的位置): which document, and which registry keeps it; nothing of what it says."""

    conviction: UUID
    court: str
    case_number: str
    authority: str
    division: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is sealed (封存数量), without a word about whom."""

    subjects: int
    judgments: int
    convictions: int


def counts(*, viewer: Actor, purpose: str) -> Counts:
    """How many persons, judgments and convictions are sealed; for an auditor, whose ``purpose`` names the audit. Raises ``NotEntitled``."""
    if not (viewer.kind is ActorKind.SYSTEM or viewer.role == Role.AUDITOR) or not purpose.strip():
        raise NotEntitled("counts of the vault are for an auditor: name the audit")
    return Counts(
        subjects=models.SealedSubject.objects.count(),
        judgments=models.SealedJudgment.objects.count(),
        convictions=models.SealedConviction.objects.count(),
    )


def about(*, person: Person, viewer: Actor) -> tuple[Entry, ...]:
    """The sealed verdicts of who is certainly this person, each by its address; for the house, which brings a request for correction to the desk that
    keeps the entry. Raises ``NotEntitled``."""
    if viewer.kind is not ActorKind.SYSTEM:
        raise NotEntitled("what is sealed about somebody is opened by its own procedure")
    keys = [boxes.fingerprint("person", key) for key in sorted(number_keys(person))]
    filed = models.SealedSubject.objects.filter(keys__fingerprint__in=keys).distinct()
    same = [one for one in filed if _is_same(one, person)]
    rows = models.SealedConviction.objects.filter(subject__in=same, lifted=None).select_related("judgment")
    return tuple(_entry(row) for row in rows.order_by("known_from", "id"))


def _is_same(row: models.SealedSubject, person: Person) -> bool:
    other = records.as_person(keeping.described_in(row))
    return persons.compare(person, other).verdict is MatchVerdict.SAME


def _entry(row: models.SealedConviction) -> Entry:
    document, verdict = keeping.record_in(row.judgment).document, keeping.verdict_in(row)
    return Entry(
        conviction=row.id,
        court=document.court_name,
        case_number=document.case_number,
        authority=verdict.authority,
        division=verdict.division,
    )


def ordered(*, court: str, case_number: str, defendant: Described) -> str | None:
    """On which rules a court ordered this person's record in this case to be sealed; None where it did not.

    For the intake, before it enters a verdict: what a notice to seal once sealed stays sealed, whichever came first.
    """
    case = boxes.fingerprint("ordered case", court, case_number)
    for row in models.SealingOrder.objects.filter(case=case).order_by("known_from", "id"):
        content = boxes.open_box("order", row.id, bytes(row.box))
        if keeping.is_same_defendant(value(Described, content["defendant"]), defendant):
            return str(content["rules"])
    return None
