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

import psycopg
import pytest
from django.db import connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
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

# A busy machine is no fault of the code: how long an example takes belongs in benchmarks.
hypothesis_settings.register_profile("qingbai", deadline=None)
hypothesis_settings.load_profile("qingbai")


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
    """The server with our roles and two empty databases, the templates of the test databases."""
    with open_lock(BASE / "prepare.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        roles.prepare(server_url, REGISTER, VAULT, repair=True)
        with roles.connected(server_url) as connection:
            for database in (REGISTER, VAULT):
                owner = sql.Identifier(database.owner.name)
                connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(owner))
    return server_url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, prepared_server: str) -> None:
    for alias, database in DATABASES.items():
        settings = connections[alias].settings_dict
        place = psycopg.conninfo.conninfo_to_dict(prepared_server)
        settings["NAME"] = settings["TEST"]["TEMPLATE"] = database.name
        settings["USER"], settings["PASSWORD"] = database.owner.name, database.owner.password
        settings["HOST"], settings["PORT"] = str(place.get("host", "")), str(place.get("port", ""))


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
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_past_the_guards)
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


def flush_past_the_guards(operations: DatabaseOperations, statements: list[str]) -> None:
    """Empty the tables after a test with real commits; the triggers that guard evidence would refuse it otherwise."""
    with transaction.atomic(using=operations.connection.alias), operations.connection.cursor() as cursor:
        cursor.execute(
            """SELECT format('ALTER TABLE %s %%s TRIGGER %I', tgrelid::regclass, tgname), tgenabled
               FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"""
        )
        guards = cursor.fetchall()
        again = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}
        for statement in (
            *(guard % "DISABLE" for guard, _ in guards),
            *statements,
            *(guard % again[mode] for guard, mode in guards),
        ):
            cursor.execute(statement)


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
