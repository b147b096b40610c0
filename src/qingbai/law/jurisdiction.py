"""Which offices may accept this inquiry (受理单位)?

Citizens ask at a police station (派出所) of the place of household registration (户籍地) or of residence (居住地); foreigners who
stayed in China 180 days or more, the 180th included, at an exit-entry department of county level or above (县级以上公安机关出入境管理部门)
where they live; an agent (受托人) at the principal's place (查询工作规定 5). Residents of Hong Kong, Macau and Taiwan and citizens settled
abroad go where the region's rule says; a region may also take citizens at the last household that they left, or at their school, and
those with a local household there alone. Places are division codes (行政区划代码).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from qingbai.law.citations import Citation
from qingbai.law.local import AskingPlace
from qingbai.law.parameters import COMPETENCE_RULES, CompetenceRule, StayCounting, in_force
from qingbai.law.reasons import Code, because, no, person, yes
from qingbai.law.terms import Answer, AskerClass, Finding, OfficeKind, OfficeLevel, Reason

PLACE = Citation("inquiry_rules", "5", "INQ-12")
ANYWHERE = Citation("inquiry_rules", "5", "INQ-39")
ADDED = Citation("inquiry_rules", "5(3)", "INQ-13")
LOCAL = Citation("inquiry_rules", "5(3)", "INQ-33")
DIGITS = {OfficeLevel.COUNTY: 6, OfficeLevel.CITY: 4, OfficeLevel.PROVINCE: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office that accepts inquiries (受理单位): its code, kind, the six-digit division it stands in, and its level."""

    code: str
    kind: OfficeKind
    division: str
    level: OfficeLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stay in China (在华停留), first and last day included; ``to_on`` None while it lasts."""

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The person asked about (被查询人), who is the principal where an agent comes. Places are division codes: ``household``, ``residence``,
    the last ``former_household`` here, the ``school``.

    ``local_household``: whether the household lies in the region (None: not known). ``stays`` or ``stay_days`` (days proved otherwise)
    are needed for foreigners only.
    """

    asker: AskerClass
    household: str | None = None
    residence: str | None = None
    former_household: str | None = None
    school: str | None = None
    local_household: bool | None = None
    stays: tuple[Stay, ...] = ()
    stay_days: int | None = None
    through_agent: bool = False


def accepting_offices(
    asker: Asker, offices: tuple[Office, ...], on: date, rule: CompetenceRule | None = None
) -> Finding[tuple[str, ...]]:
    """The codes of those ``offices`` that may accept the inquiry on a day, in their order.

    No: the stay is too short, or none of the offices serves the place. Person: the place or the stay is unknown, or no rule was in force.
    """
    national = in_force(COMPETENCE_RULES, on)
    rule = rule or (national.value if national else None)
    if rule is None:
        return person([because(Code.NO_RULE_IN_FORCE, PLACE, on=on)], ())
    reasons = [because(Code.AGENT_PRINCIPALS_PLACE, PLACE)] if asker.through_agent else []
    if asker.asker is AskerClass.FOREIGNER:
        stay = _stay(asker, on, rule)
        if stay.answer is not Answer.YES:
            return Finding(stay.answer, (*reasons, *stay.because), ())
        reasons.extend(stay.because)
    kind, places = _kind_and_places(asker, rule)
    if asker.asker is AskerClass.CITIZEN and rule.locals_at_household_only and asker.local_household is None:
        return person([*reasons, because(Code.HOUSEHOLD_NOT_KNOWN, LOCAL)], ())
    if asker.asker is AskerClass.CITIZEN and _bound_to_household(asker, rule):
        reasons.append(because(Code.LOCALS_AT_THEIR_HOUSEHOLD, LOCAL))
    if not places:
        return person([*reasons, because(Code.PLACE_UNKNOWN, PLACE, asker=asker.asker)], ())
    return _serving(reasons, kind, places, offices, rule)


def _kind_and_places(asker: Asker, rule: CompetenceRule) -> tuple[OfficeKind, tuple[str, ...]]:
    own = tuple(place for place in (asker.household, asker.residence) if place)
    here = (asker.residence,) if asker.residence else ()
    return {
        AskerClass.CITIZEN: (OfficeKind.POLICE_STATION, _places_of_citizen(asker, rule)),
        AskerClass.OVERSEAS_CHINESE: (rule.overseas_chinese_at, own),
        AskerClass.HK_MACAU_TAIWAN: (rule.hk_macau_taiwan_at, here),
        AskerClass.FOREIGNER: (OfficeKind.EXIT_ENTRY, here),
    }[asker.asker]


def _places_of_citizen(asker: Asker, rule: CompetenceRule) -> tuple[str, ...]:
    """Where a citizen may ask: the places that the region names; with a local household, where it says so, there alone."""
    known = {
        AskingPlace.HOUSEHOLD: asker.household,
        AskingPlace.RESIDENCE: asker.residence,
        AskingPlace.FORMER_HOUSEHOLD: asker.former_household,
        AskingPlace.SCHOOL: asker.school,
    }
    taken = (AskingPlace.HOUSEHOLD,) if _bound_to_household(asker, rule) else rule.citizens_at
    return tuple(dict.fromkeys(place for kind in taken if (place := known[kind])))


def _bound_to_household(asker: Asker, rule: CompetenceRule) -> bool:
    return rule.locals_at_household_only and asker.local_household is True


def _serving(
    reasons: list[Reason], kind: OfficeKind, places: tuple[str, ...], offices: tuple[Office, ...], rule: CompetenceRule
) -> Finding[tuple[str, ...]]:
    found = []
    code = Code.POLICE_STATION_OF_PLACE if kind is OfficeKind.POLICE_STATION else Code.EXIT_ENTRY_OF_PLACE
    citation = ANYWHERE if kind is OfficeKind.POLICE_STATION else PLACE
    for office in offices:
        served = next((place for place in places if _serves(office, place)), None)
        if office.kind is kind and served is not None:
            found.append(office.code)
            reasons.append(because(code, citation, office=office.code, place=served))
        elif office.code in rule.added_offices:
            found.append(office.code)
            reasons.append(because(Code.ADDED_BY_REGION, ADDED, office=office.code))
    if not found:
        return no([*reasons, because(Code.NO_OFFICE_THERE, PLACE, place=" ".join(places), office_kind=kind)], ())
    return yes(reasons, tuple(found))


def _serves(office: Office, place: str) -> bool:
    if office.kind is OfficeKind.POLICE_STATION:
        return place[:6] == office.division
    if office.level is OfficeLevel.STATION:  # exit-entry business begins at county level
        return False
    digits = DIGITS[office.level]
    return place[:digits] == office.division[:digits]


def _stay(asker: Asker, on: date, rule: CompetenceRule) -> Finding[None]:
    """Days stayed, against the least stay."""
    if asker.stay_days is None and not asker.stays:
        return person([because(Code.STAY_UNKNOWN, PLACE, required=rule.minimum_stay_days)])
    days = asker.stay_days if asker.stay_days is not None else days_stayed(asker.stays, on, rule.stay_counting)
    facts = {"days": days, "required": rule.minimum_stay_days, "counting": rule.stay_counting}
    if days < rule.minimum_stay_days:
        return no([because(Code.STAY_TOO_SHORT, PLACE, **facts)])
    return yes([because(Code.STAY_LONG_ENOUGH, PLACE, **facts)])


def days_stayed(stays: tuple[Stay, ...], on: date, counting: StayCounting) -> int:
    """Days of stay up to and including ``on``, days of arrival and departure counted once each: all of them, or the longest unbroken row."""
    days: set[date] = set()
    for stay in stays:
        last = min(stay.to_on or on, on)
        days.update(stay.from_on + timedelta(days=n) for n in range((last - stay.from_on).days + 1))
    if counting is StayCounting.CUMULATIVE:
        return len(days)
    longest = row = 0
    for day in sorted(days):
        row = row + 1 if day - timedelta(days=1) in days else 1
        longest = max(longest, row)
    return longest
