"""A new identity: a file of its own that opens, or nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from advisor.errors import AdvisorError, CancelledError
from advisor.sealing.errors import WeakPassphraseError
from advisor.sealing.identity import load_identity_file, unlock
from advisor.sealing.making import make_identity
from tests.support.sealing import PASSPHRASE


def test_file_opens_with_the_passphrase_and_is_private(tmp_path: Path):
    path = tmp_path / "me.age"
    recipient = make_identity(path, PASSPHRASE)
    assert unlock(load_identity_file(path), PASSPHRASE).recipient == recipient
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_that_is_there_is_replaced(tmp_path: Path):
    path = tmp_path / "me.age"
    path.write_bytes(b"something")
    with pytest.raises(AdvisorError, match="is there already"):
        make_identity(path, PASSPHRASE)
    assert path.read_bytes() == b"something"


def test_weak_passphrase_makes_nothing(tmp_path: Path):
    with pytest.raises(WeakPassphraseError):
        make_identity(tmp_path / "me.age", "password")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("at", [1, 80])
def test_cancelling_leaves_nothing(tmp_path: Path, at: int):
    calls = []

    def cancel() -> None:
        calls.append(1)
        if len(calls) >= at or list(tmp_path.iterdir()):
            raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        make_identity(tmp_path / "me.age", PASSPHRASE, while_waiting=cancel)
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("no folder", "utf-8")
    with pytest.raises(AdvisorError, match="could not be written"):
        make_identity(tmp_path / "file" / "me.age", PASSPHRASE)
