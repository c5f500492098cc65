"""Keep why a step was sent back or refused, for whoever has it next.

Undo: drops the column; the reasons are lost, the ledger keeps that the acts were done.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_hold_dossiers_clock_and_steps")]

    operations = [
        migrations.AddField(
            model_name="step",
            name="reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
