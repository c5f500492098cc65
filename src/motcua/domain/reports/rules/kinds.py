"""What is published: the report of settlement, or that of satisfaction."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a published report is about; a document without it is one of settlement."""

    SETTLEMENT = "settlement"
    SATISFACTION = "satisfaction"


def kind_of(report: Mapping[str, Any]) -> Kind:
    """Return the kind of a report's document, or of the ledger's body of its publication."""
    return Kind(report.get("kind", Kind.SETTLEMENT))


def subject_of(kind: Kind, number: int) -> str:
    """Return the ledger's subject of a published report; numbers run through both kinds."""
    return f"report:{kind}-{number}"
