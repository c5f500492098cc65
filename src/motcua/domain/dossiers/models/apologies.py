"""Apologies: the letter a unit owes for a late dossier, from its draft to the person's hands."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.apologies import Handing


class Apology(models.Model):
    """One row = the apology (phiếu xin lỗi) of one dossier; there is never a second one.

    A draft until it is signed. `promised_at` is the promise it apologises for, `new_moment` the one new appointment,
    null where the result lies at the desk already. `foreseen`: signed before the promise was broken. `paper` is the
    signed paper, `number` its number. `given_*` is the proof by hand, where the letter did not go by a message.

    personal_data: logins and rights of officers, reasons given in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="apology")
    reason = models.TextField()
    promised_at = models.DateTimeField()
    new_moment = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=60)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=60, blank=True)
    signature = models.TextField(blank=True)
    foreseen = models.BooleanField(null=True)
    paper = models.ForeignKey("documents.IssuedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=60, blank=True)
    given_how = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(name="apology_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="apology_appoints_later", condition=Q(new_moment=None) | Q(new_moment__gt=F("promised_at"))
            ),
            CheckConstraint(
                name="apology_signed_whole",
                condition=Q(signed_at=None, signed_by="", signature="", foreseen=None, paper=None)
                | (
                    Q(signed_at__isnull=False, foreseen__isnull=False, paper__isnull=False)
                    & ~Q(signed_by="")
                    & ~Q(signature="")
                ),
            ),
            CheckConstraint(
                name="apology_given_after_signing",
                condition=Q(given_at=None, given_by="", given_how="")
                | (Q(given_at__gte=F("signed_at"), given_how__in=[one.value for one in Handing]) & ~Q(given_by="")),
            ),
        ]
