"""How the tests of both readers write an expected answer in one line, and where the labelled texts are."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def labelled(name: str) -> list[dict[str, Any]]:
    """Return the texts of our own that were labelled by hand."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
