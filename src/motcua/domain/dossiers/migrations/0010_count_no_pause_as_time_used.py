"""Keep what was paused on the dossier, so that time used and risk do not count it.

Dossiers that were paused before are counted as they were until their clock stands still again or starts anew. Undo: drops the column; the pauses stay in the segments of the clock.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0009_correct_and_reopen")]

    operations = [
        migrations.AddField("dossier", "paused_minutes", models.PositiveIntegerField(default=0)),
    ]
