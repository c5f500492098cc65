"""Hold when an officer is away from a unit and who does the work meanwhile.

Undo: drops the table; the ledger keeps every leave that was entered.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_say_who_signs_for_a_unit"),
    ]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaves", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("officer"), models.F("officer"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("unit"), models.F("unit"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="leaves_do_not_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__lower_inf", False)),
                        name="leave_has_a_start",
                    ),
                    models.CheckConstraint(condition=models.Q(("period__upper_inf", False)), name="leave_has_an_end"),
                    models.CheckConstraint(
                        condition=models.Q(("officer", models.F("substitute")), _negated=True),
                        name="nobody_is_the_own_substitute",
                    ),
                ],
            },
        ),
    ]
