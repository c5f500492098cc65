"""Tables of messages: what is owed to whom, and by which delivery it leaves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from motcua.domain.notifications.rules.words import CHOOSABLE, Channel


class KeptMessage(models.Model):
    """One row = one message owed to a person. Its text is made from the template of `edition` whenever it is needed.

    Neither text nor mailbox of the person are kept here: both come from the snapshot of what was declared.

    personal_data: login of an officer, reasons given in free words; kept until the dossier is handed to the archive.
    """

    subject = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    template = models.CharField(max_length=40)
    edition = models.DateField()
    recipient = models.ForeignKey("parties.PartySnapshot", on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=60)

    class Meta:
        constraints = [UniqueConstraint(fields=["subject", "key"], name="message_once_for_a_key")]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"


class MessageDelivery(models.Model):
    """One row = one message on one channel. Without `dispatch` there was no address to send it to.

    How it stands is the outbox's to say.

    personal_data: none; kept until the dossier is handed to the archive.
    """

    message = models.ForeignKey(KeptMessage, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20)
    dispatch = models.OneToOneField("foundation.Delivery", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["message", "channel"], name="message_once_on_a_channel"),
            CheckConstraint(name="message_channel_is_known", condition=Q(channel__in=[one.value for one in Channel])),
        ]


class ChannelChoice(models.Model):
    """One row = how a person wants to be told of one subject (cách nhận tin), from then on; the newest row holds.

    No way at all: the person is told on paper what the law demands, and nothing else.

    personal_data: login of an officer; kept until the dossier is handed to the archive.
    """

    subject = models.CharField(max_length=100)
    channels = ArrayField(models.CharField(max_length=20), default=list)
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=60)

    class Meta:
        indexes = [Index(name="channel_choice_of_subject", fields=["subject", "id"])]
        constraints = [
            CheckConstraint(
                name="channel_choice_is_known",
                condition=Q(channels__contained_by=sorted(one.value for one in CHOOSABLE)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.channels}"
