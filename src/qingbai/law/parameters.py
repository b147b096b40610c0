"""Numbers of the law that change with time or place (参数), each with the day it holds from and its source.

National values stand here as dated series; region profiles pass values of their own to the rules that take them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from qingbai.law.citations import Citation
from qingbai.law.local import AskingPlace
from qingbai.law.organs import Authority, Investigator, NoticeKind
from qingbai.law.regimes import SEALING_REGIMES as SEALING_REGIMES
from qingbai.law.regimes import SealingRegime as SealingRegime
from qingbai.law.terms import FrequencyAction, FrequencyWindow, OfficeKind, PenaltyKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from a day on (自某日起施行), until the next of its series."""

    from_on: date
    value: T
    citation: Citation


def in_force(series: tuple[Dated[T], ...], on: date) -> Dated[T] | None:
    """The member of ``series`` that holds on a day: the one that began last; None before the first."""
    begun = [member for member in series if member.from_on <= on]
    return max(begun, key=lambda member: member.from_on) if begun else None


class ExpiryReading(StrEnum):
    """On which day an unchallenged judgment counts as effective (未上诉判决的生效日): the texts leave open whether the day the period ends is the day itself."""

    EXPIRY_DAY = "expiry_day"  # 期满之日
    DAY_AFTER = "day_after"  # 期满次日


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPeriods:
    """Days for appeal and protest (上诉、抗诉期限), CPL 230."""

    judgment_days: int = 10
    ruling_days: int = 5
    unchallenged: ExpiryReading = ExpiryReading.DAY_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryLimits:
    """Working days for an inquiry and its review (查询和复查期限), inquiry rules 8 and 12. ``checking_days``: where something must be checked first
    (None: no other number)."""

    inquiry_days: int = 3
    checking_days: int | None = None
    review_days: int = 15
    review_extension_days: int = 30


class ReviewExtension(StrEnum):
    """How the extension of a review is meant (复查延长), INQ-26: days added to the ordinary ones, or the most in all."""

    ADDED = "added"
    TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """Working days for a review, and for its extension (复查期限), inquiry rules 12."""

    days: int = 15
    extension_days: int = 30
    extension: ReviewExtension = ReviewExtension.ADDED


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRule:
    """When an individual asks too often (多次查询), inquiry rules 6(2): the ``n``-th inquiry in the window where ``inclusive``, the first beyond ``n`` where not."""

    window: FrequencyWindow = FrequencyWindow.ROLLING
    n: int = 3
    inclusive: bool = True
    action: FrequencyAction = FrequencyAction.EXTRA_PROOF
    rolling_days: int = 365


class StayCounting(StrEnum):
    """How days in China are counted (停留时间的计算)."""

    CUMULATIVE = "cumulative"  # 累计
    CONTINUOUS = "continuous"  # 连续


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceRule:
    """Where a region takes inquiries (受理规则): the least stay of foreigners in days, how it is counted, which kind of office serves those
    without a household here, codes of further accepting points (INQ-13), at which places citizens ask, and whether those with a local
    household ask there alone (``locals_at_household_only``)."""

    minimum_stay_days: int = 180
    stay_counting: StayCounting = StayCounting.CUMULATIVE
    hk_macau_taiwan_at: OfficeKind = OfficeKind.POLICE_STATION
    overseas_chinese_at: OfficeKind = OfficeKind.POLICE_STATION
    added_offices: tuple[str, ...] = ()
    citizens_at: tuple[AskingPlace, ...] = (AskingPlace.HOUSEHOLD, AskingPlace.RESIDENCE)
    locals_at_household_only: bool = False


class RegistryPlace(StrEnum):
    """By which place a record is kept (登记地)."""

    HOUSEHOLD = "household"  # 户籍地
    RESIDENCE = "residence"  # 居住地
    SEAT = "seat"  # 单位住所地
    COURT = "court"  # 审判地


BY_INVESTIGATOR: Mapping[Investigator, Authority] = MappingProxyType(
    {
        Investigator.PUBLIC_SECURITY: Authority.PUBLIC_SECURITY,
        Investigator.STATE_SECURITY: Authority.STATE_SECURITY,
        Investigator.PROCURATORATE: Authority.PROCURATORATE,
        Investigator.SUPERVISION: Authority.PROCURATORATE,  # took over in 2018 what the procuratorate investigated in 2012
        Investigator.PRISON: Authority.JUSTICE,
    }
)
BY_CHAPTER: Mapping[int, Authority] = MappingProxyType(
    {
        1: Authority.STATE_SECURITY,  # 危害国家安全罪
        8: Authority.PROCURATORATE,  # 贪污贿赂罪
        9: Authority.PROCURATORATE,  # 渎职罪
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryRule:
    """How records are parted among the four registries and their places (登记分工). The 2012 Opinions name the four and the household place, no more.

    ``by_investigator``: who keeps what whom investigated; where silent, ``otherwise``. ``by_chapter``: the same by the chapter of the
    Criminal Law's special part (分则), where the investigator is not known; ``precedence`` settles crimes of several chapters.
    ``places_of_…``: which place counts, the first that is known.
    """

    by_investigator: Mapping[Investigator, Authority] = field(default_factory=lambda: BY_INVESTIGATOR)
    by_chapter: Mapping[int, Authority] = field(default_factory=lambda: BY_CHAPTER)
    precedence: tuple[Authority, ...] = (Authority.STATE_SECURITY, Authority.PROCURATORATE)
    otherwise: Authority = Authority.PUBLIC_SECURITY
    places_of_citizens: tuple[RegistryPlace, ...] = (
        RegistryPlace.HOUSEHOLD,
        RegistryPlace.RESIDENCE,
        RegistryPlace.COURT,
    )
    places_of_foreigners: tuple[RegistryPlace, ...] = (RegistryPlace.COURT,)
    places_of_units: tuple[RegistryPlace, ...] = (RegistryPlace.SEAT, RegistryPlace.COURT)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDuty:
    """Days within which a notice must be sent (通报期限), from the day after what it follows from.

    ``promptly``: the text says 及时 and names no number; the number is then a measure of ours, to be set by whoever supervises the senders.
    """

    days: int
    promptly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """How long until a convict is in prison (交付执行), CPL 264, Prison Law: days for the court's papers, months for transport; with at most
    ``rest_months`` left then, the detention house keeps him."""

    papers_days: int = 10
    transport_months: int = 1
    rest_months: int = 3


TERMS: Mapping[PenaltyKind, tuple[int, int, int]] = MappingProxyType(
    {
        PenaltyKind.CONTROL: (3, 24, 36),
        PenaltyKind.DETENTION: (1, 6, 12),
        PenaltyKind.FIXED_TERM: (6, 180, 300),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyCatalogue:
    """The limits of punishments (刑种和刑期), in months, each included (刑法 99).

    ``terms``: the least, the most for one crime, the most for several. ``long_cap``: the most for several fixed terms whose sum stays
    below ``longer_from``. ``probation``: its least and most; only for terms ``probation_up_to``.
    """

    terms: Mapping[PenaltyKind, tuple[int, int, int]] = field(default_factory=lambda: TERMS)
    long_cap: int = 240
    longer_from: int = 420
    probation: Mapping[PenaltyKind, tuple[int, int]] = field(
        default_factory=lambda: {PenaltyKind.DETENTION: (2, 12), PenaltyKind.FIXED_TERM: (12, 60)}
    )
    probation_up_to: int = 36
    rights_least: int = 12
    rights_most: int = 60
    least_fine: int = 1000
    least_fine_of_minors: int = 500
    half_month_days: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLimit:
    """Days for a decision on an application to see sealed records (查询封存记录的答复期限); ``working``: working days."""

    days: int
    working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealingRule:
    """The sentence at which a seal falls (解除封存的刑期界限): over ``limit_months``, or from it on where ``inclusive`` (the older text)."""

    limit_months: int = 60
    inclusive: bool = False


class ProbationReading(StrEnum):
    """Whether completed probation (缓刑考验期满) ends execution where a bar runs from its end: an open point (刑法 76 is silent)."""

    OPEN = "open"  # 未有定论，由人工认定
    AS_EXECUTED = "as_executed"  # 视为刑罚执行完毕


APPEAL_PERIODS = (Dated(date(1997, 1, 1), AppealPeriods(), Citation("criminal_procedure_law", "230", "REG-08")),)
PROBATION_READINGS = (Dated(date(1997, 10, 1), ProbationReading.OPEN, Citation("criminal_law", "76", "REG-19")),)
INQUIRY_LIMITS = (Dated(date(2021, 12, 31), InquiryLimits(), Citation("inquiry_rules", "8, 12", "INQ-19")),)
REVIEW_RULES = (Dated(date(2021, 12, 31), ReviewRule(), Citation("inquiry_rules", "12", "INQ-26")),)
FREQUENCY_RULES = (Dated(date(2021, 12, 31), FrequencyRule(), Citation("inquiry_rules", "6(2)", "INQ-16")),)
COMPETENCE_RULES = (Dated(date(2021, 12, 31), CompetenceRule(), Citation("inquiry_rules", "5", "INQ-12")),)
REGISTRY_RULES = (Dated(date(2012, 5, 10), RegistryRule(), Citation("record_system_opinions", "2(1), 2(2)", "REG-02")),)
PROMPTLY = NoticeDuty(days=10, promptly=True)
FROM_COURT = Citation("criminal_procedure_law", "264", "REG-04")
OPINIONS = Citation("record_system_opinions", "2(2)", "REG-03")
CORRECTION = Citation("community_correction_law", "20", "REG-04")
NOTICE_DUTIES: Mapping[NoticeKind, tuple[Dated[NoticeDuty], ...]] = MappingProxyType(
    {
        NoticeKind.JUDGMENT: (Dated(date(2012, 5, 10), PROMPTLY, OPINIONS),),
        NoticeKind.RELEASE: (Dated(date(2012, 5, 10), PROMPTLY, OPINIONS),),
        NoticeKind.CORRECTION_END: (Dated(date(2012, 5, 10), PROMPTLY, OPINIONS),),
        NoticeKind.EXECUTION_PAPERS: (Dated(date(2013, 1, 1), NoticeDuty(days=10), FROM_COURT),),
        NoticeKind.CORRECTION_START: (Dated(date(2020, 7, 1), NoticeDuty(days=5), CORRECTION),),
        NoticeKind.CORRECTION_PAPERS: (Dated(date(2020, 7, 1), NoticeDuty(days=10), CORRECTION),),
        NoticeKind.SEALING: (Dated(date(2022, 5, 30), PROMPTLY, Citation("sealing_measures", "11", "SEAL-10")),),
        NoticeKind.NON_PROSECUTION: (
            Dated(date(2022, 5, 30), NoticeDuty(days=3), Citation("sealing_measures", "12", "SEAL-10")),
        ),
        NoticeKind.OCCUPATION_BAN: (
            Dated(date(2022, 11, 15), NoticeDuty(days=30), Citation("occupation_ban_opinions", "5", "MIN-09")),
        ),
    }
)
HANDOVER = (Dated(date(2013, 1, 1), Handover(), FROM_COURT),)
BEFORE_2011 = PenaltyCatalogue(terms={**TERMS, PenaltyKind.FIXED_TERM: (6, 180, 240)}, longer_from=10_000)
CATALOGUE = Citation("criminal_law", "33, 69", "7.1")
PENALTY_CATALOGUE = (
    Dated(date(1997, 10, 1), BEFORE_2011, CATALOGUE),
    Dated(date(2011, 5, 1), PenaltyCatalogue(), CATALOGUE),
)
GRAVEST_CRIMES = frozenset({"故意杀人罪", "故意伤害罪"})
GRAVE_CRIMES = frozenset(
    {"强奸罪", "奸淫幼女罪", "抢劫罪", "贩卖毒品罪", "放火罪", "爆炸罪", "投放危险物质罪", "投毒罪", *GRAVEST_CRIMES}
)
"""Crimes for which one answers from 12 (with approval) and from 14 on, by the names the courts use (刑法 17)."""
OF_MEASURES = date(2022, 5, 30)
THREE_WORKING_DAYS = (
    Dated(OF_MEASURES, OpeningLimit(days=3, working=True), Citation("sealing_measures", "16", "SEAL-14")),
)
OPENING_LIMITS: Mapping[Authority, tuple[Dated[OpeningLimit], ...]] = MappingProxyType(
    {
        Authority.PUBLIC_SECURITY: THREE_WORKING_DAYS,
        Authority.STATE_SECURITY: THREE_WORKING_DAYS,
        Authority.JUSTICE: THREE_WORKING_DAYS,
        Authority.PROCURATORATE: (
            Dated(
                date(2019, 12, 30),
                OpeningLimit(days=7, working=False),
                Citation("procuratorate_rules", "484", "SEAL-14"),
            ),
        ),
    }
)
UNSEALING_RULES = (
    Dated(date(2019, 12, 30), UnsealingRule(inclusive=True), Citation("procuratorate_rules", "485", "SEAL-17")),
    Dated(OF_MEASURES, UnsealingRule(), Citation("sealing_measures", "18", "SEAL-17")),
)
SEALING_DAYS = (Dated(OF_MEASURES, 3, Citation("sealing_measures", "11", "SEAL-10")),)
PENALTY_SEALING = (Dated(date(2026, 1, 1), True, Citation("public_security_penalties_law", "136", "SEAL-24")),)  # noqa: FBT003
LEAST_AGE = (
    Dated(date(1997, 10, 1), 14, Citation("criminal_law", "17", "REG-23")),
    Dated(date(2021, 3, 1), 12, Citation("criminal_law", "17", "REG-23")),
)
