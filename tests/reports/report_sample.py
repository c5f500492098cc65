"""A report about nobody: two levels and their sum, under either rule pack."""

from datetime import date

from motcua.domain.flows.api import ZERO
from motcua.domain.reports.rules.document import Face, Line, document
from motcua.domain.reports.rules.settlement import Compare, Conventions, Ended, Waiting, figures
from motcua.foundation.rule_packs import rule_pack_named

USUAL = Conventions(Compare.MOMENT, Waiting.WITHIN, Ended.ON_TIME)
DISTRICT = {"received_online": 20_000, "received_direct": 8_000, "carried": 600, "early": 21_000, "on_time": 7_539,
            "late": 3, "in_process": 58, "overdue": 2}  # fmt: skip
COMMUNE = {"received_direct": 5, "ended_late": 1, "in_process": 4, "suspended": 1}


def counted(**counts):
    return {**ZERO._asdict(), **counts}


def a_document(pack="today", *, first="2026-11-01", last="2026-11-30", as_of="2026-11-25", name="Cấp huyện"):
    rules = rule_pack_named(pack)
    words, rule = rules.forms["settlement"], rules.settlement
    lines = [
        Line("district", name, figures(counted(**DISTRICT), USUAL)),
        Line("commune", "Cấp xã", figures(counted(**COMMUNE), USUAL)),
    ]
    both = counted(**{one: DISTRICT.get(one, 0) + COMMUNE.get(one, 0) for one in {*DISTRICT, *COMMUNE}})
    face = Face(
        title=words.title,
        form=f"{words.form}, {words.law}",
        unit="",
        unit_name="Ủy ban nhân dân tỉnh Cà Mau",
        above="",
        by_name="Cấp",
        rules=rule.version,
        pack=rules.name,
        law=rule.law,
        conventions=(*(one.options[one.chosen] for one in rule.conventions.values()), rule.rate),
    )
    days = {"first": first, "last": last, "as_of": as_of}
    return document(
        **{key: date.fromisoformat(day) for key, day in days.items()},
        by="level",
        compare="moment",
        face=face,
        lines=lines,
        total=figures(both, USUAL),
    )
