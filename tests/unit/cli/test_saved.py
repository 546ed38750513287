"""Cases that are kept in the home folder, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from tests.support.labelled import IDS, RELEASE, everything
from tests.support.sealed import LABELS, Site
from tests.support.sealing import somebody


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


ME = somebody(40)


class Unlocked:
    """In place of the seconds that a passphrase takes."""

    def __call__(self, file: Path, passphrase_file: Path | None, home: Path) -> Identity:
        return ME


def test_signed_in_readers_cases_are_sealed_and_nobody_else_is_told_of_them(
    advisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("advisor.cli.context.unlock", Unlocked())
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    site.grant(ME, LABELS[1:3])
    at = ("--site", site.places.site, "--home", site.places.home, "--catalogue", site.file)
    mine = (*at, "--identity", tmp_path / "me.age")
    file = tmp_path / "named.case"
    assert advisor("case", "save", "Op Thistle", "--check", IDS[2], *mine).code == 0
    assert advisor("check", IDS[2], "--case", file, "--save", *mine).code == 0
    written = [*(site.places.home / "cases").glob("[!.]*"), file]
    assert len(written) == 2
    for path in written:
        held = path.read_bytes() + path.name.encode()
        told = (b"Thistle", IDS[2].encode(), b"SECRET")
        assert not [word for word in told if word in held]
        assert held.startswith(b"age-encryption.org/")
    assert [one["sealed"] for one in advisor("case", "list", "--json", *mine).data] == [True]
    others = advisor("case", "list", *at)
    empty = advisor("case", "list", "--home", tmp_path / "empty", *at[:2], *at[4:])
    assert (others.out, others.err) == (empty.out, empty.err)
    refused = advisor("advise", "--case", file, *at)
    assert (refused.code, "is sealed" in refused.err) == (1, True)
