"""What all tests share: a real PostgreSQL, started by the first test that needs one and stopped at the end.

``DATABASE_URL`` names another server instead (PostgreSQL >= 15, a role that may create roles and databases).
Tests work as the owners of the two databases; ``app_connection`` and ``vault_connection`` enter as the product's daily
roles do, to show what those may not do.
"""

import dataclasses
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
import pytest
import pytest_django
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql

from installations import binaries
from qingbai.project.postgres import roles
from qingbai.project.postgres.server import Server, open_lock
from settings_for_tests import BASE, GIVEN_DATABASE_URL

PASSWORD = "only for tests"
REGISTER = roles.Database(
    "qingbai_tests",
    roles.Role("qingbai_tests_owner", PASSWORD),
    roles.Role("qingbai_tests_app", PASSWORD),
    roles.Role("qingbai_tests_intake", PASSWORD),
)
VAULT = roles.Database(
    "qingbai_tests_vault",
    roles.Role("qingbai_tests_vault_owner", PASSWORD),
    roles.Role("qingbai_tests_vault", PASSWORD),
)
DATABASES = {"default": REGISTER, "vault": VAULT}
AGAIN = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}

# A busy machine is no fault of the code: how long an example takes belongs in benchmarks.
hypothesis_settings.register_profile("qingbai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("qingbai")


SLOWEST_FIRST = ("browser", "project", "doors", "promises", "cases", "certificates", "audit")
"""Folders whose files take longest: begun last, one of them would keep a single process busy while the others are idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(SLOWEST_FIRST)}
    here = Path(__file__).parent
    items.sort(
        key=lambda item: order.get(
            item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else "", len(order)
        )
    )


def server_of_the_run() -> Server:
    place = BASE.with_name(f"{BASE.name}-server")  # beside, because the server's user may not enter BASE
    return Server(place, roles.Role("postgres", PASSWORD), binaries(), durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    server = server_of_the_run()
    if server.data.exists():
        server.stop()
    shutil.rmtree(server.place, ignore_errors=True)
    shutil.rmtree(BASE, ignore_errors=True)


@pytest.fixture(scope="session")
def server_url() -> str:
    """A URL of the server under test whose role may create roles and databases."""
    if GIVEN_DATABASE_URL:
        return GIVEN_DATABASE_URL
    with open_lock(BASE / "start.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = server_of_the_run()
        if not server.data.exists():
            clean_up_after(int(os.environ["QINGBAI_TESTS_PROCESS"]), server)
        return server.start()


def clean_up_after(process: int, server: Server) -> None:
    """Stop the server and remove the folders even when the test run itself is killed."""
    script = """(
        while kill -0 "$0" 2>/dev/null; do sleep 2; done
        test -f "$1/data/postmaster.pid" && kill -INT "$(head -1 "$1/data/postmaster.pid")" && sleep 3
        rm -rf "$1" "$2"
    ) >/dev/null 2>&1 &"""
    subprocess.run(["/bin/sh", "-c", script, str(process), server.place, BASE], start_new_session=True, check=True)


@pytest.fixture(scope="session")
def prepared_server(server_url: str) -> str:
    """The server with our roles and two databases, the templates of the test databases."""
    with open_lock(BASE / "prepare.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        roles.prepare(server_url, REGISTER, VAULT, repair=True)
        with roles.connected(server_url) as connection:
            for database in (REGISTER, VAULT):
                owner = sql.Identifier(database.owner.name)
                connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(owner))
    return server_url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    prepared_server: str,
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> None:
    for alias, database in DATABASES.items():
        settings = connections[alias].settings_dict
        place = psycopg.conninfo.conninfo_to_dict(prepared_server)
        settings["NAME"] = settings["TEST"]["TEMPLATE"] = database.name
        settings["USER"], settings["PASSWORD"] = database.owner.name, database.owner.password
        settings["TEST"]["MIGRATE"] = False  # it is the copy of one that is migrated
        settings["HOST"], settings["PORT"] = str(place.get("host", "")), str(place.get("port", ""))
    with open_lock(BASE / "migrate.lock") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first process migrates the templates, all others find it done
        for alias in DATABASES:
            if not connections[alias].introspection.table_names():
                call_command("migrate", database=alias, verbosity=0)
            connections[alias].close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, prepared_server: str) -> Iterator[None]:
    for alias in made_for_tests():
        database = named_for_tests(alias)
        owner = roles.address(prepared_server, database.owner, database.name)
        roles.guard(owner, database)
        if database.intake:
            roles.entrust(owner, roles.address(prepared_server, database.intake, database.name))
            roles.keep_from_writing(owner, roles.address(prepared_server, database.daily, database.name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_databases)
        yield


@pytest.fixture(autouse=True)
def _offices_as_this_test_loads_them() -> None:
    """A process remembers offices for a minute; a test must not remember those of another."""
    from qingbai.agencies.queries import forget_offices  # models load once settings stand

    forget_offices()


def made_for_tests() -> list[str]:
    return [alias for alias, database in DATABASES.items() if connections[alias].settings_dict["NAME"] != database.name]


def named_for_tests(alias: str) -> roles.Database:
    return dataclasses.replace(DATABASES[alias], name=connections[alias].settings_dict["NAME"])


def empty_the_databases(case: TransactionTestCase) -> None:
    """Remove the rows that a test with real commits left behind, in the tables that have any; what migrations wrote of models stays."""
    for alias in case._databases_names(include_mirrors=False):
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(filled_tables(alias))
            tables = [name for (name,) in cursor.fetchall()]
            guards = guards_of(cursor, tables)
            for table, guard, _ in guards:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{guard}"')
            for table in tables:
                cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what waits for the commit would keep the guards from coming back
            for table, guard, mode in guards:
                cursor.execute(f'ALTER TABLE "{table}" {AGAIN[mode]} TRIGGER "{guard}"')


@cache
def filled_tables(alias: str) -> str:
    """The statement that names every table with a row in it."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT relispartition AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
        )
        tables = [name for (name,) in cursor.fetchall()]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)


def guards_of(cursor: CursorWrapper, tables: list[str]) -> list[tuple[str, str, str]]:
    """Table, name and mode of every trigger that would refuse it: the triggers that guard evidence."""
    cursor.execute(
        "SELECT relname, tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND relname = ANY(%s)",
        [tables],
    )
    return cursor.fetchall()


def enter(server: str, alias: str, role: roles.Role | None = None) -> psycopg.Connection:
    database = named_for_tests(alias)
    return psycopg.connect(roles.address(server, role or database.daily, database.name), autocommit=True)


@pytest.fixture
def app_connection(transactional_db: None, prepared_server: str) -> Iterator[psycopg.Connection]:
    """A connection to the register as the site has it (role ``qingbai_app``); sees committed rows only."""
    with enter(prepared_server, "default") as connection:
        yield connection


@pytest.fixture
def intake_connection(transactional_db: None, prepared_server: str) -> Iterator[psycopg.Connection]:
    """A connection to the register as intake has it (role ``qingbai_intake``)."""
    with enter(prepared_server, "default", REGISTER.intake) as connection:
        yield connection


@pytest.fixture
def vault_connection(transactional_db: None, prepared_server: str) -> Iterator[psycopg.Connection]:
    """A connection to the vault as intake has it (role ``qingbai_vault``).

    The test must be marked ``django_db(transaction=True, databases=["default", "vault"])``.
    """
    with enter(prepared_server, "vault") as connection:
        yield connection
