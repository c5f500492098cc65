"""Know the control slip, the notice of payment, the hand-over list and the register among the official forms.

Undo: takes them out of the constraint, which fails while there are such papers: they are not to be lost.
"""

from django.db import migrations, models

FORMS = [
    "receipt", "supplement", "refusal", "apology", "stop",
    "control", "payment", "hand_over", "register", "register_notes",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_withdraw_papers_and_know_the_stop_notice"),
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
