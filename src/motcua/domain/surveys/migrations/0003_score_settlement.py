"""Keep slips for the scoring of settlement, answers of officers with their replies, findings and boards (ADR 54).

Runs beside release 2026.11.0. Longest lock: none, new tables. Undo: drop them; what was said is lost, ratings stay.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0014_index_who_left_without_result"),
        ("organisation", "0009_let_an_administrator_open_enrolment"),
        ("surveys", "0002_keep_free_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoreAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("settlement", models.PositiveSmallIntegerField()),
                ("index", models.PositiveSmallIntegerField()),
                ("officer", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.dossier",
                        to_field="code",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScoreReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepts", models.BooleanField()),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="surveys.scoreanswer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ComplaintFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("justified", models.BooleanField()),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=60)),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="surveys.rating"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="complaint_finding_has_words"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostedBoard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("stated_at", models.DateTimeField()),
                ("stated_by", models.CharField(max_length=60)),
                ("ended_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", ""), ("ended_on", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_on__gte", models.F("since")),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="posted_board_ended_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingSlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField()),
                (
                    "rating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slip", to="surveys.rating"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answers", {}), _negated=True), name="slip_answers_something"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="scoreanswer",
            index=models.Index(fields=["officer"], name="score_answer_of_officer"),
        ),
        migrations.AddConstraint(
            model_name="scoreanswer",
            constraint=models.UniqueConstraint(
                fields=("dossier", "settlement", "index", "officer", "at"), name="score_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="score_answer_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorereply",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="score_reply_has_words"
            ),
        ),
    ]
