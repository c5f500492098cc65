"""A province that fits on a page, for tests of the model: one commune, its counter, two handlers, one head."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.article.setting import (
    COMMUNE,
    COUNTER,
    Course,
    Offer,
    Place,
    Post,
    Setting,
    StepPlan,
    Trade,
    knobs,
)
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.working_time import LimitUnit, TimeLimit, prepare

OPENS_ON, LAST = date(2022, 6, 27), date(2022, 12, 31)
UNIT, DESK = "H12.21.01", "H12.21.01.90"
HANDLER = "mau.h1"


def a_small_province(*, visits: int = 400, slower: Mapping[str, float] | None = None) -> Setting:
    """Return a commune with so many visits in half a year; all rules and parameters are those of the scenario."""
    pack, table = rule_pack_on(OPENS_ON), prepare(organisation.seed_spec())
    limits = {(1, COUNTER): TimeLimit(Decimal(3), LimitUnit.WORKING_DAY)}
    course = Course(
        (StepPlan("work", "competent", "handler"), StepPlan("sign", "competent", "leader", decides=True)),
    )
    return Setting(
        table=table,
        rules=pack.deadlines,
        counting=pack.counting,
        ask_days=int(pack.deadlines.supplement_ask_days),
        answer_days=int(pack.deadlines.supplement_answer_days),
        check_hours=pack.online_check_working_hours,
        posts=(
            Post("mau.r1", "Một (mẫu)", DESK, "Cán bộ một cửa", "reception", 1.0),
            Post(HANDLER, "Hai (mẫu)", UNIT, "Chuyên viên", "handler", 1.0),
            Post("mau.h2", "Ba (mẫu)", UNIT, "Chuyên viên", "handler", 1.0),
            Post("mau.l1", "Bốn (mẫu)", UNIT, "Chủ tịch", "leader", 1.0),
        ),
        places=(Place(UNIT, COMMUNE, DESK, 1.0, "xã (mẫu)"),),
        trades=(Trade("9.000001.H12", COMMUNE, "", course, (Offer(0, limits, is_online=False),)),),
        desks={UNIT: (DESK,)},
        arrivals={"province": 0, "district": 0, "commune": visits},
        period=(date(2022, 7, 1), LAST),
        opens_on=OPENS_ON,
        knobs=knobs(),
        slower=slower or {},
    )
