"""Keep short addresses for ever, the boards that carry them, where they hang, how often they are scanned, what was replaced.

An address and a version of a board never change: they are printed. Runs beside the earlier release. Longest lock: create
tables. Undo: drops them; printed codes lead nowhere then.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER procedures_short_address_unchanged BEFORE UPDATE OR DELETE ON procedures_shortaddress
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_version_change();
CREATE TRIGGER procedures_board_version_unchanged BEFORE UPDATE OR DELETE ON procedures_boardversion
    FOR EACH ROW EXECUTE FUNCTION procedures_refuse_version_change();
"""
BACKWARD = """
DROP TRIGGER procedures_short_address_unchanged ON procedures_shortaddress;
DROP TRIGGER procedures_board_version_unchanged ON procedures_boardversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0010_say_where_a_unit_is_reached"),
        ("procedures", "0007_let_administrators_add_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, unique=True)),
                ("field", models.TextField()),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoardVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("face", models.JSONField()),
                ("made_by", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="procedures.board"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoardHanging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("size", models.CharField(max_length=10)),
                ("place", models.CharField(max_length=120)),
                ("hung_at", models.DateTimeField()),
                ("hung_by", models.TextField()),
                ("taken_down_at", models.DateTimeField(null=True)),
                ("taken_down_by", models.TextField(blank=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.TextField(blank=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hangings", to="procedures.board"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.boardversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcedureReplacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_by", models.TextField()),
                ("said_at", models.DateTimeField()),
                ("taken_back_by", models.TextField(blank=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="procedures.procedure",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.procedure"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShortAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letters", models.CharField(max_length=6, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "desk",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                        to_field="code",
                    ),
                ),
                (
                    "procedure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.procedure",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScanCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on_day", models.DateField()),
                ("count", models.PositiveIntegerField()),
                (
                    "short",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.shortaddress"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on_day", models.DateField()),
                (
                    "short",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.shortaddress",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(fields=("desk", "field"), name="board_of_a_desk_and_field_once"),
        ),
        migrations.AddConstraint(
            model_name="boardversion",
            constraint=models.UniqueConstraint(fields=("board", "number"), name="board_version_number_once"),
        ),
        migrations.AddConstraint(
            model_name="boardversion",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="board_version_from_one"),
        ),
        migrations.AddConstraint(
            model_name="boardhanging",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_down_at", None), ("undone_at", None)),
                fields=("board", "size", "place"),
                name="board_hangs_once_at_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardhanging",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__in", ["a4", "a3", "poster", "card", "screen"])), name="board_size_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardhanging",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="board_hangs_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardhanging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_down_at", None), ("taken_down_by", "")),
                    models.Q(
                        ("taken_down_at__gte", models.F("hung_at")), models.Q(("taken_down_by", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="board_taken_down_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardhanging",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", "")),
                    models.Q(("undone_at__isnull", False), models.Q(("undone_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="board_hanging_undone_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurereplacement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at", None)),
                fields=("procedure", "successor"),
                name="procedure_replacement_said_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurereplacement",
            constraint=models.CheckConstraint(
                condition=models.Q(("procedure", models.F("successor")), _negated=True),
                name="procedure_does_not_replace_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurereplacement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at", None), ("taken_back_by", "")),
                    models.Q(("taken_back_at__isnull", False), models.Q(("taken_back_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="procedure_replacement_taken_back_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortaddress",
            constraint=models.UniqueConstraint(
                fields=("procedure", "desk"), name="short_address_one_for_ever", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="scancount",
            constraint=models.UniqueConstraint(fields=("short", "on_day"), name="scan_count_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="scancount",
            constraint=models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="scan_count_of_something"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
