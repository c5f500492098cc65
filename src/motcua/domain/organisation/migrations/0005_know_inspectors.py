"""Know the role of who inspects for a period.

Longest lock: the table of positions while its rows are checked (a few thousand at most). Undo: the constraint without it;
no position may have the role then.
"""

from typing import ClassVar

from django.db import migrations, models

NOW = ["reception", "handler", "leader", "publisher", "supervisor", "inspector", "administrator"]


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("organisation", "0004_hold_leaves_with_substitutes")]
    operations: ClassVar[list[object]] = [
        migrations.RemoveConstraint(model_name="position", name="position_roles_are_known"),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("roles__contained_by", NOW)), name="position_roles_are_known"
            ),
        ),
    ]
