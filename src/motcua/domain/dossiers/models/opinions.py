"""Opinions asked of other units: who asked what, by when, and what came of it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.dossiers.models.dossier import Dossier
from motcua.domain.dossiers.rules.words import OpinionState


class Opinion(models.Model):
    """One row = one opinion that a unit was asked for on a dossier (lấy ý kiến); the clock of the dossier runs on.

    It is asked until it is answered, withdrawn by whoever asked, passed over by a decision that gave its reason, or
    the dossier ends. `late_found_at`: when the sweep found it unanswered past its own due moment; it is red then and
    stays counted. While it is asked, and no longer, the unit asked may see the dossier.

    personal_data: login of officers, questions and answers in free words; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    asking_unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    late_found_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "answer_by"], name="opinion_asked_by_unit", condition=Q(state="asked")),
        ]
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="opinion_number_once"),
            UniqueConstraint(
                fields=["dossier", "unit"], condition=Q(state="asked"), name="opinion_asked_once_of_a_unit"
            ),
            CheckConstraint(name="opinion_state_is_known", condition=Q(state__in=[one.value for one in OpinionState])),
            CheckConstraint(name="opinion_of_another_unit", condition=~Q(unit=F("asking_unit"))),
            CheckConstraint(name="opinion_asks_something", condition=~Q(question="")),
            CheckConstraint(name="opinion_due_after_asking", condition=Q(answer_by__gt=F("asked_at"))),
            CheckConstraint(
                name="opinion_answered_with_words",
                condition=(Q(state="answered") & ~Q(answer="")) | (~Q(state="answered") & Q(answer="")),
            ),
            CheckConstraint(
                name="opinion_ended_by_someone",
                condition=Q(state="asked", ended_at=None, ended_by="")
                | (~Q(state="asked") & Q(ended_at__gte=F("asked_at")) & ~Q(ended_by="")),
            ),
            CheckConstraint(
                name="opinion_given_up_with_reason",
                condition=~Q(state__in=["withdrawn", "passed_over"]) | ~Q(end_reason=""),
            ),
            CheckConstraint(
                name="opinion_late_after_due", condition=Q(late_found_at=None) | Q(late_found_at__gt=F("answer_by"))
            ),
        ]
