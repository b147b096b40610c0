"""The way of a registration (办案单位登记流程): organs and law firms that may ask online, which act may follow which, and by whom. One table. Pure."""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Status(StrEnum):
    """Where a registration stands (登记状态)."""

    ACTIVE = "active"  # 正常
    SUSPENDED = "suspended"  # 暂停
    CLOSED = "closed"  # 注销


class Act(StrEnum):
    """What may be done with a registration (登记行为)."""

    REGISTER = "register"  # 登记
    CHANGE = "change"  # 变更
    AUTHORISE = "authorise"  # 登记经办人员
    END_AUTHORITY = "end_authority"  # 终止经办人员资格
    SUSPEND = "suspend"  # 暂停
    RESUME = "resume"  # 恢复
    CLOSE = "close"  # 注销


DESK = frozenset({By.CLERK, By.MACHINE})
S, A = Status, Act

WAY: Way[Status, Act] = Way(
    {
        (None, A.REGISTER): (S.ACTIVE, DESK),
        (S.ACTIVE, A.CHANGE): (S.ACTIVE, DESK),
        (S.ACTIVE, A.AUTHORISE): (S.ACTIVE, DESK),
        (S.ACTIVE, A.END_AUTHORITY): (S.ACTIVE, DESK),
        (S.ACTIVE, A.SUSPEND): (S.SUSPENDED, DESK),
        (S.ACTIVE, A.CLOSE): (S.CLOSED, DESK),
        (S.SUSPENDED, A.END_AUTHORITY): (S.SUSPENDED, DESK),
        (S.SUSPENDED, A.RESUME): (S.ACTIVE, DESK),
        (S.SUSPENDED, A.CLOSE): (S.CLOSED, DESK),
    }
)
"""A registration that was closed never comes back: whoever asks again is registered again under another code, or at the counter."""
