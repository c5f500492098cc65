"""Keep published calendar versions unchanged, whatever code writes: a due moment names the version it was counted with.

Runs beside the first release. Longest lock: add a trigger to a new table. Undo: drop the trigger, nothing lost.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION organisation_refuse_calendar_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published calendar version is never changed: publish a new one'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER organisation_calendar_unchanged BEFORE UPDATE OR DELETE ON organisation_calendarversion
    FOR EACH ROW EXECUTE FUNCTION organisation_refuse_calendar_change();
"""
BACKWARD = """
DROP TRIGGER organisation_calendar_unchanged ON organisation_calendarversion;
DROP FUNCTION organisation_refuse_calendar_change();
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_hold_units_people_and_calendars")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
