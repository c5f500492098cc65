"""Remember by which decision an answer was taken back.

Runs beside the earlier release: what was taken back before names none. Longest lock: add a nullable column. Undo: drops
it; the ledger still says when an answer was withdrawn.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0004_date_the_provinces_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="provinceanswer",
            name="ended_by_decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ended_answers",
                to="procedures.provincedecision",
            ),
        ),
    ]
