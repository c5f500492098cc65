"""A convention: where reports of the same dossiers may differ, the options and the one that holds."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Convention:
    """A way of counting on which reports of the same dossiers may differ: the options by key, and the one chosen.

    Each option is the sentence that stands on the report's face.
    """

    title: str
    chosen: str
    options: Mapping[str, str]
