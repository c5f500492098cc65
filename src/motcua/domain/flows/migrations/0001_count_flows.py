"""Hold what each day and month counts, the stocks of ended months, and how far the ledger is folded.

Runs beside the earlier release. Longest lock: none on what is there. Undo: drops the flows; they are made anew from the ledger.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DayFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grain", models.CharField(max_length=10)),
                ("unit", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=20)),
                ("field", models.TextField(blank=True)),
                ("procedure", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("known", models.DateField()),
                ("received", models.IntegerField()),
                ("early", models.IntegerField()),
                ("on_time", models.IntegerField()),
                ("late", models.IntegerField()),
                ("late_same_day", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("ended_early", models.IntegerField()),
                ("ended_on_time", models.IntegerField()),
                ("ended_late", models.IntegerField()),
                ("ended_late_same_day", models.IntegerField()),
                ("withdrawn", models.IntegerField()),
                ("stopped", models.IntegerField()),
                ("closed", models.IntegerField()),
                ("fell_due", models.IntegerField()),
                ("cleared", models.IntegerField()),
                ("overdue_by_date", models.IntegerField()),
                ("suspended", models.IntegerField()),
                ("overdue_suspended", models.IntegerField()),
                ("supplemented", models.IntegerField()),
                ("paused", models.IntegerField()),
                ("not_received", models.IntegerField()),
                ("any_desk", models.IntegerField()),
                ("day", models.DateField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("known__gt", models.F("day"))), fields=["known"], name="day_flow_told_later"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grain", "day", "known", "unit", "level", "field", "procedure", "channel"),
                        name="day_flow_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known__gte", models.F("day"))), name="day_flow_not_known_before"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["agency", "field", "procedure"])), name="day_flow_grain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                        name="day_flow_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Folding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("only", models.BooleanField(unique=True)),
                ("until", models.BigIntegerField()),
                ("floor", models.BigIntegerField()),
                ("at", models.DateTimeField(null=True)),
                ("stocks_until", models.DateField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("differing", models.PositiveIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only", True)), name="folding_only_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("differing", None)),
                            models.Q(("checked_at__isnull", False), ("differing__isnull", False)),
                            _connector="OR",
                        ),
                        name="folding_checked_with_its_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grain", models.CharField(max_length=10)),
                ("unit", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=20)),
                ("field", models.TextField(blank=True)),
                ("procedure", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("known", models.DateField()),
                ("received", models.IntegerField()),
                ("early", models.IntegerField()),
                ("on_time", models.IntegerField()),
                ("late", models.IntegerField()),
                ("late_same_day", models.IntegerField()),
                ("refused", models.IntegerField()),
                ("ended_early", models.IntegerField()),
                ("ended_on_time", models.IntegerField()),
                ("ended_late", models.IntegerField()),
                ("ended_late_same_day", models.IntegerField()),
                ("withdrawn", models.IntegerField()),
                ("stopped", models.IntegerField()),
                ("closed", models.IntegerField()),
                ("fell_due", models.IntegerField()),
                ("cleared", models.IntegerField()),
                ("overdue_by_date", models.IntegerField()),
                ("suspended", models.IntegerField()),
                ("overdue_suspended", models.IntegerField()),
                ("supplemented", models.IntegerField()),
                ("paused", models.IntegerField()),
                ("not_received", models.IntegerField()),
                ("any_desk", models.IntegerField()),
                ("month", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grain", "month", "known", "unit", "level", "field", "procedure", "channel"),
                        name="month_flow_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["agency", "field", "procedure"])), name="month_flow_grain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                        name="month_flow_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthStock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grain", models.CharField(max_length=10)),
                ("unit", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=20)),
                ("field", models.TextField(blank=True)),
                ("procedure", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("month", models.DateField()),
                ("in_process", models.IntegerField()),
                ("overdue", models.IntegerField()),
                ("overdue_by_date", models.IntegerField()),
                ("suspended", models.IntegerField()),
                ("overdue_suspended", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("grain", "month", "unit", "level", "field", "procedure", "channel"),
                        name="month_stock_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["agency", "field", "procedure"])), name="month_stock_grain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["", "province", "district", "commune"])),
                        name="month_stock_level",
                    ),
                ],
            },
        ),
    ]
