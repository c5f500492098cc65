"""The tables of a database by their content: rows and a digest that is the same on every server."""

from typing import Any

from psycopg import sql

from motcua.foundation.backup.failures import Progress

_SESSION = """
    SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex';
    SET extra_float_digits = 1; SET search_path = public
"""
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = to_regnamespace('public') AND relkind = 'r' ORDER BY relname
"""
# The sum over the rows' hashes does not depend on their order, so nothing need be sorted.
_DIGEST = """
    SELECT count(*)::text, coalesce(sum(
        ('x' || left(encode(sha256(convert_to(line::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)::text
    FROM {} AS line
"""


def names(connection: Any) -> list[str]:
    """Return the names of all tables."""
    return [name for (name,) in connection.execute(_TABLES).fetchall()]


def digests(connection: Any, progress: Progress) -> dict[str, list[str]]:
    """Return rows and digest of every table, over a psycopg connection."""
    connection.execute(_SESSION)
    found: dict[str, list[str]] = {}
    tables = names(connection)
    for done, name in enumerate(tables):
        progress("Tính mã băm các bảng", done, len(tables))
        found[name] = list(connection.execute(sql.SQL(_DIGEST).format(sql.Identifier("public", name))).fetchone())
    return found
