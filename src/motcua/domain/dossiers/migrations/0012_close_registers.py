"""Hold closed registers, never to be changed, and let the database take no dossier into a closed year of a desk.

Runs beside the earlier release. Longest lock: add a trigger to the dossiers. Undo: fails while there are closed
registers: they are not to be lost.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION dossiers_refuse_closed_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM dossiers_registerclosing
        WHERE desk_id = NEW.desk_id AND year = extract(year FROM NEW.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')
    ) THEN
        RAISE EXCEPTION 'the register of that year is closed: it takes no further number'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dossiers_closed_register BEFORE INSERT ON dossiers_dossier
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_closed_register();
CREATE FUNCTION dossiers_refuse_register_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a closed register is never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER dossiers_register_unchanged BEFORE UPDATE ON dossiers_registerclosing
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_register_change();
CREATE TRIGGER dossiers_volume_unchanged BEFORE UPDATE ON dossiers_registervolume
    FOR EACH ROW EXECUTE FUNCTION dossiers_refuse_register_change();
"""
BACKWARD = """
DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM dossiers_registerclosing) THEN
        RAISE EXCEPTION 'there are closed registers: they are not to be lost';
    END IF;
END $$;
DROP TRIGGER dossiers_closed_register ON dossiers_dossier;
DROP FUNCTION dossiers_refuse_closed_register();
DROP TRIGGER dossiers_register_unchanged ON dossiers_registerclosing;
DROP TRIGGER dossiers_volume_unchanged ON dossiers_registervolume;
DROP FUNCTION dossiers_refuse_register_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_keep_what_the_unit_said"),
        ("organisation", "0005_know_inspectors"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("closed_at", models.DateTimeField()),
                ("closed_by", models.CharField(max_length=60)),
                ("rule_pack", models.CharField(max_length=20)),
                ("entries", models.PositiveIntegerField()),
                ("void_entries", models.PositiveIntegerField()),
                ("last_code", models.CharField(max_length=50)),
                ("lines", models.CharField(max_length=64)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterVolume",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "closing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volumes",
                        to="dossiers.registerclosing",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="registerclosing",
            constraint=models.UniqueConstraint(fields=("desk", "year"), name="register_closed_once"),
        ),
        migrations.AddConstraint(
            model_name="registerclosing",
            constraint=models.CheckConstraint(condition=models.Q(("entries__gte", 1)), name="register_has_entries"),
        ),
        migrations.AddConstraint(
            model_name="registervolume",
            constraint=models.UniqueConstraint(fields=("closing", "number"), name="register_volume_once"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
