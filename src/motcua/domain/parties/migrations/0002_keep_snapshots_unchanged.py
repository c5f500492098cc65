"""Keep snapshots unchanged, whatever code writes: a reprinted slip shows what was printed. Erasing one stays possible.

Runs beside the first release. Longest lock: add a trigger to a new table. Undo: drop the trigger, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION parties_refuse_snapshot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a snapshot of a person is never changed: take a new one'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER parties_snapshot_unchanged BEFORE UPDATE ON parties_partysnapshot
    FOR EACH ROW EXECUTE FUNCTION parties_refuse_snapshot_change();
"""
BACKWARD = """
DROP TRIGGER parties_snapshot_unchanged ON parties_partysnapshot;
DROP FUNCTION parties_refuse_snapshot_change();
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_hold_citizens_and_businesses")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
