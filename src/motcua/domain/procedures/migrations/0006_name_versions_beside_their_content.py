"""Take the name of a published version out of its content: thousands are named without unpacking what else they say.

Runs beside the earlier release, which does not ask for the name. Longest lock: the published versions, while they are written
once more; they are some thousand. Undo: drops the name, which the content still has.
"""

import django.db.models.fields.json
from django.db import migrations, models

UNCHANGED = """
CREATE OR REPLACE FUNCTION procedures_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'procedures_publishedversion' THEN
        IF to_jsonb(NEW) - '{period{but}}'::text[] = to_jsonb(OLD) - '{period{but}}'::text[]
           AND lower(NEW.period) = lower(OLD.period) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a version of a procedure is never changed: add a new one'
        USING ERRCODE = 'restrict_violation';
END $$
"""
BUT_THE_NAME = UNCHANGED.replace("{but}", ",name")
"""A trigger sees the new row before the database has taken its name out of the content."""
AS_BEFORE = UNCHANGED.replace("{but}", "")


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_remember_what_a_decision_ended")]

    operations = [
        migrations.RunSQL(BUT_THE_NAME, AS_BEFORE),
        migrations.AddField(
            model_name="publishedversion",
            name="name",
            field=models.GeneratedField(
                expression=django.db.models.fields.json.KT("content__name"),
                output_field=models.TextField(),
                db_persist=True,
            ),
        ),
    ]
