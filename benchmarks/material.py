"""What is measured: the real catalogue, and a larger one made of its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor import resources
from advisor.catalogue.source import read_sources
from advisor.releases.partition import to_document
from advisor.search import FIELDS, Document, Weights, parse_query


@dataclass(frozen=True)
class Material:
    """One catalogue to search, with its thesaurus."""

    name: str
    documents: tuple[Document, ...]
    thesaurus: tuple[dict[str, tuple[str, ...]], ...]


def real_catalogue() -> Material:
    """Return the catalogue that ships."""
    source = read_sources(resources.path("catalogue"))
    groups = tuple({"says": group.says, "means": group.means} for group in source.thesaurus)
    documents = tuple(to_document(authored.entry, source) for authored in source.entries)
    return Material(f"real catalogue, {len(documents)} entries", documents, groups)


def synthetic_catalogue(real: Material, count: int = 3_000) -> Material:
    """Return a catalogue of made-up entries, each shaped like a real one out of real words.

    Words are drawn from everything that the real entries say in that field, so
    frequent words stay frequent. The same catalogue gives the same one.
    """
    draw = draw_numbers(2024)
    pools = {
        name: [word for d in real.documents for value in d.fields[name] for word in value.split()]
        for name in FIELDS
    }
    documents = []
    for number in range(count):
        model = real.documents[next(draw) % len(real.documents)]
        fields = {
            name: tuple(
                " ".join(pools[name][next(draw) % len(pools[name])] for _ in value.split())
                for value in model.fields[name]
            )
            for name in FIELDS
        }
        documents.append(replace(model, entry_id=f"entry-{number:05}", fields=fields))
    return Material(f"synthetic, {count} entries", tuple(documents), real.thesaurus)


def make_fts5(documents: Sequence[Document], path: Path) -> None:
    """Write the same text into an SQLite FTS5 table with the same field weights."""
    connection = sqlite3.connect(path)
    columns = ", ".join(FIELDS)
    connection.execute(
        f"CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, {columns}, "
        "tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    fields = Weights().fields
    weights = ", ".join(str(fields[name].weight) for name in FIELDS)
    rank = f"bm25(0, {weights})"
    connection.execute("INSERT INTO entry(entry, rank) VALUES ('rank', ?)", (rank,))
    marks = ", ".join("?" * (1 + len(FIELDS)))
    connection.executemany(
        f"INSERT INTO entry VALUES ({marks})",  # noqa: S608  # our own names
        [(d.entry_id, *("\n".join(d.fields[name]) for name in FIELDS)) for d in documents],
    )
    connection.execute("INSERT INTO entry(entry) VALUES ('optimize')")
    connection.commit()
    connection.close()


def search_fts5(connection: sqlite3.Connection, query: str, limit: int = 50) -> list[str]:
    """Return the ids that FTS5 finds for any of the words that we look for, best first."""
    words = parse_query(query).words
    if not words:
        return []
    match = " OR ".join(f'"{word.typed}"{"*" if word.unfinished else ""}' for word in words)
    rows = connection.execute(
        "SELECT id FROM entry WHERE entry MATCH ? ORDER BY rank LIMIT ?", (match, limit)
    )
    return [row[0] for row in rows]


def draw_numbers(seed: int) -> Iterator[int]:
    """Yield numbers that look drawn: Knuth's MMIX generator, the same everywhere."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33
