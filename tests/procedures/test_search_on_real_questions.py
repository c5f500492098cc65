"""Figures of the search on real questions, over the national list: floors slightly under what was reached (docs/search.md).

The questions were read while the dictionary grew after its first run, so these figures are not what strangers' questions
get; the first-run figures stand beside them in docs/search.md. Without MOTCUA_REAL_DATA none of this runs.
"""

import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from motcua.domain.procedures.rules.search import (
    Engine,
    Entry,
    Verdict,
    answer,
    engine_of,
    is_between_offices,
    is_elsewhere,
    made_of,
    shipped,
    suggest,
)
from motcua.domain.procedures.rules.search.catalogue import terms_of
from motcua.domain.procedures.rules.search.phrases import syllables

from .search_catalogue import sample_entries

FLOORS = {"first": 0.89, "in five": 0.97, "colloquial first": 0.88, "none, clarify": 0.85}
SUGGESTED_OF_EXACT = 0.8
ENGLISH = {
    "How do I get a birth certificate for my child?": "1.001193",
    "copy of the birth certificate": "2.000635",
    "register a marriage": "1.000894",
    "marry a foreigner": "2.000806",
    "certificate of marital status": "1.004873",
    "death certificate": "1.000656",
    "permanent residence": "1.004222",
    "temporary residence": "1.004194",
    "land certificate": "1.013978",
    "transfer of land to my son": "1.013831",
    "permit to build a house": "1.013225",
    "household business registration": "1.001612",
    "notarised copy": "2.000815",
    "driving licence": "3.000346",
    "renew my driver's license": "3.000347",
    "I lost my driving licence": "3.000348",
    "how to apply for a passport": "1.001456",
    "ID card": "1.014061",
    "health insurance card": "1.014137",
    "social allowance": "1.001776",
    "criminal record certificate": "3.000333",
    "work permit for foreigners": "1.014199",
    "investment registration certificate": "1.009664",
}
"""The commonest errands, and what comes first."""


@pytest.fixture(scope="module")
def engine(real_data: Path) -> Engine:
    sample = {one.code: one for one in sample_entries()}
    keeping = shipped()["keeping"]
    with gzip.open(real_data / "catalogue.csv.gz", "rt", encoding="utf-8-sig") as file:
        listed = [
            Entry(
                code=row["code"],
                name=row["name"],
                issuer=row["issuer"],
                everyday_names=sample[row["code"]].everyday_names if row["code"] in sample else (),
                is_published=row["code"] in sample,
                is_elsewhere=is_elsewhere(row["issuer"], "Cà Mau", keeping),
                is_between_offices=is_between_offices(row["code"], keeping),
            )
            for row in csv.DictReader(file)
        ]
    return engine_of(listed, made_of(shipped()))


@pytest.fixture(scope="module")
def questions(real_data: Path) -> list[dict[str, Any]]:
    lines = (real_data / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_real_questions_find_their_procedure(engine: Engine, questions: list[dict[str, Any]]) -> None:
    counted: dict[str, list[bool]] = defaultdict(list)
    taken = []
    for question in questions:
        begun = perf_counter()
        found = answer(question["query"], engine)
        taken.append((perf_counter() - begun) * 1_000_000)
        codes, accepted = [one.code for one in found.results], set(question["accept_codes"] or ())
        if question["behaviour"] == "answer":
            counted["first"].append(codes[:1] != [] and codes[0] in accepted)
            counted["in five"].append(not accepted.isdisjoint(codes[:5]))
            counted[f"{question['kind']} first"].append(counted["first"][-1])
        elif question["behaviour"] in {"none", "clarify"}:
            counted["none, clarify"].append(found.verdict is Verdict(question["behaviour"]))
    shares = {name: sum(right) / len(right) for name, right in counted.items()}
    print({name: f"{share:.1%}" for name, share in shares.items()}, f"median {median(taken):.0f} µs")

    assert {name: shares[name] for name, floor in FLOORS.items() if shares[name] < floor} == {}


def test_the_commonest_errands_are_found_in_english_and_no_vietnamese_is_taken_for_english(
    engine: Engine, questions: list[dict[str, Any]]
) -> None:
    dictionary = engine.catalogue.dictionary
    texts = [*(one["query"] for one in questions), *(one.name for one in engine.catalogue.entries)]
    rows = [syllables(text) for text in texts]

    found = {asked: answer(asked, engine).results for asked in ENGLISH}

    assert {asked: results[0].code for asked, results in found.items() if results} == ENGLISH
    assert [
        row for row in rows if terms_of(dictionary.english.in_vietnamese(row), dictionary) != terms_of(row, dictionary)
    ] == []


def test_suggestions_hold_what_was_typed_whole(engine: Engine, questions: list[dict[str, Any]]) -> None:
    """How long they take is printed: time is measured, never asserted."""
    taken, counted = [], []
    for question in questions[::6]:
        begun = perf_counter()
        found = suggest(question["query"], engine)
        taken.append((perf_counter() - begun) * 1_000)
        if question["kind"] == "exact" and question["accept_codes"]:
            counted.append(not {one.code for one in found}.isdisjoint(question["accept_codes"]))
    print(f"suggestions: median {median(taken):.1f} ms")

    assert counted
    assert sum(counted) / len(counted) >= SUGGESTED_OF_EXACT


def test_every_code_that_the_dictionary_names_is_in_the_national_list(engine: Engine, real_data: Path) -> None:
    with gzip.open(real_data / "procedures.jsonl.gz", "rt", encoding="utf-8") as file:
        recorded = {json.loads(line)["code"] for line in file}
    situations = shipped()["situations"]
    named = set(shipped()["names"]) | {
        code for part in ("several", "ask_back", "wide") for one in situations[part] for code in one["codes"]
    }

    assert named - set(engine.catalogue.places) - recorded == set()
