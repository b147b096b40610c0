"""One list as services and queries work on it: what was asked, what was done, where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from qingbai.agencies import queries as agencies
from qingbai.agencies.acts import WithActs, acts_of, add, one_wins
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.ways import audits, handles
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.terms import Reason
from qingbai.law.units import UnitPaper
from qingbai.screening.handling import handler_of
from qingbai.screening.models import Roster, RosterActRow, RosterFile
from qingbai.screening.terms import Purpose
from qingbai.screening.units import UnitCard, card_of
from qingbai.screening.ways import WAY, Act, Status

LEDGERED: Mapping[Act, EventKind] = {
    Act.SUBMIT: EventKind.LIST_SUBMITTED,
    Act.READ_ROWS: EventKind.LIST_READ,
    Act.CONFIRM: EventKind.LIST_SUBMITTED,
    Act.LIST_MISSING: EventKind.INQUIRY_RETURNED,
    Act.SUPPLEMENT: EventKind.PAPERS_ADDED,
    Act.DECLINE: EventKind.LIST_CLOSED,
    Act.ACCEPT: EventKind.INQUIRY_ACCEPTED,
    Act.REFER: EventKind.INQUIRY_REFERRED,
    Act.JUDGE_MATCH: EventKind.PERSON_CONFIRMED,
    Act.JUDGE_QUESTION: EventKind.INQUIRY_DECIDED,
    Act.CHECK: EventKind.LIST_SEARCHED,
    Act.ANSWER: EventKind.LIST_ANSWERED,
    Act.ISSUE: EventKind.LIST_ANSWERED,
    Act.SIGN_FOR: EventKind.PAPER_DELIVERED,
    Act.CLOSE: EventKind.LIST_CLOSED,
    Act.WITHDRAW: EventKind.LIST_CLOSED,
    Act.EXPIRE: EventKind.LIST_CLOSED,
    Act.REPLACE: EventKind.LIST_ANSWERED,
}


class NoSuchList(LookupError):
    """There is no such list, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有这份名单，请核对编号。 There is no such list: check its number.")


@dataclass(frozen=True, kw_only=True)
class Case(WithActs[Act]):
    """A list with its acts, in their order, at the office where it was handed in."""

    row: Roster
    office: OfficeCard

    @property
    def number(self) -> str:
        """Its number."""
        return self.row.number

    @property
    def region(self) -> RegionProfile:
        """The rules of the region in which the office lies."""
        return agencies.region(self.office.division)

    @property
    def purpose(self) -> Purpose:
        """What it asks."""
        return Purpose(self.row.purpose)

    @property
    def status(self) -> Status:
        """Where it stands."""
        found = WAY.status(self.acts)
        assert found is not None
        return found

    @cached_property
    def unit(self) -> UnitCard:
        """The unit that asks, as it is known now."""
        return card_of(self.row.unit)

    @cached_property
    def file(self) -> RosterFile:
        """The file that counts: the latest; without its bytes."""
        return self.row.files.defer("data").latest("version")

    @property
    def papers(self) -> frozenset[UnitPaper]:
        """The unit's papers that were shown, those added later included."""
        later = {Act.CONFIRM, Act.SUPPLEMENT}
        added = [paper for done in self.acts if done.act in later for paper in done.facts["papers"]]
        return frozenset(UnitPaper(paper) for paper in (*self.row.asked["papers"], *added))

    @property
    def online(self) -> bool:
        """Whether the unit handed it in online: then it looks at its rows before it hands in, and an officer at its papers before anybody is searched."""
        return bool(self.row.asked.get("online"))

    @property
    def confirmed(self) -> bool:
        """Whether the unit has handed in what it looked at."""
        return self.last(Act.CONFIRM) is not None

    @property
    def due_on(self) -> date | None:
        """The last day for the answer (INQ-19); None before it was accepted, or where the calendar is not known."""
        done = self.last(Act.ACCEPT)
        return date.fromisoformat(done.facts["due_on"]) if done and done.facts["due_on"] else None


def open_case(number: str, viewer: Actor, *, reading: bool = False, on: date | None = None) -> Case:
    """The list of this number for who handles it; an auditor only reads. ``on``: a day, where whoever acts for the unit on it may come in too.

    Raises ``NoSuchList``.
    """
    row = Roster.objects.select_related("unit").filter(number=number).first()
    if row is None:
        raise NoSuchList
    of_the_unit = on is not None and handler_of(card_of(row.unit), viewer, on) is not None
    auditor = reading and audits(viewer)
    if not (handles(viewer, row.office) or viewer.kind is ActorKind.SYSTEM or auditor or of_the_unit):
        raise NoSuchList
    return case_of(row)


def case_of(row: Roster) -> Case:
    """A list with its acts."""
    return Case(row=row, acts=acts_of(row.acts.all(), Act), office=agencies.office(row.office))


def record(
    case: Case,
    act: Act,
    *,
    by: Actor,
    at: datetime,
    reasons: Iterable[Reason] = (),
    facts: Mapping[str, Any] | None = None,
    about: str = "",
    ledger: Mapping[str, str] | None = None,
) -> Case:
    """Record one act and its ledger entry in one transaction; the case as it stands after it.

    Raises ``ActRefused`` where the table has no such way, ``TakenMeanwhile`` where another act took the place.
    """
    WAY.following(case.acts, act, by)
    with one_wins(case.number, "roster_act_position_once"):
        after = add(case, RosterActRow(roster=case.row), act, by=by, at=at, reasons=reasons, facts=facts)
        said = {"act": act.value, **(ledger or {})}
        audit.record(kind=LEDGERED[act], by=by, at=at, basis=case.number, about=about, facts=said)
    return after
