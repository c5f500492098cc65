"""Hold citizens and businesses, and what they declared at each moment.

First tables of the module: new tables only, no lock on anything in use. Undo: drop them.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("identifier", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=255)),
                ("name_fold", models.CharField(max_length=255)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["name_fold"], name="party_by_folded_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "identifier"), name="party_once_for_an_identifier"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "business"])), name="party_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identifier", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="party_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartySnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("identifier", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=255)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("taken_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="parties.party"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["citizen", "business"])), name="party_snapshot_kind_is_known"
                    )
                ]
            },
        ),
    ]
