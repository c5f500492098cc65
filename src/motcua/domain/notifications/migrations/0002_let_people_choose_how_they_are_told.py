"""Let people choose how they are told: by SMS, by Zalo, by e-mail, or not at all.

Runs beside the earlier release: a new table, and a constraint that allows more words. Longest lock: the constraint of
deliveries is made anew, which reads them once. Undo: drops the table; whoever had chosen is told by e-mail again.
"""

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_hold_messages_and_deliveries")]

    operations = [
        migrations.CreateModel(
            name="ChannelChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=100)),
                (
                    "channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.CharField(max_length=60)),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "id"], name="channel_choice_of_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(channels__contained_by=["email", "sms", "zalo"]),
                        name="channel_choice_is_known",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="messagedelivery", name="message_channel_is_known"),
        migrations.AddConstraint(
            model_name="messagedelivery",
            constraint=models.CheckConstraint(
                condition=Q(channel__in=["email", "sms", "zalo", "console", "none"]), name="message_channel_is_known"
            ),
        ),
    ]
