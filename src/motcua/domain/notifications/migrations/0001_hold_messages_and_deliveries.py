"""Hold messages to people and their deliveries.

Longest lock: none (new tables). Undo: drop the tables; what was told to whom is lost with them.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0002_keep_what_leaves_until_it_arrives"),
        ("parties", "0002_keep_snapshots_unchanged"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=100)),
                ("template", models.CharField(max_length=40)),
                ("edition", models.DateField()),
                ("data", models.JSONField()),
                ("queued_at", models.DateTimeField()),
                ("queued_by", models.CharField(max_length=60)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.partysnapshot"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                (
                    "dispatch",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.delivery",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notifications.keptmessage",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="keptmessage",
            constraint=models.UniqueConstraint(fields=("subject", "key"), name="message_once_for_a_key"),
        ),
        migrations.AddConstraint(
            model_name="messagedelivery",
            constraint=models.UniqueConstraint(fields=("message", "channel"), name="message_once_on_a_channel"),
        ),
        migrations.AddConstraint(
            model_name="messagedelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "console"])), name="message_channel_is_known"
            ),
        ),
    ]
