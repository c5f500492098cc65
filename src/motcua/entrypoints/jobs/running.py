"""Run the worker until it is told to stop."""

from typing import Any


def run_worker() -> None:
    """Work off jobs until SIGTERM or Ctrl+C; a running job is finished first."""
    from procrastinate.contrib.django import app

    connector: Any = app.connector  # Django's own, which knows how to make the worker's
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(concurrency=2, shutdown_graceful_timeout=20, name="motcua")
