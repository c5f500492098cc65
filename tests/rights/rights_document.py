"""Print the matrix of rights, as docs/rights.md holds it.

Run `.venv/bin/python tests/rights/rights_document.py > docs/rights.md` after a change of the table of routes or the rules.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import oracle
from oracle import Fact, Reader
from routes import EVERY, ROUTES, Shows

HEAD = """# Who sees which dossiers

Printed from the table of routes and the plain rules of `tests/rights` by `tests/rights/rights_document.py`; a test holds the
page in step, others hold every cell against the running product: each route, each role, each unit of a small province of
three levels, a dissolved unit and its successor, dossiers in every state, an inspector before and after the last day, and
whoever is signed out. A route without a policy stops the start; a route without its line here fails a test.

Unknown and forbidden look the same: the same page, the same status, the same sentence on the command line.

## The rules

1. Reception and handling see the dossiers of their own unit; leaders, supervisors and inspectors those of the units below it,
   too; publishers and administrators none.
2. A unit sees what came in at it, what it decides, what passed through it, and what its opinion is asked on, until it answered.
   A dossier received at any desk is seen by both units.
3. What a dissolved unit saw, its successor sees.
4. An inspector's posting has a first and a last day. Without a last day it is refused; after the last day, at midnight, nothing
   is seen any more, in an open session either.
5. A supervisor or inspector changes nothing.
6. A posting gives its rights from its first day to its last; one that ended yesterday or begins tomorrow gives none, whatever
   session is open. A closed account gives none.
7. A substitute sees no more dossiers than before; while the leave lasts, what the colleague holds stands in the inbox, too, and
   the ledger names both.
8. Stopped, void and withdrawn dossiers are seen by whom they were seen before.
9. No answer may be kept by a browser or a proxy. Every page with a name of a person notes who looked (`foundation/accesses.py`).
10. An administrator acts on the own unit and those below it; processes, which serve every unit, are written by the province's
    administrator and by publishers. Codes of dossiers appear on an administrator's pages only where the table says so.

## By role and place

“through it” also stands for a dossier received at any desk and handed over. Only what is said is seen.

"""
PLACES = (
    ("came in at, decided by or through the own unit", Fact("H12.61", "H12.61")),
    ("of a unit below", Fact("H12.61.01", "H12.61.01")),
    ("of a neighbour of the same level", Fact("H12.62", "H12.62")),
    ("of a unit above", Fact("H12", "H12")),
    ("opinion asked of the own unit", Fact("H12.62", "H12.62", asked=frozenset({"H12.61"}))),
)


def document() -> str:
    """Return the whole page."""
    return HEAD + "\n".join([*_places(), "", "## By route", "", *_routes(), ""])


def _places() -> list[str]:
    day = oracle.date(2026, 11, 12)
    rows = []
    for role in EVERY:
        reader = Reader(role, "H12.61", day if role == "inspector" else None)
        marks = ["sees" if oracle.sees(reader, {"one": fact}, day) else "no" for _, fact in PLACES]
        rows.append(f"| `{role}` | {' | '.join(marks)} |")
    after = ["no"] * len(PLACES)
    rows.append(f"| `inspector` after the last day | {' | '.join(after)} |")
    rows.append(f"| signed out | {' | '.join(after)} |")
    taken = Reader("handler", "H12.62")
    assert oracle.sees(taken, {"one": Fact("H12.30", "H12.30")}, day), "the successor sees"
    heads = " | ".join(name for name, _ in PLACES)
    return [f"| role | {heads} |", "|---" * (len(PLACES) + 1) + "|", *rows]


def _routes() -> list[str]:
    heads = " | ".join(f"`{role}`" for role in EVERY)
    lines = [f"| route | what of dossiers | {heads} | signed out |", "|---" * (len(EVERY) + 3) + "|"]
    for name, route in ROUTES.items():
        marks = ["opens" if role in (route.who or EVERY) else "–" for role in EVERY]
        out = "–" if route.who else "opens"
        lines.append(
            f"| `{name}` | {route.shows.value} | {' | '.join(_mark(route, m, r) for m, r in zip(marks, EVERY, strict=True))} | {out} |"
        )
    return lines


def _mark(route, mark: str, role: str) -> str:
    """Tell apart a page that opens from one that is there but knows no dossier for the role."""
    scoped = {Shows.ONE, Shows.ACT, Shows.PAPER, Shows.FILE}
    return "none" if mark == "opens" and route.shows in scoped and role not in oracle.SEEING else mark


if __name__ == "__main__":
    sys.stdout.write(document())
