"""Case 35 of the threats at the publishers' desks: a label that the next release lowers."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.catalogue.source import read_sources
from advisor.releases.building import to_file
from advisor.releases.partition import part_sections
from tests.support.builders import CHECKED, SourceFolder, capability_fields
from tests.support.sealed import Site
from tests.unit.cli import test_release
from tests.unit.cli.test_release import Desk

desk, root, no_process_of_its_own = (
    test_release.desk,
    test_release.root,
    test_release.no_process_of_its_own,
)


class Desks:
    """A publisher who makes drafts of what their sources hold, and another who signs."""

    def __init__(self, desk: Desk, root: Path, folder: Path) -> None:
        self.desk, self.root, self._folder = desk, root, folder
        self._plan = Site(folder / "keys").plan

    def write(self, number: int, label: str | None, *, is_sealed: bool = True) -> tuple[Path, Path]:
        """Write sources with a portion at a label, and the catalogue file of them."""
        sources = SourceFolder(self._folder / f"sources-{number}")
        fields = {"release": number, "title": "Test", "language": "en-GB", "published_on": CHECKED}
        sources.write("catalogue.yaml", fields)
        portions = [{"label": label, "part": "limits", "value": ["hidden"]}] if label else None
        sources.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
        read = read_sources(sources.path)
        built = self._folder / f"{number}.db"
        plan = self._plan if is_sealed else None
        built.write_bytes(to_file(part_sections(read, read.release), plan))
        return sources.path, built

    def create(self, built: Path, output: str, *options: object, code: int = 0):
        path = self.desk / output
        said = self.desk.run("create", built, "--root", self.root, "--output", path, *options,
                             code=code)  # fmt: skip
        assert path.exists() == (code == 0)
        return said

    def sign(self, name: str, *options: object, code: int = 0):
        return self.desk.run("sign", self.desk / name, "--key", self.desk / "a.key", *options,
                             code=code)  # fmt: skip


@pytest.fixture
def desks(desk: Desk, root: Path, tmp_path: Path) -> Desks:
    return Desks(desk, root, tmp_path)


def test_lowered_label_stops_whoever_makes_the_draft_and_whoever_signs(desks: Desks):
    (old, first), (new, second) = desks.write(5, "SECRET"), desks.write(6, "OFFICIAL-SENSITIVE")
    desks.create(first, "5.release", "--first")
    after = ("--after", desks.desk / "5.release")
    assert "--sources" in desks.create(second, "6.release", *after, code=1).err
    compared = (*after, "--sources", new, "--sources-before", old)
    refused = desks.create(second, "6.release", *compared, code=1)
    assert "LOWERED: Kidnap unit (kidnap-unit), Limits" in refused.out
    assert "from SECRET to OFFICIAL-SENSITIVE" in refused.out
    assert "Marked SECRET." in refused.err
    assert "It would lower 1 label:" in refused.err
    desks.create(second, "6.release", *compared, "--allow-lowered")
    # The draft says nothing of it: whoever signs has to look for themselves.
    before = (desks.desk / "6.release").read_bytes()
    assert "--sources" in desks.sign("6.release", *after, code=1).err
    assert "It would lower 1 label:" in desks.sign("6.release", *compared, code=1).err
    assert (desks.desk / "6.release").read_bytes() == before
    assert "Signed by" in desks.sign("6.release", *compared, "--allow-lowered").err


def test_raised_label_goes_through_once_it_is_compared(desks: Desks):
    (old, first), (new, second) = desks.write(5, "OFFICIAL-SENSITIVE"), desks.write(6, "SECRET")
    desks.create(first, "5.release", "--first")
    desks.sign("5.release", "--first")
    compared = ("--after", desks.desk / "5.release", "--sources", new, "--sources-before", old)
    desks.create(second, "6.release", *compared)
    desks.sign("6.release", *compared)


def test_sources_of_another_release_do_not_count(desks: Desks):
    (old, first), (_, second) = desks.write(5, "SECRET"), desks.write(6, "OFFICIAL-SENSITIVE")
    desks.create(first, "5.release", "--first")
    after = ("--after", desks.desk / "5.release")
    same = ("--sources", old, "--sources-before", old)
    refused = desks.create(second, "6.release", *after, *same, code=1)
    assert "is not what release 6 was built from" in refused.err


def test_release_without_the_sealed_parts_of_the_one_before_is_compared_all_the_same(desks: Desks):
    (old, first), (new, second) = desks.write(5, "SECRET"), desks.write(6, None, is_sealed=False)
    desks.create(first, "5.release", "--first")
    after = ("--after", desks.desk / "5.release")
    compared = (*after, "--sources", new, "--sources-before", old)
    assert "--sources" in desks.create(second, "6.release", *after, code=1).err
    desks.create(second, "6.release", *compared)
    before = (desks.desk / "6.release").read_bytes()
    assert "Say which release was before" in desks.sign("6.release", code=2).err
    assert "--sources" in desks.sign("6.release", *after, code=1).err
    assert (desks.desk / "6.release").read_bytes() == before
    desks.sign("6.release", *compared)
