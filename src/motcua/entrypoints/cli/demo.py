"""Commands for demo provinces."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import answer, refuse, say, start

app = typer.Typer(help="Tỉnh dùng thử.", no_args_is_help=True)
SCENARIOS = ("today", "article-2022")


@app.command()
def load(
    scenario: str,
    scale: Annotated[float, typer.Option(help="Phần của kịch bản (chỉ với article-2022).")] = 1.0,
    seed: Annotated[int, typer.Option(help="Hạt giống (chỉ với article-2022).")] = 0,
    replace: Annotated[bool, typer.Option("--replace", help="Xóa tỉnh đang có rồi nạp lại.")] = False,
) -> None:
    """Load a demo province."""
    _require_demo()
    _require_known(scenario, scale=scale, seed=seed)
    from motcua.entrypoints.cli import database
    from motcua.foundation.database import connect_as

    start(as_owner=True)
    if replace:
        _require_nothing_foreign()
        _require_nobody_else()
        database.empty()
    database.bring_up_to_date()
    connect_as("application")
    _load(scenario, scale=scale, seed=seed)


def _require_known(scenario: str, *, scale: float, seed: int) -> None:
    if scenario not in SCENARIOS:
        refuse(f"Bản này chưa có kịch bản “{scenario}”. Có: {', '.join(SCENARIOS)}.")
    if scenario == "today" and (scale != 1.0 or seed):
        refuse("Kịch bản today không có --scale và --seed: các hồ sơ của nó được dựng từng bước.")
    if not 0 < scale <= 1:
        refuse("--scale là phần của kịch bản: lớn hơn 0, không quá 1.")


def _load(scenario: str = "today", *, scale: float = 1.0, seed: int = 0) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from motcua.entrypoints.demo import loading
    from motcua.foundation import clock

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Nạp tỉnh dùng thử", total=None)

        def told(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        if scenario == "today":
            loading.load_today(at=clock.now(), progress=told)
        else:
            loading.load_article(at=clock.now(), scale=scale, seed=seed, progress=told)
    say(f"Đã nạp tỉnh dùng thử “{scenario}”.")


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
        refuse(
            "Tỉnh dùng thử nạp dở dang. Nạp lại bằng --replace."
            if loading.is_begun()
            else "Chưa nạp tỉnh dùng thử nào."
        )
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

    if not loading.is_begun() and not loading.is_empty(clock.now()):
        refuse("Cơ sở dữ liệu này không phải tỉnh dùng thử nên không xóa. Không có gì thay đổi.")


def _require_nobody_else() -> None:
    """A worker or a site that goes on would write into a province that is half there."""
    from django.db import connection

    from motcua.foundation.database import others_connected

    with connection.cursor() as cursor:
        others = others_connected(cursor)
    if others:
        refuse(
            f"Còn {others} kết nối khác tới cơ sở dữ liệu: hãy dừng trang web và tiến trình nền rồi nạp lại. "
            "Không có gì thay đổi."
        )
