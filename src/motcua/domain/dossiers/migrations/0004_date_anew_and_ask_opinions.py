"""Date dossiers anew when a calendar changes, keep the own due moment of a competent unit, ask units for opinions.

Dossiers received at any desk before this do not know their latest hand-over: their start is kept as it was counted.
Undo: drops opinions and the notes of what a calendar moved; promises and ledger keep that they moved.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_move_running_dossiers"),
        ("organisation", "0002_keep_calendar_versions_unchanged"),
        ("parties", "0002_keep_snapshots_unchanged"),
        ("procedures", "0002_keep_versions_unchanged"),
        ("workflow", "0002_keep_versions_unchanged"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("answer_by", models.DateTimeField()),
                ("late_found_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                ("end_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Redating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("was_at", models.DateTimeField()),
                ("now_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="any_desk_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="unit_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="unit_received_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unit_due_at", None), ("unit_received_at", None)),
                    models.Q(("unit_due_at__isnull", False), ("unit_received_at__lt", models.F("any_desk_until"))),
                    _connector="OR",
                ),
                name="dossier_unit_due_when_received_earlier",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="asking_unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", to_field="code"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", to_field="code"
            ),
        ),
        migrations.AddField(
            model_name="redating",
            name="calendar",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.calendarversion"
            ),
        ),
        migrations.AddField(
            model_name="redating",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="redatings", to="dossiers.dossier"
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(
                condition=models.Q(("state", "asked")), fields=["unit", "answer_by"], name="opinion_asked_by_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="opinion_number_once"),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "asked")), fields=("dossier", "unit"), name="opinion_asked_once_of_a_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "answered", "withdrawn", "passed_over", "dossier_ended"])),
                name="opinion_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", models.F("asking_unit")), _negated=True), name="opinion_of_another_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="opinion_asks_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_by__gt", models.F("asked_at"))), name="opinion_due_after_asking"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "answered"), models.Q(("answer", ""), _negated=True)),
                    models.Q(models.Q(("state", "answered"), _negated=True), ("answer", "")),
                    _connector="OR",
                ),
                name="opinion_answered_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", ""), ("state", "asked")),
                    models.Q(
                        models.Q(("state", "asked"), _negated=True),
                        ("ended_at__gte", models.F("asked_at")),
                        models.Q(("ended_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="opinion_ended_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["withdrawn", "passed_over"]), _negated=True),
                    models.Q(("end_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_given_up_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("late_found_at", None), ("late_found_at__gt", models.F("answer_by")), _connector="OR"
                ),
                name="opinion_late_after_due",
            ),
        ),
        migrations.AddIndex(
            model_name="redating",
            index=models.Index(condition=models.Q(("told_at", None)), fields=["at"], name="redating_untold"),
        ),
        migrations.AddConstraint(
            model_name="redating",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["promise", "answer_by"])), name="redating_what_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="redating",
            constraint=models.CheckConstraint(
                condition=models.Q(("now_at__gt", models.F("was_at"))), name="redating_later_only"
            ),
        ),
        migrations.AddConstraint(
            model_name="redating",
            constraint=models.UniqueConstraint(fields=("dossier", "calendar", "what", "was_at"), name="redating_once"),
        ),
    ]
