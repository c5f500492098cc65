"""Remember the province's decisions with their day, and by which one an answer was given.

A decision is never changed. Runs beside the earlier release: answers without one stay as they are. Longest lock: create
a table, add a nullable column. Undo: drops both; the numbers stay in the answers, the ledger says what was entered.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER procedures_decision_unchanged BEFORE UPDATE OR DELETE ON procedures_provincedecision
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_version_change();
"""
BACKWARD = "DROP TRIGGER procedures_decision_unchanged ON procedures_provincedecision;"


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0003_lay_the_unit_over_the_province"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProvinceDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.TextField()),
                ("decided_on", models.DateField()),
                ("title", models.TextField()),
                ("citation", models.TextField(blank=True)),
                ("is_sample", models.BooleanField()),
                ("entered_by", models.TextField()),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("number", "decided_on"), name="province_decision_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="province_decision_has_number_and_title",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="provinceanswer",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="procedures.provincedecision",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
