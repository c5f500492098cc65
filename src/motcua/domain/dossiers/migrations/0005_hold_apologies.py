"""Hold the apology of a dossier, from its draft to the proof that the person has it.

Undo: drops the table; the signed papers stay, and the ledger says that they were signed.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_know_the_apology"),
        ("dossiers", "0004_date_anew_and_ask_opinions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Apology",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("promised_at", models.DateTimeField()),
                ("new_moment", models.DateTimeField(null=True)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=60)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by", models.CharField(blank=True, max_length=60)),
                ("signature", models.TextField(blank=True)),
                ("foreseen", models.BooleanField(null=True)),
                ("number", models.CharField(blank=True, max_length=60)),
                ("given_at", models.DateTimeField(null=True)),
                ("given_by", models.CharField(blank=True, max_length=60)),
                ("given_how", models.CharField(blank=True, max_length=20)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="apology", to="dossiers.dossier"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.issuedpaper",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="apology_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("new_moment", None), ("new_moment__gt", models.F("promised_at")), _connector="OR"
                        ),
                        name="apology_appoints_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("foreseen", None),
                                ("paper", None),
                                ("signature", ""),
                                ("signed_at", None),
                                ("signed_by", ""),
                            ),
                            models.Q(
                                ("foreseen__isnull", False),
                                ("paper__isnull", False),
                                ("signed_at__isnull", False),
                                models.Q(("signed_by", ""), _negated=True),
                                models.Q(("signature", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="apology_signed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("given_by", ""), ("given_how", "")),
                            models.Q(
                                ("given_at__gte", models.F("signed_at")),
                                ("given_how__in", ["handed", "posted"]),
                                models.Q(("given_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="apology_given_after_signing",
                    ),
                ],
            },
        ),
    ]
