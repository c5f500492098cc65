"""Who comes: invented people and businesses. Names say "(mẫu)", identifiers begin with a province number that was never given out.

None has a mailbox: nobody is written to because a demo was loaded. The letters of the late ones are handed over or posted.
"""

import json
from functools import lru_cache
from typing import Any

from motcua.entrypoints.demo.article.chance import chance, key_of
from motcua.entrypoints.demo.article.setting import FOLDER
from motcua.entrypoints.demo.article.visits import Visit

_LEVEL_NUMBERS = {"province": 1, "district": 2, "commune": 3}


def declared(visit: Visit) -> dict[str, str]:
    """Return what the person of a visit declares; who comes again declares the same."""
    number = _LEVEL_NUMBERS[visit.place.level] * 1_000_000 + visit.person
    if visit.is_business:
        return _business(number, visit.place.address)
    return _citizen(number, visit.place.address)


def _citizen(number: int, address: str) -> dict[str, str]:
    key, words = key_of("citizen", number), _words()
    parts = [
        words[part][int(chance(key, place) * len(words[part]))]
        for place, part in enumerate(("family", "middle", "given"))
    ]
    return {
        "kind": "citizen",
        "identifier": f"0990{number:08d}",
        "name": f"{' '.join(parts)} (mẫu)",
        "phone": f"0290{number:07d}",
        "address": f"Số {number % 97 + 1}, {address}",
    }


def _business(number: int, address: str) -> dict[str, str]:
    key, words = key_of("business", number), _words()
    kind, trade = (
        words[part][int(chance(key, place) * len(words[part]))]
        for place, part in enumerate(("business", "business_trade"))
    )
    return {
        "kind": "business",
        "identifier": f"099{number:07d}",
        "name": f"{kind} {trade} {number % 1000} (mẫu)",
        "phone": f"0290{number:07d}",
        "address": f"Số {number % 97 + 1}, {address}",
    }


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return dict(json.loads((FOLDER / "names.json").read_text(encoding="utf-8")))
