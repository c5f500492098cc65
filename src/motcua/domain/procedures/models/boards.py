"""Tables of the boards: short addresses for ever, what was printed, where it hangs, how often it was scanned."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.procedures.models.catalogue import Procedure
from motcua.domain.procedures.rules.boards.letters import LENGTH
from motcua.domain.procedures.rules.boards.sizes import BoardSize


class ShortAddress(models.Model):
    """One row = one short address for ever: six letters for a procedure at a desk, or without one. Never changed.

    Without a procedure it leads to the search page.

    personal_data: none
    """

    letters = models.CharField(max_length=LENGTH, unique=True)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(
        "organisation.Unit", to_field="code", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["procedure", "desk"], name="short_address_one_for_ever", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.letters


class Scan(models.Model):
    """One row = one opening of a short address on a day, until it is folded into the count of that day.

    Nothing of who opened it: no moment, no address of the network, no name of a browser.

    personal_data: none
    """

    short = models.ForeignKey(ShortAddress, on_delete=models.PROTECT, related_name="+", db_index=False)
    on_day = models.DateField()

    def __str__(self) -> str:
        return f"{self.short_id} {self.on_day}"


class ScanCount(models.Model):
    """One row = how often a short address was opened on a day.

    personal_data: none
    """

    short = models.ForeignKey(ShortAddress, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["short", "on_day"], name="scan_count_once_a_day"),
            CheckConstraint(condition=Q(count__gte=1), name="scan_count_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.short_id} {self.on_day} {self.count}"


class Board(models.Model):
    """One row = the board (bảng mã QR) of one desk and one field, under its number for ever.

    personal_data: none
    """

    number = models.CharField(max_length=60, unique=True)
    desk = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    field = models.TextField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["desk", "field"], name="board_of_a_desk_and_field_once"),
        ]

    def __str__(self) -> str:
        return self.number


class BoardVersion(models.Model):
    """One row = one version of a board as it is printed: its face never changes.

    personal_data: login of the officer who acted; kept as long as the board.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    face = models.JSONField()
    made_by = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["board", "number"], name="board_version_number_once"),
            CheckConstraint(condition=Q(number__gte=1), name="board_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} · {self.number}"


class BoardHanging(models.Model):
    """One row = one version of a board that hangs, or hung, at a place in one size: since when, until when, who says so.

    `undone_at`: it was said by mistake, and counts nowhere.

    personal_data: login of the officer who acted; kept as long as the board.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="hangings")
    version = models.ForeignKey(BoardVersion, on_delete=models.PROTECT, related_name="+")
    size = models.CharField(max_length=10)
    place = models.CharField(max_length=120)
    hung_at = models.DateTimeField()
    hung_by = models.TextField()
    taken_down_at = models.DateTimeField(null=True)
    taken_down_by = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["board", "size", "place"],
                condition=Q(taken_down_at=None, undone_at=None),
                name="board_hangs_once_at_a_place",
            ),
            CheckConstraint(condition=Q(size__in=[one.value for one in BoardSize]), name="board_size_is_known"),
            CheckConstraint(condition=~Q(place=""), name="board_hangs_somewhere"),
            CheckConstraint(
                condition=Q(taken_down_at=None, taken_down_by="")
                | (Q(taken_down_at__gte=F("hung_at")) & ~Q(taken_down_by="")),
                name="board_taken_down_by_someone",
            ),
            CheckConstraint(
                condition=Q(undone_at=None, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
                name="board_hanging_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.place}"


class ProcedureReplacement(models.Model):
    """One row = a publisher says that a procedure was replaced by another; several may stand in the place of one.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="replacements")
    successor = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    said_by = models.TextField()
    said_at = models.DateTimeField()
    taken_back_by = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["procedure", "successor"],
                condition=Q(taken_back_at=None),
                name="procedure_replacement_said_once",
            ),
            CheckConstraint(condition=~Q(procedure=F("successor")), name="procedure_does_not_replace_itself"),
            CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
                name="procedure_replacement_taken_back_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} → {self.successor_id}"
