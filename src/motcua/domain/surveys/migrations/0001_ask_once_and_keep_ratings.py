"""Ask people once about a settled dossier and keep what they say (ADR 49): devices, invitations, ratings.

Runs beside release 2026.11.0. Longest lock: none, new tables only. Undo: drop the three tables; every answer is lost.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0013_index_what_stands_with_a_unit"),
        ("organisation", "0009_let_an_administrator_open_enrolment"),
    ]

    operations = [
        migrations.CreateModel(
            name="RatingDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=60)),
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
        ),
        migrations.CreateModel(
            name="RatingInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("settlement", models.PositiveSmallIntegerField()),
                ("channel", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64, null=True, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=60)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=20)),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="surveys.ratingdevice",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.dossier",
                        to_field="code",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("settlement", models.PositiveSmallIntegerField()),
                ("desk", models.CharField(max_length=40)),
                ("competent", models.CharField(max_length=40)),
                ("unit_level", models.CharField(max_length=20)),
                ("procedure_code", models.CharField(max_length=40)),
                ("field", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField()),
                ("answer", models.PositiveSmallIntegerField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("rated_at", models.DateTimeField()),
                ("sender", models.CharField(blank=True, max_length=64)),
                (
                    "doubts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("set_aside_by", models.CharField(blank=True, max_length=60)),
                ("set_aside_why", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_why", models.CharField(blank=True, max_length=20)),
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
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="surveys.ratinginvitation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="ratingdevice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="rating_device_ended_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="ratinginvitation",
            index=models.Index(
                condition=models.Q(("device__isnull", False), ("ended_at", None), ("used_at", None)),
                fields=["device", "id"],
                name="rating_invitation_on_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratinginvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "link"), ("device", None), ("digest__isnull", False)),
                    models.Q(("channel", "device"), ("device__isnull", False), ("digest", None)),
                    _connector="OR",
                ),
                name="rating_invitation_by_link_or_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratinginvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_why", "")),
                    models.Q(("ended_at__isnull", False), ("ended_why__in", ["replaced", "reopened", "voided"])),
                    _connector="OR",
                ),
                name="rating_invitation_ended_for_a_cause",
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["settled_at"], name="rating_by_settling"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                condition=models.Q(("sender", ""), _negated=True),
                fields=["sender", "rated_at"],
                name="rating_by_sender",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("dossier", "settlement"), name="rating_once_for_a_settlement"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__gte", 1), ("answer__lte", 5)), name="rating_answer_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_why", "")),
                    models.Q(("ended_at__isnull", False), ("ended_why__in", ["replaced", "reopened", "voided"])),
                    _connector="OR",
                ),
                name="rating_ended_for_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("set_aside_at", None), ("set_aside_by", ""), ("set_aside_why", "")),
                    models.Q(
                        ("set_aside_at__isnull", False),
                        models.Q(("set_aside_by", ""), _negated=True),
                        models.Q(("set_aside_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="rating_set_aside_with_a_reason",
            ),
        ),
    ]
