"""The way of a draft (收件办理流程): which act may follow which, and by whom. One table, nothing else decides.

Where a draft stands is never stored: it is a fold over the acts recorded for it. Doors ask ``lawful_acts`` which buttons to
show, services ask ``following``. Whether a second registrar must look, ``second_look`` says from the same acts. Pure.
"""

from collections.abc import Iterable
from enum import StrEnum

from qingbai.agencies.terms import Role


class Status(StrEnum):
    """Where a draft stands (办理状态)."""

    WAITING = "waiting"  # 待领办
    CLAIMED = "claimed"  # 核对中
    CONFIRMED = "confirmed"  # 已核对，待复核
    SECONDED = "seconded"  # 已核对完毕，可登记
    ENTERED = "entered"  # 已登记
    RETURNED = "returned"  # 已退回
    DISCARDED = "discarded"  # 不予登记
    SETTLED = "settled"  # 已更正


class Act(StrEnum):
    """What may be done with a draft (办理行为)."""

    RECEIVE = "receive"  # 收件
    CLAIM = "claim"  # 领办
    RELEASE = "release"  # 放回
    CORRECT = "correct"  # 更改一项
    CHECK = "check"  # 核对一项无误
    CONFIRM = "confirm"  # 核对完毕
    SECOND = "second"  # 复核同意
    OBJECT = "object"  # 复核不同意，发回核对
    REFUSE = "refuse"  # 登记未成，发回核对
    ENTER = "enter"  # 登记
    RETURN = "return"  # 退回来文机关
    DISCARD = "discard"  # 不予登记
    SETTLE = "settle"  # 已更正登记（复查认定登记有误）


class By(StrEnum):
    """Who, beyond the role, an act belongs to."""

    ANYBODY = "anybody"
    HOLDER = "holder"  # whoever claimed the draft
    ANOTHER = "another"  # a registrar who had no hand in it


REGISTRAR = frozenset({Role.REGISTRAR})
CHARGE = frozenset({Role.REGISTRAR, Role.HEAD})

START: Status | None = None
"""Before the first act."""

TABLE: dict[tuple[Status | None, Act], tuple[Status, frozenset[Role], By]] = {
    (START, Act.RECEIVE): (Status.WAITING, CHARGE, By.ANYBODY),
    (Status.WAITING, Act.CLAIM): (Status.CLAIMED, REGISTRAR, By.ANYBODY),
    (Status.CLAIMED, Act.CORRECT): (Status.CLAIMED, REGISTRAR, By.HOLDER),
    (Status.CLAIMED, Act.CHECK): (Status.CLAIMED, REGISTRAR, By.HOLDER),
    (Status.CLAIMED, Act.RELEASE): (Status.WAITING, CHARGE, By.HOLDER),
    (Status.CLAIMED, Act.CONFIRM): (Status.CONFIRMED, REGISTRAR, By.HOLDER),
    (Status.CLAIMED, Act.RETURN): (Status.RETURNED, REGISTRAR, By.HOLDER),
    (Status.CLAIMED, Act.DISCARD): (Status.DISCARDED, REGISTRAR, By.HOLDER),
    (Status.CLAIMED, Act.SETTLE): (Status.SETTLED, REGISTRAR, By.HOLDER),
    (Status.CONFIRMED, Act.SECOND): (Status.SECONDED, CHARGE, By.ANOTHER),
    (Status.CONFIRMED, Act.OBJECT): (Status.CLAIMED, CHARGE, By.ANOTHER),
    (Status.CONFIRMED, Act.CORRECT): (Status.CLAIMED, REGISTRAR, By.HOLDER),
    (Status.CONFIRMED, Act.ENTER): (Status.ENTERED, CHARGE, By.ANYBODY),
    (Status.CONFIRMED, Act.REFUSE): (Status.CLAIMED, CHARGE, By.ANYBODY),
    (Status.SECONDED, Act.ENTER): (Status.ENTERED, CHARGE, By.ANYBODY),
    (Status.SECONDED, Act.REFUSE): (Status.CLAIMED, CHARGE, By.ANYBODY),
}

ENDS = frozenset({Status.ENTERED, Status.RETURNED, Status.DISCARDED, Status.SETTLED})

OF_WHAT_IS_TOLD = frozenset({Act.RECEIVE, Act.CLAIM, Act.RELEASE, Act.SETTLE, Act.RETURN})
"""What may be done with something that a review found wrong: there is no document in it to be compared or entered."""


class ActRefused(Exception):
    """This act may not follow here, or not by this officer. Names the status, the act and what may be done instead."""

    def __init__(self, status: Status | None, act: Act, instead: Iterable[Act] = ()) -> None:
        self.status, self.act = status, act
        possible = ", ".join(sorted(instead)) or "nothing"
        super().__init__(
            f"{act.value}: not possible for this officer while the draft is {status.value if status else 'not yet received'}; "
            f"possible: {possible}"
        )


def following(status: Status | None, act: Act, role: Role, by: frozenset[By]) -> Status:
    """The status after the act; raises ``ActRefused`` where the table has no such way or not for this officer."""
    way = TABLE.get((status, act))
    if way is None or role not in way[1] or way[2] not in by:
        raise ActRefused(status, act, lawful_acts(status, role, by))
    return way[0]


def status_after(acts: Iterable[Act]) -> Status | None:
    """Where a draft stands after the acts recorded for it, in their order."""
    status: Status | None = START
    for act in acts:
        status = TABLE[status, act][0]
    return status


def lawful_acts(status: Status | None, role: Role, by: frozenset[By]) -> frozenset[Act]:
    """What an officer of this role, who stands so to the draft, may do now."""
    return frozenset(
        act for (before, act), (_, who, which) in TABLE.items() if before == status and role in who and which in by
    )
