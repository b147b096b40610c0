"""The way of a report about a doubtful paper (伪造文书举报): which act may follow which, and by whom. Pure.

Anybody who checked a paper may say that something is wrong with it (INQ-31). The house takes the report in; a reviewer of the office that
the paper names looks at it, and dismisses it with a reason or passes it on. While one that is passed on is about a paper of ours, the next
paper of the same person waits for an officer (``inquiries.reported``), until the matter is found settled.
"""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where a report stands (办理状态)."""

    RECEIVED = "received"  # 已登记
    IN_HAND = "in_hand"  # 核查中
    DISMISSED = "dismissed"  # 不成立
    FORWARDED = "forwarded"  # 已移送
    SETTLED = "settled"  # 已了结


class Act(StrEnum):
    """What may be done with a report (办理行为)."""

    RECEIVE = "receive"  # 登记
    LOOK = "look"  # 开始核查
    DISMISS = "dismiss"  # 认定不成立
    FORWARD = "forward"  # 移送
    SETTLE = "settle"  # 了结，解除存疑


class Destination(StrEnum):
    """To whom a report is passed on (移送去向)."""

    INVESTIGATORS = "investigators"  # 治安、刑侦部门依法查处
    APPLICATION = "application"  # 有关查询申请存疑核查
    OTHER_ORGAN = "other_organ"  # 文书署名的其他机关


MACHINE, REVIEWER = frozenset({By.MACHINE}), frozenset({By.REVIEWER})

WAY: Way[Status, Act] = Way(
    table={
        (None, Act.RECEIVE): (Status.RECEIVED, MACHINE),
        (Status.RECEIVED, Act.LOOK): (Status.IN_HAND, REVIEWER),
        (Status.IN_HAND, Act.DISMISS): (Status.DISMISSED, REVIEWER),
        (Status.IN_HAND, Act.FORWARD): (Status.FORWARDED, REVIEWER),
        (Status.DISMISSED, Act.LOOK): (Status.IN_HAND, REVIEWER),
        (Status.FORWARDED, Act.SETTLE): (Status.SETTLED, REVIEWER),
    }
)
