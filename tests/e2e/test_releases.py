"""A release at a site with people and sealed sections, from the stick to the reader."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
import pytest

from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.journal import Journal
from advisor.releases.building import to_file
from advisor.releases.importing import ImportWork, apply_release
from advisor.releases.partition import part_sections
from advisor.session import Session
from tests.support.child import run_advisor
from tests.support.labelled import RELEASE, everything, reduce
from tests.support.publishing import NOW, Publisher
from tests.support.sealed import Site

ALDER = Label.parse("SECRET/ALDER")


class Town:
    """A site with people that imports what a publisher seals to it."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.publisher = Publisher()
        self.stick = folder / "stick.release"

    def publish(self, number: int, clearance: Label | None = None) -> None:
        """Put a release on the stick, with nothing in it above a clearance, where one is given."""
        source = everything()
        if clearance is not None:
            source = reduce(source, Clearance(clearance))
        sections = part_sections(source, msgspec.structs.replace(RELEASE, release=number))
        data = to_file(sections, self.site.plan)
        self.stick.write_bytes(self.publisher.release(number, content=data))

    def take(self) -> None:
        is_first = not (self.site.places.site / "releases").exists()
        trust = self.publisher.root.last.fingerprint if is_first else None
        apply_release(self.stick, ImportWork(self.site.places, Journal(), NOW, trust))

    def run(self, *typed: str, then: str = "") -> subprocess.CompletedProcess[str]:
        places = self.site.places
        folders = ("--site", str(places.site), "--home", str(places.home))
        done = run_advisor(*folders, *typed, then=then)
        assert done.returncode == 0, done.stderr
        return done


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_grants_stay_valid_after_an_import(town: Town):
    ann = town.site.person(Clearance(ALDER))
    town.publish(1)
    town.take()
    before = Session.open(None, town.site.places, ann)
    assert before.clearance.label == ALDER
    town.publish(2)
    town.take()
    after = Session.open(None, town.site.places, ann)
    assert (after.clearance.label, after.sign_in_error) == (ALDER, None)
    assert after.catalogue.heads == before.catalogue.heads
    assert (after.trust_words, after.catalogue.release.release) == ("signed by 2 of 3", 2)
    assert Session.open(None, town.site.places).clearance.label == OFFICIAL


def test_altered_release_takes_no_identity_and_the_bundled_one_is_open(town: Town):
    ann = town.site.person(Clearance(ALDER))
    town.publish(1)
    town.take()
    path = town.site.places.site / "releases" / "1-1" / "catalogue.db"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    session = Session.open(None, town.site.places, ann)
    assert "Release 1 of this site cannot be opened" in session.release_error.message
    assert session.trust_words == "as shipped, checked"
    assert session.clearance.label == OFFICIAL
    assert "cannot be opened" in town.run("questions").stderr


def test_release_at_official_is_one_with_nothing_above(tmp_path: Path):
    """On the stick, in a preview, in what a site keeps, in the history and at a start."""
    seen = []
    for name, clearance in (("full", None), ("bare", OFFICIAL)):
        town = Town(tmp_path / name)
        town.publish(1, clearance)
        sizes = [town.stick.stat().st_size]
        town.take()
        town.publish(2, clearance)
        preview = town.run("release", "preview", str(town.stick))
        town.take()
        kept = town.site.places.site / "releases"
        sizes += sorted(path.stat().st_size for path in kept.rglob("*") if path.is_file())
        history = town.run("release", "history")
        questions = town.run("questions")
        seen.append((preview.stdout, preview.stderr.replace(name, ""), sizes, history.stdout,
                     history.stderr, questions.stdout, questions.stderr))  # fmt: skip
    assert seen[0] == seen[1]


def test_start_of_a_site_with_releases_loads_no_client(town: Town):
    town.publish(1)
    town.take()
    loads_none = """
        assert [name for name in sys.modules if name.startswith(("tuf.ngclient", "urllib3"))] == []
        assert "tuf.api.metadata" in sys.modules
    """
    town.run("questions", then=loads_none)


def test_start_of_a_site_without_releases_loads_no_tuf():
    done = run_advisor("questions", then="assert 'tuf' not in sys.modules")
    assert done.returncode == 0, done.stderr
