"""What the national rules leave to the regions (地方规定的参数): values that a region profile fills and rules take as they stand.

The Rules let provinces add offices, online handling and self-service (查询工作规定 5(3)) and write detailed rules of their own;
every value here has the national meaning as its default, so that a rule without a region's word says what the nation says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class AskingPlace(StrEnum):
    """Where a citizen may ask (受理地点): what ties somebody to a place."""

    HOUSEHOLD = "household"  # 户籍地
    RESIDENCE = "residence"  # 居住地
    FORMER_HOUSEHOLD = "former_household"  # 迁出前的最后户籍地
    SCHOOL = "school"  # 就读学校所在地


class OnlineScope(StrEnum):
    """Who may apply online (网上申请范围)."""

    NOBODY = "nobody"
    LOCAL_HOUSEHOLD = "local_household"  # 本地户籍
    PERMIT_HOLDERS = "permit_holders"  # 本地户籍及持居住证人员
    EVERYBODY = "everybody"


class IdentityLevel(StrEnum):
    """How strongly somebody online was identified (实名核验等级); the later word is the stronger."""

    TWO_FACTORS = "two_factors"  # 双因素
    FACE = "face"  # 人脸识别


class ReasonClass(StrEnum):
    """Why somebody asks, as regions class it (申请事由)."""

    ABROAD = "abroad"  # 出国（境）
    QUALIFICATION = "qualification"  # 依法申请资格、登记、入学、服役
    SENSITIVE_WORK = "sensitive_work"  # 从事涉及国家秘密、公共安全等的工作
    OTHER = "other"  # 其他


class PeriodDefault(StrEnum):
    """Which period a certificate covers unless the applicant asks otherwise (查询时间范围)."""

    EVERYTHING = "everything"  # 未注明即全时段
    SINCE_BIRTH = "since_birth"  # 出生至申请日
    RESIDENCE = "residence"  # 居住期间


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineRule:
    """网上办理: for whom, how strongly identified, and whether somebody acting for another, foreigners, units, and organs and lawyers who ask for a case, may."""

    scope: OnlineScope = OnlineScope.NOBODY
    identity_level: IdentityLevel = IdentityLevel.FACE
    agents: bool = False
    foreigners: bool = False
    units: bool = False
    officials: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmittedReason:
    """One class of reasons for which a region takes applications (申请事由), and what proves it; no words: nothing needs to."""

    kind: ReasonClass
    proof_zh: str = ""
    proof_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersRule:
    """申请材料 beyond the national list, and who may not ask yet: each a local addition, off by default (INQ-36).

    ``reasons``: the only classes of reasons taken, with their proof; none named: every reason is taken, and proved where ``reason_proof``.
    ``notarised_power_of_attorney``: of an agent who is no near relative (近亲属). ``residence_registration``: a registration of residence
    (居住登记凭证) does instead of the permit. ``minimum_residence_days``: of citizens whose household is elsewhere.
    """

    community_stamp: bool = False
    photo: bool = False
    reason_proof: bool = False
    reasons: tuple[AdmittedReason, ...] = ()
    notarised_power_of_attorney: bool = False
    residence_registration: bool = False
    minimum_age: int | None = None
    minimum_residence_days: int | None = None
    days_between_applications: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRule:
    """Which time a certificate may cover (查询时间范围): the default, and whether it is limited to the tie with the place
    (``limited_to_tie``: since birth at the household, the permit's or the studies' time elsewhere) or to the document's own validity."""

    default: PeriodDefault = PeriodDefault.EVERYTHING
    limited_to_tie: bool = False
    limited_by_document: bool = False


ASKING_PLACES: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        AskingPlace.HOUSEHOLD: ("户籍地", "place of household registration"),
        AskingPlace.RESIDENCE: ("居住地", "place of residence"),
        AskingPlace.FORMER_HOUSEHOLD: ("迁出前的户籍地", "last place of household registration"),
        AskingPlace.SCHOOL: ("就读学校所在地", "place of the school"),
    }
)
SCOPES: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        OnlineScope.NOBODY: ("不办理网上申请", "nobody"),
        OnlineScope.LOCAL_HOUSEHOLD: ("本地户籍人员", "those with a local household"),
        OnlineScope.PERMIT_HOLDERS: (
            "本地户籍人员及持有效居住证人员",
            "those with a local household or a valid residence permit",
        ),
        OnlineScope.EVERYBODY: ("所有申请人", "everybody"),
    }
)
IDENTITY_LEVELS: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        IdentityLevel.TWO_FACTORS: ("双因素核验", "two factors"),
        IdentityLevel.FACE: ("人脸识别", "face recognition"),
    }
)
REASON_CLASSES: Mapping[StrEnum, tuple[str, str]] = MappingProxyType(
    {
        ReasonClass.ABROAD: ("出国（境）", "going abroad"),
        ReasonClass.QUALIFICATION: (
            "依法申请资格、执业、入学或者服役",
            "a qualification, registration, study or service that the law ties to it",
        ),
        ReasonClass.SENSITIVE_WORK: (
            "从事涉及国家秘密、公共安全的工作",
            "work with state secrets or public safety",
        ),
        ReasonClass.OTHER: ("其他", "another reason"),
    }
)
