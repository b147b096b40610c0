"""What the database itself holds: evidence is append-only, and no conviction stands without its mandatory parts (REG-01).

The second rule spans rows that are written one after another, so it is checked when the transaction ends.
"""

from django.db import migrations

from qingbai.audit.evidence import append_only

WHOLE = """
CREATE FUNCTION registers_conviction_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing text;
BEGIN
    missing := concat_ws(', ',
        CASE WHEN NOT EXISTS (SELECT FROM registers_identity i WHERE i.subject_id = NEW.subject_id AND i.judgment_id = NEW.judgment_id)
             THEN 'basic identity' END,
        CASE WHEN NOT EXISTS (SELECT FROM registers_name n WHERE n.subject_id = NEW.subject_id AND n.judgment_id = NEW.judgment_id)
             THEN 'name' END,
        CASE WHEN NEW.outcome IN ('convicted', 'exempted')
              AND NOT EXISTS (SELECT FROM registers_sentence s WHERE s.conviction_id = NEW.id)
             THEN 'charge and punishment' END,
        CASE WHEN NOT EXISTS (SELECT FROM registers_execution e WHERE e.conviction_id = NEW.id)
             THEN 'state of execution' END);
    IF missing <> '' THEN
        RAISE EXCEPTION 'conviction % lacks mandatory content: %', NEW.id, missing
            USING ERRCODE = 'check_violation', TABLE = 'registers_conviction',
                  HINT = 'Enter the whole record in one transaction (2012 Opinions, part 2(1)).';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER conviction_is_whole AFTER INSERT ON registers_conviction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registers_conviction_is_whole();
"""

NOT_WHOLE = """
DROP TRIGGER conviction_is_whole ON registers_conviction;
DROP FUNCTION registers_conviction_is_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]

    operations = [
        append_only(
            "registers_subject",
            "registers_judgment",
            "registers_identity",
            "registers_name",
            "registers_identitydocument",
            "registers_searchkey",
            "registers_conviction",
            "registers_offence",
            "registers_sentence",
            "registers_combinedsentence",
            "registers_change",
            "registers_execution",
        ),
        migrations.RunSQL(WHOLE, NOT_WHOLE),
    ]
