"""From a question as people type it to procedures: words, candidates, verdict. Plain and always the same."""

from motcua.domain.procedures.rules.search.answering import Engine, answer, suggest
from motcua.domain.procedures.rules.search.catalogue import Catalogue, Entry, prepare
from motcua.domain.procedures.rules.search.dictionary import Dictionary, WordKind, Words, made_of, shipped
from motcua.domain.procedures.rules.search.index import engine_of
from motcua.domain.procedures.rules.search.issuers import is_between_offices, is_elsewhere, place_of
from motcua.domain.procedures.rules.search.phrases import without_addresses
from motcua.domain.procedures.rules.search.unanswered import MASK, kept_words
from motcua.domain.procedures.rules.search.verdict import Answer, Found, Verdict

__all__ = [
    "MASK",
    "Answer",
    "Catalogue",
    "Dictionary",
    "Engine",
    "Entry",
    "Found",
    "Verdict",
    "WordKind",
    "Words",
    "answer",
    "engine_of",
    "is_between_offices",
    "is_elsewhere",
    "kept_words",
    "made_of",
    "place_of",
    "prepare",
    "shipped",
    "suggest",
    "without_addresses",
]
