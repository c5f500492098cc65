"""Procedures with everything a page must bear: two hundred of the real records, chosen by what is extreme in them, published.

A record is chosen for a reason that is computed from it. Nobody picks one by hand, and the same file gives the same choice.
"""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import testing as workflow_testing
from motcua.entrypoints.demo import province
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.refusal import Refusal

Record = Mapping[str, Any]
WANTED = 200
MOST_EXTREME = 5
OF_EACH_KIND = 3
MOST_ROUNDS = 12
PAPER_NUMBER = "01/QĐ-UBND"
DEPARTMENTS = (province.JUSTICE, province.CONSTRUCTION, province.AGRICULTURE, province.LAND_OFFICE)


def words_of(record: Record) -> Iterator[str]:
    """Yield every text of a record."""
    for value in record.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            for one in value:
                yield from words_of(one) if isinstance(one, dict) else [str(one)]


def _of_rows(rows: str, field: str) -> Callable[[Record], list[str]]:
    return lambda record: [str(row.get(field) or "") for row in record[rows]]


papers, groups = _of_rows("components", "name"), _of_rows("components", "group")
fees, limits = _of_rows("channels", "fee_text"), _of_rows("channels", "time_limit_text")


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


EXTREMES: Mapping[str, Callable[[Record], float]] = {
    "most papers": lambda one: len(one["components"]),
    "most papers of one group": lambda one: max(map(groups(one).count, set(groups(one))), default=0),
    "most groups of papers": lambda one: len(set(groups(one))),
    "most ways to file": lambda one: len(one["channels"]),
    "most law": lambda one: len(one["legal_basis"]),
    "longest name": lambda one: len(one["name"]),
    "longest fee": lambda one: _longest(fees(one)),
    "longest time": lambda one: _longest(limits(one)),
    "longest paper": lambda one: _longest(papers(one)),
    "longest group": lambda one: _longest(groups(one)),
    "longest steps": lambda one: len(one["steps_text"]),
    "longest conditions": lambda one: len(one["conditions"]),
    "longest result": lambda one: len(one["result"]),
    "longest list of who may": lambda one: len(one["targets"]),
    "longest word": lambda one: max(len(word) for text in words_of(one) for word in text.split() or [""]),
    "most text": lambda one: sum(map(len, words_of(one))),
}
"""What a record may have most of."""
QUICK = ("most papers", "most papers of one group", "longest name", "longest fee", "longest group")


def _says(texts: Callable[[Record], Iterable[str]], pattern: str) -> Callable[[Record], bool]:
    found = re.compile(pattern, re.IGNORECASE)
    return lambda record: any(found.search(text) for text in texts(record))


KINDS: Mapping[str, Callable[[Record], bool]] = {
    "no way to file": lambda one: not one["channels"],
    "no fee": lambda one: not any(fees(one)),
    "no time": lambda one: not any(limits(one)),
    "no paper": lambda one: not one["components"],
    "no step": lambda one: not one["steps_text"].strip(),
    "no law": lambda one: not one["legal_basis"],
    "nobody named who may": lambda one: not one["targets"].strip(),
    "no result": lambda one: not one["result"].strip(),
    "a paper without a count": lambda one: any(not row["originals"] and not row["copies"] for row in one["components"]),
    "a paper without a name": lambda one: any(not row["name"].strip() for row in one["components"]),
    "ways with different fees": lambda one: len(set(fees(one))) > 2,
    "ways with different times": lambda one: len(set(limits(one))) > 2,
    "HTML": _says(words_of, r"</?(br|p|b|div|span|a|table|td|li)\b[^>]*>"),
    "tabs": _says(words_of, r"\t"),
    "marks apart from letters": lambda one: any(not unicodedata.is_normalized("NFC", text) for text in words_of(one)),
    "invisible letters": _says(words_of, "[\u200b-\u200f\u00ad\ufeff\ue000-\uf8ff]"),
    "name in capitals": lambda one: one["name"].isupper(),
    "name on two lines": lambda one: "\n" in one["name"].strip(),
    "a decision as a name": _says(lambda one: [one["name"]], r"^công bố danh mục"),
    "district": _says(words_of, r"cấp huyện"),
    "free with a note": _says(fees, r"miễn phí\s*\("),
    "fee in another money": _says(fees, r"USD|EUR"),
    "fee in percent": _says(fees, r"%"),
    "fee for each": _says(fees, r"\d[^\n]*/\s*(trang|bản|tờ|môn|lần|giấy)"),
    "fee below a thousand": _says(fees, r"(?<![\d.,])\d{1,3}\s*(VNĐ|đồng)"),
    "fees on lines": _says(fees, r"\n"),
    "fee with a date": _says(fees, r"\d{1,2}/\d{1,2}/20\d\d"),
    "fee by a resolution": _says(fees, r"nghị quyết|hội đồng nhân dân|HĐND"),
    "time without a unit": _says(limits, r"^\s*\d+\s*$"),
    "time in hours": _says(limits, r"giờ"),
    "time in months": _says(limits, r"tháng"),
    "time in a sentence": _says(limits, r".{80}"),
    "of a ministry": lambda one: any("bộ" in level.lower() for level in one["level"]),
    "no level": lambda one: not one["level"],
    "code of a province": _says(lambda one: [one["code"]], r"\.H\d\d$|^\d\.\d{6}\."),
    "no code": lambda one: not one["code"],
}  # fmt: skip
"""What a record may be."""


@dataclass(frozen=True)
class Chosen:
    """A record and why it was chosen."""

    record: Record
    why: str


def real_records(folder: Path) -> list[Record]:
    """Return the national records that lie in the folder of real data."""
    lines = gzip.decompress((folder / "procedures.jsonl.gz").read_bytes()).splitlines()
    return [json.loads(line) for line in lines]


def hardest_of(records: Sequence[Record]) -> list[Chosen]:
    """Return for a quick run the one record that has most of each of the things that have filled a page before."""
    most = {why: max(records, key=EXTREMES[why]) for why in QUICK}
    return list({id(one): Chosen(one, why) for why, one in most.items()}.values())


def chosen_of(records: Sequence[Record], *, extreme: int = MOST_EXTREME, of_each: int = OF_EACH_KIND) -> list[Chosen]:
    """Return the hard ones, each once under its first reason: those with most of something, then some of each kind."""
    found: dict[int, Chosen] = {}
    for why, measure in EXTREMES.items():
        for one in sorted(records, key=measure, reverse=True)[:extreme]:
            found.setdefault(id(one), Chosen(one, why))
    for why, is_so in KINDS.items():
        of_kind = [one for one in records if is_so(one)]
        for one in of_kind[:: max(1, len(of_kind) // of_each)][:of_each]:
            found.setdefault(id(one), Chosen(one, why))
    return list(found.values())


def wanted_of(records: Sequence[Record]) -> list[Chosen]:
    """Return the hard ones and then records at even distances in the file, more than are wanted: some can never be published."""
    hard = chosen_of(records)
    usual = records[:: max(1, len(records) // (2 * (WANTED - len(hard))))]
    return [*hard, *(Chosen(one, "for nothing") for one in usual)]


@dataclass
class Published:
    """What came of publishing records: their codes with why each was chosen, and those that never can be."""

    why: dict[str, str]
    never: list[str]


def publish(records: Sequence[Chosen], *, by: Actor, at: datetime, wanted: int) -> Published:
    """Import records, answer what is open as an officer could, and publish, until as many are published as are wanted."""
    done = Published({}, [])
    summary = procedures.import_national([one.record for one in records], source="dữ liệu thật", by=SYSTEM, at=at)
    assert not summary.refused, summary.refused
    process = workflow_testing.a_process()
    assert process.usable
    for one in records:
        code = one.record["code"]
        if len(done.why) == wanted or code in done.why:
            continue
        if not code or procedures.publication_page(code, at).never_because:
            done.never.append(code)
            continue
        _answer(code, by=by, at=at)
        procedures.bind_process(code=code, process_version_id=process.id, by=by, at=at)
        procedures.publish(code=code, by=by, at=at)
        done.why[code] = one.why
    return done


def _answer(code: str, *, by: Actor, at: datetime) -> None:
    """Answer every question that keeps a procedure from publication."""
    for _ in range(MOST_ROUNDS):
        page = procedures.publication_page(code, at)
        asked = [one for one in page.questions if one.topic != "process"]
        if not asked:
            return
        _answer_one(code, asked[0], page, by=by, at=at)
    raise AssertionError(f"{code} asks again and again: {asked}")


def _answer_one(code: str, question: Any, page: procedures.PublicationPage, *, by: Actor, at: datetime) -> None:
    refused = []
    for value in _values(code, question, page):
        try:
            procedures.answer_field(
                code=code, field=question.field, value=value, decision_number=PAPER_NUMBER, by=by, at=at
            )
        except Refusal as error:
            refused.append(str(error))
        else:
            return
    raise AssertionError(f"{code}: nothing answers {question.field}: {refused}")


def _values(code: str, question: Any, page: procedures.PublicationPage) -> list[Any]:
    """Return what may be answered: the choices of the page, which of them first depends on the code, then what is typed."""
    turn = int(hashlib.sha256(code.encode()).hexdigest(), 16)
    if question.topic == "competent":
        by_desk = "commune" in page.content.levels
        return [
            {"kind": "commune_of_desk"} if by_desk else {"kind": "unit", "code": DEPARTMENTS[turn % len(DEPARTMENTS)]}
        ]
    values = [_filled(choice.value) for choice in question.choices]
    start = turn % max(len(values), 1)
    typed = {"time_limit": {"amount": str(turn % 30 + 1), "unit": "working_day"}}
    return [*values[start:], *values[:start], *([typed[question.topic]] if question.topic in typed else [])]


def _filled(value: Any) -> Any:
    """Return the value of a choice with the amount that the officer has to type where the choice leaves it open."""
    if isinstance(value, dict) and value.get("kind") == "amount" and not value["amounts"]:
        return {**value, "amounts": [{"value": "30000", "currency": "VND", "per": "", "condition": ""}]}
    return value
