"""The database as Django sees it: a thin, lazy backend over django.db.backends.postgresql.

Purpose: settings name it (`ENGINE = "motcua.foundation.database"`); importing settings starts and connects
nothing. Only the first connection starts the embedded server, where DATABASE_URL is unset.
Words: the *owner* migrates, tests and backs up; the *application* (web, worker, ordinary commands) connects
as a role that owns nothing and may only add to the ledger.
"""

from motcua.foundation.database.access import (
    Access,
    Who,
    connect_as,
    database_settings,
    disconnect,
    require_application_access,
    who_connects,
)
from motcua.foundation.database.failures import sentence_for
from motcua.foundation.database.others import others_connected
from motcua.foundation.database.roles import ensure_application_role
from motcua.foundation.embedded.failures import DatabaseUnavailable

__all__ = [
    "Access",
    "DatabaseUnavailable",
    "Who",
    "connect_as",
    "database_settings",
    "disconnect",
    "ensure_application_role",
    "others_connected",
    "require_application_access",
    "sentence_for",
    "who_connects",
]
