"""The national scheme (国办发〔2019〕51号): five levels, of which the last two are bad ratings that the office follows up; what a rating may be about."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How somebody found the service (评价等级)."""

    VERY_DISSATISFIED = 1  # 非常不满意
    DISSATISFIED = 2  # 不满意
    FAIRLY_SATISFIED = 3  # 基本满意
    SATISFIED = 4  # 满意
    VERY_SATISFIED = 5  # 非常满意


BAD = frozenset({Level.VERY_DISSATISFIED, Level.DISSATISFIED})
"""Bad ratings (差评): the office answers each."""


class About(StrEnum):
    """What a rating is about (评价指标)."""

    SPEED = "speed"  # 办事效率
    GUIDANCE = "guidance"  # 办事指南准确度
    EASE = "ease"  # 办事便捷度
    PAGES = "pages"  # 平台易用性
    ATTITUDE = "attitude"  # 服务态度


LONGEST = 500  # characters of what somebody writes
