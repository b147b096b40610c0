"""What may be seen of the vault (封存情况): how much there is, and whether a court ordered a seal that the intake must follow.

Reading a sealed record needs a procedure of its own (``sealing.openings``, SEAL-13…16).
"""

from dataclasses import dataclass

from qingbai.agencies.terms import Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.registers.records import Described
from qingbai.sealing import boxes, keeping, models
from qingbai.sealing.stored import value


class NotEntitled(PermissionError):
    """This viewer may not look at the vault."""


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
