"""Tables of ratings: who was asked, what was answered, which devices stand at the counters; scores and what is said to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.surveys.rules.words import CommentState, Ended

NO_END = Q(ended_at=None, ended_why="")
ENDED = Q(ended_at__isnull=False, ended_why__in=[one.value for one in Ended])


class RatingDevice(models.Model):
    """One row = one device at a counter on which people rate (máy đánh giá); of its address only a digest is kept.

    personal_data: login of an officer; kept as long as ratings given on it.
    """

    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="rating_device_ended_by_somebody",
                condition=Q(ended_at=None, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RatingInvitation(models.Model):
    """One row = somebody may rate one settlement of a dossier once (lời mời): by a link, or on a device at the counter.

    `settlement` counts the settlements of the dossier from 1; of a link's token only a digest is kept.

    personal_data: login of an officer; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey("dossiers.Dossier", to_field="code", on_delete=models.PROTECT, related_name="+")
    settlement = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True, null=True)
    device = models.ForeignKey(RatingDevice, on_delete=models.PROTECT, null=True, related_name="invitations")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="rating_invitation_by_link_or_device",
                condition=Q(channel="link", digest__isnull=False, device=None)
                | Q(channel="device", digest=None, device__isnull=False),
            ),
            CheckConstraint(name="rating_invitation_ended_for_a_cause", condition=NO_END | ENDED),
        ]
        indexes = [
            models.Index(
                name="rating_invitation_on_device",
                fields=["device", "id"],
                condition=Q(device__isnull=False, used_at=None, ended_at=None),
            ),
        ]


class Rating(models.Model):
    """One row = what was said of one settlement of a dossier (đánh giá). Unit, procedure and field as at its reception.

    `sender` is a digest of network place and browser, empty once it was forgotten; `doubts` are for a supervisor, who
    may set the rating aside (`RatingAside`). A rating whose dossier was reopened stays, and counts no longer.

    personal_data: login of an officer; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey("dossiers.Dossier", to_field="code", on_delete=models.PROTECT, related_name="+")
    settlement = models.PositiveSmallIntegerField()
    invitation = models.OneToOneField(RatingInvitation, on_delete=models.PROTECT, related_name="rating")
    desk = models.CharField(max_length=40)
    competent = models.CharField(max_length=40)
    unit_level = models.CharField(max_length=20)
    procedure_code = models.CharField(max_length=40)
    field = models.TextField(blank=True)
    settled_at = models.DateTimeField()
    answer = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    rated_at = models.DateTimeField()
    sender = models.CharField(max_length=64, blank=True)
    doubts = ArrayField(models.CharField(max_length=20), default=list)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="rating_once_for_a_settlement", fields=["dossier", "settlement"]),
            CheckConstraint(name="rating_answer_in_range", condition=Q(answer__gte=1, answer__lte=5)),
            CheckConstraint(name="rating_ended_for_a_cause", condition=NO_END | ENDED),
        ]
        indexes = [
            models.Index(name="rating_by_settling", fields=["settled_at"]),
            models.Index(name="rating_by_sender", fields=["sender", "rated_at"], condition=~Q(sender="")),
        ]


class RatingAside(models.Model):
    """One row = a time during which a rating was set aside (để ngoài), with the reason; open as long as it is.

    Taken back in, the row ends and stays: of any past day it can be said whether the rating counted then.

    personal_data: login of an officer, a reason given in free words; kept as long as the rating.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="asides")
    since = models.DateTimeField()
    by = models.CharField(max_length=60)
    why = models.TextField()
    until = models.DateTimeField(null=True)
    until_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(name="rating_aside_once_at_a_time", fields=["rating"], condition=Q(until=None)),
            CheckConstraint(name="rating_aside_with_a_reason", condition=~Q(by="") & ~Q(why="")),
            CheckConstraint(
                name="rating_aside_ended_by_somebody",
                condition=Q(until=None, until_by="") | (Q(until__gte=models.F("since")) & ~Q(until_by="")),
            ),
        ]


class RatingComment(models.Model):
    """One row = free words of a rating (góp ý): as written, and as shown once a supervisor let them be, parts left out.

    personal_data: what people write in free words, login of an officer; kept until the dossier is handed to the archive.
    """

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="comment")
    written = models.TextField()
    shown = models.TextField(blank=True)
    state = models.CharField(max_length=20)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="comment_decided_by_somebody",
                condition=Q(state="waiting", decided_at=None, decided_by="", shown="")
                | (Q(state="shown", decided_at__isnull=False) & ~Q(decided_by="") & ~Q(shown=""))
                | (Q(state="hidden", decided_at__isnull=False, shown="") & ~Q(decided_by="")),
            ),
            CheckConstraint(name="comment_state_is_known", condition=Q(state__in=[one.value for one in CommentState])),
        ]


class RatingSlip(models.Model):
    """One row = what a rating said on the scoring of settlement (phiếu chấm điểm): the outcome of each index answered.

    `answers`: number of the index to the key of the outcome; no index that wasn't answered. Counts as its rating does.

    personal_data: none; kept until the dossier is handed to the archive.
    """

    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="slip")
    answers = models.JSONField()

    class Meta:
        constraints = [CheckConstraint(name="slip_answers_something", condition=~Q(answers={}))]


class ScoreAnswer(models.Model):
    """One row = what an officer answered to one index of the score of one settlement (giải trình); never changed.

    `unit`: for which the officer worked on the dossier; its leaders reply.

    personal_data: login of an officer, words of an officer; kept until the dossier is handed to the archive.
    """

    dossier = models.ForeignKey("dossiers.Dossier", to_field="code", on_delete=models.PROTECT, related_name="+")
    settlement = models.PositiveSmallIntegerField()
    index = models.PositiveSmallIntegerField()
    officer = models.CharField(max_length=60)
    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["dossier", "settlement", "index", "officer", "at"], name="score_answer_once"),
            CheckConstraint(name="score_answer_has_words", condition=~Q(words="")),
        ]
        indexes = [models.Index(fields=["officer"], name="score_answer_of_officer")]


class ScoreReply(models.Model):
    """One row = what a leader or supervisor replied to an answer (trả lời giải trình); the last one holds, none is changed.

    `accepts`: the index of that dossier is left out of the officer's score.

    personal_data: login of an officer, words of an officer; kept until the dossier is handed to the archive.
    """

    answer = models.ForeignKey(ScoreAnswer, on_delete=models.PROTECT, related_name="replies")
    accepts = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [CheckConstraint(name="score_reply_has_words", condition=~Q(words=""))]


class ComplaintFinding(models.Model):
    """One row = what was found of a complaint on attitude on a slip (kết luận); the last one holds, none is changed.

    personal_data: login of an officer, words of an officer; kept until the dossier is handed to the archive.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="findings")
    justified = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [CheckConstraint(name="complaint_finding_has_words", condition=~Q(words=""))]


class PostedBoard(models.Model):
    """One row = a desk stated that what was published until then hangs at its counter (niêm yết), from a day on.

    What is published later needs a further statement. `ended_on`: the first day on which it hangs no more.

    personal_data: login of an officer; kept as long as dossiers received at the desk.
    """

    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    stated_at = models.DateTimeField()
    stated_by = models.CharField(max_length=60)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="posted_board_ended_by_somebody",
                condition=Q(ended_on=None, ended_at=None, ended_by="")
                | (Q(ended_on__gte=models.F("since"), ended_at__isnull=False) & ~Q(ended_by="")),
            ),
        ]
