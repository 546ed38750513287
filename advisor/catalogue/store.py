"""The catalogue file: its tables, and the only SQL there is.

``catalogue.db`` is read whole and closed at once, so that a stick can be pulled
or a release replaced while people read, and so that the bytes whose hash was
checked are the bytes that are shown. A reader never writes it;
``docs/formats/catalogue-file.md`` describes every table.
"""

from __future__ import annotations

import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
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
from advisor.catalogue.release import Release, Synonyms, Threat
from advisor.catalogue.section import Section, StoredPortion, refers_within
from advisor.clearance import OFFICIAL
from advisor.errors import say_reason

if TYPE_CHECKING:
    import sqlite_utils

#: Marks the file as ours ("ADVC"), so that any other database is told apart.
APPLICATION_ID = 0x41445643
#: Raised whenever an older application could misread the file.
FORMAT_VERSION = 1

_MAGIC = b"SQLite format 3\0"
#: Columns that hold a list as JSON.
_LISTS = frozenset({"aliases", "words", "threats", "says", "means"})
_HEADER_BYTES = 100
#: Bytes of a page at 16, number of pages at 28, user version at 60, application id at 68.
_HEADER = ">16xH10xI28xI4xI"
_LARGEST_PAGE = 65_536  # stands as 1 in the header
_MAX_BYTES = 500_000_000
#: A file of the sources, which holds all of an entry, has at most a megabyte.
_MOST_PORTION_BYTES = 2_000_000
_MOST_SLOTS = 1_000
_ALTERED = (ValueError, TypeError, LookupError, RecursionError)


def read_file(path: Path) -> bytes:
    """Return a catalogue file whole, so that what is checked is what is read.

    Raises:
        MissingCatalogueError: There is no such file.
        CatalogueError: It may not be read, or is too large to be one.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingCatalogueError(f"There is no catalogue at “{path}”.") from error
    except OSError as error:
        raise CatalogueError(
            f"The catalogue “{path}” cannot be read: {say_reason(error)}."
        ) from error
    if len(data) > _MAX_BYTES:
        raise ForeignFileError(f"“{path.name}” is too large to be a catalogue.")
    return data


def read_official(untrusted_data: bytes, name: str) -> Section:
    """Read the OFFICIAL section of a catalogue file.

    Args:
        untrusted_data: The whole file.
        name: Its name, for messages.

    Raises:
        ForeignFileError: It is not a catalogue.
        NewerFormatError: It was written by a newer version.
        DamagedCatalogueError: It is truncated or altered beyond reading.
    """
    _check_header(untrusted_data, name)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(untrusted_data)
            connection.row_factory = sqlite3.Row
            _check_tables(connection)
            return _read_section(connection)
    # Whatever an altered file makes of its values: NULL for a text, a view for a table, no column.
    except (sqlite3.Error, msgspec.MsgspecError, *_ALTERED) as error:
        raise DamagedCatalogueError(f"The catalogue “{name}” is damaged.") from error


@dataclass(frozen=True)
class SealedSlot:
    """One place of a file's public profile: a sealed section or a dummy, nobody can tell.

    Attributes:
        id: A random name.
        content: An age file.
        digest: SHA-256 of what is sealed, with a secret salt in it.
    """

    id: str
    content: bytes
    digest: bytes


def read_sealed(
    untrusted_data: bytes, name: str, *, is_checked: bool = False
) -> tuple[SealedSlot, ...]:
    """Read the sealed places of a catalogue file; none, where it has no public profile.

    Args:
        untrusted_data: The whole file.
        name: Its name, for messages.
        is_checked: Whether its pages and tables were looked at already, with these very bytes.

    Raises:
        CatalogueError: See ``read_official``.
    """
    _check_header(untrusted_data, name)
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(untrusted_data)
            if not is_checked:
                _check_tables(connection)
            found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'sealed'")
            if found.fetchone() is None:
                return ()
            rows = connection.execute(
                "SELECT id, content, digest FROM sealed ORDER BY id LIMIT ?", (_MOST_SLOTS,)
            )
            return tuple(SealedSlot(str(row[0]), bytes(row[1]), bytes(row[2])) for row in rows)
    except (sqlite3.Error, *_ALTERED) as error:
        raise DamagedCatalogueError(f"The catalogue “{name}” is damaged.") from error


def _check_header(data: bytes, name: str) -> None:
    """Tell a foreign or newer file apart before SQLite is given it."""
    if not data.startswith(_MAGIC):
        raise ForeignFileError(f"“{name}” is not a catalogue.")
    if len(data) < _HEADER_BYTES:
        raise DamagedCatalogueError(f"The catalogue “{name}” is damaged: it is cut short.")
    page_bytes, pages, version, application = struct.unpack_from(_HEADER, data)
    if application != APPLICATION_ID:
        raise ForeignFileError(f"“{name}” is a database, but not a catalogue.")
    if version > FORMAT_VERSION:
        raise NewerFormatError(
            f"“{name}” was written for a newer version of this application "
            f"(format {version}; this one reads up to {FORMAT_VERSION}).",
            hint="Ask your administrator for the newer application, or choose another catalogue.",
        )
    if len(data) != (_LARGEST_PAGE if page_bytes == 1 else page_bytes) * pages:
        raise DamagedCatalogueError(f"The catalogue “{name}” is damaged: it is cut short.")


def _check_tables(connection: sqlite3.Connection) -> None:
    """Refuse what no build writes: broken pages, and views or triggers, which run on reading."""
    connection.execute("PRAGMA trusted_schema = OFF")
    state = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    kinds = {row[0] for row in connection.execute("SELECT DISTINCT type FROM sqlite_schema")}
    if state != "ok" or not kinds <= {"table", "index"}:
        raise sqlite3.DatabaseError(state)


def _read_section(connection: sqlite3.Connection) -> Section:
    portions: dict[str, list[StoredPortion]] = defaultdict(list)
    for row in connection.execute(
        "SELECT entry, part, value FROM portion ORDER BY entry, position"
    ):
        value = str(row["value"]).encode()
        if len(value) > _MOST_PORTION_BYTES:
            raise LookupError("a portion that no file of sources has room for")
        portions[row["entry"]].append(StoredPortion(row["part"], value))
    citations: dict[str, list[Citation]] = defaultdict(list)
    cited = connection.execute("SELECT entry FROM citation ORDER BY entry, position")
    found = _records(connection, "SELECT * FROM citation ORDER BY entry, position", Citation)
    for (entry,), citation in zip(cited, found, strict=True):
        citations[entry].append(citation)
    (release,) = _records(connection, "SELECT * FROM release LIMIT 1", Release)
    section = Section(
        label=OFFICIAL,
        release=release,
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
        segment=bytes(connection.execute("SELECT content FROM segment").fetchone()["content"]),
        cases=tuple(_read_cases(connection)),
    )
    if not refers_within([section]):
        raise LookupError("a portion or citation without its entry or source")
    return section


def _read_cases(connection: sqlite3.Connection) -> Iterator[bytes]:
    """Yield the test cases; a file that was built before they were carried has none."""
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'rule_case'")
    if found.fetchone() is not None:
        rows = connection.execute("SELECT definition FROM rule_case ORDER BY position")
        yield from (str(definition).encode() for (definition,) in rows)


def _records(connection: sqlite3.Connection, query: str, wanted: type[Any]) -> tuple[Any, ...]:
    """Return the rows of a query as records, converted at once: one by one takes twice as long."""
    rows = connection.execute(query)
    columns = [
        (place, column[0], column[0] in _LISTS)
        for place, column in enumerate(rows.description)
        if column[0] in wanted.__struct_fields__
    ]
    plain = [
        {
            name: msgspec.json.decode(row[place]) if is_list else row[place]
            for place, name, is_list in columns
            if row[place] is not None
        }
        for row in rows
    ]
    return tuple(msgspec.convert(plain, list[wanted], strict=False))  # type: ignore[valid-type]


def stamp(database: sqlite_utils.Database) -> None:
    """Mark a database that is being written as a catalogue of this format."""
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {FORMAT_VERSION}")


def compact(database: sqlite_utils.Database) -> None:
    """Rewrite a finished database without free pages or statistics of what was removed."""
    database.conn.commit()
    database.vacuum()
