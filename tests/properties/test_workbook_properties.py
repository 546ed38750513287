"""Nothing is lost on the way from YAML to a catalogue, to a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from advisor.authoring.exporting import export_sources, readable_source
from advisor.authoring.tables import to_tables
from advisor.authoring.workbook_source import to_source
from advisor.authoring.xlsx_reading import WorkbookRefused, read_xlsx
from advisor.authoring.yaml_writing import to_files
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.source import CatalogueSource, read_sources
from advisor.releases.partition import part_sections
from tests.support.authored import content, sources
from tests.support.effort import tries

#: Without shrinking, which takes minutes on values as large as these.
LIMITS = settings(
    max_examples=tries(6),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def through_folder(source: CatalogueSource, folder: Path) -> CatalogueSource:
    for name, text in to_files(source).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_sources(folder)


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory):
    return lambda: tmp_path_factory.mktemp("sources")


def without_required(source: CatalogueSource) -> list[str]:
    """Return what reading says, but for parts that an entry of its kind has to have."""
    found = [problem for file in source.files.values() for problem in file.problems]
    return [str(problem) for problem in found if "is missing" not in problem.reason]


@given(sources())
@LIMITS
def test_what_is_written_as_yaml_is_read_back_and_written_the_same(fresh, source: CatalogueSource):
    read = through_folder(source, fresh())
    assert without_required(read) == []
    assert content(read) == content(source)
    assert to_files(read) == to_files(source)


@given(sources())
@LIMITS
def test_what_is_exported_is_imported_the_same(source: CatalogueSource):
    tables = to_tables(read_xlsx(export_sources(source).data))
    read = to_source(tables)
    assert [problem for problem in tables.problems if problem.severity == "error"] == []
    assert without_required(read) == []
    assert content(read) == content(source)
    assert to_files(read) == to_files(source)


def order_free(found: dict[str, Any]) -> dict[str, Any]:
    """Return content whose lists stand in no order: sections part them by label."""
    lists = {name: sorted(map(repr, items)) for name, items in found["lists"].items()}
    return {**found, "lists": lists}


@given(sources(with_themes=False))
@LIMITS
def test_a_catalogue_is_exported_as_its_sources_are(source: CatalogueSource):
    catalogue = Catalogue(part_sections(source, source.release, is_searched=False))
    readable = readable_source(catalogue)
    assert order_free(content(readable)) == order_free(content(source))
    read = to_source(to_tables(read_xlsx(export_sources(readable).data)))
    assert order_free(content(read)) == order_free(content(source))


@given(st.binary(max_size=200))
@settings(max_examples=tries(10), deadline=None)
def test_bytes_that_are_no_workbook_are_refused(data: bytes):
    with pytest.raises(WorkbookRefused):
        read_xlsx(data)


@given(sources(), st.data())
@LIMITS
def test_an_altered_workbook_is_read_or_refused(source: CatalogueSource, data: st.DataObject):
    found = bytearray(export_sources(source).data)
    for _ in range(data.draw(st.integers(1, 4))):
        found[data.draw(st.integers(0, len(found) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheets = read_xlsx(bytes(found))
    except WorkbookRefused:
        return
    to_source(to_tables(sheets))
