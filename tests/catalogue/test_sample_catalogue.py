"""The sixty everyday procedures that come with the system: whole, readable, true to the national records, in own words."""

import gzip
import json
import re
import unicodedata

import pytest
from sample import procedures, processes, table

from motcua.domain.procedures.rules.answers import Answer, read_answer
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.limits import stated_commitments
from motcua.domain.procedures.rules.national_record import read_record
from motcua.domain.procedures.rules.publication import checklist
from motcua.domain.procedures.rules.time_limit_text import Readable, read_time_limit
from motcua.kernel.codes import ProcedureCode

PROCEDURES = procedures()
EVERY = pytest.mark.parametrize("record", PROCEDURES.values(), ids=PROCEDURES)
SENTENCE = re.compile(r"[.;:\n]+\s*")
LONG = 60
IN_2022 = "2022-06-01"


def test_there_are_sixty_procedures_of_communes_departments_and_districts():
    departments = {one["agency"] for one in PROCEDURES.values() if "Cấp tỉnh" in one["level"]}

    assert len(PROCEDURES) == 60
    assert sum("Cấp xã" in one["level"] for one in PROCEDURES.values()) >= 40
    assert sum(_of_a_district(one) for one in PROCEDURES.values()) == 4
    for name in ("Sở Tư pháp", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường"):
        assert any(name in agency for agency in departments), name


def test_the_eight_fields_of_everyday_life_are_there():
    fields = {one["field"] for one in PROCEDURES.values()}

    for word in (
        "Hộ tịch",
        "Chứng thực",
        "cư trú",
        "Đất đai",
        "xây dựng",
        "hộ kinh doanh",
        "Bảo trợ xã hội",
        "Giáo dục",
    ):
        assert any(word in field for field in fields), word


@EVERY
def test_a_procedure_stands_under_its_national_code(record):
    assert PROCEDURES[record["code"]] is record
    assert ProcedureCode.parse(record["code"]).national == record["code"]


@EVERY
def test_a_procedure_says_papers_steps_result_and_legal_basis(record):
    assert [one for one in record["components"] if one["kind"] == "file"]
    assert record["steps_text"]
    assert record["result"]
    assert record["everyday_names"]
    assert record["legal_basis"]
    assert all(one["number"] and one["title"] for one in record["legal_basis"])


@EVERY
def test_a_procedure_says_what_it_costs_and_why(record):
    assert record["fee_reason"]
    assert all(row["fee_text"] for row in record["channels"])


@EVERY
def test_papers_have_counts_and_notes_have_none(record):
    for one in record["components"]:
        counted = one["originals"] + one["copies"] > 0
        assert counted is (one["kind"] != "note"), one["name"]


@EVERY
def test_every_case_has_a_limit_in_every_way_to_file(record):
    ways = {row["channel"] for row in record["channels"]}
    for row in record["channels"]:
        assert row.get("case", "") in ("", *record["cases"])
    for case in record["cases"] or [""]:
        for way in ways:
            found = [row for row in record["channels"] if row["channel"] == way and row.get("case", case) == case]
            assert len(found) == 1, (case, way)


@EVERY
def test_a_procedure_is_read_without_a_doubt_but_those_it_states_itself(record):
    """A procedure of a district is told so: districts are gone since 1 July 2025."""
    reading = read_record(record)

    assert reading.record.code == record["code"]
    assert reading.record.case_names == tuple(record["cases"])
    told = [one.kind for one in reading.doubts if one.kind != "stated_by_source"]
    assert told == (["district_wording"] if _of_a_district(record) else [])


@EVERY
def test_every_text_is_composed_vietnamese(record):
    text = json.dumps(record, ensure_ascii=False)

    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text.replace("\\n", "")


def test_at_least_fifteen_procedures_have_several_cases_and_five_of_them_differ_in_time_or_fee():
    several = [one for one in PROCEDURES.values() if len(one["cases"]) > 1]
    differing = [
        one for one in several if len({_terms(row) for row in one["channels"] if row["channel"] == "Trực tiếp"}) > 1
    ]

    assert len(several) >= 15
    assert len(differing) >= 5


def test_at_least_ten_procedures_differ_by_the_way_to_file():
    differing = [one for one in PROCEDURES.values() if _differs_by_way(one)]

    assert len(differing) >= 10


def test_a_committed_time_is_marked_as_a_sample_and_shorter_than_the_legal_one():
    committed = [(record, cut) for record in PROCEDURES.values() for cut in record["committed"]]

    assert len(committed) >= 8
    for record, cut in committed:
        assert cut["sample"] is True
        assert cut["decision"].startswith("MẪU-")
        legal = [row for row in record["channels"] if _concerns(cut, row)]
        assert legal
        assert all(_number(cut["time_limit_text"]) < _number(row["time_limit_text"]) for row in legal)


def test_every_committed_time_can_be_taken_over():
    for record in PROCEDURES.values():
        national = read_record(record).record
        assert len(stated_commitments(national, compose(national).content)) == len(record["committed"]), record["code"]


@EVERY
def test_a_procedure_has_a_process_and_a_unit_that_are_there(record):
    """The unit stands today; that of a district's procedure stood in 2022, and the record says that it is gone."""
    units = _districts_of_2022() if _of_a_district(record) else _units_of_today()
    competent = next(one["value"] for one in record["sample_answers"] if one["field"] == "competent")

    assert record["process"] in processes()
    assert competent["kind"] == "commune_of_desk" or competent["code"] in units


@pytest.mark.parametrize(
    "record", [one for one in PROCEDURES.values() if "Cấp huyện" in one["level"]], ids=lambda one: one["code"]
)
def test_a_procedure_of_a_district_says_until_when_and_that_its_decision_is_a_sample(record):
    doubts = " ".join(record["doubts"])

    assert "đến hết ngày 30/6/2025" in doubts
    assert record["decision"].startswith("MẪU-")
    assert "số mẫu" in doubts


@EVERY
def test_with_its_sample_answers_nothing_keeps_a_procedure_from_publication(record):
    reading = read_record(record)
    answers = {one["field"]: Answer(read_answer(**one)) for one in record["sample_answers"]}

    composition = compose(reading.record, answers, reading.doubts)

    assert [gap for gap in checklist(composition, has_process=True) if gap.blocking] == []


@EVERY
def test_the_sample_answers_state_no_amount_of_their_own(record):
    fees = [one["value"] for one in record["sample_answers"] if one["field"].startswith("fee")]

    assert all(fee["kind"] == "see_note" for fee in fees)


@EVERY
def test_every_time_limit_is_read(record):
    for text in _limits(record):
        reading = read_time_limit(text)
        assert isinstance(reading, Readable), text
        assert [one.condition for one in reading.cases] == [None], text


@EVERY
def test_every_act_of_the_legal_basis_is_named_in_the_national_records(record, national_text):
    for act in record["legal_basis"]:
        assert act["number"].lower() in national_text, act


@EVERY
def test_no_long_sentence_is_the_national_record_s(record, national_text):
    ours = [one for text in _own_texts(record) for one in SENTENCE.split(_flat(text)) if len(one) >= LONG]

    assert [one for one in ours if one in national_text and not _is_a_form(record, one)] == []


@pytest.fixture(scope="module")
def national_text(real_data) -> str:
    """Return all that the national records say, on one line, for a plain search."""
    with gzip.open(real_data / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [text for line in lines for text in _strings(json.loads(line))]
    raw = [path for path in sorted((real_data / "raw").rglob("*")) if path.suffix in (".json", ".md")]
    texts += [path.read_text(encoding="utf-8", errors="replace").replace("\\n", " ") for path in raw]
    return _flat("\n".join(texts))


def _of_a_district(record) -> bool:
    return record["level"] == ["Cấp huyện"]


def _units_of_today() -> set[str]:
    return {row["agency_code"] for row in table("ca_mau.csv") if not row["valid_to"]}


def _districts_of_2022() -> set[str]:
    return {
        row["agency_code"]
        for row in table("ca_mau.csv")
        if (row["level"], row["kind"]) == ("district", "council") and row["valid_from"] <= IN_2022 < row["valid_to"]
    }


def _is_a_form(record, sentence: str) -> bool:
    return any(sentence in _flat(one["form"]) for one in record["components"])


def _strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).lower()


def _own_texts(record) -> list[str]:
    """Return our sentences; names of procedures, acts, forms and results are the law's own words."""
    texts = [record[key] for key in ("steps_text", "conditions", "fee_reason")]
    texts += [*record["cases"], *record["everyday_names"], *record["doubts"]]
    texts += [row["note"] for row in record["channels"]]
    return texts + [text for one in record["components"] for text in (one["name"], one["group"])]


def _limits(record) -> list[str]:
    return [row["time_limit_text"] for row in (*record["channels"], *record["committed"])]


def _terms(row) -> tuple[str, str]:
    return row["time_limit_text"], row["fee_text"]


def _differs_by_way(record) -> bool:
    for case in record["cases"] or [""]:
        if len({_terms(row) for row in record["channels"] if row.get("case", case) == case}) > 1:
            return True
    return False


def _concerns(cut, row) -> bool:
    same_case = cut["case"] in ("", row.get("case", cut["case"]))
    return same_case and cut["channel"] in ("", row["channel"])


def _number(text: str) -> int:
    return int(text.split(maxsplit=1)[0])
