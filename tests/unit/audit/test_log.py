from __future__ import annotations

import multiprocessing
import os
import signal
import stat
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from advisor.audit import lock
from advisor.audit.chain import Anchor
from advisor.audit.errors import (
    AuditError,
    BrokenLogError,
    BusyLogError,
    NoAuditorError,
    NotRecordedError,
)
from advisor.audit.files import LogFiles, audit_path, find_logs
from advisor.audit.lock import locked
from advisor.audit.log import AuditLog
from advisor.audit.record import Details, Kind
from advisor.audit.state import load_state
from tests.support.audit import AUDITOR, NOON, STRANGER, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "audit")


def test_what_is_recorded_is_read_by_the_auditor(desk: Desk):
    desk.record("one", "two")
    desk.record("three", kind=Kind.EXPORT)
    records = desk.read()
    assert [record.number for record in records] == [1, 2, 3]
    assert [record.kind for record in records] == ["check", "check", "export"]
    assert [record.at - NOON for record in records] == [timedelta(seconds=n) for n in (1, 2, 3)]
    assert records[2].details == Details(
        who="ann", subject="kidnap-unit", label="SECRET", note="three"
    )
    assert desk.verify().is_sound


def test_anchor_is_that_of_the_record(desk: Desk):
    log = desk.open()
    before = log.find_anchor()
    anchors = [before, *desk.record("one", "two")]
    assert [anchor.number for anchor in anchors] == [0, 1, 2]
    assert log.find_anchor() == anchors[2] == desk.verify().anchor
    assert desk.verify(anchors).is_sound


def test_time_is_kept_in_utc_whatever_the_zone_of_the_clock(desk: Desk):
    desk.clock.now = datetime(2026, 6, 3, 23, 59, 59, tzinfo=timezone(timedelta(hours=-11)))
    desk.record("one")
    assert desk.lines[0].split(b'"')[5] == b"2026-06-04T11:00:00.000Z"


def test_without_an_auditor_no_log_is_opened_or_made(tmp_path: Path):
    with pytest.raises(NoAuditorError, match="no auditor"):
        AuditLog.open(tmp_path / "audit", account="ann", auditor=None, clock=lambda: NOON)
    assert list(tmp_path.iterdir()) == []


def test_each_account_and_each_auditor_has_its_own_log(tmp_path: Path):
    names = {
        LogFiles.of(tmp_path, account, auditor.recipient).name
        for account in ("ann", "bob", "FORCE\\ann", "\ud800")
        for auditor in (AUDITOR, STRANGER)
    }
    assert len(names) == 8
    Desk(tmp_path, "ann").record("one")
    Desk(tmp_path, "bob").record("two")
    assert len(find_logs(tmp_path)) == 2
    assert Desk(tmp_path, "ann").notes == ["one"]


def test_name_of_a_log_says_nobodys_name(tmp_path: Path):
    Desk(tmp_path, "ann").record("one")
    assert not [path for path in tmp_path.iterdir() if "ann" in path.name]


def test_log_of_an_account_has_its_place_in_its_home(tmp_path: Path):
    assert audit_path(tmp_path) == tmp_path / "audit"


def test_only_the_current_key_is_kept(desk: Desk):
    keys = []
    for note in "abc":
        desk.record(note)
        keys.append(desk.state.key_bytes)
    assert [desk.keys.of_line(number) for number in (2, 3, 4)] == keys
    everything = b"".join(desk.snapshot().values())
    assert [key for key in keys if key.hex().encode() in everything] == keys[-1:]
    assert keys[-1].hex() not in repr(desk.state)


def test_old_key_that_a_killed_process_left_is_taken_away(desk: Desk):
    desk.record("one")
    left = desk.folder / f".{desk.files.key.name}.12345.new"
    left.write_bytes(desk.files.key.read_bytes())
    desk.record("two")
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_the_files(desk: Desk):
    before = os.umask(0)
    try:
        desk.record("one", "two")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in desk.folder.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(desk.folder.stat().st_mode) == 0o700


def test_appending_does_not_read_the_log(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.record(*map(str, range(100)))
    read, real = [], os.read

    def counting(descriptor: int, most: int) -> bytes:
        data = real(descriptor, most)
        read.append(len(data))
        return data

    monkeypatch.setattr(os, "read", counting)
    desk.record("one more")
    assert sum(read) < 6 * len(desk.lines[-1]) < desk.files.log.stat().st_size / 10


@pytest.mark.parametrize("name", ["log", "key", "first_key"])
def test_log_that_lacks_a_file_is_refused(desk: Desk, name: str):
    desk.record("one")
    getattr(desk.files, name).unlink()
    before = desk.snapshot()
    with pytest.raises(BrokenLogError, match=r"is gone|lacks its"):
        desk.open()
    assert desk.snapshot() == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"junk",
        b"{}",
        b"[" * 1000,
        b" " * 5000,
        b'{"format":2,"number":0,"start":0,"end":0,"head":"%s","key":"%s"}'
        % (b"a" * 64, b"a" * 64),
        b'{"format":1,"number":0,"start":9,"end":0,"head":"%s","key":"%s"}'
        % (b"a" * 64, b"a" * 64),
        b'{"format":1,"number":1,"start":0,"end":9000,"head":"%s","key":"%s"}'
        % (b"a" * 64, b"a" * 64),
        b'{"format":1,"number":0,"start":0,"end":0,"head":"%s","key":"%s"}'
        % (b"A" * 64, b"a" * 63),
    ],
    ids=range(9),
)
def test_key_that_cannot_be_understood_is_refused(desk: Desk, content: bytes):
    desk.record("one")
    desk.files.key.write_bytes(content)
    with pytest.raises(BrokenLogError, match="cannot be understood"):
        desk.open()
    assert desk.files.key.read_bytes() == content


def test_log_whose_folder_went_away_meanwhile_is_refused(desk: Desk):
    log = desk.open()
    log.record(Kind.CHECK, Details())
    for path in desk.folder.iterdir():
        path.unlink()
    desk.folder.rmdir()
    with pytest.raises(BrokenLogError, match="lacks its current key"):
        log.record(Kind.CHECK, Details())


def test_log_that_holds_nothing_begins_anew_without_its_key(desk: Desk):
    first = desk.open().find_anchor()
    desk.files.key.unlink()
    assert desk.open().find_anchor() != first
    desk.record("one")
    assert desk.verify().is_sound


@pytest.mark.parametrize("name", ["log", "key", "lock"])
def test_link_in_a_files_place_is_neither_followed_nor_written(desk: Desk, name: str):
    desk.record("one")
    path: Path = getattr(desk.files, name)
    elsewhere = path.rename(desk.folder.parent / "elsewhere")
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(AuditError):
        desk.record("two")
    assert elsewhere.read_bytes() == before


@pytest.mark.parametrize("name", ["log", "key"])
def test_pipe_or_folder_in_a_files_place_keeps_nobody_waiting(desk: Desk, name: str):
    desk.record("one")
    path: Path = getattr(desk.files, name)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(AuditError):
        desk.record("two")
    path.unlink()
    path.mkdir()
    with pytest.raises(AuditError):
        desk.record("two")


def test_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotRecordedError, match=r"could not be written: .*So it was not done"):
        Desk(tmp_path / "file" / "audit").open()


def test_messages_name_no_file_and_no_person(desk: Desk):
    desk.record("one")
    desk.lines = []
    with pytest.raises(AuditError) as caught:
        desk.record("two")
    said = f"{caught.value} {caught.value.hint}"
    assert not [word for word in (str(desk.folder), desk.files.name, "ann", "kid") if word in said]


def test_clock_without_a_zone_is_a_fault_and_leaves_the_log_as_it_was(desk: Desk):
    desk.record("one")
    before = desk.snapshot()
    desk.clock.now = datetime(2026, 6, 3)
    with pytest.raises(ValueError, match="zone"):
        desk.record("two")
    assert desk.snapshot() == before


# Several at once


def write_many(folder: Path, word: str) -> None:
    Desk(folder).record(*(f"{word}{number}" for number in range(25)))


def test_two_processes_write_one_log(desk: Desk):
    desk.open()
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_many, args=(desk.folder, word)) for word in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert sorted(desk.notes) == sorted(f"{word}{number}" for word in "ab" for number in range(25))
    assert desk.verify().is_sound


def test_log_that_is_being_written_is_checked_as_it_stood_at_one_moment(desk: Desk):
    desk.open()
    writer = multiprocessing.get_context("fork").Process(target=write_many, args=(desk.folder, "a"))
    writer.start()
    found = [desk.verify().findings for _ in range(30)]
    writer.join(60)
    assert set(found) == {()}


def test_log_that_stays_in_use_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    log = desk.open()
    before = desk.snapshot()
    monkeypatch.setattr(lock, "_WAIT_SECONDS", 0.05)
    with locked(desk.files):
        for go_on in (lambda: log.record(Kind.CHECK, Details()), desk.open, desk.verify, desk.read):
            with pytest.raises(BusyLogError, match="so this was not done"):
                go_on()
    assert desk.snapshot() == before
    assert log.record(Kind.CHECK, Details()).number == 1


def test_lock_is_given_back_when_a_process_is_killed(desk: Desk):
    desk.open()
    child = os.fork()
    if not child:
        with locked(desk.files):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert desk.record("one")[0].number == 1


def test_anchor_is_for_one_log_alone(tmp_path: Path):
    ann, bob = Desk(tmp_path, "ann"), Desk(tmp_path, "bob")
    (noted,) = ann.record("one")
    bob.record("one")
    assert isinstance(noted, Anchor)
    assert bob.verify([noted]).is_sound  # not about this log
    assert load_state(bob.files).anchor(bob.files.name) != noted
