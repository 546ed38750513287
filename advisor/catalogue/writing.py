"""Writing the OFFICIAL section as tables, with sqlite-utils.

The writer is handed the OFFICIAL section only; it cannot leak what it never had.
The database is made in memory and handed over as bytes, so that no half-written
file ever exists.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlite_utils

from advisor.catalogue.section import Section
from advisor.catalogue.store import SealedSlot, compact, stamp

_TABLES: dict[str, tuple[dict[str, type], str | tuple[str, str]]] = {
    "release": (
        {
            "release": int,
            "title": str,
            "language": str,
            "published_on": str,
            "demonstration": int,
        },
        "release",
    ),
    "source": (
        {
            "key": str,
            "title": str,
            "publisher": str,
            "kind": str,
            "dated": str,
            "seen": str,
            "short": str,
        },
        "key",
    ),
    "threat": ({"position": int, "key": str, "title": str, "words": str}, "position"),
    "fact": ({"position": int, "name": str, "definition": str}, "position"),
    "thesaurus": ({"position": int, "says": str, "means": str}, "position"),
    "entry": (
        {
            "position": int,
            "id": str,
            "kind": str,
            "title": str,
            "summary": str,
            "aliases": str,
            "words": str,
            "threats": str,
            "owner": str,
            "sure": str,
            "checked_on": str,
            "review_on": str,
        },
        "id",
    ),
    "portion": (
        {"entry": str, "position": int, "part": str, "marking": str, "value": str},
        ("entry", "position"),
    ),
    "citation": (
        {
            "entry": str,
            "position": int,
            "source": str,
            "supports": str,
            "confidence": str,
            "checked_on": str,
        },
        ("entry", "position"),
    ),
    "rule_case": ({"position": int, "definition": str}, "position"),
    "segment": ({"name": str, "content": bytes}, "name"),
}


_SEALED: dict[str, type] = {"id": str, "content": bytes, "digest": bytes}


def to_database(section: Section, sealed: Sequence[SealedSlot] = ()) -> bytes:
    """Return a catalogue file that holds a section as plain tables.

    Args:
        section: The OFFICIAL section.
        sealed: Every place of the public profile, filled; without one there is no table for them.
    """
    connection = sqlite3.connect(":memory:")
    database = sqlite_utils.Database(connection, execute_plugins=False)
    try:
        stamp(database)
        for name, (columns, key) in _TABLES.items():
            database[name].create(columns, pk=key, strict=True)  # type: ignore[union-attr]
        for name, rows in _rows(section).items():
            database[name].insert_all(rows)  # type: ignore[union-attr]
        if sealed:
            table = database["sealed"].create(_SEALED, pk="id", strict=True)  # type: ignore[union-attr]
            in_order = sorted(sealed, key=lambda slot: slot.id)  # ids are random: it says nothing
            table.insert_all(
                {"id": slot.id, "content": slot.content, "digest": slot.digest} for slot in in_order
            )
        compact(database)
        return connection.serialize()
    finally:
        connection.close()


def _rows(section: Section) -> dict[str, list[dict[str, Any]]]:
    return {
        "release": [_row(section.release)],
        "source": [_row(source) for source in sorted(section.sources, key=lambda item: item.key)],
        "threat": _placed(section.threats),
        "fact": [
            {"position": place, "name": fact.name, "definition": msgspec.json.encode(fact).decode()}
            for place, fact in enumerate(section.facts)
        ],
        "thesaurus": _placed(section.thesaurus),
        "entry": _placed(section.heads),
        "portion": list(_portion_rows(section)),
        "citation": list(_citation_rows(section)),
        "rule_case": [
            {"position": place, "definition": case.decode()}
            for place, case in enumerate(section.cases)
        ],
        "segment": [{"name": "search", "content": section.segment}],
    }


def _placed(records: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{"position": place, **_row(record)} for place, record in enumerate(records)]


def _row(record: Any) -> dict[str, Any]:
    """Return a record as a row: lists as JSON, everything else as it is."""
    plain = {name: getattr(record, name) for name in record.__struct_fields__}
    plain = msgspec.to_builtins(plain)
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in plain.items()
    }


def _portion_rows(section: Section) -> Iterator[dict[str, Any]]:
    for entry, portions in section.portions.items():
        for place, portion in enumerate(portions):
            yield {
                "entry": entry,
                "position": place,
                "part": portion.part,
                "marking": str(section.label),
                "value": portion.value.decode(),
            }


def _citation_rows(section: Section) -> Iterator[dict[str, Any]]:
    for entry, citations in section.citations.items():
        for place, citation in enumerate(citations):
            yield {"entry": entry, "position": place, **_row(citation)}
