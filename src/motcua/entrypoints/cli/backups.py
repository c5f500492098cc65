"""Commands for the safety of the whole: backup, restore."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from motcua.entrypoints.cli.answering import REFUSED, say, start

if TYPE_CHECKING:
    from motcua.foundation.backup import Progress

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục của bản sao lưu.")]


def backup(folder: Folder) -> None:
    """Back up database, files, seals and keys into a new folder."""
    start(as_owner=True)
    from motcua.entrypoints.cli.database import RELEASE
    from motcua.foundation import backup as backups
    from motcua.foundation import clock

    _seal_first()
    with _progress() as progress:
        made = backups.take(folder, release=RELEASE, at=clock.now(), progress=progress)
    rows = sum(int(count) for count, _ in made.tables.values())
    say(
        f"Đã sao lưu vào {folder}: {len(made.tables)} bảng với {rows} dòng, {len(made.content)} tệp, "
        f"{made.size // 1024} KB. Bản này có khóa niêm và dữ liệu cá nhân: hãy cất ở nơi chỉ người có trách nhiệm đọc được."
    )


def restore(
    folder: Folder,
    replace: Annotated[bool, typer.Option("--replace", help="Thay cơ sở dữ liệu đang có.")] = False,
) -> None:
    """Restore a backup into an empty database, or over the one that is there."""
    start(as_owner=True)
    from motcua.entrypoints.cli import database, seals
    from motcua.foundation import backup as backups
    from motcua.foundation import clock

    with _progress() as progress:
        done = backups.restore(folder, replace=replace, at=clock.now(), progress=progress)
        different = backups.tables_that_differ(done.manifest, progress)
    database.bring_up_to_date()
    if done.put_aside:
        say(f"Niêm và khóa có trước đó được để riêng ở {done.put_aside}.")
    checked, problems = seals.look_at_records()
    for problem in problems:
        say(f"{problem['subject']}: {problem['reason']}")
    for name in different:
        say(f"Bảng {name} không giống bản sao lưu.")
    if problems or different:
        say(f"Đã khôi phục từ {folder}, nhưng có {len(problems) + len(different)} chỗ không khớp.")
        raise typer.Exit(REFUSED)
    say(f"Đã khôi phục từ {folder} (lập lúc {done.manifest.at}). Sổ nguyên vẹn, đã kiểm tra {checked} dòng.")


def _seal_first() -> None:
    """Seal what is not sealed yet. Where sealing is refused a backup is wanted all the more."""
    from motcua.foundation import clock, ledger

    if not ledger.is_made():
        return
    try:
        ledger.seal(at=clock.now())
    except ledger.SealRefused as refusal:
        say(str(refusal))


@contextmanager
def _progress() -> "Iterator[Progress]":
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
