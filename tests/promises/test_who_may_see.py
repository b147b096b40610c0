"""Who may see, and do, what: every actor × every kind of record × every act, tried for real.

The expectations below are written down by hand, from the law and the roles, and not from the code's own tables. Whoever may not is told what
anybody is told of a record that does not exist: the same answer, or the same error with the same words, whether there is one or not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

import cast
from applications import ABOVE, NOW, application, clerk, furnish, office_above
from qingbai.agencies import models as agencies_rooms
from qingbai.agencies import queries as agencies
from qingbai.agencies.terms import Role
from qingbai.audit import queries as ledger
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.certificates import reports
from qingbai.inbox import services as inbox
from qingbai.inbox.access import NoSuchDraft, Registrar
from qingbai.inquiries import queries as inquiries_queries
from qingbai.inquiries import reliance, replay, revocable
from qingbai.inquiries import services as inquiries
from qingbai.law.opening import Seeker
from qingbai.law.terms import DocumentKind, Sex
from qingbai.matching.persons import Document, Person
from qingbai.registers import access
from qingbai.registers import models as register
from qingbai.registers import queries as registers
from qingbai.registers import services as registration
from qingbai.registers.access import Business, NoSuchRecord, Purpose
from qingbai.registers.terms import ExecutionState
from qingbai.sealing import openings
from qingbai.sealing.acts import StepRefused
from qingbai.sealing.models import SealedConviction, SealedPaper
from registering import AT, COURT, demo, described, receive, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
LATER = AT + timedelta(days=30)
TODAY = date(2026, 12, 21)
HERE, SAME_ORGAN, OTHER_DIVISION, OTHER_AUTHORITY = "100101-hy", "100101-ee", "100102-sq", "100101-sfj"
"""The office where the application lies, whose organ keeps the records; another office of that organ; another division; justice administration."""

ROLES = (*Role, None)
COUNTER = {Role.CLERK, Role.REVIEWER, Role.HEAD}
REGISTRY = {Role.REGISTRAR, Role.HEAD}


@dataclass(frozen=True)
class Who:
    """One actor of the matrix."""

    actor: Actor
    office: str = ""
    role: Role | None = None
    words: str = ""

    def __str__(self) -> str:
        return self.words or f"{self.role or 'no role'} at {self.office}"


def officers() -> list[Who]:
    return [
        Who(Actor(ActorKind.OFFICER, f"{role}-{office}", office, role or ""), office, role)
        for role in ROLES
        for office in (HERE, SAME_ORGAN, OTHER_DIVISION, OTHER_AUTHORITY)
    ] + [Who(Actor(ActorKind.OFFICER, f"{role}-{ABOVE}", ABOVE, role), ABOVE, role) for role in sorted(COUNTER)]


@dataclass
class World:
    """What is on record, and where."""

    owner: str = ""
    refs: dict[str, Any] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Who]:
        return [
            *officers(),
            Who(Actor(ActorKind.APPLICANT, self.owner), words="the applicant"),
            Who(Actor(ActorKind.APPLICANT, "f" * 32), words="another applicant"),
            Who(COURT, words="a sender"),
            Who(Actor(ActorKind.VISITOR, "x"), words="a visitor"),
            Who(SYSTEM, words="the house"),
        ]


@pytest.fixture
def world() -> World:
    furnish()
    office_above()
    organ = agencies_rooms.Organ.objects.create(
        code="100101-sfj-organ", name_zh="演示市清河区司法局", name_en="Qinghe Justice Bureau", authority="justice",
        level="county", division="100101",
    )  # fmt: skip
    agencies_rooms.Office.objects.create(
        code=OTHER_AUTHORITY,
        name_zh="司法局登记室",
        name_en="Registry",
        kind="exit_entry",
        organ=organ,
        division="100101",
    )
    for name in ("zhao-shidi", "xu-wangqiao", "shen-xiaodu", "han-yueling"):
        receive(demo(name), at=NOW)
    case = inquiries.apply_straight_through(draft=application(), token="t", by=clerk(HERE), at=NOW)
    convictions = {row.subject.names.get(kind="name").text: row.id for row in register.Conviction.objects.all()}
    registration.annul(
        conviction=convictions[cast.EXEMPTED.name], on=date(2026, 11, 22), ground="再审", by=COURT, at=AT, basis="n-9"
    )
    draft = inbox.receive_text(
        text=demo("zhao-shidi").text, name="x", sender="x", token="x", organ="100101-psb",
        by=Actor(ActorKind.OFFICER, "registrar-1", HERE, "registrar"), at=NOW,
    )  # fmt: skip
    request = openings.submit(
        asked=OPENING, by=Actor(ActorKind.OFFICER, "registrar-1", HERE, "registrar"), at=NOW,
    )  # fmt: skip
    reported = reports.report(
        doubt=reports.Doubt(paper_number="演公（清）证（2026）第0000001号", office=HERE, where_shown="应聘时出示"),
        token="t", source="192.0.2.1", by=Actor(ActorKind.VISITOR, "x"), at=NOW,
    )  # fmt: skip
    return World(
        owner=case.row.owner,
        refs={
            "application": case.row.number,
            "open": convictions[cast.ON_RECORD.name],
            "pending": convictions[cast.NOT_YET_EFFECTIVE.name],
            "annulled": convictions[cast.EXEMPTED.name],
            "sealed": SealedConviction.objects.get().id,
            "draft": draft,
            "opening": request.number,
            "report": reported,
        },
    )


MISSING: dict[str, Any] = {
    "application": "QB20200101-AAAAAAAA",
    "opening": "FC20200101-AAAAAAAA",
    "report": "JB20200101-AAAAAAAA",
}
PEOPLE = {
    "open": cast.ON_RECORD,
    "pending": cast.NOT_YET_EFFECTIVE,
    "annulled": cast.EXEMPTED,
    "sealed": cast.SEALED,
    "nobody": cast.SEALED_TWIN,
}


def asked(person: cast.Person) -> Person:
    number = Document(DocumentKind.RESIDENT_ID, person.number)
    return Person(
        names=(person.name,), sex=Sex(person.sex), born_on=person.born_on, documents=(number,), nationality="CHN"
    )


def subject_of(conviction: UUID) -> UUID:
    row = register.Conviction.objects.filter(id=conviction).first()
    return uuid4() if row is None else row.subject_id


def purpose(business: Business) -> Purpose:
    return Purpose(business, "QB20261121-TESTTEST")


def search(who: Who, kind: str) -> Any:
    return registers.candidates(person=asked(PEOPLE[kind]), viewer=who.actor, purpose=purpose(Business.INQUIRY))


def reading(business: Business) -> Callable[[Who, Any], Any]:
    def read(who: Who, ref: UUID) -> Any:
        ask = {"viewer": who.actor, "purpose": purpose(business), "on": TODAY}
        return registers.convictions(subject=subject_of(ref), **ask)

    return read


def enter(who: Who, _: Any) -> Any:
    return registration.enter(record=record(verdict(cast.CLEAN)), by=who.actor, at=LATER, basis="n-7")


def correct(who: Who, ref: UUID) -> Any:
    registration.record_execution(
        conviction=ref, state=ExecutionState.COMPLETED, on=TODAY, source="监狱", by=who.actor, at=LATER, basis="n-8"
    )
    return "corrected"


def registrar(who: Who) -> Registrar:
    office = agencies.find_office(who.office)
    return Registrar(who.actor, who.role, office.organ.code if office else "")


OPENING = openings.Asked(seeker=Seeker.STATE_ORGAN, organ="演示市教育局", person=described(cast.SEALED))


def nobody(_: Who) -> bool:
    return False


@dataclass(frozen=True)
class Cell:
    """One kind of record and one act: how it is tried, and who may."""

    kind: str
    act: str
    do: Callable[[Who, Any], Any]
    may: Callable[[Who], bool]
    sees: Callable[[Who], bool] = nobody
    """Who knows that it is there, and may not do this."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.act}"


def at_the_counter(who: Who) -> bool:
    return who.role in COUNTER or who.actor == SYSTEM


def keeps(who: Who) -> bool:
    return (who.role in REGISTRY and who.office in {HERE, SAME_ORGAN}) or who.actor == SYSTEM


def audits(who: Who) -> bool:
    return who.role is Role.AUDITOR or who.actor == SYSTEM


def adds(who: Who) -> bool:
    return who.role in REGISTRY or who.actor in {SYSTEM, COURT}


def handles(who: Who) -> bool:
    return who.role in COUNTER and who.office == HERE


def own(who: Who) -> bool:
    return who.words == "the applicant"


def reviews(who: Who) -> bool:
    return who.role in {Role.REVIEWER, Role.HEAD} and who.office == HERE


def takes_back(who: Who) -> bool:
    return who.role in {Role.REVIEWER, Role.HEAD} and who.office in {HERE, ABOVE}


def keeps_the_inbox(who: Who) -> bool:
    return who.role in {*REGISTRY, Role.AUDITOR} and who.office in {HERE, SAME_ORGAN}


ON_RECORD = ("open", "pending", "annulled")
CELLS = [
    *(Cell(kind, "read for an inquiry", reading(Business.INQUIRY), at_the_counter) for kind in ON_RECORD),
    *(Cell(kind, "read to register", reading(Business.REGISTRATION), keeps) for kind in ON_RECORD),
    *(Cell(kind, "read for an audit", reading(Business.AUDIT), audits) for kind in ON_RECORD),
    *(
        Cell(kind, "read in an emergency", reading(Business.EMERGENCY), lambda who: who.role in REGISTRY)
        for kind in ON_RECORD
    ),
    *(Cell(kind, "correct", correct, lambda who: keeps(who) or who.actor == COURT) for kind in ON_RECORD),
    *(
        Cell(
            kind,
            "see what it touches",
            lambda who, ref: (reliance.touched_by(conviction=ref, by=who.actor, at=LATER), "seen"),
            lambda who: keeps(who) or audits(who),
        )
        for kind in ON_RECORD
    ),
    Cell(
        "application",
        "read",
        lambda who, ref: inquiries.open_file(number=ref, by=who.actor, at=LATER),
        lambda who: handles(who) or audits(who) or own(who),
    ),
    Cell(
        "application",
        "follow",
        lambda who, ref: inquiries_queries.progress(number=ref, viewer=who.actor, at=LATER),
        lambda who: handles(who) or audits(who) or own(who),
    ),
    Cell(
        "application",
        "act on",
        lambda who, ref: inquiries.sign_for(number=ref, by=who.actor, at=LATER),
        lambda who: handles(who) or own(who),
        lambda who: who.actor == SYSTEM,
    ),
    Cell("application", "repeat", lambda who, ref: replay.replay(number=ref, by=who.actor, at=LATER), audits),
    Cell(
        "application",
        "hand out its paper",
        lambda who, ref: inquiries.deliver(number=ref, by=who.actor, at=LATER),
        lambda who: handles(who) or own(who) or who.actor == SYSTEM,
    ),
    Cell(
        "application",
        "withdraw its paper",
        lambda who, ref: inquiries.revoke(number=ref, reason="x", by=who.actor, at=LATER),
        takes_back,
    ),
    Cell(
        "application",
        "look at its paper to take it back",
        lambda who, ref: revocable.look(number=ref, by=who.actor, at=LATER),
        takes_back,
    ),
    Cell("draft", "read", lambda who, ref: inbox.open_draft(draft=ref, by=registrar(who), at=LATER), keeps_the_inbox),
    Cell(
        "draft",
        "claim",
        lambda who, ref: inbox.claim(draft=ref, by=registrar(who), at=LATER),
        lambda who: keeps_the_inbox(who) and who.role is Role.REGISTRAR,
        keeps_the_inbox,
    ),
    Cell("report", "read", lambda who, ref: reports.read(number=ref, by=who.actor, at=LATER), reviews),
    Cell("report", "look into", lambda who, ref: reports.look(number=ref, by=who.actor, at=LATER), reviews),
    Cell("opening", "read", lambda who, ref: openings.found(number=ref, viewer=who.actor), keeps_the_inbox),
]

NOT_FOUND = (
    NoSuchRecord,
    registration.ChangeRefused,
    inquiries.NoSuchApplication,
    replay.NoSuchDecision,
    NoSuchDraft,
    openings.NoSuchRequest,
    reports.NoSuchReport,
)


class Undone(Exception):
    """Nothing that the matrix tries is kept."""


def undo() -> None:
    raise Undone


def outcome(do: Callable[[Who, Any], Any], who: Who, ref: Any) -> tuple[str, str]:
    """What somebody is told, without the reference that they named."""
    told: tuple[str, str] = ("", "")
    try:
        with transaction.atomic(using="default"), transaction.atomic(using="vault"):
            told = ("told", repr(do(who, ref)))
            undo()
    except Undone:
        return told
    except Exception as refused:  # noqa: BLE001 - every refusal is compared
        return type(refused).__name__, str(refused).replace(str(ref) or "-", "REFERENCE")


def hold(world: World, cell: Cell) -> None:
    """Try one cell of the matrix with everybody."""
    ref = world.refs[cell.kind]
    names = {error.__name__ for error in NOT_FOUND}
    for who in world.everybody:
        missing = outcome(cell.do, who, MISSING.get(cell.kind) or uuid4())
        there = outcome(cell.do, who, ref)
        if cell.may(who):
            assert there[0] == "told", f"{who}: {there}"
            assert there[1] not in {"()", "None"}, str(who)
            assert there != missing, str(who)
        elif cell.sees(who):
            assert there[0] == "ActRefused", f"{who}: {there}"
        else:
            assert there == missing, str(who)
            assert there[0] in names or there == ("told", "()"), f"{who}: {there}"


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_each_may_what_the_matrix_says_and_to_everybody_else_there_is_nothing(world: World, cell: Cell) -> None:
    hold(world, cell)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REGISTRAR, ActorKind.VISITOR])
def test_one_role_too_many_would_be_found(world: World, role: Role | ActorKind, monkeypatch) -> None:
    wider = access.MAY_LOOK[Business.INQUIRY] | {role}
    monkeypatch.setitem(access.MAY_LOOK, Business.INQUIRY, wider)
    with pytest.raises(AssertionError):
        hold(world, CELLS[0])


def test_a_registry_that_sees_the_records_of_another_would_be_found(world: World, monkeypatch) -> None:
    monkeypatch.setattr(access, "kept_by", lambda actor: access.EVERYTHING)
    cell = next(one for one in CELLS if one.act == "read to register")
    with pytest.raises(AssertionError):
        hold(world, cell)


@pytest.mark.parametrize("kind", ["open", "pending", "annulled"])
def test_the_counters_of_all_offices_find_whoever_is_on_record_and_nobody_else_may_ask(world: World, kind: str) -> None:
    for who in world.everybody:
        there, nobody = outcome(search, who, kind), outcome(search, who, "nobody")
        if at_the_counter(who):
            assert there[0] == "told"
            assert there != nobody == ("told", "()")
        else:
            assert there == nobody, str(who)
            assert there[0] == "NoSuchRecord", str(who)


@pytest.mark.parametrize("act", [correct, *(reading(business) for business in Business)])
def test_a_sealed_record_is_to_everybody_a_record_that_does_not_exist(world: World, act: Callable) -> None:
    for who in world.everybody:
        assert outcome(search, who, "sealed") == outcome(search, who, "nobody"), str(who)
        assert outcome(act, who, world.refs["sealed"]) == outcome(act, who, uuid4()), str(who)


def test_who_adds_to_the_register(world: World) -> None:
    for who in world.everybody:
        told = outcome(enter, who, None)[0]
        assert (told == "told") is adds(who), f"{who}: {told}"
        assert told in {"told", "NoSuchRecord"}


def test_who_takes_in_a_request_to_open_a_seal(world: World) -> None:
    def submit(who: Who, _: Any) -> Any:
        return openings.submit(asked=OPENING, by=who.actor, at=LATER)

    for who in world.everybody:
        told = outcome(submit, who, None)[0]
        assert (told == "told") is (who.role in REGISTRY), f"{who}: {told}"
        assert told in {"told", StepRefused.__name__}


@pytest.mark.parametrize("alias", ["default", "vault"])
def test_who_reads_the_ledger(world: World, alias: str) -> None:
    def read(who: Who, basis: str) -> Any:
        return ledger.entries(viewer=who.actor, purpose="audit", basis=basis, using=alias)

    for who in world.everybody:
        there, nothing = outcome(read, who, ""), outcome(read, who, "no such basis")
        if audits(who):
            assert there[0] == nothing[0] == "told"
            assert there != nothing
        else:
            assert there == nothing, str(who)
            assert there[0] == "NotForYou", str(who)


def test_an_auditor_reads_and_changes_nothing(world: World) -> None:
    """Every act of the matrix that would change something, by auditors at every office."""
    changing = {"correct", "act on", "withdraw its paper", "claim", "hand out its paper"}
    for who in world.everybody:
        if who.role is Role.AUDITOR:
            for cell in CELLS:
                if cell.act in changing:
                    assert outcome(cell.do, who, world.refs[cell.kind])[0] != "told", f"{who}: {cell}"
            assert outcome(enter, who, None)[0] != "told"


def test_the_matrix_knows_every_role_and_tries_nothing_for_good(world: World) -> None:
    before = register.Execution.objects.count(), SealedPaper.objects.count()
    for who in world.everybody:
        outcome(correct, who, world.refs["open"])
    assert (register.Execution.objects.count(), SealedPaper.objects.count()) == before
    assert {who.role for who in officers()} == {*Role, None}
    assert connections["vault"].alias == "vault"
