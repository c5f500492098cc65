"""Tables of the procedures: the national layer, the province's answers over it, and what was published."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from motcua.domain.procedures.rules.publication import Standing
from motcua.domain.procedures.rules.search import WordKind
from motcua.foundation import period_fields


class Procedure(models.Model):
    """One row = one administrative procedure (thủ tục hành chính) under its national code.

    The columns beside the code are copies for lists and search; truth is the national version and the answers.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    name_fold = models.TextField()
    search_fold = models.TextField()
    issuer = models.TextField(blank=True)
    field = models.TextField(blank=True)
    levels = ArrayField(models.CharField(max_length=20), default=list)
    standing = models.CharField(max_length=20)
    standing_because = models.TextField(blank=True)
    open_questions = models.PositiveIntegerField()
    asked_again = models.PositiveIntegerField()
    national = models.ForeignKey("NationalVersion", on_delete=models.PROTECT, null=True, related_name="+")
    process_version = models.ForeignKey(
        "workflow.ProcessVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    process_bound_by = models.TextField(blank=True)
    process_bound_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["standing", "code"], name="procedure_by_standing")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(standing__in=[one.value for one in Standing]),
                name="procedure_standing_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    process_version__isnull=True,
                    process_bound_at__isnull=True,
                    process_bound_by="",
                )
                | (Q(process_version__isnull=False, process_bound_at__isnull=False) & ~Q(process_bound_by="")),
                name="procedure_process_bound_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class NationalVersion(models.Model):
    """One row = one state of the national record of a procedure, as it was imported. Never changed.

    `original` is the record word for word, as the text of its JSON; `record` is what was read out of it; `digest` is over what was read,
    so a source that changes nothing but its wrapping makes no new version.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="national_versions")
    number = models.PositiveIntegerField()
    record = models.JSONField()
    doubts = models.JSONField()
    original = models.TextField()
    digest = models.CharField(max_length=64)
    source = models.TextField()
    imported_at = models.DateTimeField()
    imported_by = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="national_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="national_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} · {self.number}"


class ProvinceDecision(models.Model):
    """One row = one decision of the province on procedures (quyết định): its number, its day, what it says it is about.

    Numbers begin again every year, so number and day together name it. What it sets stands in the answers given by it;
    from when a dossier is counted by it, in the versions published with them. Never changed: a later decision undoes it.

    personal_data: login of the officer who acted; kept as long as the procedures it is about.
    """

    number = models.TextField()
    decided_on = models.DateField()
    title = models.TextField()
    citation = models.TextField(blank=True)
    is_sample = models.BooleanField()
    entered_by = models.TextField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["number", "decided_on"], name="province_decision_once"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(title=""), name="province_decision_has_number_and_title"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ProvinceAnswer(models.Model):
    """One row = what the province says of one field of one procedure, over the national record.

    `asks_again`: a later import changed the national text the answer was given to; the officer confirms or changes it.
    A newer answer supersedes; nothing is erased. `ended_by_decision`: the decision that took it back without a newer one.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="answers")
    field = models.CharField(max_length=200)
    value = models.JSONField()
    decision_number = models.TextField(blank=True)
    decision = models.ForeignKey(ProvinceDecision, on_delete=models.PROTECT, null=True, related_name="answers")
    answered_by = models.TextField()
    answered_at = models.DateTimeField()
    national_text = models.TextField(blank=True)
    national_text_digest = models.CharField(max_length=64)
    asks_again = models.BooleanField()
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.TextField(blank=True)
    ended_by_decision = models.ForeignKey(
        ProvinceDecision, on_delete=models.PROTECT, null=True, related_name="ended_answers"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["procedure", "field"],
                condition=Q(superseded_at__isnull=True),
                name="province_answer_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True, superseded_by="")
                | (Q(superseded_at__isnull=False, asks_again=False) & ~Q(superseded_by="")),
                name="province_answer_superseded_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} · {self.field}"


class PublishedVersion(models.Model):
    """One row = one published version of a procedure and the period in which it holds (end exclusive).

    `content` is frozen: what a page shows and a dossier is counted with. Only the end of the period ever changes. `name` is taken
    from it by the database: to name thousands, the whole content of each need not be unpacked.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="published_versions")
    number = models.PositiveIntegerField()
    period = DateTimeRangeField()
    content = models.JSONField()
    name = models.GeneratedField(expression=KT("content__name"), output_field=models.TextField(), db_persist=True)
    national_version = models.ForeignKey(NationalVersion, on_delete=models.PROTECT, related_name="+")
    process_version = models.ForeignKey("workflow.ProcessVersion", on_delete=models.PROTECT, related_name="+")
    published_by = models.TextField()
    published_at = models.DateTimeField()
    name_fold = models.TextField()
    search_fold = models.TextField()
    levels = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "number"], name="published_version_number_once"),
            period_fields.no_overlap("published_version_one_at_a_time", same=("procedure",)),
            period_fields.has_a_start("published_version_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} · {self.number}"


class CatalogueImport(models.Model):
    """One row = one import of national records: from where, by whom, and what came of it in numbers.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    source = models.TextField()
    imported_by = models.TextField()
    imported_at = models.DateTimeField()
    counts = models.JSONField()

    def __str__(self) -> str:
        return self.source


class UnitOverlay(models.Model):
    """One row = what one unit says of its own over a published procedure, and the period in which it says so.

    `content` is frozen: dossiers received by it are counted with it. Only the end of the period ever changes, and once
    it may be taken back before it begins. `stated_until` is the end that was stated; `undoes` the row before it that it follows to undo.

    personal_data: login of the officer who acted; kept as long as the procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="unit_overlays")
    unit = models.ForeignKey("organisation.Unit", to_field="code", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    period = DateTimeRangeField()
    stated_until = models.DateTimeField(null=True)
    content = models.JSONField()
    process_version = models.ForeignKey(
        "workflow.ProcessVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    stated_by = models.TextField()
    stated_at = models.DateTimeField()
    taken_back_by = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "unit", "number"], name="unit_overlay_number_once"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_by="")),
                name="unit_overlay_taken_back_by_someone",
            ),
            period_fields.no_overlap(
                "unit_overlay_one_at_a_time",
                same=("procedure",),
                same_codes=("unit",),
                among=Q(taken_back_at__isnull=True),
            ),
            period_fields.has_a_start("unit_overlay_has_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} · {self.unit_id} · {self.number}"


class SearchWord(models.Model):
    """One row = one word that an administrator gave the search: another name of a procedure, or words that mean the same.

    `meant`: the procedure's code for a name, the known words otherwise. Taken back, a row stays.

    personal_data: login of the officer who acted; kept as long as the catalogue.
    """

    kind = models.CharField(max_length=10)
    said = models.TextField()
    said_fold = models.TextField()
    meant = models.TextField()
    added_by = models.TextField()
    added_at = models.DateTimeField()
    removed_by = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[one.value for one in WordKind]), name="search_word_kind_known"
            ),
            models.CheckConstraint(condition=~Q(said_fold="") & ~Q(meant=""), name="search_word_says_something"),
            models.UniqueConstraint(
                fields=["kind", "said_fold", "meant"],
                condition=Q(removed_at__isnull=True),
                name="search_word_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="") | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="search_word_removed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.said


class UnansweredSearch(models.Model):
    """One row = one wording for which citizens' searches found nothing, and how often.

    Folded words without digits, cut short; nothing says who asked or from where.

    personal_data: none; erased after the days that `data/search/keeping.json` states since it was last asked.
    """

    words = models.TextField(unique=True)
    times = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="unanswered_search_has_words"),
            models.CheckConstraint(condition=Q(times__gte=1), name="unanswered_search_from_one"),
        ]

    def __str__(self) -> str:
        return self.words
