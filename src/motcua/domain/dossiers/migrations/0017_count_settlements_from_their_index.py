"""Count what was settled from the index alone: who settled and when it was received stand beside the moment.

Undo: puts the index back that had the moment alone; no data is touched.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_hold_what_people_ask_from_afar")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_by_settling"),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=Q(ready_at__isnull=False),
                fields=["ready_at"],
                include=("competent", "received_at"),
                name="dossier_settled_by_unit",
            ),
        ),
    ]
