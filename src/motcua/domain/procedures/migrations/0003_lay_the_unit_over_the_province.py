"""Hold what a unit says of its own over a published procedure; unchanged, but for the end of its period.

Runs beside the earlier release. Longest lock: create a table, add a trigger to it. Undo: drops the table; the ledger
still says what was stated when.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION procedures_refuse_overlay_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'period' - 'taken_back_at' - 'taken_back_by'
                = to_jsonb(OLD) - 'period' - 'taken_back_at' - 'taken_back_by'
            AND lower(NEW.period) = lower(OLD.period) AND OLD.taken_back_at IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'what a unit said is never changed: add a following version'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedures_overlay_unchanged BEFORE UPDATE OR DELETE ON procedures_unitoverlay
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_overlay_change();
"""
BACKWARD = """
DROP TRIGGER procedures_overlay_unchanged ON procedures_unitoverlay;
DROP FUNCTION procedures_refuse_overlay_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_know_inspectors"),
        ("procedures", "0002_keep_versions_unchanged"),
        ("workflow", "0003_write_processes_as_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitOverlay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("stated_until", models.DateTimeField(null=True)),
                ("content", models.JSONField()),
                ("stated_by", models.TextField()),
                ("stated_at", models.DateTimeField()),
                ("taken_back_by", models.TextField(blank=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_overlays",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflow.processversion",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.unitoverlay",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("procedure", "unit", "number"), name="unit_overlay_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_by", "")),
                            models.Q(("taken_back_at__isnull", False), models.Q(("taken_back_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="unit_overlay_taken_back_by_someone",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("procedure"),
                                    models.F("procedure"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Func(models.F("unit"), models.Value(0), function="hashtextextended"),
                                    models.Func(models.F("unit"), models.Value(0), function="hashtextextended"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="unit_overlay_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__lower_inf", False)),
                        name="unit_overlay_has_a_start",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
