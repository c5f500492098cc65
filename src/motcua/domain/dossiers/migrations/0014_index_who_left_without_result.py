"""Behind a figure stand those that left in a period; those that left without a result were found by reading all.

Undo: drops the index; no data is touched.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_index_what_stands_with_a_unit")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["ended_at"],
                name="dossier_by_ending",
                condition=Q(ready_at__isnull=True, ended_at__isnull=False),
            ),
        ),
    ]
