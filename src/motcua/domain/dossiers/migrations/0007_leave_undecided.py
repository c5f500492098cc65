"""Know dossiers that were stopped on request or void, and when a step was cancelled.

Runs beside the earlier release. Undo: fails while there are stopped or void dossiers: their fate is not to be lost.
"""

from django.db import migrations, models

STATES = ["processing", "supplement", "paused", "ready", "returned", "withdrawn", "closed", "stopped", "void"]


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_tell_redating_from_the_ledger"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_state_is_known",
        ),
        migrations.AddField(
            model_name="step",
            name="cancelled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", STATES)),
                name="dossier_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancelled_at", None), ("state", "cancelled"), _connector="OR"),
                name="step_cancelled_when_it_is",
            ),
        ),
    ]
