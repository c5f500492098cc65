"""Keep deliveries to the outside until they arrive, and how far readers have followed the ledger.

What stands in the ledger already is not told to anyone: messages begin with the acts after this change.
Longest lock: none (new tables). Undo: drop the tables; what was not delivered yet is lost with them.
"""

import django.db.models.deletion
from django.db import migrations, models

FROM_NOW_ON = """
INSERT INTO foundation_follower (name, until, floor)
SELECT 'messages', pg_current_xact_id()::text::bigint, coalesce(max(id), 0) FROM foundation_ledgerentry
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_keep_the_ledger"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("until", models.BigIntegerField()),
                ("floor", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stable_id", models.TextField(unique=True)),
                ("route", models.CharField(max_length=20)),
                ("subject", models.TextField()),
                ("reference", models.BigIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("queued_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField()),
                ("lease", models.TextField(blank=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("proof", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["subject", "id"], name="delivery_waiting"
                    ),
                    models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="delivery_due"),
                    models.Index(condition=models.Q(("state", "failed")), fields=["id"], name="delivery_dead"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "failed"])), name="delivery_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_at", None)),
                            _connector="OR",
                        ),
                        name="delivery_done_at_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeftBehind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField()),
                ("error", models.TextField()),
                ("attempts", models.PositiveIntegerField()),
                ("since", models.DateTimeField()),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.follower"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("follower", "entry"), name="left_behind_once")],
            },
        ),
        migrations.RunSQL(FROM_NOW_ON, migrations.RunSQL.noop),
    ]
