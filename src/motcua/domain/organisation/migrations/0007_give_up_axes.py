"""Drop the tables of the package that counted failed sign-ins before; the counts are ours now (ADR 40).

What they held is a quarter of an hour of failed attempts. Undo: nothing comes back; the release before makes its
tables again.
"""

from django.db import migrations

FORWARD = """
DROP TABLE IF EXISTS axes_accessattemptexpiration, axes_accessattempt, axes_accessfailurelog, axes_accesslog;
DELETE FROM django_migrations WHERE app = 'axes';
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_guard_accounts")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
