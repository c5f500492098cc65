"""A day of an agency has hardly fewer rows by field than by procedure: they are left out, and days by field read from these.

The folder of the earlier release is refused beside it; nothing is lost, folding goes on from where it stood. Longest lock: the days of the
counts, while they are read once. Undo: days by field are there again after `flows rebuild`.
"""

from django.db import migrations, models

FORGET = "DELETE FROM flows_dayflow WHERE grain = 'field'"


class Migration(migrations.Migration):
    dependencies = [("flows", "0001_count_flows")]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.RemoveConstraint("dayflow", "day_flow_grain"),
        migrations.AddConstraint(
            "dayflow",
            models.CheckConstraint(condition=models.Q(("grain__in", ["agency", "procedure"])), name="day_flow_grain"),
        ),
    ]
