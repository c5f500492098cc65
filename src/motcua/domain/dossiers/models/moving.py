"""Moving running dossiers to another process version: the batch and what became of each dossier."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.words import MoveState


class MoveBatch(models.Model):
    """One row = one bulk move of running dossiers from a process version to another, with its map of steps.

    `ended_at` is when the last dossier was treated; a batch without it was cut short and is to be resumed.
    personal_data: login of an officer; kept as long as the dossiers it moved
    """

    source = models.ForeignKey("workflow.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("workflow.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    steps = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="move_undone_by_someone",
                condition=Q(undone_at=None, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Moved(models.Model):
    """One row = one dossier of a bulk move: waiting, moved, stayed (with the reason), or gone back.

    `before` is where it stood: [number, step, name, role, officer] of each open or suspended step, the waiting tokens,
    the whole of the shares. `ledger_row` is the row of the move in the dossier's ledger.
    personal_data: login of officers; kept as long as the dossier
    """

    batch = models.ForeignKey(MoveBatch, on_delete=models.PROTECT, related_name="dossiers")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="moves")
    state = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    before = models.JSONField()
    ledger_row = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["batch", "dossier"], name="moved_once_in_a_batch"),
            CheckConstraint(name="moved_state_is_known", condition=Q(state__in=[one.value for one in MoveState])),
            CheckConstraint(
                name="moved_with_its_ledger_row",
                condition=Q(state__in=["waiting", "stayed"], ledger_row=None)
                | (~Q(state__in=["waiting", "stayed"]) & Q(ledger_row__isnull=False)),
            ),
        ]
