"""The one way out of the register: a record that must be sealed leaves it whole, through a function of the owner.

Rows of the register are evidence and no role may remove one. ``registers_surrender`` runs with the owner's rights and may be
called by whom the owner lets: the intake alone (``project.postgres.roles``). It takes out the convictions and the later
statements that it is given, everything that hangs on them, whatever tables there are (it asks the catalogue for those that
point to them), and of persons and documents what nothing else points to. Where others in a document stay, its text goes.
"""

from django.db import migrations

from qingbai.audit.evidence import FUNCTION

# Asked by the trigger that guards every row (audit.evidence). The word is set by the function below, for its own
# transaction, and counts only while that function runs: it alone runs as the owner.
LETS_GO = """
CREATE FUNCTION register_lets_go(of oid, act text, was jsonb, becomes jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('qingbai.surrender', true) = pg_current_xact_id()::text
       AND current_user = pg_get_userbyid(c.relowner)
       AND c.relname LIKE 'registers\\_%'
       AND (act = 'DELETE'
            OR becomes = was || CASE c.relname
                   WHEN 'registers_judgment' THEN '{"text": null, "document_digest": null, "stated": null, "holds_sealed": true}'::jsonb
                   WHEN 'registers_change' THEN '{"stated": null}'::jsonb
                   ELSE 'null'::jsonb END)
      FROM pg_class c WHERE c.oid = of
$$;
"""

SURRENDER = """
CREATE FUNCTION register_points_to(of regclass, asked uuid) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE part record; found boolean;
BEGIN
    FOR part IN SELECT c.conrelid::regclass AS named, a.attname AS field FROM pg_constraint c
                  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = of
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', part.named, part.field) INTO found USING asked;
        IF found THEN RETURN true; END IF;
    END LOOP;
    RETURN false;
END $$;

CREATE FUNCTION registers_surrender(convictions uuid[], statements uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE persons uuid[]; documents uuid[]; part record; one uuid;
BEGIN
    IF (SELECT count(*) FROM registers_conviction WHERE id = ANY(convictions)) <> cardinality(convictions) THEN
        RAISE EXCEPTION 'not every one of these convictions is in the register' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM set_config('qingbai.surrender', pg_current_xact_id()::text, true);
    SELECT array_agg(DISTINCT subject_id), array_agg(DISTINCT judgment_id) INTO persons, documents
      FROM registers_conviction WHERE id = ANY(convictions);
    -- and whom a ruling moved one of them to
    SELECT persons || coalesce(array_agg(DISTINCT subject_id), '{}'), documents || coalesce(array_agg(DISTINCT judgment_id), '{}')
      INTO persons, documents FROM registers_reassignment WHERE conviction_id = ANY(convictions);
    -- What was stated later by case and name, and what hangs on the convictions; the persons and documents that these point to.
    FOR part IN SELECT t.named, false AS hangs, 'id' AS field FROM unnest(ARRAY['registers_ruling', 'registers_executionnotice']) AS t(named)
                 WHERE to_regclass(t.named) IS NOT NULL
                UNION ALL
                SELECT c.conrelid::regclass::text, true, a.attname FROM pg_constraint c
                  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 WHERE c.contype = 'f' AND c.confrelid = 'registers_conviction'::regclass
    LOOP
        FOR one IN EXECUTE format('DELETE FROM %s AS gone WHERE %I = ANY($1) RETURNING (to_jsonb(gone) ->> ''judgment_id'')::uuid', part.named, part.field)
                   USING CASE WHEN part.hangs THEN convictions ELSE statements END
        LOOP
            documents := documents || one;
        END LOOP;
    END LOOP;
    DELETE FROM registers_conviction WHERE id = ANY(convictions);
    -- What these documents say about who the persons are; the person too, where nothing else is on record.
    FOR part IN SELECT c.conrelid::regclass AS named FROM pg_constraint c
                 WHERE c.contype = 'f' AND c.conrelid <> 'registers_conviction'::regclass
                   AND c.confrelid IN ('registers_subject'::regclass, 'registers_judgment'::regclass)
                 GROUP BY c.conrelid HAVING count(DISTINCT c.confrelid) = 2
    LOOP
        EXECUTE format('DELETE FROM %s WHERE subject_id = ANY($1) AND judgment_id = ANY($2)', part.named) USING persons, documents;
    END LOOP;
    FOREACH one IN ARRAY persons LOOP
        IF NOT register_points_to('registers_subject', one) THEN
            DELETE FROM registers_subject WHERE id = one;
        END IF;
    END LOOP;
    -- The documents, or their texts where others in them stay.
    FOR one IN SELECT DISTINCT d FROM unnest(documents) AS d WHERE d IS NOT NULL LOOP
        IF register_points_to('registers_judgment', one) THEN
            UPDATE registers_judgment SET text = NULL, document_digest = NULL, stated = NULL, holds_sealed = true
             WHERE id = one AND NOT holds_sealed;
            UPDATE registers_change SET stated = NULL WHERE stated IS NOT NULL
               AND conviction_id IN (SELECT id FROM registers_conviction WHERE judgment_id = one);
        ELSE
            DELETE FROM registers_judgment WHERE id = one;
        END IF;
    END LOOP;
    PERFORM set_config('qingbai.surrender', '', true);
END $$;
REVOKE ALL ON FUNCTION registers_surrender(uuid[], uuid[]) FROM PUBLIC;
"""

# A conviction that was entered and surrendered in one transaction lacks nothing.
WHOLE = """
CREATE OR REPLACE FUNCTION registers_conviction_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE missing text;
BEGIN
    IF NOT EXISTS (SELECT FROM registers_conviction c WHERE c.id = NEW.id) THEN
        RETURN NULL;
    END IF;
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
"""

BACK = """
DROP FUNCTION registers_surrender(uuid[], uuid[]);
DROP FUNCTION register_points_to(regclass, uuid);
DROP FUNCTION register_lets_go(oid, text, jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_later_documents")]

    operations = [
        migrations.RunSQL(FUNCTION, migrations.RunSQL.noop),
        migrations.RunSQL(LETS_GO + SURRENDER, BACK),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
    ]
