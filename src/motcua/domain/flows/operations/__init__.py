"""What is done with the flows: fold what is new, make them anew, hold them against plain SQL."""

from motcua.domain.flows.operations.checking import check
from motcua.domain.flows.operations.folding import Folded, fold_news, rebuild

__all__ = ["Folded", "check", "fold_news", "rebuild"]
