"""Hold dossiers with their clock, steps, hand-overs and supplements.

Longest lock: none (new tables). Undo: drop the tables.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0002_keep_calendar_versions_unchanged"),
        ("parties", "0002_keep_snapshots_unchanged"),
        ("procedures", "0001_hold_the_catalogue"),
        ("workflow", "0002_keep_versions_unchanged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=50, unique=True)),
                ("outside_code", models.CharField(max_length=50, null=True, unique=True)),
                ("procedure_code", models.CharField(max_length=40)),
                ("procedure_name", models.TextField()),
                ("case_number", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=20)),
                ("rule_pack", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("outcome", models.CharField(max_length=20, null=True)),
                ("received_at", models.DateTimeField()),
                ("received_by", models.CharField(max_length=60)),
                ("clock_start", models.DateTimeField()),
                ("limit_amount", models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ("limit_unit", models.CharField(max_length=20)),
                ("counting", models.CharField(max_length=20)),
                ("promised_at", models.DateTimeField()),
                ("internal_due_at", models.DateTimeField(null=True)),
                ("at_risk_from", models.DateTimeField()),
                ("share_at_start", models.DecimalField(decimal_places=3, max_digits=9)),
                ("work_done", models.PositiveSmallIntegerField()),
                (
                    "waiting",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("facts", models.JSONField()),
                ("supplements", models.PositiveSmallIntegerField()),
                ("result_by", models.CharField(max_length=20)),
                ("decided_at", models.DateTimeField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("lateness", models.CharField(max_length=20, null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True)),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.partysnapshot"
                    ),
                ),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.calendarversion"
                    ),
                ),
                (
                    "competent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflow.processversion"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.publishedversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClockSegment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="segments", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LateFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_at", models.DateTimeField()),
                ("promised_at", models.DateTimeField()),
                ("found_by", models.CharField(max_length=20)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="late", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("because", models.CharField(max_length=30)),
                ("since", models.DateTimeField()),
                ("counted_from", models.DateTimeField()),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.calendarversion"
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="dossiers.dossier"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("step", models.CharField(max_length=40)),
                ("name", models.TextField()),
                ("role", models.CharField(max_length=20)),
                ("state", models.CharField(max_length=20)),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("untaken", models.BooleanField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=60)),
                ("choice", models.CharField(blank=True, max_length=40)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="dossiers.dossier"
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        to_field="login",
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
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handed_at", models.DateTimeField()),
                ("handed_by", models.CharField(max_length=60)),
                ("take_by", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by", models.CharField(blank=True, max_length=60)),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hand_over", to="dossiers.step"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("reason", models.TextField()),
                ("items", models.JSONField()),
                ("asked_late", models.BooleanField()),
                ("late_reason", models.TextField(blank=True)),
                ("ordered_by", models.CharField(blank=True, max_length=60)),
                ("answer_by", models.DateTimeField()),
                ("completed_at", models.DateTimeField(null=True)),
                ("completed_by", models.CharField(blank=True, max_length=60)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="dossiers.dossier"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.step"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("state__in", ["processing", "paused"])),
                fields=["promised_at"],
                name="dossier_open_by_promise",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["desk", "state"], name="dossier_by_desk_and_state"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["received_at"], name="dossier_by_reception"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["processing", "supplement", "paused", "ready", "returned", "withdrawn", "closed"])
                ),
                name="dossier_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", None), ("outcome__in", ["granted", "refused"]), _connector="OR"),
                name="dossier_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "limit_unit__in",
                        ["working_day", "calendar_day", "working_hour", "clock_hour", "month", "same_day"],
                    )
                ),
                name="dossier_limit_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("counting__in", ["from_hour", "end_of_nth_day"])), name="dossier_counting_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lateness", None), ("ready_at", None)),
                    models.Q(("lateness__in", ["early", "on_time", "late"]), ("ready_at__isnull", False)),
                    _connector="OR",
                ),
                name="dossier_settled_with_lateness",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome__isnull", False), ("ready_at__isnull", False), ("state__in", ["ready", "returned"])
                    ),
                    models.Q(models.Q(("state__in", ["ready", "returned"]), _negated=True), ("ready_at", None)),
                    _connector="OR",
                ),
                name="dossier_settled_when_ready",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state__in", ["paused", "processing", "ready", "supplement"])),
                    models.Q(
                        models.Q(("state__in", ["paused", "processing", "ready", "supplement"]), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="dossier_ended_when_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="clocksegment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["running", "paused", "supplement"])), name="segment_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="clocksegment",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="segment_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="clocksegment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("dossier",), name="segment_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="latefinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("found_at__gt", models.F("promised_at"))), name="late_after_the_promise"
            ),
        ),
        migrations.AddConstraint(
            model_name="latefinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("found_by__in", ["settling", "sweep"])), name="late_found_by_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="promise_number_once"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("because__in", ["reception", "supplement_completed", "paused", "calendar_changed"])
                ),
                name="promise_reason_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["unit", "role", "officer"], name="step_open_by_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="step_number_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("dossier", "step"), name="step_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "suspended", "done", "cancelled"])),
                name="step_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", False), ("state", "done"), models.Q(("done_by", ""), _negated=True)),
                    models.Q(models.Q(("state", "done"), _negated=True), ("done_by", "")),
                    _connector="OR",
                ),
                name="step_done_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_at", None), ("taken_by", "")),
                    models.Q(("taken_at__isnull", False), models.Q(("taken_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="hand_over_taken_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplement",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="supplement_number_once"),
        ),
        migrations.AddConstraint(
            model_name="supplement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    models.Q(("number__gt", 1), models.Q(("ordered_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="supplement_second_by_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_late", False), models.Q(("late_reason", ""), _negated=True), _connector="OR"
                ),
                name="supplement_late_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_at", None), ("completed_by", "")),
                    models.Q(
                        ("completed_at__gte", models.F("asked_at")), models.Q(("completed_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="supplement_completed_by_someone",
            ),
        ),
    ]
