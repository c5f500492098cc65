"""Questions to the reports."""

from motcua.domain.reports.queries.befallen import Befallen, befallen_csv, befallen_report, dossiers_befallen
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
    groups_of,
    live_report,
    settlement_report,
)

__all__ = [
    "BY_NAMES",
    "CHANGES_AT_ONCE",
    "ActSince",
    "Asked",
    "Befallen",
    "DossierChange",
    "Edition",
    "PublishedInfo",
    "SatisfactionSince",
    "Since",
    "altered_reports",
    "asked_for",
    "asked_of",
    "befallen_csv",
    "befallen_report",
    "changed_since",
    "dossiers_befallen",
    "dossiers_behind",
    "editions",
    "group_name",
    "groups_of",
    "live_report",
    "may_publish",
    "newest_edition",
    "published_report",
    "published_reports",
    "satisfaction_cells",
    "satisfaction_report",
    "satisfaction_since",
    "settlement_report",
]
