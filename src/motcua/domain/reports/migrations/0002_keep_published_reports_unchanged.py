"""Keep published reports unchanged, whatever code writes: they are only ever taken back, once, and never deleted.

Runs beside the earlier release. Longest lock: add a trigger to a new table. Undo: drop the trigger, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NULL
       AND to_jsonb(NEW) - '{withdrawn_at,withdrawn_by,withdrawn_reason}'::text[]
         = to_jsonb(OLD) - '{withdrawn_at,withdrawn_by,withdrawn_reason}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published report is never changed or deleted: take it back'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER reports_published_unchanged BEFORE UPDATE OR DELETE ON reports_publishedreport
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_change();
"""
BACKWARD = """
DROP TRIGGER reports_published_unchanged ON reports_publishedreport;
DROP FUNCTION reports_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_hold_published_reports")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
