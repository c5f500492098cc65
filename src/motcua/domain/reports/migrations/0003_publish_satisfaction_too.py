"""Hold published reports of satisfaction beside those of settlement (ADR 60).

Runs beside release 2026.11.0, which has no reports. Longest lock: adding a column with a default. Undo: drop the column,
once no report of satisfaction is there; the database refuses the narrower constraints while one is.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_keep_published_reports_unchanged")]

    operations = [
        migrations.AddField(
            model_name="publishedreport",
            name="kind",
            field=models.CharField(default="settlement", max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="publishedreport", name="report_published_once"),
        migrations.RemoveConstraint(model_name="publishedreport", name="report_comparison_is_known"),
        migrations.AddConstraint(
            model_name="publishedreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("kind", "first_on", "last_on", "as_of", "by", "compare", "unit_code"),
                name="report_published_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("compare__in", ["moment", "date"]), ("kind", "settlement")),
                    models.Q(("compare", ""), ("kind", "satisfaction")),
                    _connector="OR",
                ),
                name="report_kind_is_known",
            ),
        ),
    ]
