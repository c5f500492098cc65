"""Keep with a dossier what its unit said of its own when it was received.

Runs beside the earlier release: the column may be empty. Undo: drops the column; limits and promises stay as they were
counted.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_count_no_pause_as_time_used"),
        ("procedures", "0003_lay_the_unit_over_the_province"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="overlay",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.unitoverlay"
            ),
        ),
    ]
