"""From a question as people type it to procedures: words, candidates, verdict. Plain and always the same."""

from motcua.domain.procedures.rules.search.answering import Engine, answer, suggest
from motcua.domain.procedures.rules.search.catalogue import Catalogue, Entry, prepare
from motcua.domain.procedures.rules.search.dictionary import Dictionary, Words, made_of, shipped
from motcua.domain.procedures.rules.search.verdict import Answer, Found, Verdict

__all__ = [
    "Answer",
    "Catalogue",
    "Dictionary",
    "Engine",
    "Entry",
    "Found",
    "Verdict",
    "Words",
    "answer",
    "made_of",
    "prepare",
    "shipped",
    "suggest",
]
