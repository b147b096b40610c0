"""One list as services and queries work on it: what was asked, what was done, where it stands."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction

from qingbai import clock
from qingbai.agencies import queries as agencies
from qingbai.agencies.queries import OfficeCard
from qingbai.agencies.regions import RegionProfile
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.law.terms import Reason
from qingbai.law.units import UnitPaper
from qingbai.law.wording import wording
from qingbai.screening.models import Roster, RosterActRow, RosterFile
from qingbai.screening.registering import AT_THE_COUNTER
from qingbai.screening.terms import Purpose
from qingbai.screening.units import UnitCard, card_of
from qingbai.screening.ways import WAY, Act, Status

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else

LEDGERED: Mapping[Act, EventKind] = {
    Act.SUBMIT: EventKind.LIST_SUBMITTED,
    Act.READ_ROWS: EventKind.LIST_READ,
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
}


class NoSuchList(LookupError):
    """There is no such list, or not for this viewer: the two are never told apart."""

    def __init__(self) -> None:
        super().__init__("没有这份名单，请核对编号。 There is no such list: check its number.")


class ListTakenMeanwhile(Exception):
    """Somebody else acted on this list at the same moment; nothing of this act was kept. Look again and decide anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act as it was recorded."""

    act: Act
    at: datetime
    by: Actor
    reasons: tuple[Mapping[str, Any], ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A list with its acts, in their order, at the office where it was handed in."""

    row: Roster
    acts: tuple[Done, ...]
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
        added = [paper for done in self.acts if done.act is Act.SUPPLEMENT for paper in done.facts["papers"]]
        return frozenset(UnitPaper(paper) for paper in (*self.row.asked["papers"], *added))

    @property
    def due_on(self) -> date | None:
        """The last day for the answer (INQ-19); None before it was accepted, or where the calendar is not known."""
        done = self.last(Act.ACCEPT)
        return date.fromisoformat(done.facts["due_on"]) if done and done.facts["due_on"] else None

    def last(self, act: Act) -> Done | None:
        """The latest act of a kind."""
        return next((done for done in reversed(self.acts) if done.act is act), None)


def new_number(at: datetime) -> str:
    """A new list's number: the day in China and eight random characters."""
    return f"DW{clock.day_of(at):%Y%m%d}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))


def handles(viewer: Actor, office: str) -> bool:
    """Whether the actor is an officer who handles the lists of this office."""
    return viewer.kind is ActorKind.OFFICER and viewer.office == office and viewer.role in AT_THE_COUNTER


def open_case(number: str, viewer: Actor, *, reading: bool = False) -> Case:
    """The list of this number for who handles it; an auditor only reads. Raises ``NoSuchList``."""
    row = Roster.objects.select_related("unit").filter(number=number).first()
    auditor = reading and viewer.kind is ActorKind.OFFICER and viewer.role == Role.AUDITOR
    if row is None or not (handles(viewer, row.office) or viewer.kind is ActorKind.SYSTEM or auditor):
        raise NoSuchList
    return case_of(row)


def case_of(row: Roster) -> Case:
    """A list with its acts."""
    acts = tuple(_done(act) for act in row.acts.all())
    return Case(row=row, acts=acts, office=agencies.office(row.office))


def _done(row: RosterActRow) -> Done:
    return Done(
        act=Act(row.kind),
        at=row.at,
        by=Actor(ActorKind(row.by_kind), row.by_id, row.by_office),
        reasons=tuple(row.reasons),
        facts=row.facts,
    )


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

    Raises ``ActRefused`` where the table has no such way, ``ListTakenMeanwhile`` where another act took the place.
    """
    WAY.following(case.acts, act, by)
    try:
        with transaction.atomic():
            row = RosterActRow.objects.create(
                roster=case.row,
                position=len(case.acts),
                kind=act,
                at=at,
                by_kind=by.kind,
                by_id=by.id,
                by_office=by.office,
                reasons=[as_json(reason) for reason in reasons],
                facts=dict(facts or {}),
            )
            said = {"act": act.value, **(ledger or {})}
            audit.record(kind=LEDGERED[act], by=by, at=at, basis=case.number, about=about, facts=said)
    except IntegrityError as error:
        if "roster_act_position_once" in str(error):
            raise ListTakenMeanwhile(case.number) from error
        raise
    return replace(case, acts=(*case.acts, _done(row)))


def as_json(reason: Reason) -> dict[str, Any]:
    """A reason as it is kept and shown: code, citation, facts, and the sentences of the day it was given."""
    words = wording(reason)
    place = reason.citation
    return {
        "code": reason.code,
        "instrument": place.instrument,
        "article": place.article,
        "rule": place.rule,
        "facts": dict(reason.facts),
        "zh": words.zh,
        "en": words.en,
    }
