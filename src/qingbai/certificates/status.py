"""Where a paper stands (文书状态), as anyone may know it: current or not, and never why.

Withdrawn, replaced and lapsed look alike from outside; the reason stays in the file of the case.
"""

from enum import StrEnum


class Status(StrEnum):
    """The status of a paper, folded from what was done to it and from its validity."""

    CURRENT = "current"  # 有效
    NOT_CURRENT = "not_current"  # 已失效
    UNKNOWN = "unknown"  # 查无此件
