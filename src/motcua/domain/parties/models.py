"""Tables of citizens and businesses. Identifiers live here and nowhere else."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.parties.rules.words import PartyKind

KNOWN_KIND = Q(kind__in=[kind.value for kind in PartyKind])


class Party(models.Model):
    """One row = one citizen or business, as last declared; one row for each identifier.

    personal_data: identifier, name, phone, address, e-mail; kept until no dossier of the person is kept any more
    """

    kind = models.CharField(max_length=20)
    identifier = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    name_fold = models.CharField(max_length=255)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(name="party_once_for_an_identifier", fields=["kind", "identifier"]),
            CheckConstraint(name="party_kind_is_known", condition=KNOWN_KIND),
            CheckConstraint(name="party_is_named", condition=~Q(identifier="") & ~Q(name="")),
        ]
        indexes = [models.Index(name="party_by_folded_name", fields=["name_fold"])]

    def __str__(self) -> str:
        return f"party {self.pk}"


class PartySnapshot(models.Model):
    """One row = what a person declared at one moment; never changed, so that a reprinted slip shows what was printed.

    personal_data: identifier, name, phone, address, e-mail; kept until the dossier that it belongs to is erased
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="snapshots")
    kind = models.CharField(max_length=20)
    identifier = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=500, blank=True)
    email = models.CharField(max_length=254, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="party_snapshot_kind_is_known", condition=KNOWN_KIND)]

    def __str__(self) -> str:
        return f"party snapshot {self.pk}"
