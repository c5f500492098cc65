"""Keep processes and their versions: source form, compiled graph, hash, doubts, and what each is bound to.

First tables of the module: new tables only, no lock on anything in use. Undo: drop them.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.TextField()),
                (
                    "source",
                    models.CharField(
                        choices=[("own", "tự xây dựng"), ("imported", "nhập từ phần mềm cũ")], max_length=10
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["own", "imported"])), name="process_source_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="process_name_is_said"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("table", models.JSONField()),
                ("graph", models.JSONField()),
                ("graph_hash", models.CharField(max_length=64)),
                ("source_hash", models.CharField(max_length=64)),
                ("doubts", models.JSONField()),
                ("usable", models.BooleanField()),
                ("procedure_code", models.CharField(max_length=50)),
                ("limit_days", models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ("shares_reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                (
                    "basis",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bindings",
                        to="workflow.processversion",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="workflow.process"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("process", "number"), name="process_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis__isnull", True),
                                ("limit_days__isnull", True),
                                ("procedure_code", ""),
                                ("shares_reason", ""),
                            ),
                            models.Q(
                                ("basis__isnull", False),
                                ("usable", True),
                                models.Q(("procedure_code", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="process_version_bound_wholly_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit_days__isnull", True), ("limit_days__gt", 0), _connector="OR"),
                        name="process_version_limit_positive",
                    ),
                ],
            },
        ),
    ]
