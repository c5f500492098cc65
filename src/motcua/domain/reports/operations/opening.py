"""Write open data: an edition is a folder with every data set as CSV and Parquet, the manifest and the digests.

The same day gives the same bytes: rows come in an order of their own, and nothing says when or where they were written.
"""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports.operations.data_files import digest_of, write_set
from motcua.domain.reports.queries.editions import editions
from motcua.domain.reports.queries.open_rows import rows_of_set
from motcua.domain.reports.rules.data_sets import MANIFEST, SUMS, Written, data_sets, package
from motcua.domain.reports.rules.editions import NoEdition, require_writable
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.language import say

KEPT: Final = 2
"""So many editions lie for the pages: whoever fetches the files of one is not cut off when the next comes."""
Progress = Callable[[str], None]


def write_edition(folder: Path, as_of: date, *, at: datetime, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Write what was known at the end of a day into a new folder and return its manifest. Raises NoEdition, NoRulePack.

    Everything is read at one moment. `progress` is told each data set as it is begun.
    """
    require_writable(as_of, now=at, folded=flows.folded_at())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NoEdition(say("Thư mục {folder} đã có nội dung: chọn thư mục mới.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    rule, written = rule_pack_on(as_of).open_data, list[Written]()
    said = {"as_of": as_of.isoformat(), "rules": rule.version, "licence": f"{rule.licence} {rule.licence_law}."}
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        top = organisation.province(as_of)
        for one in data_sets():
            progress(one.title["vi"])
            written += write_set(one, rows_of_set(one.name, as_of), folder, said={**said, "data_set": one.name})
    manifest = package(written, as_of=as_of.isoformat(), province=top.name if top else "", rule=rule)
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    listed = {**{one.path: one.digest for one in written}, MANIFEST: digest_of(folder / MANIFEST)}
    (folder / SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in listed.items()), encoding="utf-8")
    return manifest


def publish_edition(store: Path, as_of: date, *, at: datetime, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Write the edition of a day to where pages give it from, whole or not at all; older ones but the last go. Raises as above."""
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store, prefix=".", ignore_cleanup_errors=True) as beside:
        made = Path(beside) / "new"
        manifest = write_edition(made, as_of, at=at, progress=progress)
        target = store / as_of.isoformat()
        if target.exists():
            target.rename(Path(beside) / "old")
        made.rename(target)
    for older in editions(store)[KEPT:]:
        shutil.rmtree(store / older.isoformat(), ignore_errors=True)
    return manifest
