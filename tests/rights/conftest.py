"""The stories of dossiers and the words for pages are shared with the tests that have them."""

import sys
from pathlib import Path

for neighbour in ("dossiers", "web"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / neighbour))
