"""Let old looks be erased, by a function of the owner alone, and find them by their moment.

The role of web and worker may add and read looks, never remove one. It may call this function, which takes no look
younger than ninety days: that is no period of the law (the rule pack has it), it keeps a stolen role from wiping traces.

Longest lock: the index of `foundation_access`, as long as the table is read once. Undo: drop both.
"""

import django.contrib.postgres.indexes
from django.db import migrations

FUNCTION = """
    CREATE FUNCTION foundation_forget_looks(before timestamptz, most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DECLARE gone integer;
    BEGIN
        IF before > now() - interval '90 days' THEN
            RAISE EXCEPTION 'looks of the last 90 days are not erased';
        END IF;
        DELETE FROM foundation_access WHERE id IN (
            SELECT id FROM foundation_access WHERE at < before ORDER BY id LIMIT most
        );
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END $$;
    REVOKE EXECUTE ON FUNCTION foundation_forget_looks(timestamptz, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0003_keep_who_looked"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="access",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["at"], name="access_by_moment"),
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION foundation_forget_looks(timestamptz, integer)"),
    ]
