"""One row of the ledger that cannot be folded kept all others from it: what it is about is set aside and named.

Runs beside the earlier release, which sets nothing aside. Longest lock: none on what is there. Undo: forgets what is set aside; the ledger
still has it.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flows", "0003_add_up_years_and_all_units")]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.TextField(unique=True)),
                ("act", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
            ],
        ),
    ]
