"""The rules of ratings as data of a rule pack: levels, how they become those of the national form, limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class RatingRules:
    """How people rate a settled dossier, and how answers are counted.

    `levels` and `form_levels` by value and key in the order in which they are shown; `form_level_of` is the stated
    mapping of the five levels to those of the national form, `satisfied` which of those count as satisfied.
    `link_days`, `device_minutes`: how long a link or a call on a counter device stays open. An answer within
    `fast_seconds` of its link, more than `sender_most` from one sender within `sender_minutes`, and one within
    `device_pause_seconds` of the one before on a device are flagged. The `…_most` of links and ratings count within the
    quarter of an hour of attempts. `sender_kept_days`: how long it is kept from where an answer came, as a digest.
    `least_told`: of a group with fewer answers no level is told.
    """

    version: str
    link_days: int
    device_minutes: int
    levels: Mapping[int, str]
    form_levels: Mapping[str, str]
    form_level_of: Mapping[int, str]
    satisfied: frozenset[str]
    confidence_percent: Decimal
    confidence_z: Decimal
    fast_seconds: int
    sender_minutes: int
    sender_most: int
    device_pause_seconds: int
    wrong_links_most: int
    ratings_of_sender_most: int
    ratings_of_place_most: int
    sender_kept_days: int
    least_told: int
