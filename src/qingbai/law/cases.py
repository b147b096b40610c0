"""The forms of the facts for each question that can be put to the law alone (事实的格式); ``law.questions`` asks them."""

from dataclasses import dataclass
from datetime import date

from qingbai.law import (
    admission,
    clean_record,
    coverage,
    disclosure,
    effect,
    expected,
    jurisdiction,
    materials,
    opening,
    routing,
    sealing,
)
from qingbai.law.local import CoverageRule, OnlineRule, PapersRule
from qingbai.law.parameters import AppealPeriods, CompetenceRule, FrequencyRule, InquiryLimits
from qingbai.law.terms import DateRange, NoticeKind, Offence
from qingbai.law.time_limits import Calendar, Pause


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanRecordCase:
    """Cases of one person, and the day asked about (犯罪记录认定)."""

    outcomes: tuple[clean_record.CaseOutcome, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectCase(effect.Decision):
    """A decision, the day to which the facts are known, and the calendar; none given: the one announced for the mainland (生效日期)."""

    on: date
    calendar: Calendar | None = None
    periods: AppealPeriods | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingCase(sealing.SealingFacts):
    """The facts sealing depends on, and the day on which it is decided (封存)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityCase:
    """A birth, an offence and the judgment's date (刑事责任年龄)."""

    born_on: DateRange
    offence: Offence
    judged_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingCase(routing.RecordFacts):
    """The facts that decide who keeps a record, and the day (登记机关)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedCase(expected.ExecutionFacts):
    """What is known of an execution, and the calendar (as for ``effect``) (应当收到的通报)."""

    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCase:
    """A notice, the day of what it follows from, the day it came, and the calendar (as for ``effect``) (迟报)."""

    notice: NoticeKind
    event_on: date
    received_on: date
    calendar: Calendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JurisdictionCase(jurisdiction.Asker):
    """Who is asked about, the offices to choose from, the day, and a region's rule (受理单位)."""

    offices: tuple[jurisdiction.Office, ...]
    on: date
    rule: CompetenceRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsCase(materials.ApplicationPapers):
    """An application with its papers, the day, and what a region wants besides (申请材料)."""

    on: date
    rule: PapersRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineCase(admission.OnlineAsking):
    """An application that came online, and the region's rule (网上办理)."""

    rule: OnlineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionsCase(admission.Applicant):
    """Who asks, the day, and the region's rule (地方受理条件)."""

    on: date
    rule: PapersRule


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCase:
    """The time asked for, what ties the person to the place, the day, and the region's rule (查询时间范围)."""

    asked: coverage.Span
    ties: coverage.Ties
    on: date
    rule: CoverageRule


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyCase:
    """The days of earlier inquiries, the day of this one, and a region's rule (查询次数)."""

    earlier: tuple[date, ...]
    on: date
    rule: FrequencyRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimitCase:
    """The day a period began, its working days (none given: those of an inquiry), the calendar (as for ``effect``) and the pauses (期限)."""

    start_on: date
    working_days: int | None = None
    calendar: Calendar | None = None
    pauses: tuple[Pause, ...] = ()
    limits: InquiryLimits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCase:
    """The first day of a term of imprisonment and its length (刑期)."""

    starts_on: date
    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureCase:
    """What was found about an individual, the day, and the time asked about (答复文书)."""

    found: tuple[disclosure.DisclosableConviction, ...]
    on: date
    period: disclosure.AskedPeriod | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningCase(opening.OpeningRequest):
    """An application to see a sealed record, and the day (查询封存记录)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealingCase(opening.UnsealingFacts):
    """What the fall of a seal depends on, and the day (解除封存)."""

    on: date
