import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connections


@pytest.mark.django_db
def test_a_marked_test_has_a_real_database():
    User.objects.create_user("lin")
    assert User.objects.count() == 1
    assert connections["default"].pg_version >= 150000


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_seen_by_the_application_role_and_gone_afterwards(app_connection):
    User.objects.create_user("lin")
    assert app_connection.execute("SELECT username, current_user FROM auth_user").fetchall() == [
        ("lin", "qingbai_tests_app")
    ]


@pytest.mark.django_db(transaction=True)
def test_the_application_role_may_not_empty_or_change_a_table(app_connection):
    assert User.objects.count() == 0
    for statement in ("TRUNCATE auth_user", "ALTER TABLE auth_user ADD x int", "CREATE TABLE t (x int)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_connection.execute(statement)


@pytest.mark.django_db(transaction=True, databases=["default", "vault"])
def test_the_vault_role_enters_the_vault_only(app_connection, vault_connection):
    for one, other in ((app_connection, vault_connection), (vault_connection, app_connection)):
        wrong = psycopg.conninfo.make_conninfo(one.info.dsn, dbname=other.info.dbname, password=one.info.password)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(wrong)
