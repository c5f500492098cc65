"""Hold settlement reports as they were published, with the ledger's root and the version of the rule.

Runs beside the earlier release. Longest lock: none (a new table). Undo: drop it; its reports are only in the ledger as digests then.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PublishedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("as_of", models.DateField()),
                ("by", models.CharField(max_length=20)),
                ("compare", models.CharField(max_length=20)),
                ("unit_code", models.CharField(blank=True, max_length=40)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("seal_number", models.PositiveIntegerField()),
                ("seal_digest", models.CharField(max_length=64)),
                ("rule_pack", models.CharField(max_length=20)),
                ("rule_version", models.CharField(max_length=60)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=60)),
                ("published_right", models.TextField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=60)),
                ("withdrawn_reason", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("first_on", "last_on", "as_of", "by", "compare", "unit_code"),
                        name="report_published_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))), name="report_period_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by__in", ["level", "agency", "field", "procedure"])),
                        name="report_grouping_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("compare__in", ["moment", "date"])), name="report_comparison_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", ""), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_withdrawn_whole",
                    ),
                ],
            },
        ),
    ]
