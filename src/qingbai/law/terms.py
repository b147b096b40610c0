"""The words of the law as frozen values (法律用语).

Everything that the rules, the reader, the register and the certificate say to one another is said in these words.
Dates end in ``_on``; periods of punishment are counted in months and days; money in yuan.
Each class carries its Chinese term; GLOSSARY.md lists them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from qingbai.law.citations import Citation
from qingbai.law.dates import DateRange as DateRange
from qingbai.law.dates import Offence as Offence
from qingbai.law.organs import Authority as Authority
from qingbai.law.organs import Investigator as Investigator
from qingbai.law.organs import NoticeKind as NoticeKind
from qingbai.law.organs import SenderKind as SenderKind

T = TypeVar("T")


class Answer(StrEnum):
    """What a rule answers. ``PERSON`` means: the rule does not settle it, a person must decide."""

    YES = "yes"
    NO = "no"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why (理由): a code, the article that carries it, and the facts it was applied to. Texts are made from the code by ``law.wording``."""

    code: str
    citation: Citation
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A rule's answer (认定) with its reasons. ``value`` holds what was asked for when it is more than yes or no (a date, offices, papers).

    Raises ValueError where no reason is given: there is no answer without an article.
    """

    answer: Answer
    because: tuple[Reason, ...]
    value: T | None = None

    def __post_init__(self) -> None:
        if not self.because:
            raise ValueError("a finding needs at least one reason")


class Sex(StrEnum):
    """性别"""

    MALE = "M"
    FEMALE = "F"


class SubjectKind(StrEnum):
    """A natural person (自然人) or a unit (单位)."""

    PERSON = "person"
    UNIT = "unit"


class PenaltyKind(StrEnum):
    """Main penalties (主刑), Criminal Law 33; ``NONE`` where only a supplementary penalty or no penalty was imposed."""

    FIXED_TERM = "fixed_term"  # 有期徒刑
    DETENTION = "detention"  # 拘役
    CONTROL = "control"  # 管制
    LIFE = "life"  # 无期徒刑
    DEATH = "death"  # 死刑
    DEATH_SUSPENDED = "death_suspended"  # 死刑缓期二年执行
    NONE = "none"


class Outcome(StrEnum):
    """What the court found about one defendant (裁判结果)."""

    CONVICTED = "convicted"  # 有罪
    EXEMPTED = "exempted"  # 有罪，免予刑事处罚
    ACQUITTED = "acquitted"  # 无罪
    NOT_RESPONSIBLE = "not_responsible"  # 不负刑事责任
    TERMINATED = "terminated"  # 终止审理
    UNDECIDED = "undecided"  # 发回重审、撤回起诉等，尚无定论


class Instance(StrEnum):
    """审级"""

    FIRST = "first"
    APPEAL = "appeal"
    RETRIAL = "retrial"
    COMMUTATION = "commutation"
    REVIEW = "review"
    OTHER = "other"


class Disposition(StrEnum):
    """What a document does to the case (裁判方式)."""

    JUDGED = "judged"
    UPHOLD = "uphold"
    CHANGE = "change"
    QUASH_REMAND = "quash_remand"
    ALLOW_WITHDRAWAL = "allow_withdrawal"
    TERMINATE = "terminate"
    COMMUTE = "commute"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """A punishment (刑罚): the main penalty and what came with it. Months and days of the main term; probation (缓刑) in months.

    Raises ValueError for a confiscation or a deprivation of political rights that is none of the words below.
    """

    kind: PenaltyKind
    months: int | None = None
    days: int = 0
    probation_months: int | None = None
    fine_yuan: int | float | None = None
    confiscation: str | None = None  # "all" | "part"
    political_rights: str | int | None = None  # "life" or months
    deportation: bool = False

    def __post_init__(self) -> None:
        if self.confiscation not in (None, "all", "part"):
            raise ValueError(f'confiscation is "all" or "part", not {self.confiscation!r}')
        if isinstance(self.political_rights, str) and self.political_rights != "life":
            raise ValueError(f'political_rights is "life" or a number of months, not {self.political_rights!r}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One crime and its punishment (罪名与刑罚)."""

    charge: str
    penalty: Penalty


class Relation(StrEnum):
    """How a later document of a court bears on an earlier one (前后裁判的关系)."""

    APPEAL = "appeal"  # 二审
    RETRIAL = "retrial"  # 再审
    NEW_TRIAL = "new_trial"  # 发回后重新审判
    REVIEW = "review"  # 复核
    COMMUTATION = "commutation"  # 减刑、假释等刑罚变更
    CORRECTION = "correction"  # 裁定更正


class Treatment(StrEnum):
    """What a later document did to the earlier verdict on one defendant (对原判的处理)."""

    UPHELD = "upheld"  # 维持
    CHANGED = "changed"  # 改判，新的结果在后一文书中
    QUASHED = "quashed"  # 撤销，发回或者指令重新审判
    WITHDRAWN = "withdrawn"  # 准许撤回上诉、抗诉
    EXECUTION_CHANGED = "execution_changed"  # 只变更刑罚的执行
    CORRECTED = "corrected"  # 更正文书的记载


class Standing(StrEnum):
    """How far a decision has come on its way to legal force (裁判效力)."""

    EFFECTIVE = "effective"  # 已经发生法律效力
    NOT_YET_EFFECTIVE = "not_yet_effective"  # 尚未发生法律效力
    REPLACED = "replaced"  # 生效以前已被后一裁判取代、撤销
    UNKNOWN = "unknown"  # 不明


class CaseEnd(StrEnum):
    """How a case ended before any court found guilt (未经法院定罪而终结), INQ-02."""

    NOT_PROSECUTED = "not_prosecuted"  # 不起诉
    PROSECUTION_WITHDRAWN = "prosecution_withdrawn"  # 撤回起诉
    CASE_CANCELLED = "case_cancelled"  # 撤销案件
    INVESTIGATION_TERMINATED = "investigation_terminated"  # 终止侦查


class MatchVerdict(StrEnum):
    """Is the person on record the person asked about (身份比对结果)?"""

    SAME = "same"  # 同一人
    DIFFERENT = "different"  # 不是同一人
    UNCERTAIN = "uncertain"  # 不能确定


class DecisionForm(StrEnum):
    """判决 or 裁定; the appeal period differs (CPL 230)."""

    JUDGMENT = "judgment"  # 判决
    RULING = "ruling"  # 裁定


class CourtLevel(StrEnum):
    """法院层级"""

    BASIC = "basic"  # 基层人民法院
    INTERMEDIATE = "intermediate"  # 中级人民法院
    HIGH = "high"  # 高级人民法院
    SUPREME = "supreme"  # 最高人民法院


class AskerClass(StrEnum):
    """Who asks (申请人类别), INQ-07…12 and 15."""

    CITIZEN = "citizen"  # 中国公民
    HK_MACAU_TAIWAN = "hk_macau_taiwan"  # 港澳台居民
    OVERSEAS_CHINESE = "overseas_chinese"  # 定居国外的中国公民
    FOREIGNER = "foreigner"  # 外国人


class DocumentKind(StrEnum):
    """Identity documents (身份证件)."""

    RESIDENT_ID = "resident_id"  # 居民身份证
    HOUSEHOLD_BOOK = "household_book"  # 居民户口簿
    HMT_RESIDENCE_PERMIT = "hmt_residence_permit"  # 港澳台居民居住证
    HK_MACAU_TRAVEL_PERMIT = "hk_macau_travel_permit"  # 港澳居民来往内地通行证
    TAIWAN_TRAVEL_PERMIT = "taiwan_travel_permit"  # 台湾居民来往大陆通行证
    PASSPORT = "passport"  # 护照
    FOREIGN_RESIDENT_CARD = "foreign_resident_card"  # 外国人永久居留身份证


class Paper(StrEnum):
    """Papers that come with an application (申请材料)."""

    IDENTITY = "identity"  # 有效身份证件
    APPLICATION_FORM = "application_form"  # 查询申请表
    RESIDENCE_PERMIT = "residence_permit"  # 居住证
    POWER_OF_ATTORNEY = "power_of_attorney"  # 委托书
    AGENT_IDENTITY = "agent_identity"  # 受托人身份证件
    GUARDIAN_IDENTITY = "guardian_identity"  # 监护人身份证件
    GUARDIANSHIP_PROOF = "guardianship_proof"  # 监护关系证明
    REASONABLE_USE_PROOF = "reasonable_use_proof"  # 合理用途证明
    EVIDENCE = "evidence"  # 证据材料（复查）
    STAY_PROOF = "stay_proof"  # 在华停留 180 日以上的证明
    COMMUNITY_LETTER = "community_letter"  # 居民委员会或者村民委员会出具的证明（个别地区要求）
    RESIDENCE_REGISTRATION = "residence_registration"  # 居住登记凭证
    ENROLMENT_PROOF = "enrolment_proof"  # 在读证明
    FORMER_HOUSEHOLD_PROOF = "former_household_proof"  # 户口迁出证明
    NOTARISED_POWER_OF_ATTORNEY = "notarised_power_of_attorney"  # 经公证的委托书
    REASON_PROOF = "reason_proof"  # 申请事由证明
    PHOTO = "photo"  # 近期免冠照片


class OfficeKind(StrEnum):
    """Offices that accept inquiries (受理单位)."""

    POLICE_STATION = "police_station"  # 派出所
    EXIT_ENTRY = "exit_entry"  # 县级以上公安机关出入境管理部门
    PUBLIC_ORDER = "public_order"  # 县级以上公安机关治安管理部门


class OfficeLevel(StrEnum):
    """The level of an office's organ (机关层级): how much of a division code it answers for."""

    STATION = "station"  # 派出所
    COUNTY = "county"  # 县级公安机关
    CITY = "city"  # 设区的市级公安机关
    PROVINCE = "province"  # 省级公安机关


class FrequencyWindow(StrEnum):
    """What "a year" means when inquiries are counted (查询次数的计算周期), INQ-16."""

    CALENDAR = "calendar"  # 自然年度
    ROLLING = "rolling"  # 最近一年


class FrequencyAction(StrEnum):
    """What follows when somebody asks often (多次查询的处理), INQ-16."""

    EXTRA_PROOF = "extra_proof"  # 提交合理用途证明
    OFFLINE_ONLY = "offline_only"  # 仅限窗口办理
    HARD_STOP = "hard_stop"  # 不再受理


class ComplexityGround(StrEnum):
    """Why an inquiry is complex (情形复杂的事由), INQ-21: the first three are Beijing's, the next three Gansu's, the last of both."""

    IDENTITY_UNVERIFIED = "identity_unverified"  # 申请人身份需要进一步核实
    OTHERS_NEEDED = "others_needed"  # 需要其他单位配合
    PARTY_REFUSES = "party_refuses"  # 当事人拒不配合
    RECORD_UNCLEAR = "record_unclear"  # 记录不全、不清
    OTHER_ANSWER_BEFORE = "other_answer_before"  # 与此前查询结果不一致
    PAPERS_CONFLICT = "papers_conflict"  # 本人多个证件信息冲突
    OTHER = "other"  # 其他需要调查核实的情形


class Deceit(StrEnum):
    """How somebody deceived (弄虚作假的情形), INQ-31."""

    FACTS_INVENTED = "facts_invented"  # 虚构事实、隐瞒真相
    FALSE_PAPERS = "false_papers"  # 提供虚假材料
    ANOTHERS_IDENTITY = "anothers_identity"  # 冒用他人身份


class AnswerPaper(StrEnum):
    """Papers that answer an inquiry (答复文书)."""

    CERTIFICATE = "certificate"  # 无犯罪记录证明
    REFUSAL = "refusal"  # 不予出具无犯罪记录证明通知书
