"""The inbox asks for open and suspended steps of one unit; the index held open ones only, so all of the province were read.

Undo: the index holds open steps only, as before; no data is touched.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_close_registers")]

    operations = [
        migrations.RemoveIndex(model_name="step", name="step_open_by_unit"),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                fields=["unit", "role", "officer"],
                name="step_held_by_unit",
                condition=Q(state__in=["open", "suspended"]),
            ),
        ),
    ]
