"""Words of the vault (封存用语)."""

from enum import StrEnum


class SealedPaperKind(StrEnum):
    """What sort of paper is sealed beside convictions (其他封存材料种类), SEAL-06, SEAL-24."""

    NON_PROSECUTION = "non_prosecution"  # 不起诉决定书
    PENALTY = "penalty"  # 行政处罚决定书
    NOT_PURSUED = "not_pursued"  # 不追究刑事责任的决定
    COERCION = "coercion"  # 采取强制措施的材料
    SOCIAL_REPORT = "social_report"  # 社会调查报告
    SUPPORT = "support"  # 帮教考察材料


class Found(StrEnum):
    """What a notice to seal found (封存结果)."""

    SEALED = "sealed"  # 已封存：由登记库移入
    ALREADY = "already"  # 此前已封存
    NOT_ON_RECORD = "not_on_record"  # 尚无登记


class OpeningStep(StrEnum):
    """The acts on a request to look at sealed records (查询封存信息的办理行为)."""

    SUBMIT = "submit"  # 提出申请
    EXAMINE = "examine"  # 审核
    PERMIT = "permit"  # 许可
    REFUSE = "refuse"  # 不许可
    UNDERTAKE = "undertake"  # 签署保密承诺书
    LOOK = "look"  # 查阅
    WITHDRAW = "withdraw"  # 撤回


class OpeningStatus(StrEnum):
    """Where a request stands (申请状态)."""

    SUBMITTED = "submitted"  # 待审核
    EXAMINED = "examined"  # 待决定
    PERMITTED = "permitted"  # 已许可，待签承诺书
    OPEN = "open"  # 可查阅
    REFUSED = "refused"  # 不许可
    WITHDRAWN = "withdrawn"  # 已撤回
