"""What is done with the flows: fold what is new, make them anew."""

from motcua.domain.flows.operations.folding import Folded, fold_news, rebuild

__all__ = ["Folded", "fold_news", "rebuild"]
