"""Cases that are kept in the home folder, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def at_home(advisor, file: Path, tmp_path: Path):
    places = ("--catalogue", file, "--home", tmp_path / "home", "--site", tmp_path / "site")
    return lambda *words: advisor(*words, *places)


def test_case_is_kept_listed_added_to_shown_and_deleted(at_home):
    saved = at_home("case", "save", "Op Thistle", "--fact", "serious=yes", "--check", "kidnap-unit")
    assert (saved.code, "readable to whoever" in saved.err) == (0, True)
    assert at_home("case", "save", "Op Thistle", "--about", "A boat.").code == 0
    (one,) = at_home("case", "list", "--json").data
    assert (one["name"], one["description"], one["sealed"]) == ("Op Thistle", "A boat.", False)
    shown = at_home("case", "show", "Op Thistle", "--json").data
    assert shown["answers"] == {"serious": "yes"}
    assert list(shown["looked_at"]) == ["kidnap-unit"]
    assert "serious" in at_home("case", "show", one["id"]).out.casefold()
    assert at_home("case", "delete", "Op Thistle").code == 0
    assert at_home("case", "list").out.startswith("Saved cases: 0")


def test_case_that_is_not_there_is_refused(at_home):
    for command in ("show", "delete"):
        done = at_home("case", command, "Op Nothing")
        assert (done.code, "There is no saved case" in done.err) == (1, True)


def test_damaged_case_is_told_and_the_others_are_listed(at_home, tmp_path: Path):
    at_home("case", "save", "Op Thistle")
    (tmp_path / "home" / "cases" / "broken.json").write_bytes(b"{")
    listed = at_home("case", "list")
    assert "Saved cases: 1" in listed.out
    assert "broken.json" in listed.err
