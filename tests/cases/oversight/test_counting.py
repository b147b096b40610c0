"""Figures from the ledger and the register: counted, closed once, counted again; sealed persons are in none, and make none differ."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

import cast
from applications import NOW, furnish
from qingbai.agencies.terms import Role
from qingbai.audit import services as audit
from qingbai.audit.actors import SYSTEM, Actor, ActorKind
from qingbai.audit.events import EventKind
from qingbai.audit.queries import NotForYou
from qingbai.law.organs import NoticeKind
from qingbai.law.parameters import NOTICE_DUTIES
from qingbai.law.terms import PenaltyKind
from qingbai.oversight import statistics
from qingbai.oversight.counting import PUNISHMENTS, punishment
from qingbai.oversight.periods import Period
from qingbai.oversight.statistics import Table
from qingbai.registers import moving
from qingbai.registers import services as registers
from qingbai.registers.models import Conviction
from qingbai.registers.terms import ExecutionState
from registering import REGISTRAR, demo, receive, record, verdict

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
AUDITOR = Actor(ActorKind.OFFICER, "100101-17", "100101-hy", Role.AUDITOR.value)
MARCH = datetime(2026, 3, 2, 2, tzinfo=UTC)
YEAR = Period(2026, 1), Period(2026, 12)


def applied(
    count: int, *, office: str = "100101-hy", at: datetime = MARCH, days: int = 1, how: str = "certificate"
) -> None:
    """Applications on the ledger, each answered after some days."""
    for one in range(count):
        basis = f"QB-{office}-{at:%d}-{how}-{days}-{one}"
        note(EventKind.INQUIRY_SUBMITTED, basis, at, {"office": office})
        if how == "declined":
            note(EventKind.INQUIRY_DECLINED, basis, at + timedelta(days=days))
        else:
            note(EventKind.PAPER_ISSUED, basis, at + timedelta(days=days), {"number": basis, "kind": how})


def note(event: EventKind, basis: str, at: datetime, facts: dict[str, str] | None = None) -> None:
    with transaction.atomic():
        audit.record(kind=event, by=SYSTEM, at=at, basis=basis, facts=facts or {})


def closed(at: datetime) -> dict[tuple[Table, str], list[dict]]:
    statistics.close(first=YEAR[0], last=YEAR[1], by=AUDITOR, at=at)
    found = statistics.published(viewer=AUDITOR, first=YEAR[0], last=YEAR[1])
    return {(one.table, str(one.period)): list(one.rows) for one in found}


def test_a_month_is_counted_from_the_ledger_closed_once_and_counted_again() -> None:
    furnish()
    applied(25)
    applied(11, days=4, how="refusal")
    applied(3, days=2, how="declined")
    applied(4, office="100102-sq")
    before = closed(datetime(2026, 3, 20, tzinfo=UTC))
    assert not any(period == "2026-03" for _table, period in before), "a month that is not over is not told"

    april = datetime(2026, 4, 2, tzinfo=UTC)
    told = closed(april)
    assert told[Table.VOLUMES, "2026-03"] == [
        {"region": "100101", "numbers": {"applications": 39}, "total": None, "together": 39}
    ], "four elsewhere are few, and who knows the total would know them"
    assert told[Table.ANSWERS, "2026-03"][0]["numbers"] == {"certificate": 25, "refusal": 11}
    [times] = told[Table.TIMES, "2026-03"]
    assert times["days"] == [1, None, None]
    assert times["working_days"] == [1, None, None]

    applied(30, at=MARCH + timedelta(days=1))  # entered late under an old date: the month is told already
    assert closed(april + timedelta(days=1))[Table.VOLUMES, "2026-03"] == told[Table.VOLUMES, "2026-03"]
    again = statistics.count_again(viewer=AUDITOR, first=YEAR[0], last=YEAR[1])
    assert again
    assert all(one.same for one in again)


def test_only_an_auditor_closes_and_reads() -> None:
    for role in (Role.CLERK, Role.HEAD, Role.REGISTRAR):
        other = Actor(ActorKind.OFFICER, "x", "100101-hy", role.value)
        with pytest.raises(NotForYou):
            statistics.close(first=YEAR[0], last=YEAR[1], by=other, at=NOW)
        with pytest.raises(NotForYou):
            statistics.published(viewer=other, first=YEAR[0], last=YEAR[1])


def of_the_year() -> dict[Table, list[dict]]:
    """The year's tables as they would be closed just now, and nothing kept."""
    with transaction.atomic(using="vault"):
        told = closed(datetime(2027, 1, 5, tzinfo=UTC))
        transaction.set_rollback(True, using="vault")
    return {table: rows for (table, period), rows in told.items() if period == "2026"}


def test_convictions_of_a_year_are_told_and_sealed_ones_make_no_difference() -> None:
    furnish()
    for place in range(12):
        registers.enter(record=record(verdict(cast.ON_RECORD)), by=REGISTRAR, at=MARCH, basis=f"notice-{place}")
    alone = of_the_year()
    [charges] = alone[Table.CHARGES]
    assert charges["numbers"] == {"盗窃罪": 12}
    assert charges["total"] == 12 or charges["total"] is None
    assert alone[Table.SENTENCES][0]["numbers"] == {"to_3_years": 12}
    [court] = alone[Table.LATENESS]
    assert (court["late_percent"], court["days"][0]) == (100, None)

    receive(demo("shen-xiaodu"), at=MARCH)  # must be sealed: into the vault on entry
    assert of_the_year() == alone, "one sealed record changed a figure"

    told = closed(datetime(2027, 1, 5, tzinfo=UTC))
    one = Conviction.objects.order_by("id").first()
    with transaction.atomic():
        moving.surrender(conviction=one.id, by=SYSTEM, at=NOW)  # sealed later: it leaves the register whole
    assert closed(datetime(2027, 2, 5, tzinfo=UTC)) == {**closed(datetime(2027, 2, 5, tzinfo=UTC)), **told}
    assert of_the_year() == {table: rows for (table, period), rows in told.items() if period == "2026"}


def test_how_late_those_are_who_end_punishments_is_told_as_of_courts_and_no_ruling_of_a_court_counts() -> None:
    furnish()
    assert NOTICE_DUTIES[NoticeKind.RELEASE] == NOTICE_DUTIES[NoticeKind.CORRECTION_END], "one paragraph orders both"
    for source, count, ended in (
        ("演示监狱 释放证明书", 10, MARCH - timedelta(days=60)),
        ("演示县司法局 解除矫正证明书", 11, MARCH),
        ("演示看守所 释放证明书", 9, MARCH),
        ("演示市中级人民法院 （2026）演01刑更", 12, MARCH),
    ):
        for place in range(count):
            registers.note_execution(
                court="",
                case_number=f"（2025）演0101刑初{place}号",
                name="赵石堤",
                state=ExecutionState.COMPLETED,
                on=ended.date(),
                source=f"{source}{place}号",
                by=REGISTRAR,
                at=MARCH,
                basis=f"notice-{place}",
            )
    told = {row["sender"]: (row["late_percent"], row["days"][0]) for row in of_the_year()[Table.ENDINGS]}
    assert told == {"演示监狱": (100, None), "演示县司法局": (0, None)}, "nine are few, and a court is no prison"


def test_the_classes_of_punishment_are_whole() -> None:
    assert {punishment(kind, 13, probation=False) for kind in PenaltyKind} <= set(PUNISHMENTS)
    assert [punishment(PenaltyKind.FIXED_TERM, months, probation=False) for months in (12, 13, 60, 120, 180)] == [
        *("to_1_year", "to_3_years", "to_5_years", "to_10_years", "over_10_years"),
    ]
    assert punishment(PenaltyKind.DETENTION, 5, probation=True) == "suspended"
