"""Keep what was imported and what was published unchanged, whatever code writes: dossiers and receipts lean on it.

Of a published version only the end of its period may change. Runs beside the first release. Longest lock: add
triggers to new tables. Undo: drop the triggers, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION procedures_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'procedures_publishedversion' THEN
        IF to_jsonb(NEW) - 'period' = to_jsonb(OLD) - 'period' AND lower(NEW.period) = lower(OLD.period) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a version of a procedure is never changed: add a new one'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedures_published_unchanged BEFORE UPDATE OR DELETE ON procedures_publishedversion
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_version_change();
CREATE TRIGGER procedures_national_unchanged BEFORE UPDATE OR DELETE ON procedures_nationalversion
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_version_change();
"""
BACKWARD = """
DROP TRIGGER procedures_published_unchanged ON procedures_publishedversion;
DROP TRIGGER procedures_national_unchanged ON procedures_nationalversion;
DROP FUNCTION procedures_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_hold_the_catalogue")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
