"""Let a paper be withdrawn because it was lost and another one stands in its place.

Runs beside the earlier release, which knows no such cause. Longest lock: the constraint is made anew, which reads the
papers once. Undo: takes the word out of the constraint; fails where a paper was withdrawn for it.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_know_the_settlement_report")]

    operations = [
        migrations.RemoveConstraint(model_name="issuedpaper", name="paper_withdrawn_for_a_cause"),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | Q(withdrawn_at__gte=F("issued_at"), withdrawn_why__in=["voided", "replaced", "reopened", "lost"]),
                name="paper_withdrawn_for_a_cause",
            ),
        ),
    ]
