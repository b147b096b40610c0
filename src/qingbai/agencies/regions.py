"""Region profiles (地区规则): how a province or city applies the inquiry rules, where they leave it a choice (INQ-13, INQ-33).

A profile is data, one TOML file for each region in ``regions/``; what a file leaves out, ``national.toml`` says. The
law's own parameters are the law's own frozen objects, so that a rule takes a profile's part as it stands.
"""

import dataclasses
import json
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from qingbai.agencies.files import DATA, BadReferenceData, DataFault, toml
from qingbai.agencies.terms import Bilingual
from qingbai.law.parameters import CompetenceRule, FrequencyRule, InquiryLimits, ReviewExtension
from qingbai.law.terms import ComplexityGround

NATIONAL = "national.toml"
NO_VALUE = "none"  # TOML has no null


class OnlineScope(StrEnum):
    """Who may apply online (网上申请范围)."""

    NOBODY = "nobody"
    LOCAL_HOUSEHOLD = "local_household"  # 本地户籍
    PERMIT_HOLDERS = "permit_holders"  # 本地户籍及持居住证人员
    EVERYBODY = "everybody"


class IdentityLevel(StrEnum):
    """How strongly somebody online must be identified (实名核验等级)."""

    TWO_FACTORS = "two_factors"
    FACE = "face"


class PeriodDefault(StrEnum):
    """Which period a certificate covers unless the applicant asks otherwise (查询时间范围)."""

    EVERYTHING = "everything"  # 未注明即全时段
    SINCE_BIRTH = "since_birth"
    RESIDENCE = "residence"  # 居住期间


class SealKind(StrEnum):
    """Which seal stands on the certificate (印章)."""

    UNIT = "unit"  # 单位公章
    DEDICATED = "dedicated"  # 无犯罪证明专用章


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
class Online:
    """网上办理: for whom, how strongly identified, and whether agents and foreigners may."""

    scope: OnlineScope
    identity_level: IdentityLevel
    agents: bool
    foreigners: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """申请材料 beyond the national list: each a local addition, off by default (INQ-36)."""

    community_stamp: bool
    reason_proof: bool
    reasons: tuple[str, ...]
    notarised_power_of_attorney: bool  # of an agent who is no near relative
    minimum_age: int | None
    minimum_residence_days: int | None  # of citizens whose household is elsewhere
    days_between_applications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """证明 as the region issues it. ``number_pattern`` knows {province}, {mark} (of the organ), {year} and {serial}."""

    validity_months: int | None  # None: no end is printed (INQ-40)
    number_pattern: str
    province: str
    period_default: PeriodDefault
    period_limited_by_document: bool
    electronic: bool
    paper: bool
    seal: SealKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """How the office works: 法制审核 of every answer, who takes applications of many people at once, and the working days in which missing
    papers or a fee must come (补正期限)."""

    legal_review: bool
    batch_department: Bilingual
    supplement_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """收费, INQ-35: for the certificate in fen, and whether the applicant pays the postage."""

    certificate_fen: int
    postage: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionProfile:
    """One region's rules (地区规则). ``divisions`` are the code prefixes for which it holds; the longest prefix wins."""

    key: str
    name: Bilingual
    divisions: tuple[str, ...]
    as_of: date
    sources: tuple[str, ...]
    competence: CompetenceRule
    limits: InquiryLimits
    frequency: FrequencyRule
    investigation: Investigation
    review: Review
    online: Online
    papers: Papers
    certificate: Certificate
    handling: Handling
    fees: Fees

    @property
    def validity_months(self) -> int | None:
        """Months for which a certificate says that it is valid; None where no end is printed."""
        return self.certificate.validity_months

    def paper_number(self, *, mark: str, year: int, serial: int) -> str:
        """The number of a paper (文书编号), by the region's pattern (FRM-01)."""
        fields = {"province": self.certificate.province, "mark": mark, "year": year, "serial": serial}
        return self.certificate.number_pattern.format_map(fields)


_ADAPTER = TypeAdapter(RegionProfile)


@cache
def profiles() -> tuple[RegionProfile, ...]:
    """All profiles of the house, the national one first."""
    return load(DATA / "regions")


def profile_for(division: str) -> RegionProfile:
    """The profile that holds for a division code: the one with the longest fitting prefix, in the end the national one."""
    return max(profiles(), key=lambda profile: max(_fit(prefix, division) for prefix in profile.divisions))


def _fit(prefix: str, division: str) -> int:
    return len(prefix) if division.startswith(prefix) else -1


def load(folder: Traversable) -> tuple[RegionProfile, ...]:
    """Read every profile of a folder. Raises ``BadReferenceData`` with the faults of all files."""
    documents = {
        file.name: toml(file) for file in sorted(folder.iterdir(), key=lambda f: f.name) if file.name.endswith(".toml")
    }
    if NATIONAL not in documents:
        raise BadReferenceData([DataFault(NATIONAL, "file", "is missing", "add it: it says what regions leave out")])
    faults: list[DataFault] = []
    found: dict[str, RegionProfile] = {}
    for name, document in sorted(documents.items(), key=lambda item: item[0] != NATIONAL):
        faults += [
            DataFault(name, key, "is no parameter", "take it out or check its spelling") for key in _strange(document)
        ]
        profile = _read(name, _over(documents[NATIONAL], document), faults)
        if profile is not None:
            found[name] = profile
            faults += _rules(name, profile)
    faults += _clashes(found)
    if faults:
        raise BadReferenceData(faults)
    return tuple(found.values())


def _read(name: str, document: Mapping[str, Any], faults: list[DataFault]) -> RegionProfile | None:
    try:
        return _ADAPTER.validate_json(json.dumps(_with_nulls(document), default=str), strict=True)
    except ValidationError as error:
        faults += [_fault(name, dict(found)) for found in error.errors()]
        return None


def _fault(name: str, found: Mapping[str, Any]) -> DataFault:
    key = ".".join(str(part) for part in found["loc"])
    if found["type"] == "missing":
        return DataFault(name, key, "is missing", f"add it here or in {NATIONAL}")
    return DataFault(name, key, f"{found['msg']}, not {found['input']!r}", f"write it as {NATIONAL} does")


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the region's own values in their places."""
    merged: dict[str, Any] = dict(base)
    for key, value in own.items():
        merged[key] = _over(base.get(key) or {}, value) if isinstance(value, dict) else value
    return merged


def _with_nulls(value: Any) -> Any:
    """``"none"`` says that there is no value."""
    if isinstance(value, dict):
        return {key: _with_nulls(entry) for key, entry in value.items()}
    return None if value == NO_VALUE else value


def _strange(document: Mapping[str, Any], kind: Any = RegionProfile, prefix: str = "") -> Iterator[str]:
    """Keys that no profile has: pydantic passes over them, and a misspelt one would silently mean the national value."""
    hints = get_type_hints(kind)
    for key, value in document.items():
        if key not in hints:
            yield prefix + key
        elif isinstance(value, dict) and dataclasses.is_dataclass(hints[key]):
            yield from _strange(value, hints[key], f"{prefix}{key}.")


def _rules(name: str, profile: RegionProfile) -> Iterator[DataFault]:
    """What the types alone do not say."""
    at_least = {
        "competence.minimum_stay_days": (profile.competence.minimum_stay_days, 0),
        "limits.inquiry_days": (profile.limits.inquiry_days, 1),
        "limits.review_days": (profile.limits.review_days, 1),
        "limits.review_extension_days": (profile.limits.review_extension_days, 0),
        "frequency.n": (profile.frequency.n, 1),
        "frequency.rolling_days": (profile.frequency.rolling_days, 1),
        "investigation.days": (profile.investigation.days, 1),
        "handling.supplement_days": (profile.handling.supplement_days, 1),
        "papers.minimum_age": (profile.papers.minimum_age, 0),
        "papers.minimum_residence_days": (profile.papers.minimum_residence_days, 0),
        "papers.days_between_applications": (profile.papers.days_between_applications, 0),
        "certificate.validity_months": (profile.certificate.validity_months, 1),
        "fees.certificate_fen": (profile.fees.certificate_fen, 0),
    }
    for key, (value, least) in at_least.items():
        if value is not None and value < least:
            yield DataFault(name, key, f"{value} is less than {least}", f"write {least} or more")
    for prefix in profile.divisions:
        if not (prefix.isascii() and prefix.isdecimal() and len(prefix) <= 6) and (prefix or name != NATIONAL):
            yield DataFault(name, "divisions", f"'{prefix}' begins no division code", "write one to six digits")
    if not profile.divisions:
        yield DataFault(name, "divisions", "is empty", "name the codes for which the profile holds")
    yield from _number_faults(name, profile.certificate.number_pattern)


def _number_faults(name: str, pattern: str) -> Iterator[DataFault]:
    key, known = "certificate.number_pattern", {"province", "mark", "year", "serial"}
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(pattern) if field is not None}
        pattern.format_map(dict.fromkeys(known, 1))
    except (ValueError, KeyError, IndexError) as error:
        yield DataFault(
            name, key, f"cannot be filled: {error!r}", "use {province}, {mark}, {year} and {serial:07} only"
        )
        return
    for field in sorted({"year", "serial"} - fields):
        yield DataFault(name, key, f"has no {{{field}}}", "add it, or two papers could bear one number")


def _clashes(found: Mapping[str, RegionProfile]) -> Iterator[DataFault]:
    """Two files for one place, or of one key."""
    for what in ("divisions", "key"):
        taken: dict[str, str] = {}
        for name, profile in found.items():
            values = profile.divisions if what == "divisions" else (profile.key,)
            for value in values:
                if taken.setdefault(value, name) != name:
                    yield DataFault(name, what, f"'{value}' stands in {taken[value]} too", "leave it in one of them")
