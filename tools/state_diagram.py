"""Print the states of a dossier and the moves between them, as docs/states.md holds them.

Run `.venv/bin/python tools/state_diagram.py > docs/states.md` after a change of the table.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from motcua.domain.dossiers.rules.reopening import REOPENED
from motcua.domain.dossiers.rules.transitions import MOVES
from motcua.domain.dossiers.rules.words import OPEN_STATES, STATE_NAMES, State

HEAD = """# States of a dossier

Printed from `motcua.domain.dossiers.rules.transitions.MOVES` by `tools/state_diagram.py`; a test holds the two together.
A dossier begins as *{first}* when it is received. What is not received has no state: it never was a dossier.

```mermaid
stateDiagram-v2
"""


def document() -> str:
    """Return the whole page."""
    lines = [f'    state "{STATE_NAMES[state]}" as {state.value}' for state in State]
    lines.append(f"    [*] --> {State.PROCESSING.value}")
    lines += [f"    {state.value} --> {target.value}" for state in State for target in _in_order(state)]
    lines += [f"    {state.value} --> {target.value}: reopened" for state in REOPENED for target in _reopened(state)]
    lines += [f"    {state.value} --> [*]" for state in State if not MOVES[state]]
    table = [
        f"| `{state.value}` | {STATE_NAMES[state]} | {'yes' if state.value in OPEN_STATES else 'no'} "
        f"| {', '.join(f'`{target.value}`' for target in _in_order(state)) or 'nothing: it has ended'} |"
        for state in State
    ]
    head = HEAD.format(first=STATE_NAMES[State.PROCESSING])
    return "\n".join(
        [
            head + "\n".join(lines),
            "```",
            "",
            "| state | shown as | open | may become |",
            "|---|---|---|---|",
            *table,
            "",
        ]
    )


def _reopened(state: State) -> list[State]:
    return [target for target in State if target in REOPENED[state]]


def _in_order(state: State) -> list[State]:
    return [target for target in State if target in MOVES[state]]


if __name__ == "__main__":
    sys.stdout.write(document())
