"""Promises 1, 3 and 8 where no code of ours can be in the way: the database itself, asked in raw SQL by each role that works in it.

Every table of both databases is found by itself. One that is neither evidence, which nobody rewrites, nor in the short list below with
a reason fails here; so does a role that can do more than its work needs.
"""

import psycopg
import pytest
from django.db import connections, transaction
from psycopg import sql

from applications import COUNTER, NOW, application, furnish
from qingbai.audit import log
from qingbai.certificates import services as certificates
from qingbai.certificates.models import Paper
from qingbai.inquiries import services
from qingbai.project.postgres import roles
from registering import NOTICES, demo, receive

committed = pytest.mark.django_db(databases=["default", "vault"], transaction=True)

MAY_CHANGE = {
    "default": {
        "agencies_office": "reference data, kept up to date; what an office was called stands in each paper",
        "agencies_openinghours": "reference data",
        "agencies_appointment": "a booked time is given up or passes; who booked and cancelled stands on the ledger",
        "agencies_organ": "reference data",
        "agencies_officer": "where somebody works changes; what he or she did stands on the ledger",
        "agencies_apitoken": "a token ends after minutes and is removed",
        "agencies_apiuse": "requests of the last hour, counted",
        "notifications_delivery": "how far a message got; where it went is forgotten after its case is closed",
        "notifications_keptcontact": "where somebody wants to be told goes once its case is closed",
        "certificates_numberseries": "the last serial of a series; every number stands in its paper, and the nightly check counts them",
        "sharing_sharedlink": "a link is the holder's to stop, and is forgotten; that it was made and used stands on the ledger",
        "sharing_linkuse": "what somebody said of themselves is forgotten in time; the use stands on the ledger",
        "sharing_ask": "who asked to be told is forgotten once told, stopped or lapsed; the steps stand on the ledger",
        "ownrecord_alert": "a wish to be told is its person's to end, and was looked at on a day; switching stands on the ledger",
        "unsent_unsent": "answers that are not handed in, closed; they go when handed in, deleted or left alone for days",
        "identity_personpasskey": "a passkey is its owner's to remove, and counts its uses; that it was added and removed stands on the ledger",
        "identity_officerfactor": "a second factor is removed when it is lost, and counts its uses; that stands on the ledger",
        "identity_accountnews": "what an officer is told of the own account, until seen; the acts stand on the ledger",
        "identity_attempts": "wrong passwords of the last hours, counted by a fingerprint",
        "certificates_statuslist": "a status list as it is published now; it is counted again from the papers",
        "certificates_verifieruse": "checks of the last day, counted by a fingerprint of the source",
        "uploads_content": "a file goes with its key when its time has come; that it was handed in stays",
        "uploads_reading": "what a machine read in a file goes with the file",
        "uploads_waiting": "a file that was chosen is no paper yet; it goes when it is handed in, taken back or two hours old",
        "auth_user": "accounts: passwords change, accounts are closed",
        "auth_group": "the framework's own",
        "auth_permission": "the framework's own",
        "auth_group_permissions": "the framework's own",
        "auth_user_groups": "the framework's own",
        "auth_user_user_permissions": "the framework's own",
        "django_content_type": "the framework's own",
        "django_migrations": "the framework's own",
        "django_session": "who is signed in just now",
    },
    "vault": {
        "django_migrations": "the framework's own",
        "api_answered": "answers kept for a while, so that a program that asks again is told the same",
    },
}
ROW, BEFORE, DELETE, UPDATE, TRUNCATE = 1, 2, 8, 16, 32  # pg_trigger.tgtype


def tables(alias: str) -> dict[str, str]:
    """Every table, view and foreign table, by what kind of thing it is."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT relname, relkind::text FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))"
        )
        return dict(cursor.fetchall())


def guarded(alias: str) -> set[str]:
    """The tables whose rows nobody changes, removes or empties, whatever a session sets."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, bit_or(t.tgtype::int) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'refuse_to_rewrite_evidence' AND t.tgenabled = 'A'"
            " AND t.tgqual IS NULL AND t.tgattr = '' GROUP BY c.relname"
        )
        needed = ROW | BEFORE | DELETE | UPDATE | TRUNCATE
        return {table for table, does in cursor.fetchall() if does & needed == needed}


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize("alias", ["default", "vault"])
def test_every_table_is_evidence_or_may_change_for_a_reason(alias: str):
    found = tables(alias)
    assert set(found.values()) == {"r"}
    assert {table for table in found if table not in guarded(alias)} == set(MAY_CHANGE[alias])


@pytest.mark.django_db(databases=["default", "vault"])
@pytest.mark.parametrize("alias", ["default", "vault"])
@pytest.mark.parametrize(
    "fault",
    [
        "CREATE TABLE forgotten (id int)",
        "CREATE VIEW through AS SELECT * FROM audit_ledgerentry",
        "ALTER TABLE audit_ledgerentry DISABLE TRIGGER evidence_is_append_only",
        "ALTER TABLE audit_ledgerentry ENABLE TRIGGER evidence_is_append_only",
        "DROP TRIGGER evidence_is_append_only_whole ON audit_ledgerentry",
    ],
)
def test_a_table_without_protection_would_be_found(alias: str, fault: str):
    with connections[alias].cursor() as cursor:
        cursor.execute(fault)
    found = tables(alias)
    unprotected = {table for table in found if table not in guarded(alias)}
    assert unprotected != set(MAY_CHANGE[alias]) or set(found.values()) != {"r"}


@pytest.fixture
def _filled(transactional_db: None) -> None:
    """Rows in as many tables as the main job fills."""
    furnish()
    for path in sorted(NOTICES.glob("*.json")):
        receive(demo(path.stem), at=NOW)
    case = services.apply_straight_through(draft=application(), token="t", by=COUNTER, at=NOW)
    number = Paper.objects.get(application=case.row.number).number
    certificates.withdraw(number=number, reason="冒名", by=COUNTER, at=NOW)
    for alias in ("default", "vault"):
        with transaction.atomic(using=alias):
            log.checkpoint("ledger", at=NOW, using=alias)


@pytest.fixture(params=["app", "intake", "vault"])
def role(request: pytest.FixtureRequest, _filled: None) -> tuple[psycopg.Connection, str]:
    """A connection as each of the roles that work day by day, and the database it works in."""
    connection = request.getfixturevalue(f"{request.param}_connection")
    return connection, "vault" if request.param == "vault" else "default"


def refused(connection: psycopg.Connection, statement: str | sql.Composed) -> str:
    """By what the database refuses a statement; fails where it does not."""
    with pytest.raises(psycopg.Error) as caught:
        connection.execute(statement)
    return str(caught.value.sqlstate)


DENIED, RESTRICTED = "42501", "23001"
NO_SUCH_FUNCTION = "42883"  # only the register can let anything go


@committed
def test_no_row_of_evidence_is_rewritten_by_any_role_in_any_wording(role):
    connection, alias = role
    tried = 0
    for table in sorted(guarded(alias)):
        named = sql.Identifier(table)
        (rows,) = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(named)).fetchone()
        (column,) = connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum LIMIT 1",
            [table],
        ).fetchone()
        parts = {"table": named, "column": sql.Identifier(column)}
        if rows:
            tried += 1
            for statement in (
                "UPDATE {table} SET {column} = {column}",
                "DELETE FROM {table}",
                "DELETE FROM {table} WHERE ctid = (SELECT min(ctid) FROM {table})",
                "MERGE INTO {table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
                "WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
                "BEGIN; SELECT set_config('qingbai.surrender', pg_current_xact_id()::text, true); DELETE FROM {table}; COMMIT",
            ):
                told = refused(connection, sql.SQL(statement).format(**parts))
                assert told in {DENIED, RESTRICTED, NO_SUCH_FUNCTION}, (table, statement)
                connection.execute("ROLLBACK")
        for statement in (
            "TRUNCATE {table} CASCADE",
            "DROP TABLE {table} CASCADE",
            "ALTER TABLE {table} DISABLE TRIGGER ALL",
            "ALTER TABLE {table} DISABLE TRIGGER evidence_is_append_only",
            "ALTER TABLE {table} DROP COLUMN {column}",
            "ALTER TABLE {table} RENAME TO other",
            "ALTER TABLE {table} OWNER TO CURRENT_USER",
            "DROP TRIGGER evidence_is_append_only ON {table}",
            "CREATE TRIGGER ours BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_evidence()",
            "CREATE RULE quiet AS ON DELETE TO {table} DO INSTEAD NOTHING",
        ):
            assert refused(connection, sql.SQL(statement).format(**parts)) == DENIED, (table, statement)
    assert tried >= {"default": 14, "vault": 8}[alias]


BEYOND = (
    "SET session_replication_role = replica",
    "CREATE TABLE ours (id int)",
    "CREATE TEMP TABLE ours (id int)",
    "CREATE SCHEMA ours",
    "CREATE VIEW ours AS SELECT 1",
    "CREATE FUNCTION ours() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION refuse_to_rewrite_evidence() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "DROP FUNCTION refuse_to_rewrite_evidence() CASCADE",
    "ALTER FUNCTION refuse_to_rewrite_evidence() RENAME TO other",
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "CREATE ROLE ours",
    "CREATE EVENT TRIGGER ours ON ddl_command_start EXECUTE FUNCTION refuse_to_rewrite_evidence()",
    "ALTER SYSTEM SET fsync = off",
    "COPY audit_ledgerentry TO PROGRAM 'cat'",
    "COPY audit_ledgerentry TO '/tmp/ledger'",
    "COPY audit_ledgerentry FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "GRANT qingbai_tests_owner TO CURRENT_USER",
    "SET ROLE qingbai_tests_owner",
    "SET ROLE qingbai_tests_vault_owner",
    "SET SESSION AUTHORIZATION qingbai_tests_owner",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> CURRENT_USER",
    "DELETE FROM pg_trigger",
    "DROP DATABASE postgres",
)


@committed
def test_no_role_gets_beyond_its_work(role):
    connection, _ = role
    for statement in BEYOND:
        # denied, or not there to be had at all
        assert refused(connection, statement) in {DENIED, "0LP01", "0A000", "58P01"}, statement


@committed
def test_each_role_reads_and_adds_in_its_own_database_and_cannot_enter_the_other(
    role, app_connection, vault_connection
):
    connection, alias = role
    assert connection.execute("SELECT count(*) FROM audit_ledgerentry").fetchone()[0] > 0
    other = (app_connection if alias == "vault" else vault_connection).info
    me = connection.info
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(host=me.host, port=me.port, user=me.user, password=me.password, dbname=other.dbname).close()


@committed
@pytest.mark.usefixtures("_filled")
def test_the_site_cannot_take_a_record_out_of_the_register(app_connection: psycopg.Connection):
    statement = "SELECT registers_surrender(ARRAY(SELECT id FROM registers_conviction), ARRAY[]::uuid[])"
    assert refused(app_connection, statement) == DENIED


@committed
@pytest.mark.usefixtures("_filled")
def test_the_sites_role_adds_nothing_to_the_register_and_the_intake_does(app_connection, intake_connection):
    register = {table for table in tables("default") if table.startswith("registers_")} - roles.WRITTEN_BY_THE_SITES
    assert len(register) > 12
    for table in sorted(register):
        statement = sql.SQL("INSERT INTO {} SELECT * FROM {} WHERE false").format(*[sql.Identifier(table)] * 2)
        assert refused(app_connection, statement) == DENIED, table
        intake_connection.execute(statement)


@committed
def test_what_a_role_may_call_with_the_rights_of_another_is_a_short_list(role):
    connection, _ = role
    callable_by_it = connection.execute(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND has_function_privilege(oid, 'EXECUTE')"
    ).fetchall()
    intake = "intake" in connection.info.user
    assert [name for (name,) in callable_by_it] == (["registers_surrender"] if intake else [])
