"""What a release changed for whoever asks, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.releases.partition import part_sections
from advisor.releases.reading_box import ReadingBox, open_plain_reading, open_sealed_reading
from advisor.releases.reading_kept import Own
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import ABOVE, IDS, RELEASE, everything
from tests.support.past import past_reading, without_portions
from tests.support.sealed import LABELS, Site
from tests.support.sealing import somebody

UNIT = "kidnap-unit"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "site", tmp_path / "home")


@pytest.fixture
def at_home(advisor, file: Path, places: Places):
    options = ("--catalogue", file, "--home", places.home, "--site", places.site)
    return lambda *words: advisor(*words, *options)


def box(places: Places) -> ReadingBox:
    return open_plain_reading(places.home).box


def test_where_nothing_was_kept_there_is_no_news(at_home):
    assert "No other release was opened" in at_home("changes").out
    assert at_home("changes", "--json").data["news"] is False
    assert at_home("changes", "--dismiss").err == ""


def test_news_is_printed_until_it_is_dismissed(at_home, file: Path, places: Places):
    own = Own(favourites=(UNIT,))
    box(places).save(past_reading(Session.open(file, places), own, (UNIT, "does", b'"It was."')))
    printed = at_home("changes")
    assert (printed.code, "Marked OFFICIAL." in printed.err) == (0, True)
    assert "1 entry that you\nread, marked or saved has changed." in printed.out
    assert "before: It was." in printed.out
    data = at_home("changes", "--json").data
    (entry,) = data["entries"]
    assert (data["news"], entry["id"], entry["why"]) == (True, UNIT, ["a favourite"])
    assert [field["before"] for field in entry["fields"]] == ["It was."]
    assert "Dismissed." in at_home("changes", "--dismiss").err
    assert at_home("changes", "--json").data["entries"] == []
    kept = open_plain_reading(places.home).load()
    assert kept is not None
    assert kept.favourites == (UNIT,)


ME = somebody(40)


def test_with_an_identity_it_is_of_what_was_read_then(
    advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("advisor.cli.context.unlock", lambda *_: ME)
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    site.grant(ME, LABELS[1:3])
    session = Session.open(site.file, site.places, ME)
    sealed = open_sealed_reading(site.places.home, ME, session.keys).box
    sealed.save(without_portions(session, Own(read=(IDS[0],))))
    at = ("--site", site.places.site, "--home", site.places.home, "--catalogue", site.file)
    printed = advisor("changes", *at, "--identity", tmp_path / "me.age")
    assert (printed.code, f"boat {ABOVE[LABELS[2]]}" in printed.out) == (0, True)
    assert "Marked SECRET." in printed.err
    assert "No other release was opened" in advisor("changes", *at).out
