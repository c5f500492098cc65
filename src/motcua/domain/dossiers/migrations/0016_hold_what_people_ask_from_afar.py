"""Hold what people ask with the key of their receipt: to have their dossier back.

Runs beside the earlier release: a new table, nobody reads it yet. Undo: drops it; the ledger still says that it was asked.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_index_late_refused_and_dated_anew")]

    operations = [
        migrations.CreateModel(
            name="WithdrawalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal_requests",
                        to="dossiers.dossier",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("dossier", "number"), name="withdrawal_request_number_once"),
                    models.UniqueConstraint(
                        condition=Q(taken_back_at=None, ended_at=None),
                        fields=("dossier",),
                        name="withdrawal_request_one_waits",
                    ),
                    models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_request_has_a_reason"),
                    models.CheckConstraint(
                        condition=(Q(taken_back_at=None) | Q(ended_at=None))
                        & (Q(taken_back_at=None) | Q(taken_back_at__gte=F("asked_at"))),
                        name="withdrawal_request_over_in_one_way",
                    ),
                ],
            },
        ),
    ]
