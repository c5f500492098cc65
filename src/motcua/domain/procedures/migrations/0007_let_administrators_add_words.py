"""Keep the words that administrators add to the search, and the wordings that found nothing.

Runs beside the earlier release, which knows neither. Longest lock: create two tables and an index over the few versions
that have an end. Undo: drops them; what was added stands in the ledger.
"""

from django.db import migrations, models

FORWARD = """
CREATE INDEX published_version_with_end ON procedures_publishedversion (id) WHERE NOT upper_inf(period);
"""
BACKWARD = "DROP INDEX published_version_with_end;"


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0006_name_versions_beside_their_content"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("said", models.TextField()),
                ("said_fold", models.TextField()),
                ("meant", models.TextField()),
                ("added_by", models.TextField()),
                ("added_at", models.DateTimeField()),
                ("removed_by", models.TextField(blank=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["name", "same"])), name="search_word_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said_fold", ""), _negated=True), models.Q(("meant", ""), _negated=True)
                        ),
                        name="search_word_says_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("kind", "said_fold", "meant"),
                        name="search_word_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by", "")),
                            models.Q(("removed_at__isnull", False), models.Q(("removed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="search_word_removed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnansweredSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(unique=True)),
                ("times", models.PositiveIntegerField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="unanswered_search_has_words"
                    ),
                    models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="unanswered_search_from_one"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
