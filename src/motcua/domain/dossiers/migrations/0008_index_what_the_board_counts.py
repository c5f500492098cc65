"""The board counts open dossiers, open steps and this month's results every few seconds: three partial indexes find them.

Undo: drops the indexes; no data is touched.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_leave_undecided")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["ready_at"], name="dossier_by_settling", condition=Q(ready_at__isnull=False)),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["id"], name="dossier_open", condition=Q(ended_at=None)),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["dossier"], name="step_held", condition=Q(state__in=["open", "suspended"])),
        ),
    ]
