"""Hold the catalogue in layers: national versions, the province's answers, published versions.

Longest lock: none (new tables). Undo: drop the tables.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workflow", "0001_keep_processes_and_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("imported_by", models.TextField()),
                ("imported_at", models.DateTimeField()),
                ("counts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="NationalVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("record", models.JSONField()),
                ("doubts", models.JSONField()),
                ("original", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("source", models.TextField()),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.TextField()),
                ("name_fold", models.TextField()),
                ("search_fold", models.TextField()),
                ("issuer", models.TextField(blank=True)),
                ("field", models.TextField(blank=True)),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("standing", models.CharField(max_length=20)),
                ("standing_because", models.TextField(blank=True)),
                ("open_questions", models.PositiveIntegerField()),
                ("asked_again", models.PositiveIntegerField()),
                ("process_bound_by", models.TextField(blank=True)),
                ("process_bound_at", models.DateTimeField(null=True)),
                (
                    "national",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.nationalversion",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workflow.processversion",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="nationalversion",
            name="procedure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="national_versions", to="procedures.procedure"
            ),
        ),
        migrations.CreateModel(
            name="ProvinceAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=200)),
                ("value", models.JSONField()),
                ("decision_number", models.TextField(blank=True)),
                ("answered_by", models.TextField()),
                ("answered_at", models.DateTimeField()),
                ("national_text", models.TextField(blank=True)),
                ("national_text_digest", models.CharField(max_length=64)),
                ("asks_again", models.BooleanField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("superseded_by", models.TextField(blank=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="procedures.procedure"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublishedVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("content", models.JSONField()),
                ("published_by", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("name_fold", models.TextField()),
                ("search_fold", models.TextField()),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "national_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.nationalversion"
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_versions",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.processversion"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="procedure",
            index=models.Index(fields=["standing", "code"], name="procedure_by_standing"),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["untouched", "one_field", "more", "never"])),
                name="procedure_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("process_bound_at__isnull", True), ("process_bound_by", ""), ("process_version__isnull", True)
                    ),
                    models.Q(
                        ("process_bound_at__isnull", False),
                        ("process_version__isnull", False),
                        models.Q(("process_bound_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="procedure_process_bound_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="nationalversion",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="national_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="nationalversion",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="national_version_from_one"),
        ),
        migrations.AddConstraint(
            model_name="provinceanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("procedure", "field"),
                name="province_answer_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="provinceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("superseded_at__isnull", True), ("superseded_by", "")),
                    models.Q(
                        ("asks_again", False),
                        ("superseded_at__isnull", False),
                        models.Q(("superseded_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="province_answer_superseded_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedversion",
            constraint=models.UniqueConstraint(fields=("procedure", "number"), name="published_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="publishedversion",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("procedure"), models.F("procedure"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    ("period", "&&"),
                ],
                name="published_version_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__isempty", False), ("period__lower_inf", False)),
                name="published_version_has_a_start",
            ),
        ),
    ]
