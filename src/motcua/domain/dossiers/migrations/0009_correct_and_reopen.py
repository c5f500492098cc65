"""Hold corrections with the old beside the new, and what a reopening undid.

Runs beside the earlier release. Undo: drops both tables; the ledger still says that it was corrected and reopened.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

STATES = ["processing", "supplement", "paused", "ready", "returned", "withdrawn", "closed", "stopped", "void"]
SETTLED = ["ready", "returned"]


def to(table: str, name: str = "+", *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=table)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0008_index_what_the_board_counts"),
        ("parties", "0002_keep_snapshots_unchanged"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("settled", models.BooleanField()),
                ("was", models.JSONField()),
                ("now", models.JSONField()),
                ("dossier", to("dossiers.dossier", "corrections")),
                ("now_applicant", to("parties.partysnapshot", null=True)),
                ("was_applicant", to("parties.partysnapshot", null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "number"), name="correction_number_once"),
                    models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
                    models.CheckConstraint(
                        condition=~Q(was=F("now")) | ~Q(now_applicant=None), name="correction_changes_something"
                    ),
                    models.CheckConstraint(
                        condition=Q(was_applicant=None, now_applicant=None)
                        | Q(was_applicant__isnull=False, now_applicant__isnull=False),
                        name="correction_both_persons_or_none",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("state", models.CharField(max_length=20)),
                ("outcome", models.CharField(max_length=20, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("lateness", models.CharField(max_length=20, null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                ("dossier", to("dossiers.dossier", "reopenings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "number"), name="reopening_number_once"),
                    models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason"),
                    models.CheckConstraint(condition=Q(state__in=STATES), name="reopening_state_is_known"),
                    models.CheckConstraint(
                        condition=Q(outcome=None) | Q(outcome__in=["granted", "refused"]),
                        name="reopening_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(state__in=SETTLED, lateness__in=["early", "on_time", "late"])
                        & Q(ready_at__isnull=False)
                        | (~Q(state__in=SETTLED) & Q(ready_at=None, lateness=None, ended_at__isnull=False)),
                        name="reopening_keeps_the_settlement",
                    ),
                ],
            },
        ),
    ]
