"""Behind "late in a month" stand few dossiers; they were found among all that were settled in it.

Longest lock: three indexes of few rows are made, each by reading dossiers or promises once; acts wait as long. Undo: drops the
indexes; no data is touched.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_index_who_left_without_result")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["ready_at"], name="dossier_late_by_settling", condition=Q(lateness="late")),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["ready_at"], name="dossier_refused_by_settling", condition=Q(outcome="refused")),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["since"], name="promise_dated_anew", condition=Q(number__gt=0)),
        ),
    ]
