"""Hold second factors with their recovery codes, and how often somebody tried to sign in.

Runs beside the release before. Longest lock: the table of officers, for a column with a default. Undo: drops the tables
and the column; officers enrol again after the next attempt.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_know_inspectors"),
    ]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="second_factor_number",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("tries", models.PositiveSmallIntegerField()),
                ("most", models.PositiveSmallIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("most__gte", 1)), name="attempts_have_a_limit")
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret", models.BinaryField()),
                ("enrolled_at", models.DateTimeField()),
                ("last_step", models.BigIntegerField()),
                (
                    "officer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "second_factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recovery_codes",
                        to="organisation.secondfactor",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("second_factor", "digest"), name="recovery_code_once")],
            },
        ),
    ]
