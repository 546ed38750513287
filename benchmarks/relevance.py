"""How often the right entry comes first, or among the first three.

Run ``python -m benchmarks.relevance``. Only queries whose answer is in the
catalogue count. FTS5 has the same text and field weights; plain Whoosh has our
index, its own query parser and BM25F. Neither has thesaurus, completion, similar
spelling or priors.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile  # noqa: TID251  # published text only
from collections.abc import Callable
from pathlib import Path

from whoosh.qparser import MultifieldParser, OrGroup
from whoosh.searching import Searcher

from advisor.search import FIELDS, SearchIndex, Segment, Weights, build_segment
from advisor.search.collection import Collection
from advisor.search.reader import CollectionReader
from benchmarks.material import Material, make_fts5, queries, real_catalogue, search_fts5

Search = Callable[[str], list[str]]


def main() -> None:
    """Print one line for each way to search, and our misses."""
    real = real_catalogue()
    present = {document.entry_id for document in real.documents}
    asked = [(query, expected & present) for query, expected in queries() if expected & present]
    print(f"{real.name}; {len(asked)} of {len(queries())} queries have an answer in it")
    segment = Segment.from_bytes(build_segment(real.documents))
    index = SearchIndex([segment], real.thesaurus)
    found = report("ours", asked, lambda query: ids(index, query))
    bare = SearchIndex([segment])
    report("ours, no thesaurus", asked, lambda query: ids(bare, query))
    with tempfile.TemporaryDirectory() as folder:
        report("FTS5 bm25", asked, fts5_search(real, Path(folder) / "fts5.db"))
    report("plain Whoosh BM25F", asked, whoosh_search(segment))
    for query, expected, best in found:
        place = next((n for n, i in enumerate(ids(index, query), 1) if i in expected), None)
        print(f"  missed: {query!r} wants {sorted(expected)}, found at {place}, first {best[:3]}")


def report(
    name: str, asked: list[tuple[str, frozenset[str]]], search: Search
) -> list[tuple[str, frozenset[str], list[str]]]:
    """Print how well one way to search does, and return what does not come first."""
    answers = [(query, expected, search(query)) for query, expected in asked]
    first = sum(bool(expected & set(found[:1])) for _, expected, found in answers)
    third = sum(bool(expected & set(found[:3])) for _, expected, found in answers)
    count = len(asked)
    print(f"{name:20} success@1 {first}/{count} = {first / count:.1%}", end="   ")
    print(f"success@3 {third}/{count} = {third / count:.1%}")
    return [answer for answer in answers if not answer[1] & set(answer[2][:1])]


def ids(index: SearchIndex, query: str) -> list[str]:
    """Return what our search finds, best first."""
    return [result.entry_id for result in index.search(query).results]


def fts5_search(real: Material, path: Path) -> Search:
    """Return a search by FTS5."""
    make_fts5(real.documents, path)
    connection = sqlite3.connect(path)
    return lambda query: search_fts5(connection, query)


def whoosh_search(segment: Segment) -> Search:
    """Return a search by Whoosh alone."""
    searcher = Searcher(CollectionReader(Collection([segment])))
    boosts = {name: weight.weight for name, weight in Weights().fields.items()}
    parser = MultifieldParser(FIELDS, searcher.schema, fieldboosts=boosts, group=OrGroup)
    return lambda query: [hit["entry_id"] for hit in searcher.search(parser.parse(query))]


if __name__ == "__main__":
    sys.exit(main())
