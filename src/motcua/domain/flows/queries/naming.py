"""What groups are called, and in which order they are shown."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from motcua.domain.flows.rules.measures import By
from motcua.domain.organisation import api as organisation
from motcua.domain.procedures import api as procedures
from motcua.kernel.vietnamese import sort_key

_NONE = "–"
_in_order = lru_cache(maxsize=8192)(sort_key)
"""Names of units, fields and procedures are few, and asked for again and again."""


def names_of(by: By, keys: Collection[str], *, on: date) -> list[tuple[str, str]]:
    """Return (key, name) in order: levels from above, everything else by name. A key without a name is its own."""
    if by is By.LEVEL:
        named = {level.value: organisation.LEVEL_NAMES[level] for level in organisation.Level}
        others = sorted(set(keys) - set(named))
        return [(key, named.get(key) or key or _NONE) for key in (*named, *others) if key in keys]
    names = _names(by, keys, on)
    return sorted(((key, names.get(key) or key) for key in keys), key=lambda one: (_in_order(one[1]), one[0]))


def _names(by: By, keys: Collection[str], on: date) -> Mapping[str, str]:
    if by is By.AGENCY:
        return organisation.unit_names(keys, on)
    if by is By.PROCEDURE:
        return procedures.names_of(keys, on)
    return {}
