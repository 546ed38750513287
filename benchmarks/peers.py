"""The engines that ours is compared with, over the same text and field weights.

FTS5 and tantivy are given the words that we look for and complete the last one; plain Whoosh has
our index, its own query parser and BM25F. None has thesaurus, similar spelling or priors. Tantivy
is no dependency of ours: where ``pip install tantivy`` was run by hand it is compared, else not.
"""

from __future__ import annotations

import importlib
import importlib.util
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from re import escape
from typing import Any

from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.searching import Searcher

from advisor.search import FIELDS, Document, Segment, Weights, parse_query
from advisor.search.collection import Collection
from advisor.search.reader import CollectionReader
from benchmarks.material import Material, make_fts5, search_fts5

Search = Callable[[str], list[str]]

_LIMIT = 50


def make_peers(material: Material, segment: Segment, folder: Path) -> dict[str, Search]:
    """Return a search by each engine that is there, by its name."""
    peers = {
        "SQLite FTS5, bm25": fts5_search(material, folder / "fts5.db"),
        "plain Whoosh, BM25F": whoosh_search(segment),
    }
    if has_tantivy():
        peers["tantivy, BM25"] = tantivy_search(material.documents)
    return peers


def has_tantivy() -> bool:
    """Say whether somebody installed tantivy to compare with it."""
    return importlib.util.find_spec("tantivy") is not None


def fts5_search(material: Material, path: Path) -> Search:
    """Return a search by FTS5."""
    make_fts5(material.documents, path)
    connection = sqlite3.connect(path)
    return lambda query: search_fts5(connection, query)


def whoosh_search(segment: Segment) -> Search:
    """Return a search by Whoosh alone."""
    searcher = Searcher(CollectionReader(Collection([segment])))
    parser = MultifieldParser(FIELDS, searcher.schema, fieldboosts=_boosts(), group=OrGroup)
    return lambda query: [hit["entry_id"] for hit in searcher.search(parser.parse(query))]


def tantivy_search(documents: Sequence[Document]) -> Search:
    """Return a search by tantivy, in memory, with its English stemmer."""
    tantivy: Any = importlib.import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="en_stem")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(num_threads=1)
    for document in documents:
        fields = {name: "\n".join(document.fields[name]) for name in FIELDS}
        writer.add_document(tantivy.Document(id=document.entry_id, **fields))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return _TantivySearch(tantivy, schema, index)


class _TantivySearch:
    def __init__(self, tantivy: Any, schema: Any, index: Any) -> None:
        self._tantivy, self._schema, self._index = tantivy, schema, index
        self._searcher = index.searcher()

    def __call__(self, query: str) -> list[str]:
        words = parse_query(query).words
        if not words:
            return []
        found = self._searcher.search(self._query(words), _LIMIT).hits
        return [self._searcher.doc(address)["id"][0] for _, address in found]

    def _query(self, words: Sequence[Any]) -> Any:
        should, query = self._tantivy.Occur.Should, self._tantivy.Query
        text = " ".join(word.typed for word in words)
        parts = [self._index.parse_query(text, list(FIELDS), field_boosts=_boosts())]
        for word in words:
            if word.unfinished:
                begun = f"{escape(word.typed)}.*"
                parts += [
                    query.boost_query(query.regex_query(self._schema, name, begun), boost)
                    for name, boost in _boosts().items()
                ]
        return query.boolean_query([(should, part) for part in parts])


def _boosts() -> dict[str, float]:
    return {name: weight.weight for name, weight in Weights().fields.items()}
