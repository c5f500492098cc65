"""Keep free words of ratings, shown only once a supervisor let them be (ADR 49).

Runs beside release 2026.11.0. Longest lock: none, a new table. Undo: drop it; the words are lost, ratings stay.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_ask_once_and_keep_ratings"),
    ]

    operations = [
        migrations.CreateModel(
            name="RatingComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("written", models.TextField()),
                ("shown", models.TextField(blank=True)),
                ("state", models.CharField(max_length=20)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=60)),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comment", to="surveys.rating"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", ""), ("shown", ""), ("state", "waiting")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("state", "shown"),
                                models.Q(("decided_by", ""), _negated=True),
                                models.Q(("shown", ""), _negated=True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("shown", ""),
                                ("state", "hidden"),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="comment_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "shown", "hidden"])), name="comment_state_is_known"
                    ),
                ],
            },
        ),
    ]
