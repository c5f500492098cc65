"""Keep papers as they were issued, whatever code writes: only the printings are counted. Erasing one stays possible.

Runs beside the first release. Longest lock: add a trigger to a new table. Undo: drop the trigger, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION documents_refuse_paper_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - 'prints' - 'digest') IS DISTINCT FROM (to_jsonb(OLD) - 'prints' - 'digest')
        OR NEW.prints < OLD.prints
        OR (OLD.digest IS NOT NULL AND NEW.digest IS DISTINCT FROM OLD.digest)
    THEN
        RAISE EXCEPTION 'an issued paper is never changed: issue a new one'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_paper_unchanged BEFORE UPDATE ON documents_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_paper_change();
"""
BACKWARD = """
DROP TRIGGER documents_paper_unchanged ON documents_issuedpaper;
DROP FUNCTION documents_refuse_paper_change();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_hold_what_comes_in_and_goes_out")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
