"""Run the worker until it is told to stop."""

from typing import Any

SIGNS_WITHIN_THE_LIMIT = 3
"""How often a living worker gives a sign within the time after which a silent one is taken for dead."""


def run_worker() -> None:
    """Work off jobs until SIGTERM or Ctrl+C; a running job is finished first."""
    from django.conf import settings
    from procrastinate.contrib.django import app

    limit = settings.ENVIRONMENT.heartbeat_limit
    connector: Any = app.connector  # Django's own, which knows how to make the worker's
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(
            concurrency=2,
            shutdown_graceful_timeout=20,
            name="motcua",
            update_heartbeat_interval=limit / SIGNS_WITHIN_THE_LIMIT,
            stalled_worker_timeout=limit,
        )
