"""Both readers over every text of the national records: what is read, what is left, and that the files are the same.

The figures are those of a reading that was checked text by text; a change of them is a change of the law page first.
"""

import gzip
import hashlib
import json
from collections import Counter

import pytest

from motcua.domain.procedures.rules.fee_text import FeeKind, read_fee
from motcua.domain.procedures.rules.time_limit_text import Readable, read_time_limit
from motcua.kernel.working_time import LimitUnit

FILES = {
    "time_texts.jsonl": "b34a8aa1c403bd525c753ffb7a6e81d1a44de396180f4f3b71c94692d0c64a97",
    "fee_texts.jsonl": "62bb01f0dca9433b122604f167bd5387809a34ffbef068dc1e2478ef6f5ccb21",
    "procedures.jsonl.gz": "2ff78ad4ebee8abd4d1e33457afd6b4705b56927f4e44679647f63b3fd228dc6",
}
SOURCE_THAT_LOST_ITS_UNITS = "suzynotsusie"


def texts(real_data, name):
    return [json.loads(line)["text"] for line in (real_data / name).read_text(encoding="utf-8").splitlines()]


def channels(real_data):
    with gzip.open(real_data / "procedures.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            doubtful = str(record["time_source"]).startswith(SOURCE_THAT_LOST_ITS_UNITS)
            yield from ((channel["time_limit_text"], channel["fee_text"], doubtful) for channel in record["channels"])


@pytest.mark.parametrize(("name", "digest"), FILES.items())
def test_the_files_are_those_whose_figures_stand_here(real_data, name, digest):
    assert hashlib.sha256((real_data / name).read_bytes()).hexdigest() == digest


def test_of_the_distinct_time_texts_so_many_are_read(real_data):
    answers = [read_time_limit(text) for text in texts(real_data, "time_texts.jsonl")]

    units = Counter(case.limit.unit for answer in answers if isinstance(answer, Readable) for case in answer.cases)
    assert len(answers) == 319
    assert sum(isinstance(answer, Readable) for answer in answers) == 263
    assert LimitUnit.CLOCK_HOUR not in units


def test_of_the_channel_rows_so_many_are_read(real_data):
    rows = list(channels(real_data))
    answers = [read_time_limit(text or "", plain_day_is_doubtful=doubtful) for text, _, doubtful in rows]

    assert len(rows) == 7_027
    assert sum(isinstance(answer, Readable) for answer in answers) == 5_711


def test_a_bare_number_is_never_read(real_data):
    bare = [text for text in texts(real_data, "time_texts.jsonl") if text.isdigit()]

    assert len(bare) == 20
    assert not any(isinstance(read_time_limit(text), Readable) for text in bare)


def test_no_calendar_day_is_read_from_the_source_that_lost_its_units(real_data):
    answers = [
        read_time_limit(text or "", plain_day_is_doubtful=True) for text, _, doubtful in channels(real_data) if doubtful
    ]

    units = {case.limit.unit for answer in answers if isinstance(answer, Readable) for case in answer.cases}
    assert units == {LimitUnit.WORKING_DAY, LimitUnit.SAME_DAY}


def test_every_distinct_fee_text_has_its_kind(real_data):
    fees = [read_fee(text) for text in texts(real_data, "fee_texts.jsonl")]

    assert Counter(fee.kind for fee in fees) == {
        FeeKind.AMOUNT: 479,
        FeeKind.SEE_NOTE: 158,
        FeeKind.FREE: 35,
        FeeKind.NOT_STATED: 20,
    }
    assert sum(fee.doubt is not None for fee in fees) == 239
    assert sum(len(fee.amounts) for fee in fees) == 639
    assert all(bool(fee.amounts) == (fee.kind is FeeKind.AMOUNT) for fee in fees)


def test_no_fee_of_a_law_or_a_date(real_data):
    values = {int(amount.value) for text in texts(real_data, "fee_texts.jsonl") for amount in read_fee(text).amounts}

    assert not values & (set(range(1990, 2040)) - {2000})  # a page costs 2.000 đồng
