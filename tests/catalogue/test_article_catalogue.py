"""The catalogue of the scenario of 2022: loaded at once it is what the single acts leave, and its decisions are dated rows."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

import pytest
from django.db import transaction

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing as dossiers_testing
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.models import Procedure, ProvinceAnswer, ProvinceDecision, PublishedVersion
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.demo import article_catalogue
from motcua.entrypoints.demo.procedures import documents
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM
from motcua.kernel.working_time import ZONE

pytestmark = pytest.mark.django_db
SAMPLE = 24
AT = datetime(2022, 1, 4, 8, 0, tzinfo=ZONE)


@pytest.fixture
def publisher() -> Any:
    table = files("motcua.data") / "units" / "ca_mau.csv"
    with table.open(encoding="utf-8") as file:
        rows = [
            {**row, "predecessors": ""}
            for row in csv.DictReader(file)
            if row["agency_code"].startswith("H12")
            and row["valid_from"] <= "2022-01-01"
            and (row["level"] != "commune" or row["agency_code"].startswith("H12.21.01"))
        ]
    organisation.load_units(rows, by=SYSTEM, at=AT)
    organisation.publish_calendar(
        unit_code="H12", spec=organisation.seed_spec(), reason="Lịch ban đầu", by=SYSTEM, at=AT
    )
    return organisation_testing.an_actor("H12", organisation.Role.PUBLISHER, on=AT.date())


def test_the_catalogue_is_the_same_every_time_and_says_what_is_sample() -> None:
    first, again = article_catalogue.catalogue(), article_catalogue.catalogue()

    assert first == again
    assert len({one.code for one in first}) == len(first) == 2014
    assert len({one.record["name"] for one in first}) == len(first)
    assert all(one.code.startswith("9.") == one.record["name"].endswith("(mẫu)") for one in first)


def load(publisher: Any, found: Any, decisions: Any) -> procedures.Loading:
    return procedures.load_catalogue(
        [one.record for one in found],
        answers={one.code: one.answers for one in found},
        process_of=processes_of(found, publisher),
        decisions=decisions,
        source="danh mục mẫu",
        imported_by=SYSTEM,
        by=publisher,
        at=AT,
    )


def processes_of(found: Any, publisher: Any) -> dict[str, int]:
    workflow.import_processes(documents("processes"), by=SYSTEM, at=AT)
    return {one.code: workflow.latest(one.process).id for one in found}


def test_loaded_at_once_it_is_row_by_row_what_the_single_acts_leave(publisher: Any) -> None:
    whole = article_catalogue.catalogue()
    decided = Counter(one.code for each in article_catalogue.decisions() for one in each.settings)
    often = [one for one in whole if decided[one.code] >= 3][: SAMPLE // 2]
    found = (*often, *[one for one in whole[:: len(whole) // SAMPLE] if one not in often])
    codes = {one.code for one in found}
    decisions = [kept for one in article_catalogue.decisions() if (kept := only(one, codes)).settings]
    decisions.append(on_the_same_day(decisions[-1]))
    assert any(one.value is None for each in article_catalogue.decisions() for one in each.settings)

    singly = rows_after(lambda: one_by_one(publisher, found, decisions))
    at_once = rows_after(lambda: load(publisher, found, decisions))

    assert len(singly["versions"]) > len(found)
    assert at_once == singly


def on_the_same_day(decision: procedures.CatalogueDecision) -> procedures.CatalogueDecision:
    """Return another decision that holds from the same day for one of the same procedures."""
    facts = procedures.DecisionFacts("MẪU-95/QĐ-UBND", decision.facts.decided_on, "Cùng ngày (mẫu)", is_sample=True)
    setting = procedures.Setting(decision.settings[0].code, "national_portal", {"integrated": False})
    later = decision.entered_at + timedelta(minutes=1)
    return procedures.CatalogueDecision(facts, (setting,), later, decision.holds_from)


def only(decision: procedures.CatalogueDecision, codes: set[str]) -> procedures.CatalogueDecision:
    kept = tuple(one for one in decision.settings if one.code in codes)
    return procedures.CatalogueDecision(decision.facts, kept, decision.entered_at, decision.holds_from)


def one_by_one(publisher: Any, found: Any, decisions: Any) -> None:
    process_of = processes_of(found, publisher)
    procedures.import_national([one.record for one in found], source="danh mục mẫu", by=SYSTEM, at=AT)
    for one in found:
        for said in one.answers:
            procedures.answer_field(
                code=one.code, field=said.field, value=said.value, decision_number=said.decision, by=publisher, at=AT
            )
        procedures.bind_process(code=one.code, process_version_id=process_of[one.code], by=publisher, at=AT)
        procedures.publish(code=one.code, by=publisher, at=AT)
    for each in decisions:
        procedures.decide(each.facts, each.settings, by=publisher, at=each.entered_at, holds_from=each.holds_from)


def rows_after(act: Any) -> dict[str, Any]:
    """Return all that an act leaves, without keys of rows, and take it back."""
    with transaction.atomic():
        act()
        rows = {
            "procedures": list(Procedure.objects.order_by("code").values_list(*plain(Procedure))),
            "answers": list(
                ProvinceAnswer.objects.order_by("procedure__code", "answered_at", "field").values_list(
                    "procedure__code", "decision__number", "ended_by_decision__number", *plain(ProvinceAnswer)
                )
            ),
            "decisions": list(ProvinceDecision.objects.order_by("number").values_list(*plain(ProvinceDecision))),
            "versions": list(
                PublishedVersion.objects.order_by("procedure__code", "number").values_list(
                    "procedure__code", "national_version__number", *plain(PublishedVersion)
                )
            ),
            "ledger": [
                (
                    subject.rpartition(":")[2] if subject.startswith("procedure") else "decision",
                    row.act,
                    row.by_login,
                    row.at,
                    without_keys(row.body),
                )
                for subject in subjects()
                for row in ledger.rows_of(subject)
            ],
        }
        transaction.set_rollback(True)
    return rows


def plain(model: Any) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if not one.is_relation and one.name != "id"]


def subjects() -> list[str]:
    return [f"procedure:{code}" for code in Procedure.objects.order_by("code").values_list("code", flat=True)] + [
        f"decision:{pk}" for pk in ProvinceDecision.objects.order_by("number").values_list("pk", flat=True)
    ]


def without_keys(body: Any) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("answer", "process_version")}


DESKS = {"unit": "H12.14", "district_of_desk": "H12.21.90", "commune_of_desk": "H12.21.01.01"}


def test_desks_of_all_three_levels_receive_what_is_loaded(publisher: Any) -> None:
    found = article_catalogue.catalogue()[::80]
    load(publisher, found, [])
    at = datetime(2022, 10, 3, 9, 0, tzinfo=ZONE)
    officers = {
        desk: organisation_testing.an_actor(desk, organisation.Role.RECEPTION, on=at.date()) for desk in DESKS.values()
    }

    for one in found:
        competent = procedures.published(one.code, at).content.competent
        assert competent is not None
        desk = DESKS[competent.kind]
        asked = dossiers.Reception(procedure=one.code, person=dossiers_testing.a_person(), desk=desk)
        received = dossiers.receive(asked, by=officers[desk], at=at)
        assert received.due_at > at
        unit = dossiers_testing.shown(received.code, at).competent
        assert (
            unit
            == {"unit": competent.code, "district_of_desk": "H12.21", "commune_of_desk": "H12.21.01"}[competent.kind]
        )


def test_every_row_of_the_decisions_names_a_paper_marked_as_sample_and_a_day_of_2022() -> None:
    for one in article_catalogue.decisions():
        assert one.facts.number.startswith("MẪU-")
        assert one.facts.is_sample
        assert one.facts.title.endswith("(mẫu)")
        assert date(2022, 2, 1) <= one.facts.decided_on <= one.holds_from <= date(2022, 12, 31)
