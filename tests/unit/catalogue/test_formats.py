"""The pages about our formats say what the code does."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from advisor import resources
from advisor.catalogue.directory import Directory
from advisor.catalogue.entry import Kind
from advisor.catalogue.local import COLUMNS, read_contacts
from advisor.catalogue.parts import PARTS, SITE_PARTS
from advisor.catalogue.roles import ROLES, URGENT_ROLES
from advisor.catalogue.section import _Wire
from advisor.catalogue.store import APPLICATION_ID, FORMAT_VERSION, SealedSlot, read_official
from advisor.catalogue.writing import to_database
from advisor.session import Session
from advisor.settings import find_places
from tests.support.project import ROOT

FORMATS = ROOT / "docs" / "formats"
FILE = (FORMATS / "catalogue-file.md").read_text("utf-8")
LOCAL = (FORMATS / "local-contacts.md").read_text("utf-8")
SOURCE = (FORMATS / "catalogue-source.md").read_text("utf-8")


def rows(text: str) -> list[tuple[str, str]]:
    """Return the first two cells of every row of the tables in a text."""
    found = re.findall(r"^\| `([^`]+)` \| ([^|]+?) \|", text, re.MULTILINE)
    return [(name, cell.split(",")[0]) for name, cell in found]


def test_every_table_and_column_is_described_with_its_type():
    described = {
        heading: rows(section)
        for heading, section in re.findall(
            r"^### `(\w+)`.*?\n(.*?)(?=^##|\Z)", FILE, re.MULTILINE | re.DOTALL
        )
    }
    slot = SealedSlot("0" * 32, b"age", b"digest")
    official = read_official(resources.bundled_catalogue().read_bytes(), "catalogue.db")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(to_database(official, [slot]))
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        actual = {
            name: [
                (column, kind)
                for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({name})")
            ]
            for (name,) in names.fetchall()
        }
        indexes = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")
        assert all(name.startswith("sqlite_autoindex") for (name,) in indexes)
    assert described == actual


def test_every_key_of_a_sealed_section_is_described():
    table = FILE.split("| key | content |")[1]
    keys = re.findall(r"^\| ([a-z, ]+) \|", table, re.MULTILINE)
    assert sorted(", ".join(keys).split(", ")) == sorted(_Wire.__struct_fields__)


def test_pragmas_are_as_described():
    assert f"`PRAGMA user_version` | {FORMAT_VERSION} |" in FILE
    assert f"| `0x{APPLICATION_ID:08X}` (“ADVC”) |" in FILE
    with closing(sqlite3.connect(resources.bundled_catalogue())) as connection:
        for pragma, value in (("encoding", "UTF-8"), ("freelist_count", 0)):
            assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
            assert f"| `PRAGMA {pragma}` | " in FILE
        assert connection.execute("PRAGMA journal_mode").fetchone() != ("wal",)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_described(kind: Kind):
    assert f"`{kind}`" in FILE


def test_columns_and_roles_of_local_contacts_are_described():
    assert [name for name, _ in rows(LOCAL)] == [*COLUMNS, *ROLES]
    urgent = [name for name, _ in rows(LOCAL) if f"| `{name}` |" in LOCAL and name in URGENT_ROLES]
    assert urgent == list(URGENT_ROLES)


def test_example_of_local_contacts_is_sound(tmp_path: Path):
    (example,) = re.findall(r"```csv\n(.*?)```", LOCAL, re.DOTALL)
    (tmp_path / "example.csv").write_text(example, "utf-8")
    directory = Directory(Session.open(None, find_places()).catalogue)
    found = read_contacts(tmp_path / "example.csv", directory.place)
    assert [(contact.role, contact.region, contact.force) for contact in found] == [
        ("force-control-room", "", "surrey-police"),
        ("kidnap-lead", "", "surrey-police"),
        ("duty-rocc", "south-east", ""),
    ]


def test_every_part_of_the_sources_is_described():
    table = SOURCE[SOURCE.index("## Parts") :]
    assert [name for name in PARTS if name not in SITE_PARTS and f"`{name}`" not in table] == []


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_the_sources_is_described(role: str):
    assert f"`{role}`" in SOURCE
