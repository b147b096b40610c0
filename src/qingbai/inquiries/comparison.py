"""The same application under several regions (同一申请在各地): what each would say, and why they differ.

The application is moved: the place where it is asked becomes a county of the region, and a place in the same province as that one
becomes another county there. No database: offices are imagined, one of each kind at each of the person's places.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qingbai.agencies import calendars, directory, divisions
from qingbai.agencies.profile import RegionProfile
from qingbai.agencies.terms import Bilingual
from qingbai.inquiries.asked import applicant_of, asker_of, covered, online_of, papers_of, place_of
from qingbai.inquiries.draft import Draft
from qingbai.law.admission import local_conditions, may_ask_online
from qingbai.law.coverage import Span
from qingbai.law.frequency import asks_often, asks_too_soon
from qingbai.law.jurisdiction import Office, accepting_offices
from qingbai.law.local import ASKING_PLACES, AskingPlace
from qingbai.law.materials import missing_papers
from qingbai.law.names import ACTIONS, ANSWERS, OFFICES, PAPERS
from qingbai.law.parameters import ReviewExtension
from qingbai.law.terms import Answer, Finding, OfficeKind, OfficeLevel, Reason
from qingbai.law.time_limits import after_months, inquiry_due_on

PLACES = ("household", "residence", "former_household", "school")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the comparison: what a region says, in words, and the reasons that the rules gave (none: a value of the profile)."""

    key: str
    title: Bilingual
    says: Bilingual
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one region says to the application."""

    region: RegionProfile
    points: tuple[Point, ...]


def compare(
    draft: Draft, regions: Iterable[RegionProfile], *, earlier: tuple[date, ...], on: date
) -> tuple[Column, ...]:
    """What each region would say to the application on a day, after ``earlier`` ones of the same person."""
    return tuple(_column(draft, region, earlier, on) for region in regions)


def differing(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The keys of the points that not all regions answer alike."""
    every = {point.key: {_said(column, point.key) for column in columns} for point in columns[0].points}
    return tuple(key for key, says in every.items() if len(says) > 1)


def _said(column: Column, key: str) -> Bilingual:
    return next(point.says for point in column.points if point.key == key)


def moved(draft: Draft, region: RegionProfile) -> tuple[Draft, str]:
    """The application as it would be asked in the region, and the county of the office."""
    asked_at = next(
        (office.division for office in directory.directory(demo=True).offices if office.code == draft.office),
        draft.household or draft.residence,
    )
    here, beside = _counties(region, asked_at)

    def there(code: str) -> str:
        same_province = code[:2] == asked_at[:2] and bool(code)
        return here if code == asked_at else beside if same_province else code

    return replace(
        draft,
        household=there(draft.household),
        residence=there(draft.residence),
        former_household=there(draft.former_household),
        school=there(draft.school),
    ), here


def _counties(region: RegionProfile, asked_at: str) -> tuple[str, str]:
    """Two counties of the region that are in use; where it is everywhere, the place asked at and one beside it."""
    prefix = region.divisions[0] or asked_at[:2]
    found = [
        code
        for code in sorted(divisions.places())
        if code.startswith(prefix) and (known := divisions.division(code)) and known.until_year is None
    ]
    return (found[0], found[1]) if len(found) > 1 else (asked_at, asked_at)


def _column(draft: Draft, region: RegionProfile, earlier: tuple[date, ...], on: date) -> Column:
    asked, here = moved(draft, region)
    rules = region.of(asked.asker_class)
    often = asks_often(earlier, on, rules.frequency)
    missing = missing_papers(papers_of(asked, here, often), on, rules.papers)
    due = inquiry_due_on(on, calendars.calendar(), limits=rules.limits)
    points = (
        _offices(asked, rules, on),
        _finding("online", ("网上申请", "Online"), may_ask_online(online_of(asked, rules), rules.online)),
        _finding(
            "conditions", ("受理条件", "Conditions"), local_conditions(applicant_of(asked, rules), on, rules.papers)
        ),
        Point(
            key="papers",
            title=Bilingual("尚缺材料", "Papers missing"),
            says=_listed([PAPERS[paper] for paper in missing.value or ()]),
            because=missing.because,
        ),
        _often(often),
        _finding(
            "again", ("间隔", "Asked too soon"), asks_too_soon(earlier, on, rules.papers.days_between_applications)
        ),
        _period(covered(asked, division=here, region=rules, on=on)),
        _due(due, rules),
        *_of_profile(rules, due.value or on),
    )
    return Column(region=region, points=points)


def _offices(asked: Draft, rules: RegionProfile, on: date) -> Point:
    codes = dict.fromkeys(code for field in PLACES if (code := getattr(asked, field)))
    offices = [
        Office(
            code=f"{code} {kind}",
            kind=kind,
            division=code,
            level=OfficeLevel.STATION if kind is OfficeKind.POLICE_STATION else OfficeLevel.COUNTY,
        )
        for code in codes
        for kind in OfficeKind
    ]
    found = accepting_offices(asker_of(asked, rules), tuple(offices), on, rules.competence)
    says = []
    for office in (one for one in offices if one.code in (found.value or ())):
        place, kind = ASKING_PLACES[place_of(asked, office.division) or AskingPlace.RESIDENCE], OFFICES[office.kind]
        says.append((f"{place[0]}{kind[0]}", f"{kind[1]}, {place[1]}"))
    answer = _listed(says) if says else Bilingual(*ANSWERS[found.answer])
    return Point(key="offices", title=Bilingual("受理单位", "Competent office"), says=answer, because=found.because)


def _finding(key: str, title: tuple[str, str], found: Finding[Any]) -> Point:
    return Point(key=key, title=Bilingual(*title), says=Bilingual(*ANSWERS[found.answer]), because=found.because)


def _often(found: Finding[Any]) -> Point:
    says = ACTIONS[found.value] if found.answer is Answer.YES and found.value else ANSWERS[found.answer]
    return Point(key="often", title=Bilingual("多次查询", "Asked often"), says=Bilingual(*says), because=found.because)


def _period(found: Finding[Span]) -> Point:
    title = Bilingual("查询时间范围", "Time covered")
    if found.value is None:
        return Point(key="period", title=title, says=Bilingual(*ANSWERS[found.answer]), because=found.because)
    first, last = found.value.from_on, found.value.to_on
    says = (
        Bilingual("全时段", "everything entered") if not first and not last else _same(f"{first or ''} – {last or ''}")
    )
    return Point(key="period", title=title, says=says, because=found.because)


def _due(found: Finding[date], rules: RegionProfile) -> Point:
    day = found.value.isoformat() if found.value else ""
    checked = rules.limits.checking_days
    more = (
        ("", "") if checked is None else (f"（需核查的{checked}个工作日）", f" ({checked} working days where checked)")
    )
    says = Bilingual((day or "不明") + more[0], (day or "unknown") + more[1])
    return Point(key="due", title=Bilingual("答复期限", "Answer due"), says=says, because=found.because)


def _of_profile(rules: RegionProfile, issued_on: date) -> tuple[Point, ...]:
    """What stands in the profile as it is."""
    months, fees, limits = rules.validity_months, rules.fees, rules.limits
    last = after_months(issued_on, months) if months else None
    validity = (
        Bilingual(f"{months}个月（至{last}）", f"{months} months (until {last})")
        if months
        else Bilingual("不印有效期", "no end is printed")
    )
    postage = f"；邮费{fees.postage_fen / 100:.2f}元", f"; postage {fees.postage_fen / 100:.2f} yuan"
    fee = (
        (f"{fees.certificate_fen / 100:.2f}元", f"{fees.certificate_fen / 100:.2f} yuan")
        if fees.certificate_fen
        else ("免费", "free")
    )
    total = rules.review.extension is ReviewExtension.TOTAL
    days, more = limits.review_days, limits.review_extension_days
    forms = [("电子", "electronic")] * rules.certificate.electronic + [("纸质", "paper")] * rules.certificate.paper
    return (
        Point(key="validity", title=Bilingual("有效期", "Valid"), says=validity),
        Point(key="form", title=Bilingual("证明形式", "Form"), says=_listed(forms)),
        Point(
            key="fee",
            title=Bilingual("收费", "Fee"),
            says=Bilingual(*(a + b for a, b in zip(fee, postage, strict=True))) if fees.postage else Bilingual(*fee),
        ),
        Point(
            key="review",
            title=Bilingual("复查期限", "Review"),
            says=Bilingual(f"{days}日，延长至共{more}日", f"{days} days, {more} in all at most")
            if total
            else Bilingual(f"{days}日，可再延长{more}日", f"{days} days and {more} more at most"),
        ),
        Point(
            key="legal-review",
            title=Bilingual("法制审核", "Legal review"),
            says=Bilingual("有", "yes") if rules.handling.legal_review else Bilingual("无", "no"),
        ),
        Point(key="batch", title=Bilingual("批量申请", "Many people at once"), says=rules.handling.batch_department),
    )


def _listed(words: list[tuple[str, str]]) -> Bilingual:
    if not words:
        return Bilingual("无", "none")
    return Bilingual("、".join(zh for zh, _ in words), "; ".join(en for _, en in words))


def _same(text: str) -> Bilingual:
    return Bilingual(text, text)
