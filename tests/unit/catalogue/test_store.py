from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.errors import (
    CatalogueError,
    DamagedCatalogueError,
    ForeignFileError,
    MissingCatalogueError,
    NewerFormatError,
)
from advisor.catalogue.release import Synonyms, Threat
from advisor.catalogue.section import Section, StoredPortion
from advisor.catalogue.store import APPLICATION_ID, FORMAT_VERSION, read_file, read_official
from advisor.catalogue.writing import to_database
from tests.support.builders import make_contact, make_entry, make_section


def section() -> Section:
    unit = make_entry("kidnap-unit", parts={"does": "Advice — “now”, 🚨", "limits": ("a", "b")})
    return make_section(
        [unit, make_contact("nca", "0370 496 7622"), make_entry("bare", Kind.TERM)],
        threats=(Threat(key="kidnap", title="Kidnap"), Threat(key="arms", title="Firearms")),
        thesaurus=(Synonyms(says=("taken", "nicked"), means=("kidnap",)),),
        segment=bytes(range(256)) * 40,
    )


DATA = to_database(section())


def altered(*statements: str) -> bytes:
    """Return the catalogue after some SQL that no build runs."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(DATA)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def test_what_was_written_is_read():
    assert read_official(DATA, "catalogue.db") == section()


def test_same_section_gives_the_same_bytes():
    assert to_database(section()) == DATA


def test_any_sqlite_tool_can_read_the_file(tmp_path: Path):
    path = tmp_path / "c.db"
    path.write_bytes(DATA)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (FORMAT_VERSION,)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        titles = connection.execute("SELECT title FROM entry ORDER BY position").fetchall()
    assert titles == [("Kidnap unit",), ("Nca",), ("Bare",)]


def test_tables_are_strict_and_count_nothing_else():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(DATA)
        tables = connection.execute("PRAGMA table_list").fetchall()
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ours = {name for (name,) in names}
    assert {strict for _, name, _, _, _, strict in tables if name in ours} == {1}
    assert not {name for name in ours if name.startswith("sqlite_")}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", ForeignFileError),
        (b"PK\x03\x04" + bytes(500), ForeignFileError),
        (b"SQLite format 3", ForeignFileError),
        (DATA[:99], DamagedCatalogueError),
        (DATA[:100], DamagedCatalogueError),
        (DATA[:4096], DamagedCatalogueError),
        (DATA[:-1], DamagedCatalogueError),
        (DATA[: len(DATA) // 2], DamagedCatalogueError),
        (DATA[:100] + bytes(len(DATA) - 100), DamagedCatalogueError),
        (altered("PRAGMA application_id = 7"), ForeignFileError),
        (altered("PRAGMA application_id = 0", "PRAGMA user_version = 9"), ForeignFileError),
        (altered(f"PRAGMA user_version = {FORMAT_VERSION + 1}"), NewerFormatError),
    ],
)
def test_file_that_is_not_a_whole_catalogue_is_refused(data: bytes, error: type[CatalogueError]):
    with pytest.raises(error, match=r"“c\.db”") as caught:
        read_official(data, "c.db")
    assert caught.value.hint


def test_newer_file_says_which_version_it_needs():
    with pytest.raises(NewerFormatError, match="format 2; this one reads up to 1"):
        read_official(altered("PRAGMA user_version = 2"), "c.db")


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE portion",),
        ("DROP TABLE segment",),
        ("DELETE FROM release",),
        ("DELETE FROM segment",),
        ("DELETE FROM entry WHERE id = 'nca'",),
        ("DELETE FROM source",),
        ("UPDATE segment SET content = NULL",),
        ("UPDATE portion SET value = '[\"' || hex(zeroblob(1000001)) || '\"]'",),
        ("UPDATE entry SET title = NULL",),
        ("UPDATE entry SET kind = 'spell'",),
        ("UPDATE entry SET aliases = 'not json'",),
        ("UPDATE entry SET aliases = '7'",),
        ("UPDATE entry SET checked_on = 'yesterday'",),
        ("INSERT INTO fact VALUES (0, 'a', '{')",),
        ("INSERT INTO fact VALUES (0, 'a', NULL)",),
        ("ALTER TABLE entry RENAME COLUMN position TO place",),
        ("ALTER TABLE threat RENAME TO t", "CREATE VIEW threat AS SELECT * FROM t"),
        ("CREATE TRIGGER x AFTER INSERT ON entry BEGIN SELECT 1; END",),
    ],
    ids=lambda statements: statements[-1],
)
def test_altered_tables_are_damage(statements: tuple[str, ...]):
    with pytest.raises(DamagedCatalogueError):
        read_official(altered(*statements), "c.db")


@pytest.mark.parametrize(
    "value",
    ["NULL", "'not json'", "'[]'", f"'{'[' * 100_000}'"],
    ids=["null", "text", "list", "deep"],
)
def test_portion_that_cannot_be_decoded_is_damage(value: str):
    data = altered(f"UPDATE portion SET value = {value} WHERE part = 'contact'")  # noqa: S608
    catalogue = Catalogue([read_official(data, "c.db")])
    with pytest.raises(DamagedCatalogueError):
        catalogue.entry("nca")


def test_unknown_part_is_damage():
    catalogue = Catalogue([read_official(altered("UPDATE portion SET part = 'x'"), "c.db")])
    with pytest.raises(DamagedCatalogueError):
        catalogue.entry("kidnap-unit")


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255))
def test_one_altered_byte_is_read_or_refused_and_no_crash(place: int, byte: int):
    data = DATA[:place] + bytes([byte]) + DATA[place + 1 :]
    try:
        catalogue = Catalogue([read_official(data, "c.db")])
        for head in catalogue.heads:
            catalogue.entry(head.id)
    except CatalogueError:
        return


@given(st.integers(0, len(DATA)))
def test_file_cut_anywhere_is_refused(length: int):
    if length == len(DATA):
        return
    with pytest.raises(CatalogueError):
        read_official(DATA[:length], "c.db")


def in_a_missing_folder(folder: Path) -> Path:
    return folder / "no" / "c.db"


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_bytes(b"")
    return folder / "file" / "c.db"


@pytest.mark.parametrize("make", [in_a_missing_folder, below_a_file])
def test_missing_file_is_refused_with_its_path(tmp_path: Path, make: Callable[[Path], Path]):
    path = make(tmp_path)
    with pytest.raises(MissingCatalogueError, match=r"There is no catalogue at “.*c\.db”"):
        read_file(path)


def test_folder_in_place_of_the_file_is_refused(tmp_path: Path):
    with pytest.raises(CatalogueError, match="cannot be read: is a directory"):
        read_file(tmp_path)


def test_path_that_is_too_long_is_refused(tmp_path: Path):
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_file(tmp_path / ("x" * 5000))


def test_portions_keep_their_bytes():
    stored = read_official(DATA, "c.db").portions["kidnap-unit"]
    assert stored[1] == StoredPortion("limits", b'["a","b"]')
