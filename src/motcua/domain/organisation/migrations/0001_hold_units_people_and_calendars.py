"""Hold units, people in positions, counters and calendars, every fact with its period.

First tables of the module: new tables only, no lock on anything in use. Undo: drop them.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("login", models.CharField(max_length=60, unique=True)),
                ("full_name", models.CharField(max_length=255)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("login__regex", "^[a-z0-9][a-z0-9._@-]*$")), name="officer_login_is_plain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True), name="officer_name_is_said"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=50, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="unit_code_is_said")
                ]
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counters", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("weekly", models.JSONField()),
                ("exceptions", models.JSONField()),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=60)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calendars", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField()),
                ("decision", models.CharField(blank=True, max_length=255)),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="followed_by", to="organisation.unit"
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="follows", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("name", models.CharField(max_length=255)),
                ("level", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_versions",
                        to="organisation.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("decision", models.CharField(blank=True, max_length=255)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="organisation.position"
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
                                    models.F("position"), models.F("position"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="postings_do_not_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False), ("period__lower_inf", False)),
                        name="posting_has_a_start",
                    ),
                ]
            },
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(fields=("unit", "title"), name="position_title_once_in_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "roles__contained_by",
                        ["reception", "handler", "leader", "publisher", "supervisor", "administrator"],
                    )
                ),
                name="position_roles_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("unit"), models.F("unit"), models.Value("[]"), function="int8range"), "&&"),
                    (
                        models.Func(models.F("number"), models.F("number"), models.Value("[]"), function="int8range"),
                        "&&",
                    ),
                    ("period", "&&"),
                ],
                name="counters_do_not_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False), ("period__lower_inf", False)), name="counter_has_a_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="counter_number_starts_at_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.UniqueConstraint(fields=("unit", "number"), name="calendar_number_once_in_a_unit"),
        ),
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_year__lte", models.F("last_year"))), name="calendar_years_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="calendar_reason_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.UniqueConstraint(fields=("predecessor", "successor"), name="unit_succession_said_once"),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="unit_does_not_follow_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.Func(models.F("unit"), models.F("unit"), models.Value("[]"), function="int8range"), "&&"),
                    ("period", "&&"),
                ],
                name="unit_versions_do_not_overlap",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False), ("period__lower_inf", False)),
                name="unit_version_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["province", "district", "commune"])), name="unit_level_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["one_stop", "department", "commune", "office", "tax", "council", "other"])
                ),
                name="unit_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("unit")), _negated=True), _connector="OR"
                ),
                name="unit_is_not_its_own_parent",
            ),
        ),
    ]
