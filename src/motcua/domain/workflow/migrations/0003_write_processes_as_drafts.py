"""Hold processes that are being written, until they are published as a version or dropped.

Undo: drops the table; drafts are lost, versions stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0002_keep_versions_unchanged"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcessDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("document", models.JSONField()),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.CharField(max_length=60)),
            ],
        ),
    ]
