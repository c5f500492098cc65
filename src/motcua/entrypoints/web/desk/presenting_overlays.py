"""What a unit says of its own of a procedure, as the page shows it: layers, effect, history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.domain.workflow import api as workflow
from motcua.entrypoints.web import wording
from motcua.entrypoints.web.desk import overlay_form
from motcua.entrypoints.web.desk.presenting_layers import LAYER_NAMES
from motcua.foundation.actor import Actor
from motcua.kernel.language import say

LONG = 260
MOST_UNITS = 300


def units_for(content: procedures.ProcedureContent, by: Actor, at: datetime) -> tuple[organisation.UnitInfo, ...]:
    """Return the units that settle the procedure and for which the actor may speak."""
    day = wording.local(at).date()
    units = [one for one in organisation.units(day) if procedures.handles(content, one.code, at)]
    if organisation.unit(by.unit_code, day).level is organisation.Level.PROVINCE:
        return tuple(units[:MOST_UNITS])
    return tuple(one for one in units if by.unit_code in organisation.line_of(one.code, day))


def lines_of(version: procedures.PublishedInfo, unit_code: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every field as it holds at the unit, each with its layer."""
    competent = version.content.competent
    return [
        {
            "name": one.name,
            "text": names.get(competent.code, one.text)
            if one.topic == "competent" and competent and competent.code
            else wording.with_capital(one.text),
            "is_long": len(one.text) > LONG,
            "layer": say(LAYER_NAMES[one.layer]),
            "own": one.layer is procedures.Layer.UNIT,
            "decision": one.decision,
        }
        for one in procedures.lines_at_unit(version, unit_code)
    ]


def form_of(version: procedures.PublishedInfo, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the form: filled, with what may be chosen."""
    content = version.content
    return {
        "typed": {name.replace("-", "_"): value for name, value in typed.items()},
        "channels": [
            {"value": one.value, "label": say(procedures.CHANNEL_NAMES[one]), "checked": one.value in typed["cach-nop"]}
            for one in (procedures.Channel.COUNTER, procedures.Channel.POST)
            if any(case.offer(one) is None for case in content.cases)
        ],
        "limits": [
            {"row": row, "field": field or "time_limit", "amount": amount, "unit": unit}
            for row, (field, amount, unit) in enumerate(typed["limits"], start=1)
        ],
        "places": places_of(content),
        "units": [(unit, say(name)) for unit, name in overlay_form.UNITS.items()],
        "processes": [
            {
                "id": str(one.id),
                "label": say(
                    "{process_name} ({process_code}, bản {number})",
                    process_name=one.process_name,
                    process_code=one.process_code,
                    number=one.number,
                ),
            }
            for one in workflow.bound_to(version.code)
            if one.usable
        ],
    }


def places_of(content: procedures.ProcedureContent) -> list[tuple[str, str]]:
    """Return what a limit may be said for: everything, one way to file, one case."""
    names = {channel.value: say(name) for channel, name in procedures.CHANNEL_NAMES.items()}
    found = [("time_limit", say("Mọi trường hợp và cách nộp"))]
    found += [(f"time_limit:{one}", names[one]) for one in names]
    found += [(f"time_limit:{case.number}", case.name) for case in content.cases if len(content.cases) > 1]
    return found


def effect_of(effects: Sequence[procedures.OfferEffect], at: datetime) -> dict[str, Any]:
    """Return what would change for a reception now, line by line, and how many ways to file stay as they are."""
    rows = [
        {
            "where": ", ".join(part for part in (one.case, one.channel) if part),
            "below": procedures.limit_words(one.below) if one.below else say("Chưa nhận cách này"),
            "below_due": wording.moment_in_table(one.below_due, at) if one.below_due else "",
            "own": procedures.limit_words(one.own),
            "own_due": wording.moment_in_table(one.own_due, at) if one.own_due else "",
        }
        for one in effects
        if one.is_new or one.own != one.below
    ]
    return {"rows": rows, "same": len(effects) - len(rows)}


def history_of(code: str, unit_code: str, at: datetime) -> list[dict[str, Any]]:
    """Return every word of the unit, the newest first, with how it stands now."""
    found = procedures.overlays_of(code, unit_code)
    people = organisation.full_names({one.stated_by for one in found})
    return [
        {
            "number": one.number,
            "standing": _standing(one, at),
            "is_now": one.holds_at(at),
            "said": ", ".join(say(procedures.OWN_NAMES[name]).lower() for name in one.overlay.said),
            "since": wording.moment_in_table(one.starts_at, at),
            "until": wording.moment_in_table(one.ends_at, at) if one.ends_at else "",
            "by": people.get(one.stated_by, one.stated_by),
            "when": wording.stamp(one.stated_at, at),
            "undoes": one.undoes,
        }
        for one in found
    ]


def _standing(one: procedures.OverlayInfo, at: datetime) -> str:
    if one.taken_back_at is not None:
        return say("Đã hoàn lại trước khi áp dụng")
    if one.starts_at > at:
        return say("Sắp áp dụng")
    return say("Đang áp dụng") if one.holds_at(at) else say("Đã hết")


def newest(code: str, unit_code: str, at: datetime) -> procedures.OverlayInfo | None:
    """Return what can be undone or ended: the last word that holds or will hold."""
    living = [one for one in procedures.overlays_of(code, unit_code) if one.taken_back_at is None]
    return living[0] if living and (living[0].ends_at is None or living[0].ends_at > at) else None
