"""The embedded PostgreSQL: used when DATABASE_URL is unset.

Purpose: a person with Python and make gets a real PostgreSQL without installing one.
Words: a *place* is one server's folders and account; a *lease* is one process's use of it.

Invariants:
1. Nothing starts on import. The first `ensure()` starts the server, the last process out stops it.
2. Who lives is known by locks, which the kernel frees; pid files and names are never believed.
3. As root another account runs it, and nothing outside the server's own folders changes owner or mode.
4. A data folder of another major version is refused, never touched.
"""

from motcua.foundation.embedded.failures import DatabaseUnavailable
from motcua.foundation.embedded.lease import Address, embedded_binaries, ensure, heal, leave

__all__ = ["Address", "DatabaseUnavailable", "embedded_binaries", "ensure", "heal", "leave"]
