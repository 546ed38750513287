"""The catalogue file: its tables, and the only SQL there is.

``catalogue.db`` is read whole and closed at once, so that a stick can be pulled
or a release replaced while people read. A reader opens it read-only and never
writes it; ``docs/formats/catalogue-file.md`` describes every table.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Citation, Head, Source
from advisor.catalogue.errors import (
    CatalogueError,
    DamagedCatalogueError,
    ForeignFileError,
    MissingCatalogueError,
    NewerFormatError,
)
from advisor.catalogue.section import Section, StoredPortion
from advisor.catalogue.source import Release, Synonyms, Threat
from advisor.clearance import OFFICIAL

if TYPE_CHECKING:
    import sqlite_utils

#: Marks the file as ours ("ADVC"), so that any other database is told apart.
APPLICATION_ID = 0x41445643
#: Raised whenever an older application could misread the file.
FORMAT_VERSION = 1

_MAGIC = b"SQLite format 3\0"
#: Columns that hold a list as JSON.
_LISTS = frozenset({"aliases", "words", "threats", "says", "means"})


def read_official(path: Path) -> Section:
    """Read the OFFICIAL section of a catalogue file.

    Raises:
        MissingCatalogueError: There is no such file.
        ForeignFileError: It is not a catalogue.
        NewerFormatError: It was written by a newer version.
        DamagedCatalogueError: It is truncated or altered beyond reading.
        CatalogueError: It may not be read.
    """
    _check_header(path)
    try:
        # immutable: no lock and no journal is looked for beside a file on read-only media
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(connection):
            connection.row_factory = sqlite3.Row
            _check_format(connection, path)
            return _read_section(connection)
    except (sqlite3.Error, msgspec.MsgspecError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DamagedCatalogueError(f"The catalogue “{path.name}” is damaged.") from error


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as stream:
            header = stream.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingCatalogueError(f"There is no catalogue at “{path}”.") from error
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise CatalogueError(f"The catalogue “{path}” cannot be read: {reason}.") from error
    if not header.startswith(_MAGIC) or len(header) < len(_MAGIC) + 84:
        raise ForeignFileError(f"“{path.name}” is not a catalogue.")


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ForeignFileError(f"“{path.name}” is a database, but not a catalogue.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > FORMAT_VERSION:
        raise NewerFormatError(
            f"“{path.name}” was written for a newer version of this application "
            f"(format {version}; this one reads up to {FORMAT_VERSION}).",
            hint="Ask your administrator for the newer application, or choose another catalogue.",
        )
    if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise DamagedCatalogueError(f"The catalogue “{path.name}” is damaged.")


def _read_section(connection: sqlite3.Connection) -> Section:
    portions: dict[str, list[StoredPortion]] = defaultdict(list)
    for row in connection.execute(
        "SELECT entry, part, value FROM portion ORDER BY entry, position"
    ):
        portions[row["entry"]].append(StoredPortion(row["part"], row["value"].encode()))
    citations: dict[str, list[Citation]] = defaultdict(list)
    for row in connection.execute("SELECT * FROM citation ORDER BY entry, position"):
        citations[row["entry"]].append(_record(row, Citation))
    return Section(
        label=OFFICIAL,
        release=_record(connection.execute("SELECT * FROM release").fetchone(), Release),
        heads=_records(connection, "SELECT * FROM entry ORDER BY position", Head),
        portions={entry: tuple(items) for entry, items in portions.items()},
        citations={entry: tuple(items) for entry, items in citations.items()},
        sources=_records(connection, "SELECT * FROM source ORDER BY key", Source),
        threats=_records(connection, "SELECT * FROM threat ORDER BY position", Threat),
        facts=tuple(
            msgspec.json.decode(row["definition"], type=FactDefinition)
            for row in connection.execute("SELECT definition FROM fact ORDER BY position")
        ),
        thesaurus=_records(connection, "SELECT * FROM thesaurus ORDER BY position", Synonyms),
        segment=connection.execute("SELECT content FROM segment").fetchone()["content"],
    )


def _records(connection: sqlite3.Connection, query: str, wanted: type[Any]) -> tuple[Any, ...]:
    return tuple(_record(row, wanted) for row in connection.execute(query))


def _record(row: sqlite3.Row | None, wanted: type[Any]) -> Any:
    if row is None:
        raise DamagedCatalogueError("The catalogue is damaged: a table is empty.")
    names = wanted.__struct_fields__
    plain = {
        name: json.loads(row[name]) if name in _LISTS else row[name]
        for name in row.keys()  # noqa: SIM118 - iterating a row yields its values
        if name in names and row[name] is not None
    }
    return msgspec.convert(plain, wanted, strict=False)


def stamp(database: sqlite_utils.Database) -> None:
    """Mark a database that is being written as a catalogue of this format."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {FORMAT_VERSION}")


def compact(database: sqlite_utils.Database) -> None:
    """Rewrite a finished database without free pages or statistics of what was removed."""
    database.conn.commit()
    database.vacuum()
