"""Say of each position in whose name it signs for its unit, as the lines over a signature.

Nobody signs until an administrator says so. Undo: drops the column; letters signed keep their own lines.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_keep_calendar_versions_unchanged"),
    ]

    operations = [
        migrations.AddField(
            model_name="position",
            name="signature",
            field=models.TextField(blank=True),
        ),
    ]
