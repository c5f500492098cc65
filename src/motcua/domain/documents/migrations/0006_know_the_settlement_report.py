"""Know the settlement report among the official forms; it is drawn from a report's document, not issued as a paper.

Undo: takes it out of the constraint, nothing lost.
"""

from django.db import migrations, models

FORMS = [
    "receipt", "supplement", "refusal", "apology", "stop",
    "control", "payment", "hand_over", "register", "register_notes", "settlement",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_know_slips_lists_and_registers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="issuedpaper",
            name="paper_form_is_known",
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", FORMS)),
                name="paper_form_is_known",
            ),
        ),
    ]
