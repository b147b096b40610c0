"""What may be seen of this room: offices, organs, officers, region profiles, the working calendar. Public facts but for officers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch, QuerySet

from qingbai import clock
from qingbai.agencies import calendars, divisions, models, regions
from qingbai.agencies.hours import Hours, Open
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.terms import Authority, Bilingual, Role
from qingbai.audit.actors import Actor, ActorKind
from qingbai.law import jurisdiction
from qingbai.law.terms import OfficeKind, OfficeLevel
from qingbai.law.time_limits import Calendar, UnknownYear

__all__ = [
    "Bilingual",
    "OfficeCard",
    "OfficerCard",
    "Open",
    "Opening",
    "OrganCard",
    "UnknownOffice",
    "calendar",
    "find_office",
    "is_superior",
    "law_offices",
    "office",
    "officer",
    "officer_of",
    "offices",
    "open_now",
    "opening",
    "organs",
    "region",
]


class UnknownOffice(LookupError):
    """There is no office of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"没有代码为“{code}”的受理单位，请核对代码。 There is no office '{code}': check its code.")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganCard:
    """An organ (机关). ``mark`` stands for it in the numbers of its papers."""

    code: str
    name: Bilingual
    authority: Authority
    level: OfficeLevel
    division: str
    superior: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCard:
    """An office that accepts inquiries (受理单位), with the organ that signs its papers. ``district`` names the division it stands in."""

    code: str
    name: Bilingual
    kind: OfficeKind
    organ: OrganCard
    division: str
    district: Bilingual
    address: Bilingual
    phone: str
    hours: Hours
    in_use: bool
    appointments: int = 0

    @property
    def name_zh(self) -> str:
        """Its Chinese name."""
        return self.name.zh

    @property
    def name_en(self) -> str:
        """Its English name."""
        return self.name.en

    @property
    def organ_zh(self) -> str:
        """The Chinese name of the organ that signs."""
        return self.organ.name.zh

    @property
    def organ_en(self) -> str:
        """The English name of the organ that signs."""
        return self.organ.name.en


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerCard:
    """An officer (工作人员) at an office, in a role."""

    name: str
    number: str
    office: str
    role: Role

    @property
    def actor(self) -> Actor:
        """The officer as the ledger names him or her: by service number, at the office; with the role that goes with it."""
        return Actor(ActorKind.OFFICER, self.number, self.office, self.role.value)


def offices(
    *, kind: OfficeKind | None = None, division: str | None = None, organ: str | None = None
) -> tuple[OfficeCard, ...]:
    """The offices in use, by code; ``division`` may be the beginning of a code. Remembered like a single one (``find_office``)."""
    return tuple(
        one
        for one in _in_use()
        if (kind is None or one.kind is kind)
        and (division is None or one.division.startswith(division))
        and (organ is None or one.organ.code == organ)
    )


def _in_use() -> tuple[OfficeCard, ...]:
    """All offices in use. Every page of an application asks for them again and again."""
    known, now = _directory.get("in use"), clock.now()
    if known is not None and timedelta(0) <= now - known[0] < REMEMBERED_FOR:
        return known[1]
    cards = tuple(_office(row) for row in _rows().filter(in_use=True))
    _directory["in use"] = (now, cards)
    return cards


def find_office(code: str) -> OfficeCard | None:
    """The office of a code, also one that takes no inquiries any more; None where there is none.

    Every case asks for its office several times and offices hardly ever change: a process remembers one for a minute.
    """
    known, now = _remembered.get(code), clock.now()
    if known is not None and timedelta(0) <= now - known[0] < REMEMBERED_FOR:
        return known[1]
    row = _rows().filter(code=code).first()
    if row is None:
        return None
    card = _office(row)
    _remembered[code] = (now, card)
    return card


REMEMBERED_FOR = timedelta(minutes=1)
_remembered: dict[str, tuple[datetime, OfficeCard]] = {}
_directory: dict[str, tuple[datetime, tuple[OfficeCard, ...]]] = {}


def forget_offices() -> None:
    """Ask the database anew from now on; called where offices are loaded or changed."""
    _remembered.clear()
    _directory.clear()


def office(code: str) -> OfficeCard:
    """The office of a code. Raises ``UnknownOffice``."""
    found = find_office(code)
    if found is None:
        raise UnknownOffice(code)
    return found


def law_offices() -> tuple[jurisdiction.Office, ...]:
    """All offices in use as the law's question of competence takes them."""
    rows = models.Office.objects.filter(in_use=True).select_related("organ").order_by("code")
    return tuple(_in_law(row) for row in rows)


def _in_law(row: models.Office) -> jurisdiction.Office:
    kind = OfficeKind(row.kind)
    # A police station is one; any other office has the level of its organ.
    level = OfficeLevel.STATION if kind is OfficeKind.POLICE_STATION else OfficeLevel(row.organ.level)
    return jurisdiction.Office(code=row.code, kind=kind, division=row.division, level=level)


def organs(*, authority: Authority | None = None) -> tuple[OrganCard, ...]:
    """The organs, by code."""
    found = models.Organ.objects.order_by("code")
    return tuple(_organ(row) for row in (found.filter(authority=authority) if authority else found))


def is_superior(organ: str, *, below: str) -> bool:
    """Whether an organ stands above another one (上级机关), however many steps; none is above itself, and unknown codes are above nothing."""
    above = dict(models.Organ.objects.values_list("code", "superior_id"))
    seen, at = {below}, above.get(below)
    while at and at not in seen:
        if at == organ:
            return True
        seen.add(at)
        at = above.get(at)
    return False


def open_now(code: str, *, at: datetime) -> Open:
    """Whether an office is open at an instant. Raises ``UnknownOffice``."""
    found = office(code)
    return found.hours.at(at, calendar()) if found.in_use else Open.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Whether an office is open (是否办公) at an instant: until when, or from when again; ``unknown_year`` where that depends on holidays not announced."""

    state: Open
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    unknown_year: int | None = None


def opening(found: OfficeCard, *, at: datetime) -> Opening:
    """Whether an office is open at an instant, and its next opening across holidays and make-up days."""
    if not found.in_use:
        return Opening(state=Open.CLOSED)
    known = calendar()
    state = found.hours.at(at, known)
    try:
        if state is Open.OPEN:
            return Opening(state=state, closes_at=found.hours.closes(at, known))
        return Opening(state=state, opens_at=found.hours.next_opening(at, known))
    except UnknownYear as unknown:
        return Opening(state=state, unknown_year=unknown.year)


def region(division: str) -> RegionProfile:
    """The rules of the region in which a division lies."""
    return regions.profile_for(division)


def calendar() -> Calendar:
    """The working calendar of the years that have been announced."""
    return calendars.calendar()


def officer_of(user: AbstractBaseUser | AnonymousUser) -> OfficerCard | None:
    """The officer behind an account; None for anyone else and for an account that was closed."""
    if not user.is_authenticated or not user.is_active:
        return None
    row = models.Officer.objects.filter(user_id=user.pk).first()
    return _officer(row) if row else None


def officer(number: str) -> OfficerCard | None:
    """The officer with this service number whose account is in use; None where there is none."""
    row = models.Officer.objects.filter(number=number, user__is_active=True).first()
    return _officer(row) if row else None


def officers(*, office: str) -> tuple[OfficerCard, ...]:
    """The officers of an office whose accounts are in use, by service number. For who handles its cases: the caller's own rules say who that is."""
    rows = models.Officer.objects.filter(office_id=office, user__is_active=True).order_by("number")
    return tuple(_officer(row) for row in rows)


def _officer(row: models.Officer) -> OfficerCard:
    return OfficerCard(name=row.name, number=row.number, office=row.office_id, role=Role(row.role))


def _rows() -> QuerySet[models.Office]:
    hours = Prefetch("hours", models.OpeningHours.objects.order_by("weekday", "opens"))
    return models.Office.objects.select_related("organ").prefetch_related(hours).order_by("code")


def _organ(row: models.Organ) -> OrganCard:
    return OrganCard(
        code=row.code,
        name=Bilingual(row.name_zh, row.name_en),
        authority=Authority(row.authority),
        level=OfficeLevel(row.level),
        division=row.division,
        superior=row.superior_id or "",
        mark=row.mark,
    )


def _office(row: models.Office) -> OfficeCard:
    spans = [(found.weekday, (found.opens, found.closes)) for found in row.hours.all()]
    return OfficeCard(
        code=row.code,
        name=Bilingual(row.name_zh, row.name_en),
        kind=OfficeKind(row.kind),
        organ=_organ(row.organ),
        division=row.division,
        district=divisions.bilingual(row.division),
        address=Bilingual(row.address_zh, row.address_en),
        phone=row.phone,
        hours=Hours(tuple(tuple(span for day, span in spans if day == weekday) for weekday in range(7))),
        in_use=row.in_use,
        appointments=row.appointments,
    )
