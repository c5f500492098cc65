"""All national records at hand, against pinned numbers. The records themselves are no part of the project.

The note: how many are publishable untouched, after one officer's field, after more, never; and for every pitfall how
many procedures it caught. To renew the numbers after a change that is meant: MOTCUA_RENEW_GOLDEN=1.
"""

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import NationalVersion, Procedure
from motcua.domain.procedures.rules.doubts import KINDS, MENDED
from motcua.domain.procedures.testing import IMPORTED_AT
from motcua.foundation.actor import SYSTEM

GOLDEN = Path(__file__).with_name("real_import_numbers.json")
pytestmark = pytest.mark.django_db


def lines_of(real_data: Path) -> list[bytes]:
    return gzip.decompress((real_data / "procedures.jsonl.gz").read_bytes()).splitlines()


def import_all(lines: list[bytes]) -> procedures.ImportSummary:
    return procedures.import_national(lines, source="dữ liệu thật", by=SYSTEM, at=IMPORTED_AT)


@pytest.fixture(scope="module")
def imported(real_data: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[procedures.ImportSummary]:
    """All records, imported once into an empty database; what a test does to them is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield import_all(lines_of(real_data))
        transaction.set_rollback(True)


def numbers_of(lines: list[bytes], summary: procedures.ImportSummary) -> dict[str, Any]:
    counts = summary.counts()
    refused_for = sorted(row["field"] for row in summary.refused)
    return {
        "sha256": hashlib.sha256(b"\n".join(lines)).hexdigest(),
        **{key: counts[key] for key in ("read", "created", "updated", "unchanged", "refused", "needs_officer")},
        "refused_for": {field: refused_for.count(field) for field in dict.fromkeys(refused_for)},
        "standing": counts["standing"],
        "caught": counts["caught"],
    }


def test_all_real_records_come_in_with_the_pinned_numbers_and_a_second_time_change_nothing(
    imported: procedures.ImportSummary, db: None, real_data: Path
) -> None:
    lines, first = lines_of(real_data), imported
    versions = NationalVersion.objects.count()

    second = import_all(lines)

    found = numbers_of(lines, first)
    if os.environ.get("MOTCUA_RENEW_GOLDEN") == "1":
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)
    assert NationalVersion.objects.count() == versions == Procedure.objects.count()
    assert second.standing == first.standing


def test_every_kind_that_was_caught_is_one_of_the_table() -> None:
    caught = json.loads(GOLDEN.read_text(encoding="utf-8"))["caught"]

    assert set(caught) <= set(KINDS) | set(MENDED)


def test_no_bare_number_and_no_lost_unit_became_a_limit(imported: procedures.ImportSummary, db: None) -> None:
    waiting = procedures.unpublished_queue(at=IMPORTED_AT).total

    assert waiting == Procedure.objects.count()
    for version in NationalVersion.objects.filter(record__channels__contains=[{"time_limit_text": "1"}])[:50]:
        page = procedures.publication_page(version.procedure.code, IMPORTED_AT)
        texts = {offer.limit_text: offer.limit for case in page.content.cases for offer in case.offers}
        assert texts.get("1") is None
        assert "time_limit" in {question.topic for question in page.questions}


def test_the_note_says_the_pinned_numbers() -> None:
    note = (Path(__file__).parents[2] / "docs" / "national-import.md").read_text(encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))

    told = dict(re.findall(r"^\| \d+ \| `(\w+)`[^|]*\| (\d+) \|$", note, re.MULTILINE))
    assert {kind: int(number) for kind, number in told.items()} == golden["caught"]
    for number in (golden["created"], golden["refused"], *golden["standing"].values()):
        assert f"| {number} |" in note
