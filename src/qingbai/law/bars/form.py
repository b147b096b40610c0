"""The form of a bar from a post (从业禁止): what it rests on, whom it bars, for how long; the words that its rules use.

A bar is data. Whether somebody falls under it, and who may ask because of it, is asked in ``law.bans``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qingbai.law.citations import Citation, Instrument
from qingbai.law.terms import PenaltyKind


class Rank(StrEnum):
    """The rank of an instrument (效力位阶), on which depends whether a unit may ask (INQ-08)."""

    LAW = "law"  # 法律
    REGULATION = "regulation"  # 行政法规
    MINISTERIAL = "ministerial"  # 部门规章
    LOCAL = "local"  # 地方性法规、规章


class Fault(StrEnum):
    """With what fault a crime is done (罪过), Criminal Law 14, 15."""

    INTENTIONAL = "intentional"  # 故意
    NEGLIGENT = "negligent"  # 过失
    EITHER = "either"  # 罪名本身不能确定


class Executed(StrEnum):
    """How far execution has come, where a bar runs from its end (执行情况)."""

    RUNNING = "running"  # 尚未执行完毕
    ENDED = "ended"  # 执行完毕
    PROBATION_ENDED = "probation_ended"  # 缓刑考验期满
    UNKNOWN = "unknown"  # 不明


class WindowKind(StrEnum):
    """How long a bar lasts (禁止期限)."""

    LIFE = "life"  # 终身
    AFTER_EXECUTION = "after_execution"  # 自刑罚执行完毕起若干年
    AFTER_RIGHTS = "after_rights"  # 自剥夺政治权利执行期满起若干年
    DURING_RIGHTS = "during_rights"  # 剥夺政治权利期间
    ON_RECORD = "on_record"  # 最近若干年内有此记录


class BarKind(StrEnum):
    """What a bar keeps somebody from (禁止事项)."""

    POST = "post"  # 岗位、职务
    LICENCE = "licence"  # 许可、资格、登记
    UNIT = "unit"  # 单位自身
    TRAVEL = "travel"  # 出境、护照，不是岗位


class Confidence(StrEnum):
    """How surely the wording is known (文本依据)."""

    READ = "read"  # 条文全文在此，已核对
    RULE_BOOK = "rule_book"  # 规则手册据2025年初的公开文本抄录，未与公报核对
    SECONDARY = "secondary"  # 见于二手材料
    RECALLED = "recalled"  # 未核对


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How long a bar lasts (禁止期限): ``years`` for those that are counted; ``probation_years`` counted from the end of completed probation where the text says so."""

    kind: WindowKind
    years: int = 0
    probation_years: int | None = None


LIFE = Window(kind=WindowKind.LIFE)
DURING_RIGHTS = Window(kind=WindowKind.DURING_RIGHTS)


def years_after(years: int, *, probation_years: int | None = None) -> Window:
    """So many years from the end of execution (刑罚执行完毕)."""
    return Window(kind=WindowKind.AFTER_EXECUTION, years=years, probation_years=probation_years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One way of falling under a bar (禁止情形): everything it names must hold of one crime of one conviction.

    ``punished``: guilt without punishment (免予刑事处罚) is not enough. ``intentional``: the crime
    was no negligent one. ``group``: a key of ``groups.GROUPS``. ``least``: that main penalty or a heavier one. ``rights``:
    political rights were taken away (剥夺政治权利). ``ordered``: the court itself forbade an occupation with the judgment (从业禁止). ``zh`` and ``en``: a circumstance that the register does not hold, so that a person
    must look at the judgment.
    """

    window: Window = LIFE
    punished: bool = True
    intentional: bool = False
    group: str = ""
    least: PenaltyKind | None = None
    rights: bool = False
    ordered: bool = False
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A statutory bar (从业禁止): the post, what it rests on, the ways of falling under it, any of which suffices.

    ``row`` is the row of the rule book; a row with several posts and different conditions has several bars. ``beyond``: what the text also
    names and this register cannot answer (行政处罚、不起诉、单位记录). ``from_on``: the day since when it holds in this
    wording, ``until_on`` the first day on which it no longer does. ``cited``: the places, the one that carries the bar first.
    """

    id: str
    kind: BarKind
    post_zh: str
    post_en: str
    cited: tuple[Citation, ...]
    rank: Rank
    grounds: tuple[Ground, ...]
    zh: str
    en: str
    beyond_zh: str = ""
    beyond_en: str = ""
    confidence: Confidence = Confidence.RULE_BOOK
    from_on: date | None = None
    until_on: date | None = None

    @property
    def row(self) -> str:
        """The row of the rule book (规则编号)."""
        return self.id[:6]

    def in_force(self, on: date) -> bool:
        """Whether it holds on a day in this wording (是否施行)."""
        return (self.from_on is None or self.from_on <= on) and (self.until_on is None or on < self.until_on)

    @property
    def answerable(self) -> bool:
        """Whether the register can say anything about it at all (本库能否答复)."""
        return bool(self.grounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An instrument and its rank (规范性文件及其位阶)."""

    instrument: Instrument
    rank: Rank
