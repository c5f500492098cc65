"""Questions to the reports."""

from motcua.domain.reports.queries.editions import Edition, editions, newest_edition
from motcua.domain.reports.queries.published import (
    CHANGES_AT_ONCE,
    ActSince,
    DossierChange,
    PublishedInfo,
    Since,
    altered_reports,
    changed_since,
    may_publish,
    published_report,
    published_reports,
)
from motcua.domain.reports.queries.satisfaction import (
    SatisfactionSince,
    satisfaction_cells,
    satisfaction_report,
    satisfaction_since,
)
from motcua.domain.reports.queries.settlement import (
    BY_NAMES,
    Asked,
    asked_for,
    asked_of,
    dossiers_behind,
    group_name,
    settlement_report,
)

__all__ = [
    "BY_NAMES",
    "CHANGES_AT_ONCE",
    "ActSince",
    "Asked",
    "DossierChange",
    "Edition",
    "PublishedInfo",
    "SatisfactionSince",
    "Since",
    "altered_reports",
    "asked_for",
    "asked_of",
    "changed_since",
    "dossiers_behind",
    "editions",
    "group_name",
    "may_publish",
    "newest_edition",
    "published_report",
    "published_reports",
    "satisfaction_cells",
    "satisfaction_report",
    "satisfaction_since",
    "settlement_report",
]
