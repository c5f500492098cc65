"""Hold what people hand in and the papers that units issue.

First tables of the module: new tables only, no lock on anything in use. Undo: drop them.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IssuedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=120)),
                ("form", models.CharField(max_length=20)),
                ("unit_code", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("running", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=60)),
                ("rule_pack", models.CharField(max_length=20)),
                ("template_digest", models.CharField(max_length=64)),
                ("data", models.JSONField()),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=60)),
                ("prints", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["subject"], name="paper_by_subject")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "unit_code", "year", "running"), name="paper_number_once_in_its_book"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["receipt", "supplement", "refusal"])),
                        name="paper_form_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("running__gte", 1)), name="paper_running_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest__isnull", True), ("prints", 0)),
                            models.Q(("digest__isnull", False), ("prints__gte", 1)),
                            _connector="OR",
                        ),
                        name="paper_printed_has_its_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedComponent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=120)),
                ("number", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("originals", models.PositiveIntegerField()),
                ("copies", models.PositiveIntegerField()),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "number"), name="component_number_once_for_a_subject"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="component_is_named"),
                ],
            },
        ),
    ]
