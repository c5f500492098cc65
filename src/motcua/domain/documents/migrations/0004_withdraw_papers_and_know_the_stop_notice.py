"""Mark papers that no longer hold, and know the notice of a stop on request among the official forms.

Stop the earlier release first: it issues papers without the new columns. Undo: drops the marks; fails while there are
stop notices: they are not to be lost.
"""

from django.db import migrations, models

UNCHANGED = """
CREATE OR REPLACE FUNCTION documents_refuse_paper_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (to_jsonb(NEW) - {kept}) IS DISTINCT FROM (to_jsonb(OLD) - {kept})
        OR NEW.prints < OLD.prints
        OR (OLD.digest IS NOT NULL AND NEW.digest IS DISTINCT FROM OLD.digest){once}
    THEN
        RAISE EXCEPTION 'an issued paper is never changed: issue a new one'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
COUNTED = "'prints' - 'digest'"
ONCE = """
        OR (OLD.withdrawn_at IS NOT NULL
            AND (NEW.withdrawn_at, NEW.withdrawn_why) IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_why))"""
FORWARD = UNCHANGED.format(kept=f"{COUNTED} - 'withdrawn_at' - 'withdrawn_why'", once=ONCE)
BACKWARD = UNCHANGED.format(kept=COUNTED, once="")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_know_the_apology"),
    ]

    operations = [
        migrations.AddField(
            model_name="issuedpaper",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="withdrawn_why",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("withdrawn_why", ""))
                | models.Q(
                    ("withdrawn_at__gte", models.F("issued_at")),
                    ("withdrawn_why__in", ["voided", "replaced", "reopened"]),
                ),
                name="paper_withdrawn_for_a_cause",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="issuedpaper",
            name="paper_form_is_known",
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["receipt", "supplement", "refusal", "apology", "stop"])),
                name="paper_form_is_known",
            ),
        ),
    ]
