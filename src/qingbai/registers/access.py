"""Who looks, and what for (查询人与事由). Every look at the register names both; neither is a word typed by the looker.

The looker is an ``Actor``. The purpose is bound to a live case: the number of an accepted application, of a notice being
entered, of an audit. Who may look for what stands in one table.
"""

from dataclasses import dataclass
from enum import StrEnum

from qingbai.audit.actors import Actor, ActorKind


class Business(StrEnum):
    """The kinds of business for which the register is read (事由)."""

    INQUIRY = "inquiry"  # 办理查询申请
    REGISTRATION = "registration"  # 登记、更正
    AUDIT = "audit"  # 监督检查


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a look-up is for: the kind of business, and the reference of the case that it belongs to."""

    business: Business
    case: str

    def __post_init__(self) -> None:
        if not self.case:
            raise ValueError("a look-up belongs to a case: name its reference")


class NotEntitled(PermissionError):
    """This actor may not read the register for this business."""


_MAY_LOOK = {
    Business.INQUIRY: {ActorKind.OFFICER, ActorKind.SYSTEM},
    Business.REGISTRATION: {ActorKind.OFFICER, ActorKind.SENDER, ActorKind.SYSTEM},
    Business.AUDIT: {ActorKind.OFFICER},
}


def require(viewer: Actor, purpose: Purpose) -> None:
    """Raises ``NotEntitled`` unless this actor may read the register for this business."""
    if viewer.kind not in _MAY_LOOK[purpose.business]:
        raise NotEntitled(f"{viewer.kind} may not read the register for {purpose.business}")
