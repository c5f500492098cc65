"""A year of a province by procedure was a million rows: years are added up, and months, years and stocks of all units together.

The sums are made of the months that are there; nothing has to be folded again. The folder of the earlier release is refused beside it.
Longest lock: that of the months and stocks, while they are read once. Undo: forgets the sums; they are made anew from the ledger.
"""

from django.db import migrations, models

MEASURES = (
    "received", "early", "on_time", "late", "late_same_day", "refused", "ended_early", "ended_on_time", "ended_late",
    "ended_late_same_day", "withdrawn", "stopped", "closed", "fell_due", "cleared", "overdue_by_date", "suspended",
    "overdue_suspended", "supplemented", "paused", "not_received", "any_desk",
)  # fmt: skip
STOCKS = ("in_process", "overdue", "overdue_by_date", "suspended", "overdue_suspended")
GRAINS = ("agency", "field", "procedure", "fields", "procedures")
GROUP = "grain, unit, level, field, procedure, channel"
TOGETHER = """
    CASE grain WHEN 'field' THEN 'fields' ELSE 'procedures' END, '', level, field, procedure,
    CASE channel WHEN 'online' THEN channel ELSE '' END
"""


def summed(names: tuple[str, ...]) -> str:
    return ", ".join(f"sum({name})" for name in names)


MONTHS_OF_ALL = f"""
    INSERT INTO flows_monthflow (month, known, {GROUP}, {", ".join(MEASURES)})
    SELECT month, known, {TOGETHER}, {summed(MEASURES)} FROM flows_monthflow
    WHERE grain IN ('field', 'procedure') GROUP BY 3, 1, 2, 5, 6, 7, 8 ORDER BY 3, 1, 2, 5, 6, 7, 8
"""  # noqa: S608 - names of our own columns
STOCKS_OF_ALL = f"""
    INSERT INTO flows_monthstock (month, {GROUP}, {", ".join(STOCKS)})
    SELECT month, {TOGETHER}, {summed(STOCKS)} FROM flows_monthstock
    WHERE grain IN ('field', 'procedure') GROUP BY 2, 1, 4, 5, 6, 7
    HAVING {" OR ".join(f"sum({name}) <> 0" for name in STOCKS)} ORDER BY 2, 1, 4, 5, 6, 7
"""  # noqa: S608 - names of our own columns
YEAR = "date_trunc('year', month::timestamp)::date"
YEARS = f"""
    INSERT INTO flows_yearflow (year, known, {GROUP}, {", ".join(MEASURES)})
    SELECT {YEAR}, greatest(known, ({YEAR} + interval '1 year' - interval '1 day')::date), {GROUP}, {summed(MEASURES)}
    FROM flows_monthflow WHERE grain IN ('agency', 'fields', 'procedures')
    GROUP BY 3, 1, 2, 4, 5, 6, 7, 8 ORDER BY 3, 1, 2, 4, 5, 6, 7, 8
"""  # noqa: S608 - names of our own columns
FORGET = """
    DELETE FROM flows_monthflow WHERE grain IN ('fields', 'procedures');
    DELETE FROM flows_monthstock WHERE grain IN ('fields', 'procedures')
"""


class Migration(migrations.Migration):
    dependencies = [("flows", "0002_leave_out_fields_of_days")]

    operations = [
        migrations.CreateModel(
            name="YearFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grain", models.CharField(max_length=10)),
                ("unit", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=20)),
                ("field", models.TextField(blank=True)),
                ("procedure", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("known", models.DateField()),
                *((name, models.IntegerField()) for name in MEASURES),
                ("year", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grain", "year", "known", "unit", "level", "field", "procedure", "channel"),
                        name="year_flow_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["agency", "fields", "procedures"])), name="year_flow_grain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                        name="year_flow_level",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("monthflow", "month_flow_grain"),
        migrations.RemoveConstraint("monthstock", "month_stock_grain"),
        migrations.AddConstraint(
            "monthflow",
            models.CheckConstraint(condition=models.Q(("grain__in", list(GRAINS))), name="month_flow_grain"),
        ),
        migrations.AddConstraint(
            "monthstock",
            models.CheckConstraint(condition=models.Q(("grain__in", list(GRAINS))), name="month_stock_grain"),
        ),
        migrations.RunSQL(MONTHS_OF_ALL, FORGET),
        migrations.RunSQL(STOCKS_OF_ALL, migrations.RunSQL.noop),
        migrations.RunSQL(YEARS, migrations.RunSQL.noop),
    ]
