"""Keep since when and until when a rating was set aside, so that a past day says what it said then (ADR 60).

Runs beside release 2026.11.0, which has no ratings. Longest lock: dropping three columns of the ratings. Times that had
already ended are taken from the ledger, which says who and when, but not why. Undo: the columns come back with what
stands aside then; times that ended are lost, the ledger keeps them.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
INSERT INTO surveys_ratingaside (rating_id, since, by, why, until, until_by)
SELECT id, set_aside_at, set_aside_by, set_aside_why, NULL, '' FROM surveys_rating WHERE set_aside_at IS NOT NULL;
INSERT INTO surveys_ratingaside (rating_id, since, by, why, until, until_by)
SELECT rating.id, told.at, told.by_login, '(lý do không còn lưu, sổ chỉ ghi ai và lúc nào)', told.until, told.until_by
FROM (
    SELECT subject, act, at, by_login, (body->>'settlement')::int AS settlement,
           lead(act) OVER next AS ended, lead(at) OVER next AS until, lead(by_login) OVER next AS until_by
    FROM foundation_ledgerentry WHERE act IN ('rating_set_aside', 'rating_taken_back_in')
    WINDOW next AS (PARTITION BY subject, body->>'settlement' ORDER BY seq)
) AS told
JOIN surveys_rating AS rating
  ON told.subject = 'rating:' || rating.dossier_id AND told.settlement = rating.settlement
WHERE told.act = 'rating_set_aside' AND told.ended = 'rating_taken_back_in';
"""
BACKWARD = """
UPDATE surveys_rating AS rating
SET set_aside_at = aside.since, set_aside_by = aside.by, set_aside_why = aside.why
FROM surveys_ratingaside AS aside WHERE aside.rating_id = rating.id AND aside.until IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_score_settlement"), ("foundation", "0001_keep_the_ledger")]

    operations = [
        migrations.CreateModel(
            name="RatingAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                ("why", models.TextField()),
                ("until", models.DateTimeField(null=True)),
                ("until_by", models.CharField(blank=True, max_length=60)),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asides", to="surveys.rating"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("rating",), name="rating_aside_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("by", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                        name="rating_aside_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until", None), ("until_by", "")),
                            models.Q(("until__gte", models.F("since")), models.Q(("until_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="rating_aside_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RemoveConstraint(model_name="rating", name="rating_set_aside_with_a_reason"),
        migrations.RemoveField(model_name="rating", name="set_aside_at"),
        migrations.RemoveField(model_name="rating", name="set_aside_by"),
        migrations.RemoveField(model_name="rating", name="set_aside_why"),
    ]
