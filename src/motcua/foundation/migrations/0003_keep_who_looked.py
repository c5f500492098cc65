"""Keep who looked at personal data.

Longest lock: none (a new table). Undo: drop the table; who looked is lost with it.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0002_keep_what_leaves_until_it_arrives"),
    ]

    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_login", models.TextField()),
                ("by_right", models.TextField()),
                ("unit_code", models.TextField()),
                ("page", models.TextField()),
                ("subjects", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["subjects"], name="access_by_subject", fastupdate=True
                    ),
                    models.Index(fields=["by_login", "at"], name="access_by_officer"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("subjects__len__gte", 1)), name="access_of_something"),
                ],
            },
        ),
    ]
