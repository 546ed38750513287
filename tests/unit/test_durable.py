from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from advisor.durable import write_file
from advisor.errors import AdvisorError, CancelledError


def test_content_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "file.db"
    write_file(path, b"one")
    write_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_private_file_is_its_owners_alone_also_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    modes, real, before = [], os.fsync, os.umask(0)
    monkeypatch.setattr(os, "fsync", lambda it: (modes.append(os.fstat(it).st_mode), real(it)))
    try:
        write_file(tmp_path / "private", b"data", private=True)
        write_file(tmp_path / "usual", b"data")
    finally:
        os.umask(before)
    assert [mode & 0o777 for mode in modes if stat.S_ISREG(mode)] == [0o600, 0o666]
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600


def test_file_below_a_file_is_refused_with_the_reason(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"here")
    with pytest.raises(AdvisorError, match="could not be written") as caught:
        write_file(tmp_path / "file" / "x", b"data")
    assert "Nothing was changed" in (caught.value.hint or "")
    assert (tmp_path / "file").read_bytes() == b"here"


def test_folder_in_the_files_place_is_refused_and_nothing_is_left(tmp_path: Path):
    (tmp_path / "x" / "inner").mkdir(parents=True)
    with pytest.raises(AdvisorError):
        write_file(tmp_path / "x", b"data")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_leaves_the_old_file_whole(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    beside = tmp_path / f".file.{os.getpid()}.new"
    beside.symlink_to("/dev/full")
    with pytest.raises(AdvisorError, match="no space left"):
        write_file(path, b"new" * 100_000)
    assert path.read_bytes() == b"old"
    assert not beside.is_symlink()


def test_file_whose_name_is_too_long_is_refused(tmp_path: Path):
    with pytest.raises(AdvisorError):
        write_file(tmp_path / ("x" * 300), b"data")


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, CancelledError])
def test_writing_that_is_stopped_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path: Path, stopped: type[BaseException]
):
    path, told = tmp_path / "file", []
    path.write_bytes(b"old")

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done:
            raise stopped("Cancelled.")

    with pytest.raises(stopped):
        write_file(path, bytes(9_000_000), tell=stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert [done for done, _ in told] == [0, 4 << 20]
