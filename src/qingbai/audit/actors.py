"""Who acts (行为人): an officer, an applicant, an authority that sends, a stranger who checks a paper, or the system itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor stands behind an act."""

    OFFICER = "officer"  # 民警、工作人员
    APPLICANT = "applicant"  # 申请人（含受托人、监护人）
    SENDER = "sender"  # 通报机关：法院、监狱、看守所、社区矫正机构
    VISITOR = "visitor"  # 核验人，无账号
    SYSTEM = "system"  # 系统自身：启动、定时任务、签署检查点


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. ``id`` is an account's or an application's reference, never a name or an identity number; ``office`` is the office's key or empty.

    ``role``: what an officer may do (``agencies.terms.Role``), as it stood when the actor came in; the rooms below the
    doors ask it. The ledger keeps who, not the role, so an actor read back from it has none and may do nothing again.
    """

    kind: ActorKind
    id: str
    office: str = ""
    role: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an actor needs an id: the ledger records nobody's act as nobody's")


SYSTEM = Actor(ActorKind.SYSTEM, "qingbai")
