"""Acts and formats of the reports."""

from motcua.domain.reports.operations.formats import as_csv, as_json, as_pdf, as_xlsx, published_pdf
from motcua.domain.reports.operations.opening import publish_edition, write_edition
from motcua.domain.reports.operations.publishing import publish_report, publish_satisfaction, withdraw_report
from motcua.domain.reports.operations.restoring import Restored, restore_published

__all__ = [
    "Restored",
    "as_csv",
    "as_json",
    "as_pdf",
    "as_xlsx",
    "publish_edition",
    "publish_report",
    "publish_satisfaction",
    "published_pdf",
    "restore_published",
    "withdraw_report",
    "write_edition",
]
