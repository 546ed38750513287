from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from advisor.exclusive import alone
from advisor.people.changing import Change, changing, finish, is_unfinished
from advisor.people.errors import (
    BusySiteError,
    DamagedSiteError,
    SiteNotWritableError,
    UnfinishedChangeError,
)
from tests.support.people import KilledError, Town, stopped_everywhere

OLD, NEW, GONE = (f"grants/{digit * 16}.age" for digit in "abc")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "site")
    with changing(town.folder) as change:
        change.place(OLD, b"old")
        change.place(GONE, b"gone")
        change.place("site.json", b"before")
        change.plan()
        change.decide()
    return town


def deed(town: Town) -> None:
    with changing(town.folder) as change:
        change.place(NEW, b"new")
        change.place("site.json", b"after")
        change.place(f"standing/{'d' * 16}.age", b"standing")
        change.remove(GONE)
        change.plan()
        change.decide()


BEFORE = {OLD: b"old", GONE: b"gone", "site.json": b"before"}
AFTER = {OLD: b"old", NEW: b"new", "site.json": b"after", f"standing/{'d' * 16}.age": b"standing"}


def test_files_are_placed_and_removed_and_nothing_is_left_beside_them(town: Town):
    assert town.whole() == BEFORE
    deed(town)
    assert town.whole() == AFTER


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_the_old_state_or_the_new_one_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    def fresh(number: int) -> Town:
        town = Town(tmp_path / str(number))
        with changing(town.folder) as change:
            for name, content in BEFORE.items():
                change.place(name, content)
            change.plan()
            change.decide()
        return town

    seen, told = [], (KilledError, SiteNotWritableError, UnfinishedChangeError)
    for town, ended in stopped_everywhere(monkeypatch, fresh, deed, kill=kill):
        assert isinstance(ended, told), ended
        decided = is_unfinished(town.folder)
        assert not (decided and isinstance(ended, SiteNotWritableError))
        with changing(town.folder):
            pass
        assert town.whole() in (BEFORE, AFTER)
        assert not decided or town.whole() == AFTER
        seen.append(decided)
    assert len(seen) > 20
    assert set(seen) == {True, False}


def test_plan_that_was_not_decided_has_no_effect(town: Town):
    with changing(town.folder) as change:
        change.place(NEW, b"new")
        change.plan()
    with changing(town.folder):
        pass
    assert town.whole() == BEFORE


def test_second_administrator_is_told_to_wait(town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("advisor.people.changing.alone", lambda path: alone(path, wait_seconds=0))
    with changing(town.folder), pytest.raises(BusySiteError, match="Another administrator"):
        deed(town)
    assert town.whole() == BEFORE


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "grants/../../outside",
        "/outside",
        "policy.toml",
        "trust/catalogue.sha256",
        "grants/short.age",
        f"grants/{'A' * 16}.age",
        f"grants/{'a' * 16}.age\n",
    ],
)
def test_plan_that_names_other_files_is_refused(town: Town, name: str):
    for plan in ({"place": [name], "remove": []}, {"place": [], "remove": [name]}):
        folder = town.folder / ".people-change"
        folder.mkdir(exist_ok=True)
        (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
        (folder / "0").write_bytes(b"evil")
        with pytest.raises(DamagedSiteError):
            finish(town.folder)
    assert not (town.folder.parent / "outside").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"place":1,"remove":[]}', b"[" * 9000])
def test_plan_that_is_none_is_refused(town: Town, content: bytes):
    folder = town.folder / ".people-change"
    folder.mkdir()
    (folder / "plan.json").write_bytes(content)
    with pytest.raises(DamagedSiteError), changing(town.folder):
        pass


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_nothing_is_written_through_a_link(town: Town, tmp_path: Path):
    """SECURITY.md, case 31."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (town.folder / "standing").symlink_to(outside)
    with pytest.raises(DamagedSiteError):
        deed(town)
    assert list(outside.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_lock_that_is_a_link_is_not_followed(tmp_path: Path):
    town = Town(tmp_path / "site")
    town.folder.mkdir()
    (town.folder / "people.lock").symlink_to(tmp_path / "made")
    with pytest.raises(SiteNotWritableError):
        deed(town)
    assert not (tmp_path / "made").exists()


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="needs modes that hold for us")
def test_folder_that_may_not_be_written_is_told(town: Town):
    town.folder.chmod(0o500)
    try:
        with pytest.raises(SiteNotWritableError, match="permission denied"):
            deed(town)
    finally:
        town.folder.chmod(0o700)
    assert town.whole() == BEFORE


def test_file_in_place_of_the_folder_is_told(tmp_path: Path):
    (tmp_path / "site").write_bytes(b"")
    with pytest.raises(SiteNotWritableError):
        deed(Town(tmp_path / "site"))


def test_change_can_be_forgotten(town: Town):
    with changing(town.folder) as change:
        assert isinstance(change, Change)
        change.place(NEW, b"new")
        change.plan()
        change.give_up()
    assert town.whole() == BEFORE
