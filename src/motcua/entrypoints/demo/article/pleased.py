"""Who says at the counter how pleased they are, and what: after what befell their dossier, not by a rate."""

from collections.abc import Mapping
from typing import Any

from motcua.entrypoints.demo.article.chance import chance, happens
from motcua.entrypoints.demo.article.life import Life
from motcua.entrypoints.demo.article.setting import COUNTER

ANSWERS, DISPLEASED, HOW_MUCH = 400, 401, 402
_PLEASED, _DISPLEASED = (5, 4), (3, 2, 1)


def level_of(life: Life, knobs: Mapping[str, Any]) -> int | None:
    """Return the level that a person chooses on the device when the result is handed over, from 5 down to 1.

    None for whoever does not come to the counter for it or walks past the device. Displeased is, by chance, who was
    asked for more papers, was refused or got the result late; hardly anybody else.
    """
    told, key = knobs["ratings"], life.visit.key
    if not life.returned_at or life.visit.channel != COUNTER:
        return None
    if not happens(key, ANSWERS, told["answers"][life.visit.place.level]):
        return None
    befallen = {"late": life.is_late, "refused": life.refused, "asked": life.asked > 0}
    likely = told["displeased"]["usual"] + sum(told["displeased"][what] for what, is_so in befallen.items() if is_so)
    if happens(key, DISPLEASED, likely):
        return _DISPLEASED[int(chance(key, HOW_MUCH) * len(_DISPLEASED))]
    return _PLEASED[not happens(key, HOW_MUCH, told["very_pleased"])]
