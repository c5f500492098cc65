"""Hold bulk moves of running dossiers to another process version, and where each stood before.

Undo: drops both tables; the moves stay in the ledger, but can no longer be taken back by the command.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0002_keep_why_a_step_was_answered"),
        ("workflow", "0002_keep_versions_unchanged"),
    ]

    operations = [
        migrations.CreateModel(
            name="MoveBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("steps", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, max_length=60)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.processversion"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.processversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("before", models.JSONField()),
                ("ledger_row", models.PositiveIntegerField(null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dossiers", to="dossiers.movebatch"
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="movebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", "")),
                    models.Q(("undone_at__isnull", False), models.Q(("undone_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="move_undone_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="moved",
            constraint=models.UniqueConstraint(fields=("batch", "dossier"), name="moved_once_in_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="moved",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "moved", "stayed", "undone", "kept"])),
                name="moved_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="moved",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ledger_row", None), ("state__in", ["waiting", "stayed"])),
                    models.Q(
                        models.Q(("state__in", ["waiting", "stayed"]), _negated=True), ("ledger_row__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="moved_with_its_ledger_row",
            ),
        ),
    ]
