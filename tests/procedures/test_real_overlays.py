"""Over every national record at hand: a unit's word never asks more and never promises later.

The records themselves are no part of the project; the figures are what was found in them.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from motcua.domain.organisation.rules.calendar_seed import seed_spec
from motcua.domain.procedures.rules.composition import compose
from motcua.domain.procedures.rules.content import Channel, Layer, Offer, ProcedureContent
from motcua.domain.procedures.rules.national_record import read_record
from motcua.domain.procedures.rules.unit_overlay import Overlay, surely_as_short, with_overlay
from motcua.kernel.refusal import Refusal
from motcua.kernel.working_time import ZONE, LimitUnit, Parameters, TimeLimit, due_moment, prepare, start_of_clock

AFTERNOON = datetime(2026, 11, 27, 15, 30, tzinfo=ZONE)
OWN = [
    TimeLimit(Decimal("0.5"), LimitUnit.WORKING_DAY),
    TimeLimit(Decimal(3), LimitUnit.WORKING_DAY),
    TimeLimit(Decimal(10), LimitUnit.CALENDAR_DAY),
    TimeLimit(None, LimitUnit.SAME_DAY),
]


def contents(real_data: Path) -> Iterator[ProcedureContent]:
    for line in gzip.decompress((real_data / "procedures.jsonl.gz").read_bytes()).splitlines():
        try:
            reading = read_record(json.loads(line))
        except Refusal:
            continue
        yield compose(reading.record, doubts=reading.doubts).content


def due(offer: Offer, table) -> datetime:
    start = start_of_clock(AFTERNOON, table)
    return due_moment(
        start, offer.limit, table=table, counting=offer.counting, parameters=Parameters(), received_at=AFTERNOON
    )


def test_over_every_real_record_no_promise_is_later_and_no_paper_is_added(real_data: Path) -> None:
    table, counts = prepare(seed_spec()), Counter()
    for below in contents(real_data):
        for own in OWN:
            over = with_overlay(below, Overlay(channels=(Channel.POST,), limits=(("time_limit", own),)))
            for before, after in zip(below.cases, over.cases, strict=True):
                assert after.components == before.components
                for offer in after.offers:
                    under = before.offer(offer.channel) or before.offer("counter") or before.offers[0]
                    assert offer.fee == under.fee
                    assert (offer.limit is None) == (under.limit is None)
                    if offer.limit is not None and under.limit is not None:
                        assert surely_as_short(offer.limit, under.limit, offer.counting)
                        assert due(offer, table) <= due(under, table)
                    counts["shortened" if offer.limit_source.layer is Layer.UNIT else "as published"] += 1
                counts["ways opened"] += len(after.offers) - len(before.offers)

    print(dict(counts))
    assert counts["shortened"] > 0
    assert counts["ways opened"] > 0
