"""Remember by which decision the arrangement of a unit was completed, and from which day.

Runs beside the earlier release. Longest lock: create a table. Undo: drops it; the ledger still says what was entered.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0007_give_up_axes"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitArrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=255)),
                ("decided_on", models.DateField()),
                ("completed_on", models.DateField()),
                ("title", models.TextField()),
                ("is_sample", models.BooleanField()),
                ("entered_by", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("taken_back_by", models.TextField(blank=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrangements", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("unit", "number", "decided_on"),
                        name="unit_arrangement_said_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="unit_arrangement_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at__isnull", True), ("taken_back_by", "")),
                            models.Q(("taken_back_at__isnull", False), models.Q(("taken_back_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="unit_arrangement_taken_back_by_someone",
                    ),
                ],
            },
        ),
    ]
