"""The forms of the facts for questions about those who ask of others, and about objections (单位、办案、异议事实的格式); as ``law.cases``."""

from dataclasses import dataclass
from datetime import date

from qingbai.law import objections, official, vetting
from qingbai.law.asking import Inquirer, Tie
from qingbai.law.bars.facts import BarFacts
from qingbai.law.bars.form import Rank
from qingbai.law.facts import BarKey
from qingbai.law.parameters import ProbationReading, ReviewRule
from qingbai.law.prohibitions import Execution, Prohibition
from qingbai.law.terms import Answer, Outcome, Penalty
from qingbai.law.time_limits import Calendar, Pause
from qingbai.law.units import Proof, UnitPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class BarsCase:
    """Convictions of one person, the day, and one bar; none given: every bar that the register can answer (从业禁止)."""

    convictions: tuple[BarFacts, ...]
    on: date
    bar: BarKey | None = None
    probation: ProbationReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingCase:
    """Who asks about whom, on which bar, on a day; ``other_basis``: the rank of another text that was named (查询主体和依据)."""

    inquirer: Inquirer
    tie: Tie
    on: date
    bar: BarKey | None = None
    other_basis: Rank | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPapersCase:
    """What a unit brought (单位查询材料)."""

    present: frozenset[UnitPaper]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCase:
    """By what a relation is shown; nothing: not shown; whether a consent given online stands (关系证明)."""

    proof: Proof | None = None
    consented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProhibitionCase:
    """A prohibition of a court, and the verdict that it came with (从业禁止、禁止令)."""

    prohibition: Prohibition
    outcome: Outcome
    penalties: tuple[Penalty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenCase:
    """A prohibition of a court, how far execution has come, the day, and a reading for completed probation (禁止期限)."""

    prohibition: Prohibition
    execution: Execution
    on: date
    probation: ProbationReading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MustCheckCase:
    """What sort of unit it is (查询义务)."""

    unit: vetting.MinorsUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDueCase:
    """When work began and when somebody was last checked; neither: not yet (查询到期日)."""

    on: date
    started_on: date | None = None
    last_checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VettingCase:
    """By which text it is asked, convictions, what is kept apart (not given: it was not asked), and the day (是否命中)."""

    scope: vetting.Scope
    convictions: tuple[BarFacts, ...]
    on: date
    apart: tuple[vetting.ApartFacts, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowsCase:
    """Whether it is a hit, and whether the person is in service already (命中后的处理)."""

    hit: Answer
    in_service: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialCase(official.OfficialRequest):
    """A request of an organ, a lawyer, a notary office or a licensing organ, and the day (查询请求)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCase:
    """Who asks (可以告知的事项)."""

    asker: official.OfficialAsker


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDueCase:
    """When a review was accepted, the days of approved extension, the pauses, the calendar (as for ``effect``) and the region's rule (复查期限)."""

    accepted_on: date
    extension: int = 0
    pauses: tuple[Pause, ...] = ()
    calendar: Calendar | None = None
    rule: ReviewRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionCase(objections.ExtensionFacts):
    """An extension asked for, the calendar (as for ``effect``) and the region's rule (申请延期)."""

    calendar: Calendar | None = None
    rule: ReviewRule | None = None
