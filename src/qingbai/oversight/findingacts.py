"""The way of a finding (监督疑点办理流程): an auditor asks, the head of the officer's office explains, an auditor closes or passes on. Pure."""

from enum import StrEnum

from qingbai.agencies.ways import By, Way


class Sort(StrEnum):
    """Why something must be explained (疑点种类)."""

    BAIT = "bait"  # 查阅警示记录
    NO_CASE = "no_case"  # 无对应案件的查阅
    OUTLIER = "outlier"  # 查阅量明显异于同岗
    EMERGENCY = "emergency"  # 紧急查阅，待审查
    FOUR_EYES = "four_eyes"  # 两人办理流于形式
    SAMPLE = "sample"  # 抽查有误


class Status(StrEnum):
    """Where a finding stands (办理状态)."""

    OPEN = "open"  # 待处理
    ASKED = "asked"  # 待负责人说明
    EXPLAINED = "explained"  # 已说明
    CLOSED = "closed"  # 查无不当，已办结
    PASSED_ON = "passed_on"  # 已移送


class Act(StrEnum):
    """What may be done (办理行为)."""

    OPEN = "open"  # 发现
    ASK = "ask"  # 要求说明
    EXPLAIN = "explain"  # 说明
    CLOSE = "close"  # 查无不当
    PASS_ON = "pass_on"  # noqa: S105 - 移送


AUDITOR = frozenset({By.AUDITOR})
ENDS = frozenset({Status.CLOSED, Status.PASSED_ON})

WAY: Way[Status, Act] = Way(
    table={
        (None, Act.OPEN): (Status.OPEN, frozenset({By.MACHINE, By.AUDITOR})),
        (Status.OPEN, Act.ASK): (Status.ASKED, AUDITOR),
        (Status.OPEN, Act.CLOSE): (Status.CLOSED, AUDITOR),
        (Status.OPEN, Act.PASS_ON): (Status.PASSED_ON, AUDITOR),
        (Status.ASKED, Act.EXPLAIN): (Status.EXPLAINED, frozenset({By.HEAD})),
        (Status.ASKED, Act.PASS_ON): (Status.PASSED_ON, AUDITOR),
        (Status.EXPLAINED, Act.ASK): (Status.ASKED, AUDITOR),
        (Status.EXPLAINED, Act.CLOSE): (Status.CLOSED, AUDITOR),
        (Status.EXPLAINED, Act.PASS_ON): (Status.PASSED_ON, AUDITOR),
    },
)
"""The one table. Who is concerned explains nothing of it: that the service sees to, for the table does not know whom a finding is about."""
