"""The database itself refuses to rewrite evidence: for our own code, for the owner, for the daily role, in any wording."""

from datetime import date

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

import cast
from qingbai.registers import models, services
from registering import AT, REGISTRAR, record, verdict

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
        by=REGISTRAR,
        at=AT,
        basis="n-2",
    )


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
    judgment = models.Judgment.objects.get()
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
