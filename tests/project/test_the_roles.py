"""Two databases that share nothing, on a server of ours or on anybody's."""

import dataclasses
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from qingbai.project import setup
from qingbai.project.home import CannotRun
from qingbai.project.postgres import roles
from qingbai.project.postgres.roles import Database, Role

PASSWORD = "only for these tests"
NAME = "qingbai_roles"


@pytest.fixture
def pair(server_url) -> Iterator[tuple[Database, Database]]:
    """The names of an installation that is not there yet, on the server of the test run."""
    yield (
        Database(
            NAME, Role(f"{NAME}_owner", PASSWORD), Role(f"{NAME}_app", PASSWORD), Role(f"{NAME}_intake", PASSWORD)
        ),
        Database(f"{NAME}_v", Role(f"{NAME}_v_owner", PASSWORD), Role(f"{NAME}_v", PASSWORD)),
    )
    with roles.connected(server_url) as connection:
        for database in (NAME, f"{NAME}_v"):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
        for role in ("owner", "app", "intake", "v_owner", "v", "helper"):
            role = f"{NAME}_{role}"
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


def helper(server_url: str, rights: str) -> str:
    """A URL of the server whose role has just these rights."""
    with roles.connected(server_url) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} " + rights).format(sql.Identifier(f"{NAME}_helper"), PASSWORD)
        )
    return roles.address(server_url, Role(f"{NAME}_helper", PASSWORD), "postgres")


def test_the_daily_roles_work_in_their_own_database_and_cannot_enter_the_other(server_url, pair):
    roles.prepare(server_url, *pair)
    register, vault = pair
    for own, other in ((register, vault), (vault, register)):
        with roles.connected(roles.address(server_url, own.owner, own.name)) as owner:
            owner.execute("CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
        with roles.connected(roles.address(server_url, own.daily, own.name)) as daily:
            daily.execute("INSERT INTO thing (word) VALUES ('one')")
            daily.execute("UPDATE thing SET word = 'two'")
            assert daily.execute("SELECT word FROM thing").fetchall() == [("two",)]
            daily.execute("DELETE FROM thing")
            for forbidden in ("TRUNCATE thing", "DROP TABLE thing", "CREATE TABLE more ()", "CREATE TEMP TABLE t ()"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    daily.execute(forbidden)
        with (
            pytest.raises(CannotRun, match="permission denied for database"),
            roles.connected(roles.address(server_url, own.daily, other.name)),
        ):
            pass


def test_no_role_of_ours_is_more_than_it_must_be(server_url, pair):
    roles.prepare(server_url, *pair)
    names = [role.name for database in pair for role in database.roles]
    assert len(names) == 5
    with roles.connected(server_url) as connection:
        found = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
            " AND NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)",
            [names],
        ).fetchall()
    assert {name for (name,) in found} == set(names)


def test_the_intake_works_in_the_register_as_the_site_does_and_cannot_enter_the_vault_as_that_role(server_url, pair):
    register, vault = pair
    roles.prepare(server_url, dataclasses.replace(register, intake=None), vault)
    with roles.connected(roles.address(server_url, register.owner, register.name)) as owner:
        owner.execute("CREATE TABLE earlier (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
    roles.prepare(server_url, register, vault)  # an installation from before there was such a role
    with roles.connected(roles.address(server_url, register.owner, register.name)) as owner:
        owner.execute("CREATE TABLE later (id bigint GENERATED ALWAYS AS IDENTITY, word text)")
    assert register.intake is not None
    with roles.connected(roles.address(server_url, register.intake, register.name)) as intake:
        for table in ("earlier", "later"):
            intake.execute(sql.SQL("INSERT INTO {} (word) VALUES ('one')").format(sql.Identifier(table)))
            for forbidden in ("TRUNCATE {}", "DROP TABLE {}"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    intake.execute(sql.SQL(forbidden).format(sql.Identifier(table)))
    with (
        pytest.raises(CannotRun, match="permission denied for database"),
        roles.connected(roles.address(server_url, register.intake, vault.name)),
    ):
        pass


MADE_BY_A_MIGRATION = (
    "CREATE FUNCTION registers_surrender(uuid[], uuid[]) RETURNS void LANGUAGE sql AS ''",
    "REVOKE ALL ON FUNCTION registers_surrender(uuid[], uuid[]) FROM PUBLIC",
)


def test_only_the_intake_is_let_move_records_out_of_the_register(server_url, pair):
    roles.prepare(server_url, *pair)
    addresses = roles.addresses(server_url, *pair)
    roles.entrust(addresses.register_owner, addresses.register_intake)  # nothing to let anybody do yet
    with roles.connected(addresses.register_owner) as owner:
        for statement in MADE_BY_A_MIGRATION:
            owner.execute(statement.encode())
    roles.entrust(addresses.register_owner, addresses.register_intake)
    roles.entrust(addresses.register_owner, addresses.register_intake)
    with roles.connected(addresses.intake["DATABASE_URL"]) as intake:
        intake.execute("SELECT registers_surrender('{}', '{}')")
    with (
        roles.connected(addresses.web["DATABASE_URL"]) as site,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        site.execute("SELECT registers_surrender('{}', '{}')")


def test_an_administrators_two_addresses_are_enough_and_a_third_gives_the_intake_its_own_role(
    server_url, pair, monkeypatch
):
    roles.prepare(server_url, *pair)
    made = roles.addresses(server_url, *pair)
    found = setup.as_they_stand(made.register, made.vault)
    assert (found.register_intake, found.register_owner) == (made.register, made.register)
    monkeypatch.setenv("INTAKE_DATABASE_URL", made.register_intake)
    monkeypatch.setenv("DATABASE_OWNER_URL", made.register_owner)
    monkeypatch.setenv("VAULT_DATABASE_OWNER_URL", made.vault_owner)
    assert setup.as_they_stand(made.register, made.vault) == made
    assert roles.named_in(made.register_owner, made.register, made.register_intake).intake == Role(f"{NAME}_intake", "")
    assert roles.named_in(made.register_owner, made.register, made.register).intake is None


def test_preparing_again_changes_nothing(server_url, pair):
    roles.prepare(server_url, *pair)
    register, _ = pair
    with roles.connected(roles.address(server_url, register.owner, register.name)) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS one")
    roles.prepare(server_url, *pair)
    with roles.connected(roles.address(server_url, register.daily, register.name)) as daily:
        assert daily.execute("SELECT one FROM kept").fetchall() == [(1,)]


def test_a_role_that_may_create_roles_and_databases_is_enough(server_url, pair):
    roles.prepare(helper(server_url, "CREATEROLE CREATEDB"), *pair)
    register, _ = pair
    with roles.connected(roles.address(server_url, register.daily, register.name)) as daily:
        assert daily.execute("SELECT current_database()").fetchone() == (NAME,)


def test_without_the_rights_the_statements_for_an_administrator_are_printed_and_are_enough(server_url, pair):
    plain = helper(server_url, "")
    with pytest.raises(CannotRun, match="Let an administrator of that server run these lines") as refused:
        roles.prepare(plain, *pair)
    told = refused.value.message.split("\n\n", 1)[1]
    with roles.connected(server_url) as administrator:
        for statement in told.strip().splitlines():
            administrator.execute(statement.encode())
    roles.prepare(plain, *pair)
    register, _ = pair
    with roles.connected(roles.address(server_url, register.daily, register.name)) as daily:
        assert daily.execute("SELECT current_user").fetchone() == (f"{NAME}_app",)


def test_the_roles_of_another_installation_are_left_alone(server_url, pair):
    roles.prepare(server_url, *pair)
    register, vault = pair
    ours = Database(register.name, Role(register.owner.name, "ours"), Role(register.daily.name, "ours"))
    with pytest.raises(CannotRun, match="already has a role qingbai_roles_owner with another password"):
        roles.prepare(server_url, ours, vault)
    with roles.connected(roles.address(server_url, register.daily, register.name)) as still:
        assert still.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(CannotRun) as refused, roles.connected("postgresql://me:hidden@127.0.0.1:9/there"):
        pass
    assert "Cannot reach the database at postgresql://me@127.0.0.1:9/there: " in refused.value.message
    assert "hidden" not in refused.value.message
    assert "\n" not in refused.value.message


def test_names_and_passwords_with_any_character_survive_in_an_address():
    role = Role("o'wner @:/?#", "p w:@/?#%é字")
    address = roles.address("postgresql://x:y@localhost:5433/postgres?sslmode=disable", role, "data base/1")
    parts = psycopg.conninfo.conninfo_to_dict(address)
    assert parts == {
        "user": role.name,
        "password": role.password,
        "host": "localhost",
        "port": "5433",
        "dbname": "data base/1",
        "sslmode": "disable",
    }
