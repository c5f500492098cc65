"""Satisfaction in words, the same for everybody's page and for those who watch over the work."""

from decimal import Decimal
from typing import Any

from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say
from motcua.kernel.rule_pack import RulePack

DASH = "–"
NOT_SHOWN = to_say("không hiện")


def row(counts: surveys.Counts, pack: RulePack) -> dict[str, Any]:
    """Return counts in words: a share never without its two numbers, nothing to divide by is a dash.

    What is not told says so in place of every share.
    """
    rules = pack.ratings
    figures = surveys.figures_of(counts, rules)
    return {
        "settled": counts.settled,
        "answered": counts.answered,
        "response": _share(counts.answered, counts.settled),
        "form": [
            {"name": say(rules.form_levels[key]), "share": _told(count, counts.answered, 1)}
            for key, count in figures.form.items()
        ],
        "withheld": bool(counts.untold),
        "satisfied": figures.satisfied,
        "rate": _told(figures.satisfied, counts.answered, 2),
        "between": DASH
        if figures.low is None or figures.high is None
        else say("{low} đến {high} %", low=_percent(figures.low), high=_percent(figures.high)),
        "doubtful": counts.doubtful,
        "set_aside": counts.set_aside,
    }


def face(pack: RulePack) -> dict[str, Any]:
    """Return what stands on the face of every report of satisfaction: levels, mapping, confidence, law."""
    rules = pack.ratings
    return {
        "form_levels": [say(name) for name in rules.form_levels.values()],
        "mapping": [
            {"level": say(name), "form": say(rules.form_levels[rules.form_level_of[level]])}
            for level, name in rules.levels.items()
        ],
        "pack": pack.title,
        "law": pack.law_of["ratings"],
        "mapping_law": pack.law_of["rating_levels"],
        "least_law": pack.law_of["rating_least"],
        "confidence": wording.number(rules.confidence_percent),
    }


def _share(part: int, whole: int, decimals: int = 2) -> str:
    return wording.percent(part, whole, decimals) if whole else DASH


def _told(part: int | None, whole: int, decimals: int) -> str:
    return say(NOT_SHOWN) if part is None else _share(part, whole, decimals)


def _percent(value: Decimal) -> str:
    return wording.number(value, 2)
