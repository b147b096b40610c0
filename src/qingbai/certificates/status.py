"""Where a paper stands (文书状态), as anyone may know it: never why."""

from enum import StrEnum


class Status(StrEnum):
    """The status of a paper, folded from what was done to it."""

    CURRENT = "current"  # 有效
    WITHDRAWN = "withdrawn"  # 已撤销
    UNKNOWN = "unknown"  # 查无此件
