"""What people ask from afar with the key of their receipt: to have the dossier back."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier


class WithdrawalRequest(models.Model):
    """One row = the person asked to have the dossier back (xin rút hồ sơ); the desk withdraws it, nothing does by itself.

    It waits until the person takes it back, the dossier ends, or its result is decided; `ended_at` is when it ended
    without a result. One waits at a time.

    personal_data: reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="withdrawal_requests")
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    reason = models.TextField()
    taken_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="withdrawal_request_number_once"),
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(taken_back_at=None, ended_at=None),
                name="withdrawal_request_one_waits",
            ),
            CheckConstraint(name="withdrawal_request_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="withdrawal_request_over_in_one_way",
                condition=(Q(taken_back_at=None) | Q(ended_at=None))
                & (Q(taken_back_at=None) | Q(taken_back_at__gte=F("asked_at"))),
            ),
        ]
