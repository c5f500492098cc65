"""What a new calendar moved stands in promises and in the ledger, from where the person is told; the table goes.

Undo: makes the table again, empty; what was in it stands in promises and in the ledger.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_hold_apologies")]

    operations = [migrations.DeleteModel(name="Redating")]
