"""Keep versions of processes unchanged, whatever code writes: running dossiers lean on their graph.

Runs beside the first release. Longest lock: add a trigger to a new table. Undo: drop the trigger, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION workflow_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a process is never changed: add a new one'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER workflow_version_unchanged BEFORE UPDATE OR DELETE ON workflow_processversion
    FOR EACH ROW EXECUTE FUNCTION workflow_refuse_version_change();
"""
BACKWARD = """
DROP TRIGGER workflow_version_unchanged ON workflow_processversion;
DROP FUNCTION workflow_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_keep_processes_and_versions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
