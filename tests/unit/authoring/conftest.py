"""A workbook of small sources, and changes to its cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.authoring.rows import to_rows
from advisor.authoring.shape import SHEETS
from advisor.authoring.xlsx_writing import Filled, to_xlsx
from advisor.catalogue.source import read_sources
from tests.support.builders import SourceFolder

Change = Callable[[dict[str, list[dict[str, str]]]], object]


@pytest.fixture
def sources(tmp_path: Path) -> SourceFolder:
    return SourceFolder(tmp_path / "sources")


@pytest.fixture
def make_workbook(sources: SourceFolder, tmp_path: Path):
    """Return what writes the workbook of the sources, after a change to its rows."""

    def make(change: Change = lambda rows: None) -> Path:
        rows = to_rows(read_sources(sources.path))
        change(rows)
        filled = [Filled(SHEETS[name], found) for name, found in rows.items()]
        path = tmp_path / "catalogue.xlsx"
        path.write_bytes(to_xlsx(filled, title="Test", marking="OFFICIAL", about=["Read me."]))
        return path

    return make
