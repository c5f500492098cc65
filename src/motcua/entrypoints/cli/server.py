"""Commands that serve: web, worker, and both with the demo province."""

from typing import Annotated

import typer

from motcua.entrypoints.cli.answering import say, start

Host = Annotated[str, typer.Option(help="Địa chỉ mạng để lắng nghe.")]
Port = Annotated[int, typer.Option(help="Cổng để lắng nghe.")]


def run(host: Host = "127.0.0.1", port: Port = 8000, workers: int = 2) -> None:
    """Set up the database, load the demo province into an empty one, serve with the worker."""
    from motcua.entrypoints.cli import database
    from motcua.entrypoints.cli.serving import require_free_port, run_serve
    from motcua.foundation.database import connect_as

    require_free_port(host, port)
    _say_address(host, port)
    start(as_owner=True)
    database.bring_up_to_date()
    connect_as("application")
    from motcua.entrypoints.cli.demo import load_once

    load_once()
    raise typer.Exit(run_serve(host=host, port=port, workers=workers, with_worker=True))


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: int = 2,
    with_worker: Annotated[bool, typer.Option("--with-worker")] = False,
) -> None:
    """Serve the pages."""
    from motcua.entrypoints.cli.serving import run_serve

    _say_address(host, port)
    raise typer.Exit(run_serve(host=host, port=port, workers=workers, with_worker=with_worker))


def _say_address(host: str, port: int) -> None:
    """Let links on papers and pages lead to where this serves, unless the environment names the address of citizens."""
    import os

    os.environ.setdefault("MOTCUA_PUBLIC_ADDRESS", f"http://{host}:{port}")


def worker() -> None:
    """Run the background jobs: seal every minute, sweep, retry what stalled."""
    import os

    from motcua.foundation.database import require_application_access

    require_application_access(os.environ)
    start()
    from motcua.entrypoints.jobs.running import run_worker

    say("Tiến trình nền đang chạy (Ctrl+C để dừng).")
    run_worker()
