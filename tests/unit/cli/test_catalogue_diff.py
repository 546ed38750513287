"""What differs between two catalogues, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.releases.building import build_catalogue
from tests.support.builders import SourceFolder, access_fields, capability_fields


@pytest.fixture
def other(tmp_path: Path) -> SourceFolder:
    """Sources with another rule, and a portion that is SECRET."""
    folder = SourceFolder(tmp_path / "other")
    rule = {**access_fields()["requirements"][0], "when": {"fact": "serious", "is": False}}
    portions = [{"label": "SECRET", "part": "limits", "value": ["Quiet."]}]
    fields = capability_fields(access=access_fields(requirements=[rule]), portions=portions)
    folder.write("capabilities/kidnap-unit.yaml", fields)
    return folder


@pytest.fixture
def at_home(advisor, file: Path, tmp_path: Path):
    places = ("--catalogue", file, "--home", tmp_path / "home", "--site", tmp_path / "site")
    return lambda *words: advisor(*words, *places)


def test_a_file_is_compared_with_sources(at_home, file: Path, other: SourceFolder):
    at_home("case", "save", "Op Thistle", "--fact", "serious=yes", "--check", "kidnap-unit")
    done = at_home("catalogue", "diff", file, other.path)
    assert (done.code, "Marked OFFICIAL." in done.err) == (0, True)
    assert "requirement “serious”: when" in done.out
    assert "before: Serious crime: Yes" in done.out
    assert "Op Thistle (your case): Kidnap unit: available before, not-available after" in done.out
    assert "rule changed: The crime is serious. (access.requirements[serious])" in done.out
    assert "Quiet" not in done.out + done.err


def test_json_has_the_same(at_home, file: Path, other: SourceFolder):
    found = at_home("catalogue", "diff", file, other.path, "--json").data
    assert list(found) == [
        *("marking", "before", "after", "labels", "added", "removed", "changed", "unchanged"),
        *("tests", "saved", "outcomes"),
    ]
    (field,) = found["changed"][0]["fields"]
    assert field["path"] == "access.requirements[serious].when"


def test_sources_are_compared_up_to_a_marking(at_home, sources: SourceFolder, other: SourceFolder):
    command = ("catalogue", "diff", sources.path, other.path)
    assert "Quiet" not in at_home(*command).out
    done = at_home(*command, "--up-to", "SECRET")
    assert ("Quiet." in done.out, "Marked SECRET." in done.err) == (True, True)


def test_a_file_takes_no_marking(at_home, file: Path, other: SourceFolder):
    done = at_home("catalogue", "diff", file, other.path, "--up-to", "SECRET")
    assert (done.code, "--identity" in done.err) == (2, True)


def test_nothing_differs(at_home, file: Path, sources: SourceFolder):
    build_catalogue(sources.path, file)
    done = at_home("catalogue", "diff", file, sources.path)
    assert "Nothing differs." in done.out
