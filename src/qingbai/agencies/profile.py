"""What a region profile says (地区规则): every point that the inquiry rules leave to provinces and cities (INQ-13, INQ-33), as frozen values.

Parts that a rule of the law takes are the law's own objects; the rest is for papers, clocks and doors. ``regions`` reads the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qingbai.agencies.terms import Bilingual
from qingbai.law.local import CoverageRule, OnlineRule, PapersRule
from qingbai.law.parameters import CompetenceRule, FrequencyRule, InquiryLimits
from qingbai.law.parameters import ReviewExtension as ReviewExtension
from qingbai.law.terms import AskerClass, ComplexityGround, OfficeKind


class SealKind(StrEnum):
    """Which seal stands on the certificate (印章)."""

    UNIT = "unit"  # 单位公章
    DEDICATED = "dedicated"  # 无犯罪证明专用章


class Confidence(StrEnum):
    """How well a file's values are known (可信度), as the rule book marks its rows."""

    SEEN = "V"  # 见到条文
    SEED = "D"  # 据种子文件
    SECONDARY = "S"  # 仅见于二手页面
    MEMORY = "M"  # 凭记忆
    INVENTED = "I"  # 虚构或者推断


@dataclass(frozen=True, slots=True, kw_only=True)
class Investigation:
    """调查核实, INQ-20, 21: who approves it, the most working days it may take (None: no limit seen), and the grounds on which a case is
    complex. Its time is not counted."""

    approved_by: Bilingual
    days: int | None
    grounds: tuple[ComplexityGround, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """复查, INQ-26: how the extension days of ``limits`` are meant."""

    extension: ReviewExtension


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """证明 as the region issues it. ``number_pattern`` knows {province}, {mark} (of the organ), {year} and {serial}.

    ``electronic`` and ``paper``: in which forms the applicant may have it.
    """

    validity_months: int | None  # None: no end is printed (INQ-40)
    number_pattern: str
    province: str
    electronic: bool
    paper: bool
    seal: SealKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How the office works: 法制审核 of every answer, who takes applications of many people at once, and the working days in which missing
    papers or a fee must come (补正期限).

    ``batch_at``: the kind of office that takes a unit's list of ``batch_from`` people or more (批量查询), called ``batch_department``."""

    legal_review: bool
    batch_department: Bilingual
    batch_at: OfficeKind
    batch_from: int
    supplement_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """收费, INQ-35, in fen: for the certificate, and for sending it where the applicant pays the ``postage``."""

    certificate_fen: int
    postage: bool
    postage_fen: int

    @property
    def posting_fen(self) -> int:
        """What sending the paper costs the applicant: nothing where the region bears it."""
        return self.postage_fen if self.postage else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """A rule of the region that holds no more (已被取代的规定): told to whoever meets it elsewhere, never applied."""

    what: Bilingual
    until: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionProfile:
    """One region's rules (地区规则). ``divisions`` are the code prefixes for which it holds; the longest prefix wins.

    ``under``: the profile that says what this one leaves out. ``askers``: the same rules as they read for one class of applicants.
    """

    key: str
    name: Bilingual
    divisions: tuple[str, ...]
    as_of: date
    sources: tuple[str, ...]
    confidence: tuple[Confidence, ...]
    competence: CompetenceRule
    limits: InquiryLimits
    frequency: FrequencyRule
    investigation: Investigation
    review: Review
    online: OnlineRule
    papers: PapersRule
    period: CoverageRule
    certificate: Certificate
    handling: Handling
    fees: Fees
    under: str = ""
    superseded: tuple[Superseded, ...] = ()
    askers: Mapping[AskerClass, "RegionProfile"] = field(default_factory=dict)

    def of(self, asker: AskerClass) -> "RegionProfile":
        """The rules as they read for this class of applicants: foreigners often have other offices and ways."""
        return self.askers.get(asker, self)

    def holds_for(self, division: str) -> bool | None:
        """Whether a division lies in the region; None where the division is not known. A city's rules name its province too in this sense:
        a household anywhere in the province is a local one."""
        if not division:
            return None
        return any(division.startswith(prefix[:2]) for prefix in self.divisions)

    @property
    def validity_months(self) -> int | None:
        """Months for which a certificate says that it is valid; None where no end is printed."""
        return self.certificate.validity_months
