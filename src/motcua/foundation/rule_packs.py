"""Read the rule packs that lie as dated data beside the code (src/motcua/data/rule_packs)."""

import json
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.convention import Convention
from motcua.kernel.language import say, say_day
from motcua.kernel.rating_rules import RatingRules
from motcua.kernel.refusal import Refusal
from motcua.kernel.rule_pack import FormWords, OnlineFiling, OpenDataRule, QuietHours, RulePack, SettlementRule
from motcua.kernel.scoring_rules import Band, IndexRule, Scored, ScoringRules, Source
from motcua.kernel.working_time import Counting, Parameters

FOLDER = Path(__file__).resolve().parents[1] / "data" / "rule_packs"


class NoRulePack(Refusal):
    """No rule pack holds on the day, or none has the name."""


@cache
def rule_packs() -> tuple[RulePack, ...]:
    """Return every pack, the oldest first."""
    packs = [_pack_of(json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")]
    return tuple(sorted(packs, key=lambda pack: pack.valid_from))


def rule_pack_on(day: date) -> RulePack:
    """Return the pack in force on a day. Raises NoRulePack."""
    for pack in rule_packs():
        if pack.holds_on(day):
            return pack
    raise NoRulePack(say("Chưa có bộ quy tắc cho ngày {day}.", day=say_day(day)))


def rule_pack_named(name: str) -> RulePack:
    """Return the pack with that name ("today", "2022"). Raises NoRulePack."""
    for pack in rule_packs():
        if pack.name == name:
            return pack
    raise NoRulePack(
        say(
            "Không có bộ quy tắc tên “{name}”. Có: {known}.",
            name=name,
            known=", ".join(pack.name for pack in rule_packs()),
        )
    )


def _pack_of(data: dict[str, Any]) -> RulePack:
    return RulePack(
        name=data["name"],
        title=data["title"],
        valid_from=date.fromisoformat(data["valid_from"]),
        valid_to=date.fromisoformat(data["valid_to"]) if data["valid_to"] else None,
        counting=Counting(data["counting"]),
        deadlines=_parameters_of(data["deadlines"]),
        supplements_without_order=data["supplements_without_order"],
        online_check_working_hours=data["online_check_working_hours"],
        risk_points=data["risk_points"],
        online_filing=OnlineFiling(**{**data["online_filing"], "bring": tuple(data["online_filing"]["bring"])}),
        code_order=data["dossier_code"]["order"],
        code_pattern=data["dossier_code"]["pattern"],
        desk_name=data["desk_name"],
        quiet_hours=QuietHours(
            begins=time.fromisoformat(data["quiet_hours"]["begins"]),
            ends=time.fromisoformat(data["quiet_hours"]["ends"]),
            law=data["quiet_hours"]["law"],
        ),
        looks_kept_months=data["looks_kept_months"],
        ratings=_ratings_of(data["ratings"]),
        forms={name: FormWords(**words) for name, words in data["forms"].items()},
        settlement=_settlement_of(data["settlement"]),
        open_data=OpenDataRule(**{**data["open_data"], "told_in_full": tuple(data["open_data"]["told_in_full"])}),
        scoring=_scoring_of(data["scoring"]),
        law=data["law"],
        law_of=data["law_of"],
    )


def _parameters_of(data: dict[str, Any]) -> Parameters:
    return Parameters(
        same_day_until=time.fromisoformat(data["same_day_until"]),
        any_desk_until=time.fromisoformat(data["any_desk_until"]),
        any_desk_grace_minutes=data["any_desk_grace_minutes"],
        internal_share=Decimal(data["internal_share"]),
        supplement_ask_days=Decimal(data["supplement_ask_days"]),
        supplement_answer_days=Decimal(data["supplement_answer_days"]),
        apology_days_before=Decimal(data["apology_days_before"]),
        apology_days_after=Decimal(data["apology_days_after"]),
    )


def _ratings_of(data: dict[str, Any]) -> RatingRules:
    return RatingRules(
        **{
            **data,
            "levels": {int(level): name for level, name in data["levels"].items()},
            "form_level_of": {int(level): key for level, key in data["form_level_of"].items()},
            "satisfied": frozenset(data["satisfied"]),
            "confidence_percent": Decimal(data["confidence_percent"]),
            "confidence_z": Decimal(data["confidence_z"]),
        }
    )


def _settlement_of(data: dict[str, Any]) -> SettlementRule:
    conventions = {name: Convention(**convention) for name, convention in data["conventions"].items()}
    return SettlementRule(**{**data, "conventions": conventions})


def _scoring_of(data: dict[str, Any]) -> ScoringRules:
    return ScoringRules(
        version=data["version"],
        law=data["law"],
        indices={int(number): _index_of(int(number), index) for number, index in data["indices"].items()},
        bands={
            Scored(scored): tuple(Band(Decimal(band["least"]), band["word"]) for band in bands)
            for scored, bands in data["bands"].items()
        },
        conventions={name: Convention(**convention) for name, convention in data["conventions"].items()},
    )


def _index_of(number: int, data: dict[str, Any]) -> IndexRule:
    known = {
        **data,
        "source": Source(data["source"]),
        "scores": frozenset(Scored(scored) for scored in data["scores"]),
        "at_least": {name: Decimal(share) for name, share in data.get("at_least", {}).items()},
    }
    return IndexRule(number=number, **known)
