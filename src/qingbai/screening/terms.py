"""The words of this room: kinds of units, what a list is for, how a row stands."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is to this office (单位类别)."""

    EMPLOYER = "employer"  # 用人单位
    LICENSING = "licensing"  # 行政许可、职业资格主管机关 (INQ-09)
    NOTARY = "notary"  # 公证机构 (INQ-09)
    MINORS = "minors"  # 密切接触未成年人的单位 (MIN-01)


class UnitStatus(StrEnum):
    """Whether a unit may ask (单位状态)."""

    ACTIVE = "active"  # 正常
    SUSPENDED = "suspended"  # 暂停
    CLOSED = "closed"  # 注销


class UnitAct(StrEnum):
    """What may be done with a unit (单位登记行为)."""

    REGISTER = "register"  # 登记
    CHANGE = "change"  # 变更
    AUTHORISE = "authorise"  # 授权经办人
    END_AUTHORITY = "end_authority"  # 终止授权
    SUSPEND = "suspend"  # 暂停
    RESUME = "resume"  # 恢复
    CLOSE = "close"  # 注销
    REMIND = "remind"  # 提醒年度查询


class Enrolling(StrEnum):
    """What is asked for online and confirmed at the counter (网上登记事项)."""

    UNIT = "unit"  # 单位登记
    HANDLER = "handler"  # 增加经办人


class EnrolmentStatus(StrEnum):
    """Where such a request stands (网上登记申请状态)."""

    WAITING = "waiting"  # 待核对
    CONFIRMED = "confirmed"  # 已确认
    REFUSED = "refused"  # 未予确认
    WITHDRAWN = "withdrawn"  # 已撤回


class EnrolmentAct(StrEnum):
    """What may be done with it (网上登记申请行为)."""

    ASK = "ask"  # 提出申请
    CONFIRM = "confirm"  # 核对后确认
    REFUSE = "refuse"  # 不予确认
    WITHDRAW = "withdraw"  # 撤回申请


class ConsentAct(StrEnum):
    """What may be done with a request for a person's consent (本人授权行为)."""

    ASK = "ask"  # 请求授权
    GRANT = "grant"  # 同意
    DECLINE = "decline"  # 不同意
    REVOKE = "revoke"  # 撤回授权
    CANCEL = "cancel"  # 单位撤回请求


class Purpose(StrEnum):
    """What a list asks (查询事项)."""

    ARTICLE = "article"  # 依某一条款查询 (INQ-08, 09)
    VETTING = "vetting"  # 密切接触未成年人从业查询 (MIN-01)


class Result(StrEnum):
    """What a row is answered (查询结果)."""

    NOTHING = "nothing"  # 未发现该条款规定情形的犯罪记录
    BARRED = "barred"  # 有该条款规定情形的犯罪记录
    PERSON = "person"  # 须由人工认定，尚未答复


class Standing(StrEnum):
    """How a row stands (名单行状态)."""

    FAULTY = "faulty"  # 填写有误
    REFUSED = "refused"  # 不予查询
    GOOD = "good"  # 待检索或者已检索
