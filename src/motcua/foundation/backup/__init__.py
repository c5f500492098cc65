"""Backup and restore of a whole installation: database, files, keys, seals.

Words: a *backup* is one folder with a manifest that names every file in it by its hash.

Invariants:
1. A folder under its final name is whole: it is written as `NAME.part` and renamed last.
2. Seals are copied before the database and files after it: no seal in a backup knows a row that the database in it
   lacks, and every file that the database names is there.
3. A restore checks everything first. The database is replaced in one transaction; seals and keys that lay there are
   put aside, never erased.
"""

from motcua.foundation.backup.failures import BackupRefused, Progress
from motcua.foundation.backup.manifest import Manifest
from motcua.foundation.backup.restoring import restore, tables_that_differ
from motcua.foundation.backup.taking import take

__all__ = ["BackupRefused", "Manifest", "Progress", "restore", "tables_that_differ", "take"]
