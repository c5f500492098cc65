"""The command line: `motcua …`. What each command promises stands in docs/commands.md."""

import os
import sys

import typer

from motcua.entrypoints.cli import (
    backups,
    boards,
    calendars,
    database,
    demo,
    dossier,
    explain,
    flows,
    looks,
    messages,
    officers,
    open_data,
    papers,
    procedures,
    processes,
    ratings,
    scoring,
    seals,
    search_words,
    server,
    settlement,
    units,
)
from motcua.entrypoints.cli import submissions as online
from motcua.entrypoints.cli.answering import refusing

app = typer.Typer(
    name="motcua",
    help="Một Cửa: tiếp nhận, giải quyết, công khai và đo lường thủ tục hành chính của một tỉnh.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(database.migrate)
app.command()(database.doctor)
app.command()(backups.backup)
app.command()(backups.restore)
app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False, hidden=True
)(database.django)
app.command()(server.run)
app.command()(server.serve)
app.command()(server.worker)
app.command()(seals.seal)
app.command()(seals.verify)
app.add_typer(explain.app, name="explain")
app.add_typer(procedures.app, name="procedures")
app.add_typer(processes.app, name="processes")
app.add_typer(search_words.app, name="search")
app.add_typer(boards.app, name="boards")
app.add_typer(dossier.app, name="dossier")
app.add_typer(online.app, name="submissions")
app.add_typer(messages.app, name="messages")
app.add_typer(units.app, name="units")
app.add_typer(calendars.app, name="calendar")
app.add_typer(officers.app, name="officers")
app.add_typer(looks.app, name="looks")
app.add_typer(papers.app, name="papers")
app.add_typer(settlement.app, name="report")
app.add_typer(flows.app, name="flows")
app.add_typer(open_data.app, name="opendata")
app.add_typer(scoring.app, name="report")
app.add_typer(ratings.app, name="ratings")
app.add_typer(demo.app, name="demo")


def main() -> int:
    """Run one command; return its exit status: 0 done, 1 refused by a rule, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    with refusing():
        app()
    return 0


if __name__ == "__main__":
    sys.exit(main())
