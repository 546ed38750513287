"""The catalogue as a workbook and back, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.authoring.xlsx_reading import read_xlsx
from advisor.catalogue.source import read_sources
from tests.support.authored import content
from tests.support.builders import SourceFolder, capability_fields


@pytest.fixture
def at_home(advisor, file: Path, tmp_path: Path):
    places = ("--catalogue", file, "--home", tmp_path / "home", "--site", tmp_path / "site")
    return lambda *words: advisor(*words, *places)


def test_sources_are_exported_checked_and_imported(at_home, sources: SourceFolder, tmp_path: Path):
    book, folder = tmp_path / "book.xlsx", tmp_path / "new"
    exported = at_home("catalogue", "export", book, sources.path)
    assert (exported.code, "Entries written: 2" in exported.err) == (0, True)
    assert at_home("catalogue", "check", book, "--json").data == []
    imported = at_home("catalogue", "import", book, "--output", folder)
    assert (imported.code, "Marked OFFICIAL." in imported.err) == (0, True)
    assert content(read_sources(folder)) == content(read_sources(sources.path))
    assert "Nothing differs." in at_home("catalogue", "diff", sources.path, folder).out


def test_what_is_open_is_exported_without_sources(at_home, file: Path, tmp_path: Path):
    book = tmp_path / "book.xlsx"
    assert at_home("catalogue", "export", book).code == 0
    assert at_home("catalogue", "check", book).code == 0


def test_mistakes_are_told_and_written_and_nothing_else_is(
    at_home, sources: SourceFolder, tmp_path: Path
):
    book, folder, problems = (tmp_path / name for name in ("book.xlsx", "new", "problems.xlsx"))
    at_home("catalogue", "export", book, sources.path)
    spoilt = SourceFolder(tmp_path / "spoilt")
    spoilt.write("capabilities/kidnap-unit.yaml", capability_fields(contacts=["nobody"]))
    at_home("catalogue", "export", book, spoilt.path)
    done = at_home("catalogue", "import", book, "--output", folder, "--problems", problems)
    assert (done.code, folder.exists()) == (1, False)
    assert "capabilities!Z2: contacts: There is no contact “nobody”." in done.err
    (sheet,) = read_xlsx(problems.read_bytes())
    assert "There is no contact “nobody”." in str(sheet.rows)


def test_sources_keep_their_labels_and_a_marked_file_is_its_owners(
    at_home, sources: SourceFolder, tmp_path: Path
):
    portions = [{"label": "SECRET", "part": "limits", "value": ["Quiet."]}]
    sources.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
    book = tmp_path / "book.xlsx"
    done = at_home("catalogue", "export", book, sources.path)
    assert "Marked SECRET." in done.err
    assert book.stat().st_mode & 0o077 == 0
    first = read_xlsx(book.read_bytes())[0]
    assert first.rows[1] == {0: "SECRET"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_workbook_is_refused(at_home, tmp_path: Path, data: bytes):
    book = tmp_path / "book.xlsx"
    book.write_bytes(data)
    for command in (("check", book), ("import", book, "--output", tmp_path / "new")):
        done = at_home("catalogue", *command)
        assert (done.code, "“book.xlsx” was not read." in done.err) == (1, True)
        assert "Traceback" not in done.err


def test_sources_that_cannot_be_read_are_not_exported(
    at_home, sources: SourceFolder, tmp_path: Path
):
    sources.write("threats.yaml", "[")
    done = at_home("catalogue", "export", tmp_path / "book.xlsx", sources.path)
    assert (done.code, (tmp_path / "book.xlsx").exists()) == (1, False)
