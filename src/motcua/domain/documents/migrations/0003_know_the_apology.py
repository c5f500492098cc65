"""Know the apology among the official forms.

Undo: takes it out of the constraint, which fails while there are apologies: they are not to be lost.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_keep_papers_as_they_were_issued"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="issuedpaper",
            name="paper_form_is_known",
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["receipt", "supplement", "refusal", "apology"])),
                name="paper_form_is_known",
            ),
        ),
    ]
