"""Remember where on a map a unit is: latitude and longitude beside its address, empty until they are stated.

Runs beside the earlier release, which leaves them empty in what it states. Longest lock: two empty columns and a check of
the few rows there. Undo: drops them; the ledger still says that they were stated.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0010_say_where_a_unit_is_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="unitcontact",
            name="latitude",
            field=models.DecimalField(decimal_places=5, max_digits=7, null=True),
        ),
        migrations.AddField(
            model_name="unitcontact",
            name="longitude",
            field=models.DecimalField(decimal_places=5, max_digits=8, null=True),
        ),
        migrations.AddConstraint(
            model_name="unitcontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    _connector="OR",
                ),
                name="unit_contact_is_on_earth",
            ),
        ),
    ]
