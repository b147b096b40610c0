"""Evidence is added to and never rewritten: triggers that refuse UPDATE, DELETE and TRUNCATE.

A migration of any room names its evidence tables once::

    operations = [..., append_only("registers_judgment", "registers_conviction")]

From then on the database itself refuses to change or remove a row, for every role, the owner and our own code
included. A correction is a new row that names the one it corrects. There is one way out: a record that must be sealed
leaves the register through a function of its owner (``registers.moving``), for as long as that function runs.
"""

from django.db import migrations

TRIGGER = "evidence_is_append_only"

# register_lets_go is made by the register's migrations; where it is not, whoever sets that word gets an error.
FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_to_rewrite_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'TRUNCATE' AND current_setting('qingbai.surrender', true) <> '' THEN
        IF register_lets_go(TG_RELID, TG_OP, to_jsonb(OLD), to_jsonb(NEW)) THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% refused: % is evidence and append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
              HINT = 'Add a row that corrects the earlier one; both stay readable.';
END $$;
"""

# A row trigger is copied to partitions made later, a statement trigger is not; only a statement trigger sees TRUNCATE.
# ALWAYS: it also fires where session_replication_role would silence an ordinary trigger.
_TRIGGERS = """
CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_evidence();
CREATE TRIGGER {trigger}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_evidence();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}_whole;
"""

_NO_TRIGGERS = """
DROP TRIGGER IF EXISTS {trigger} ON {table};
DROP TRIGGER IF EXISTS {trigger}_whole ON {table};
"""


def append_only(*tables: str) -> migrations.RunSQL:
    """A migration operation after which the named tables (their database names) can only be added to.

    Refused statements raise ``IntegrityError`` (SQLSTATE 23001) with the table and the statement in the message.
    Going back in the migrations drops the triggers again, before the tables themselves are dropped.
    """
    if not tables:
        raise ValueError("append_only() needs the name of at least one table")
    quoted = ['"' + table.replace('"', '""') + '"' for table in tables]
    forwards = FUNCTION + "".join(_TRIGGERS.format(trigger=TRIGGER, table=table) for table in quoted)
    backwards = "".join(_NO_TRIGGERS.format(trigger=TRIGGER, table=table) for table in quoted)
    return migrations.RunSQL(sql=forwards, reverse_sql=backwards, elidable=False)
