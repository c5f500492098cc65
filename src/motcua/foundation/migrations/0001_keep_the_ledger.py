"""Keep the ledger, running numbers and keys of outside writes.

The trigger chains each row to the one before it of the same subject and refuses whatever is not an
insert. Longest lock: none (new tables). Undo: drop the tables; the ledger is lost with them.
"""

from typing import ClassVar

from django.db import migrations, models

CHAIN = """
CREATE FUNCTION ledger_chain_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subject, 42));
    SELECT seq, hash INTO head FROM foundation_ledgerentry
        WHERE subject = NEW.subject ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(head.seq, 0) + 1;
    NEW.prev := coalesce(head.hash, ''::bytea);
    NEW.transaction := pg_current_xact_id()::text::bigint;
    NEW.hash := sha256(convert_to(
        jsonb_build_array(NEW.subject, NEW.seq, NEW.act, NEW.by_login, NEW.by_right, NEW.unit_code,
                          (extract(epoch FROM NEW.at) * 1000000)::bigint, NEW.body,
                          encode(NEW.prev, 'hex'))::text, 'UTF8'));
    RETURN NEW;
END $$;
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only added to: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_chain BEFORE INSERT ON foundation_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_chain_row();
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON foundation_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON foundation_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""

IDENTITY = """
INSERT INTO foundation_databaseidentity (name, salt, "only")
VALUES (gen_random_uuid()::text, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), true)
"""

UNCHAIN = "DROP FUNCTION ledger_chain_row() CASCADE; DROP FUNCTION ledger_refuse_change() CASCADE;"


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.TextField()),
                ("seq", models.IntegerField()),
                ("act", models.TextField()),
                ("by_login", models.TextField()),
                ("by_right", models.TextField()),
                ("unit_code", models.TextField()),
                ("at", models.DateTimeField()),
                ("body", models.JSONField()),
                ("transaction", models.BigIntegerField(db_index=True)),
                ("prev", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.AddConstraint(
            "LedgerEntry",
            models.UniqueConstraint(fields=["subject", "seq"], name="ledger_one_row_per_place"),
        ),
        migrations.CreateModel(
            name="RunningNumber",
            fields=[
                ("book", models.TextField(primary_key=True, serialize=False)),
                ("last", models.IntegerField()),
            ],
        ),
        migrations.AddConstraint(
            "RunningNumber",
            models.CheckConstraint(condition=models.Q(last__gte=1), name="running_number_from_one"),
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.TextField()),
                ("key", models.TextField()),
                ("request_digest", models.TextField()),
                ("answer", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            "IdempotencyKey",
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once"),
        ),
        migrations.CreateModel(
            name="DatabaseIdentity",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
                ("only", models.BooleanField(unique=True)),
            ],
        ),
        migrations.AddConstraint(
            "DatabaseIdentity",
            models.CheckConstraint(condition=models.Q(only=True), name="database_identity_only_one"),
        ),
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(IDENTITY, migrations.RunSQL.noop),
    ]
