from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor.errors import AdvisorError, CancelledError
from advisor.sealing import renewing
from advisor.sealing.age import Identity
from advisor.sealing.errors import WeakPassphraseError, WrongPassphraseError
from advisor.sealing.identity import unlock
from advisor.sealing.renewing import replace_passphrase
from tests.support.people import KilledError, Town, stopped_everywhere
from tests.support.sealing import CHILD, PASSPHRASE, identity_file, somebody

OTHER = "wobble gadget mumble pepper salad onion"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(renewing, "child_command", lambda: CHILD)
    path = tmp_path / "me.age"
    path.write_bytes(identity_file()[0])
    return path


@pytest.fixture
def identity(file: Path) -> Identity:
    return unlock(file.read_bytes(), PASSPHRASE)


def test_new_passphrase_opens_the_same_key_and_the_old_one_nothing(file: Path, identity: Identity):
    replace_passphrase(file, identity, OTHER)
    assert unlock(file.read_bytes(), OTHER).recipient == identity.recipient
    with pytest.raises(WrongPassphraseError):
        unlock(file.read_bytes(), PASSPHRASE)
    assert list(file.parent.iterdir()) == [file]
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600


def test_weak_passphrase_changes_nothing(file: Path, identity: Identity):
    before = file.read_bytes()
    with pytest.raises(WeakPassphraseError):
        replace_passphrase(file, identity, "aaaaaaaaaaaaaaaaaaaa")
    assert file.read_bytes() == before


def test_new_file_that_does_not_open_changes_nothing(file: Path, monkeypatch: pytest.MonkeyPatch):
    """Such as one that the disk gave back otherwise than it was written."""
    before = file.read_bytes()
    monkeypatch.setattr(renewing, "protect_in_child", lambda *_, **__: before)
    with pytest.raises(WrongPassphraseError):
        replace_passphrase(file, somebody(), OTHER)
    monkeypatch.setattr(renewing, "unlock_in_child", lambda *_, **__: somebody(1))
    with pytest.raises(AdvisorError):
        replace_passphrase(file, somebody(), OTHER)
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("kill", [True, False], ids=["kill", "full disk"])
def test_stopped_at_any_step_the_old_file_or_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kill: bool
):
    identity = somebody()
    monkeypatch.setattr(renewing, "protect_in_child", lambda *_, **__: b"new")
    monkeypatch.setattr(renewing, "unlock_in_child", lambda *_, **__: identity)

    def fresh(number: int) -> Town:
        town = Town(tmp_path / str(number))
        town.folder.mkdir()
        (town.folder / "me.age").write_bytes(b"old")
        return town

    def deed(town: Town) -> None:
        replace_passphrase(town.folder / "me.age", identity, OTHER)

    seen = set()
    for town, ended in stopped_everywhere(monkeypatch, fresh, deed, kill=kill):
        assert isinstance(ended, KilledError | AdvisorError), ended
        seen.add((town.folder / "me.age").read_bytes())
        deed(town)
        assert town.whole() == {"me.age": b"new"}
    assert b"old" in seen
    assert seen <= {b"old", b"new"}


def test_cancelling_changes_nothing(file: Path):
    before = file.read_bytes()

    def cancel() -> None:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        replace_passphrase(file, somebody(), OTHER, while_waiting=cancel)
    assert file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_link_to_an_identity_file_stays_one(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    link = tmp_path / "link.age"
    link.symlink_to(file)
    monkeypatch.setattr(renewing, "protect_in_child", lambda *_, **__: b"new")
    monkeypatch.setattr(renewing, "unlock_in_child", lambda *_, **__: somebody())
    replace_passphrase(link, somebody(), OTHER)
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
