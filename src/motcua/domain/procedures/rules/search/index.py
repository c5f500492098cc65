"""The index in memory: from terms to the names that hold them (tantivy, BM25)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from motcua.domain.procedures.rules.search.answering import Engine
from motcua.domain.procedures.rules.search.catalogue import Catalogue, Entry, prepare
from motcua.domain.procedures.rules.search.dictionary import Dictionary

MOST_CANDIDATES: Final = 60
_HEAP: Final = 15_000_000
_TERMS, _NUMBER = "terms", "number"


class Index:
    """Names of procedures by their terms. Never changed once made; many threads may ask at a time."""

    def __init__(self, catalogue: Catalogue) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field(_TERMS, stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field(_NUMBER, stored=False, fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for number, surface in enumerate(catalogue.surfaces):
            writer.add_document(tantivy.Document(terms=surface.text, number=number))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._query, self._should = tantivy.Query, tantivy.Occur.Should

    def candidates(self, asked: Mapping[str, float]) -> Sequence[int]:
        """Return names that hold some of the terms, the likeliest first."""
        query = self._query
        parts = [
            (self._should, query.boost_query(query.term_query(self._schema, _TERMS, term, "freq"), weight))
            for term, weight in asked.items()
        ]
        found = self._searcher.search(query.boolean_query(parts), MOST_CANDIDATES, count=False)
        numbers = self._searcher.fast_field_values(_NUMBER, [at for _, at in found.hits])
        return [int(number) for number in numbers if number is not None]


def engine_of(entries: Iterable[Entry], dictionary: Dictionary) -> Engine:
    """Return what answers questions about these procedures."""
    catalogue = prepare(entries, dictionary)
    return Engine(catalogue, Index(catalogue).candidates)
