"""Hold online submissions that wait at a desk, and what a counter could not receive.

Longest lock: none (new tables). Undo: drop the tables.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_keep_calendar_versions_unchanged"),
        ("parties", "0002_keep_snapshots_unchanged"),
        ("procedures", "0001_hold_the_catalogue"),
    ]

    operations = [
        migrations.CreateModel(
            name="NonReception",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, unique=True)),
                ("procedure_code", models.CharField(max_length=40)),
                ("procedure_name", models.TextField()),
                ("case_number", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=20)),
                ("missing", models.JSONField()),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("outside_code", models.CharField(blank=True, max_length=50)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.partysnapshot"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.publishedversion"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["counter", "online", "post"])),
                        name="non_reception_channel_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="non_reception_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outside_code", models.CharField(max_length=50, unique=True)),
                ("content_digest", models.CharField(max_length=64)),
                ("procedure_code", models.CharField(max_length=40)),
                ("procedure_name", models.TextField()),
                ("case_number", models.PositiveIntegerField()),
                ("components", models.JSONField()),
                ("submitted_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField()),
                ("check_due_at", models.DateTimeField()),
                ("state", models.CharField(max_length=20)),
                ("handled_at", models.DateTimeField(null=True)),
                ("handled_by", models.CharField(blank=True, max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("dossier_code", models.CharField(blank=True, max_length=50)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.partysnapshot"
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.publishedversion"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["desk", "check_due_at"],
                        name="submission_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent_back", "accepted", "not_received"])),
                        name="submission_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at", None), ("handled_by", ""), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("handled_at__isnull", False),
                                models.Q(("handled_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="submission_handled_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), models.Q(("dossier_code", ""), _negated=True)),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("dossier_code", "")),
                            _connector="OR",
                        ),
                        name="submission_accepted_as_dossier",
                    ),
                ],
            },
        ),
    ]
