"""Tables of the foundation: the ledger, running numbers, keys of writes that came from outside."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models


class LedgerEntry(models.Model):
    """One row = one act of one person on one subject. Rows are only ever added.

    `seq`, `transaction`, `prev` and `hash` are filled by the database (trigger in the migration), so an
    object does not know them after it was saved. Body: codes, references and salted digests.

    personal_data: login and right of the officer who acted; kept until the archive takes over the subject.
    """

    subject = models.TextField()
    seq = models.IntegerField()
    act = models.TextField()
    by_login = models.TextField()
    by_right = models.TextField()
    unit_code = models.TextField()
    at = models.DateTimeField()
    body = models.JSONField()
    transaction = models.BigIntegerField(db_index=True)
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="ledger_one_row_per_place")]


class RunningNumber(models.Model):
    """One row = the last number given out in one book (for example a unit's dossiers of one day).

    personal_data: none; never erased.
    """

    book = models.TextField(primary_key=True)
    last = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(last__gte=1), name="running_number_from_one")]


class IdempotencyKey(models.Model):
    """One row = one write from outside that was done, with the answer it got.

    personal_data: none; kept until 90 days after the write.
    """

    scope = models.TextField()
    key = models.TextField()
    request_digest = models.TextField()
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]


class DatabaseIdentity(models.Model):
    """One row = the random name of this database, to which its seals belong. There is only one row.

    `salt` goes into every digest that the ledger keeps, so that none can be guessed from a list of names.

    personal_data: none; kept until the database is given up.
    """

    name = models.TextField(primary_key=True)
    salt = models.BinaryField()
    only = models.BooleanField(unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="database_identity_only_one")]


class Delivery(models.Model):
    """One row = one delivery to another system or to a person's mailbox, kept with the act that owes it.

    `stable_id` names it to the far side, the same at every attempt. `leased_until`: a worker has it in hand until then;
    a worker that was killed leaves it to the next one. `entered_at`, `due_at` and leases are by the database's own
    clock, so that those of several machines do not matter; `queued_at` is the moment of the act. `route` says which sender, `reference` what: a key of the module that queued.

    personal_data: none; kept until the dossier that it is about is handed to the archive.
    """

    stable_id = models.TextField(unique=True)
    route = models.CharField(max_length=20)
    subject = models.TextField()
    reference = models.BigIntegerField()
    state = models.CharField(max_length=20)
    queued_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField()
    lease = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    proof = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_state_is_known", condition=models.Q(state__in=["waiting", "done", "failed", "dropped"])
            ),
            models.CheckConstraint(
                name="delivery_done_at_a_moment",
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at=None)),
            ),
        ]
        indexes = [
            models.Index(name="delivery_waiting", fields=["subject", "id"], condition=models.Q(state="waiting")),
            models.Index(name="delivery_due", fields=["due_at"], condition=models.Q(state="waiting")),
            models.Index(name="delivery_dead", fields=["id"], condition=models.Q(state="failed")),
        ]


class Follower(models.Model):
    """One row = how far one reader has followed the ledger: everything of transactions below `until` is done.

    `floor` is the last row that was there before it began to follow; that one and those before it are not its business.

    personal_data: none; kept as long as the reader follows.
    """

    name = models.TextField(primary_key=True)
    until = models.BigIntegerField()
    floor = models.BigIntegerField()


class LeftBehind(models.Model):
    """One row = a ledger row that a follower could not treat; it is tried again at every run until it succeeds.

    personal_data: none; kept until it was treated.
    """

    follower = models.ForeignKey(Follower, on_delete=models.PROTECT, related_name="+")
    entry = models.BigIntegerField()
    error = models.TextField()
    attempts = models.PositiveIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "entry"], name="left_behind_once")]


class Access(models.Model):
    """One row = an officer looked at personal data: at what, when, on which page. Rows are only ever added.

    `subjects` name what was shown ("dossier:CODE", "person:ID", "paper:ID", "submission:CODE"), a list of found dossiers in one row.

    personal_data: login and right of the officer who looked; kept for the months that the rule pack says
    """

    at = models.DateTimeField()
    by_login = models.TextField()
    by_right = models.TextField()
    unit_code = models.TextField()
    page = models.TextField()
    subjects = ArrayField(models.TextField())

    class Meta:
        constraints = [
            models.CheckConstraint(name="access_of_something", condition=models.Q(subjects__len__gte=1)),
        ]
        indexes = [
            GinIndex(name="access_by_subject", fields=["subjects"], fastupdate=True),
            models.Index(name="access_by_officer", fields=["by_login", "at"]),
            BrinIndex(name="access_by_moment", fields=["at"]),
        ]
