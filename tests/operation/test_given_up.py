"""What an earlier release used and this one gave up: its tables go, and backups that know it still restore."""

import importlib

import pytest
from django.db import connection

from motcua.foundation.backup import restoring
from motcua.foundation.backup.failures import BackupRefused


@pytest.mark.django_db
def test_the_tables_of_axes_go_and_nothing_of_them_is_left():
    forward = importlib.import_module("motcua.domain.organisation.migrations.0007_give_up_axes").FORWARD
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE axes_accessattempt (id int); CREATE TABLE axes_accesslog (id int)")
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now())")
        cursor.execute(forward)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'axes%'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'axes'")
        assert cursor.fetchone() == (0,)


def test_a_backup_with_axes_is_of_no_later_release_and_one_with_something_unknown_is():
    restoring._require_known(["axes.0001_initial", "organisation.0001_hold_units_people_and_calendars"], "Bản này")

    with pytest.raises(BackupRefused):
        restoring._require_known(["axes2.0001_initial"], "Bản này")
