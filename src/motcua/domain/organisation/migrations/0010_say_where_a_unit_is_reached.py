"""Remember where people reach a unit: address, telephone, directions.

Runs beside the earlier release. Longest lock: create a table. Undo: drops it; the ledger still says that something was stated.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0009_let_an_administrator_open_enrolment"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(blank=True, max_length=255)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("note", models.CharField(blank=True, max_length=255)),
                ("stated_by", models.TextField()),
                ("stated_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="organisation.unit"
                    ),
                ),
            ],
        ),
    ]
