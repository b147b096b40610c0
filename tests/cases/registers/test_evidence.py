"""The database itself refuses to rewrite evidence: for our own code, for the owner, for the daily role, in any wording."""

from datetime import date

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

import cast
from qingbai.audit import services as audit
from qingbai.law.terms import Relation, Treatment
from qingbai.registers import disputes, models, services, wrong
from qingbai.registers.access import Business, Purpose
from qingbai.registers.records import RulingStated
from qingbai.registers.terms import ExecutionState, FoundWrong
from registering import AT, CLERK, COURT, REGISTRAR, described, record, verdict

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("registers").get_models())


def fill() -> None:
    combined = verdict(cast.ON_RECORD).sentences[0].penalty
    entered = services.enter(
        record=record(verdict(cast.ON_RECORD, combined=combined)), by=REGISTRAR, at=AT, basis="n-1"
    )
    services.annul(
        conviction=entered.defendants[0].conviction,
        on=date(2026, 11, 21),
        ground="再审",
        by=COURT,
        at=AT,
        basis="n-2",
    )
    ruling = RulingStated(
        name=cast.ON_RECORD.name,
        relation=Relation.RETRIAL,
        treatment=Treatment.UPHELD,
        earlier_court="",
        earlier_case="（2023）演0101刑初1号",
        effective_on=date(2024, 1, 2),
        effect_ground="stated_by_court",
    )
    later = services.enter(record=record(rulings=(ruling,)), by=REGISTRAR, at=AT, basis="n-3")
    services.correct_identity(
        conviction=entered.defendants[0].conviction,
        right=described(cast.CLEAN),
        ruling=later.judgment,
        ground="裁定更正",
        by=REGISTRAR,
        at=AT,
        basis="n-4",
    )
    services.note_execution(
        court="",
        case_number="（2023）演0101刑初1号",
        name=cast.ON_RECORD.name,
        state=ExecutionState.COMPLETED,
        on=date(2025, 5, 4),
        source="演示市监狱",
        by=REGISTRAR,
        at=AT,
        basis="n-5",
    )
    disputes.suspend(
        person=audit.fingerprint("100101199001010000"),
        convictions=[entered.defendants[0].conviction],
        case="FC20261121-TESTTEST",
        evidence=["u-1"],
        reason="指纹不符",
        by=CLERK,
        at=AT,
    )
    conviction = entered.defendants[0].conviction
    disputes.propose(same={conviction: False}, case="FC20261121-TESTTEST", draft=3, by=CLERK, at=AT)
    found = {conviction: FoundWrong.PARTICULARS}
    whom = audit.fingerprint("100101199001010000")
    wrong.tell(case="FC20261121-OTHER", person=whom, found=found, generally=False, reason="罪名有误", by=CLERK, at=AT)
    [told] = wrong.of_case(case="FC20261121-OTHER", viewer=CLERK, purpose=Purpose(Business.INQUIRY, "FC20261121-OTHER"))
    wrong.answer(wrong=told.id, corrected=False, reason="与判决书一致", by=REGISTRAR, at=AT)


def test_every_table_of_the_register_has_a_row_here_so_that_no_refusal_below_is_empty_talk(db):
    fill()
    assert [table for table in TABLES if not count(table)] == []


def count(table: str) -> int:
    with connection.cursor() as cursor:
        return cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET known_from = now()", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_owner_cannot_rewrite_a_row(table: str, statement: str):
    fill()
    connection.check_constraints()  # or TRUNCATE would stumble over pending triggers and not over ours
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(f'"{table}"'))


@pytest.mark.django_db
def test_the_models_cannot_either():
    fill()
    judgment = models.Judgment.objects.first()
    judgment.court_name = "另一法院"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        judgment.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        models.Execution.objects.all().delete()


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
@pytest.mark.parametrize("table", TABLES)
def test_the_daily_role_cannot_even_try(app_connection: psycopg.Connection, table: str):
    fill()
    seen = app_connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    assert seen
    assert seen[0] > 0
    for statement in ("UPDATE {} SET known_from = now()", "DELETE FROM {}"):
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation)):
            app_connection.execute(statement.format(f'"{table}"'))
    for statement in ("TRUNCATE {} CASCADE", "DROP TABLE {} CASCADE", "ALTER TABLE {} DISABLE TRIGGER ALL"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_connection.execute(statement.format(f'"{table}"'))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_connection.execute("SET session_replication_role = replica")
