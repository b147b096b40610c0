"""Words of the register that the law's own vocabulary (``law.terms``) does not need (登记用语)."""

from enum import StrEnum


class PaperKind(StrEnum):
    """What sort of document a court issued (文书种类)."""

    JUDGMENT = "judgment"  # 判决书
    RULING = "ruling"  # 裁定书
    DECISION = "decision"  # 决定书
    MEDIATION = "mediation"  # 调解书


class Prosecution(StrEnum):
    """Who prosecuted (起诉方式)."""

    PUBLIC = "public"  # 公诉
    PRIVATE = "private"  # 自诉


class NameKind(StrEnum):
    """What sort of name (姓名种类)."""

    NAME = "name"  # 姓名、单位名称
    FORMER = "former"  # 曾用名
    ALIAS = "alias"  # 别名、化名、绰号
    LATIN = "latin"  # 拉丁字母姓名


class ChangeKind(StrEnum):
    """A later turn in what a conviction counts in law (效力变动)."""

    TOOK_EFFECT = "took_effect"  # 生效
    ANNULLED = "annulled"  # 撤销


class ExecutionState(StrEnum):
    """How far the punishment is executed (执行情况)."""

    NOT_STARTED = "not_started"  # 尚未执行
    SERVING = "serving"  # 正在执行
    PROBATION = "probation"  # 缓刑考验期
    PAROLE = "parole"  # 假释考验期
    COMPLETED = "completed"  # 执行完毕
    REMITTED = "remitted"  # 赦免
    NONE = "none"  # 无须执行：免予刑事处罚、无罪


class FoundWrong(StrEnum):
    """What a review found wrong about an entry (登记错误)."""

    NOT_THIS_PERSON = "not_this_person"  # 登记在他人名下
    PARTICULARS = "particulars"  # 登记事项不准确、不完整
