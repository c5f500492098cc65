"""The scene of the scenario: everything the model is told, put together from the loaded catalogue and the committed tables."""

import csv
from collections.abc import Mapping
from datetime import date, datetime, time

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.article import staff, trades
from motcua.entrypoints.demo.article.setting import FOLDER, Setting, knobs
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import ZONE

PERIOD = (date(2022, 7, 1), date(2022, 12, 31))
OPENS_ON = date(2022, 6, 27)
"""The counters open some days before the period, so that it begins with dossiers under way."""
SET_UP_AT = datetime(2022, 1, 4, 8, tzinfo=ZONE)
PUBLISHED_AT = datetime(2022, 1, 5, 8, tzinfo=ZONE)


def arrivals() -> dict[str, int]:
    """Return how many visits each level has: input."""
    with (FOLDER / "arrivals.csv").open(encoding="utf-8") as file:
        return {row["level"]: int(row["visits"]) for row in csv.DictReader(file)}


def setting(slower: Mapping[str, float] | None = None) -> Setting:
    """Return what the model is told, with the catalogue as it was published. The organisation of 2022 must be there."""
    pack, told = rule_pack_on(OPENS_ON), knobs()
    table = organisation.calendar_for(staff.PROVINCE).table
    found = trades.trades(
        table,
        begins=datetime.combine(OPENS_ON, time(), tzinfo=ZONE),
        units=frozenset(row["agency_code"] for row in staff.unit_rows()),
        commonest=told["commonest"],
    )
    return Setting(
        table=table,
        rules=pack.deadlines,
        counting=pack.counting,
        ask_days=int(pack.deadlines.supplement_ask_days),
        answer_days=int(pack.deadlines.supplement_answer_days),
        check_hours=pack.online_check_working_hours,
        posts=staff.posts(),
        places=staff.places(),
        trades=found,
        desks=staff.other_desks(),
        arrivals=arrivals(),
        period=PERIOD,
        opens_on=OPENS_ON,
        knobs=told,
        slower=slower or {},
    )
