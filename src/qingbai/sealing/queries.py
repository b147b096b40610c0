"""What may be seen of the vault (封存情况). So far nothing but how much there is: reading a sealed record needs its own procedure (SEAL-13…16)."""

from dataclasses import dataclass

from qingbai.audit.actors import Actor, ActorKind
from qingbai.sealing import models


class NotEntitled(PermissionError):
    """This viewer may not look at the vault."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is sealed (封存数量), without a word about whom."""

    subjects: int
    judgments: int
    convictions: int


def counts(*, viewer: Actor, purpose: str) -> Counts:
    """How many persons, judgments and convictions are sealed; ``purpose`` names the audit it is for. Raises ``NotEntitled``."""
    if viewer.kind not in {ActorKind.OFFICER, ActorKind.SYSTEM} or not purpose.strip():
        raise NotEntitled("counts of the vault are for an officer's audit: name it")
    return Counts(
        subjects=models.SealedSubject.objects.count(),
        judgments=models.SealedJudgment.objects.count(),
        convictions=models.SealedConviction.objects.count(),
    )
