"""Run the worker until it is told to stop."""


def run_worker() -> None:
    """Work off jobs until SIGTERM or Ctrl+C; a running job is finished first."""
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(concurrency=2, shutdown_graceful_timeout=20, name="motcua")
