"""What happened to reports, as the ledger names it."""

PUBLISHED = "report_published"
WITHDRAWN = "report_withdrawn"
"""Acts on `report:settlement-NUMBER`."""
