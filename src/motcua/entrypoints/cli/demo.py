"""Commands for demo provinces."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, refuse, say, start

app = typer.Typer(help="Tỉnh dùng thử.", no_args_is_help=True)


@app.command()
def load(
    scenario: str,
    scale: Annotated[float, typer.Option(help="Phần của kịch bản (chỉ với article-2022).")] = 1.0,
    seed: Annotated[int, typer.Option(help="Hạt giống (chỉ với article-2022).")] = 0,
    replace: Annotated[bool, typer.Option("--replace", help="Xóa tỉnh đang có rồi nạp lại.")] = False,
) -> None:
    """Load a demo province."""
    _require_demo()
    if scenario != "today":
        refuse(f"Bản này chưa có kịch bản “{scenario}”. Có: today.")
    if scale != 1.0 or seed:
        refuse("Kịch bản today không có --scale và --seed: các hồ sơ của nó được dựng từng bước.")
    from motcua.entrypoints.cli import database
    from motcua.foundation.database import connect_as

    start(as_owner=True)
    if replace:
        _require_nothing_foreign()
        database.empty()
    database.bring_up_to_date()
    connect_as("application")
    _load()


def _load() -> None:
    from rich.console import Console
    from rich.progress import Progress

    from motcua.entrypoints.demo import loading
    from motcua.foundation import clock

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Nạp tỉnh dùng thử", total=None)
        loading.load_today(
            at=clock.now(),
            progress=lambda what, done, total: bar.update(task, description=what, completed=done, total=total),
        )
    say("Đã nạp tỉnh dùng thử “today”.")


def load_once() -> None:
    """Load `today` into an empty database in demo mode; leave anything else as it is."""
    from django.conf import settings

    from motcua.entrypoints.demo import loading
    from motcua.foundation import clock

    if settings.ENVIRONMENT.demo and loading.is_empty(clock.now()):
        _load()


@app.command()
def info(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say which demo province is loaded."""
    start()
    from motcua.entrypoints.demo import loading

    found = loading.loaded()
    if found is None:
        refuse("Chưa nạp tỉnh dùng thử nào.")
    if as_json:
        answer(found)
        return
    print(f"{found['scenario']}: {found['from']} đến {found['to']}")


def _require_demo() -> None:
    from django.conf import settings

    if not settings.ENVIRONMENT.demo:
        refuse("Tỉnh dùng thử chỉ nạp được ở chế độ dùng thử: đặt MOTCUA_DEMO=1.")


def _require_nothing_foreign() -> None:
    """Replace a demo province only: a real one is never emptied by this command."""
    from motcua.entrypoints.demo import loading
    from motcua.foundation import clock

    if loading.loaded() is None and not loading.is_empty(clock.now()):
        refuse("Cơ sở dữ liệu này không phải tỉnh dùng thử nên không xóa. Không có gì thay đổi.")
