"""Acts of the documents as the ledger names them: "paper_issued", "paper_reprinted", "paper_withdrawn", each on the paper's subject."""

from typing import Final

PAPER_ISSUED: Final = "paper_issued"
PAPER_REPRINTED: Final = "paper_reprinted"
PAPER_WITHDRAWN: Final = "paper_withdrawn"
