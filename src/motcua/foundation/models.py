"""Tables of the foundation: the ledger, running numbers, keys of writes that came from outside."""

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
