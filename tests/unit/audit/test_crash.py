"""What a crash, a full disk or a refused call leaves, at every step of writing a record."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from advisor.audit.errors import AuditError
from advisor.audit.record import Details, Kind
from tests.support.audit import Desk
from tests.support.project import PACKAGE

WATCHED = (str(PACKAGE / "audit"), str(PACKAGE / "durable.py"))
WENT_THROUGH, REFUSED = 0, 3
TOO_LARGE = "The audit log could not be written: file too large. So it was not done."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "audit")
    desk.record("one", "two")
    return desk


def in_child(work: Callable[[], object]) -> int:
    """Do something in a process of its own, and return how it ended."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:  # noqa: BLE001 - its end is all that is asked for
            os._exit(1)
        os._exit(WENT_THROUGH)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(step: int, work: Callable[[], object]) -> int:
    """Do something in a process that is killed at a step: a line of code of ours."""
    left = step

    def watch(frame, event, argument):
        nonlocal left
        if not frame.f_code.co_filename.startswith(WATCHED):
            return None
        if event == "line":
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        return watch

    def watched() -> None:
        sys.settrace(watch)
        work()

    return in_child(watched)


def steps(work: Callable[[], object]) -> Iterator[int]:
    """Kill some work at each of its steps, one after the other, until it goes through."""
    for step in count(1):
        if killed_at(step, work) == WENT_THROUGH:
            return
        yield step


def test_killed_at_any_step_a_log_loses_nothing_and_goes_on(desk: Desk):
    before, kept = desk.snapshot(), desk.notes
    log, seen = desk.open(), set()
    for _ in steps(lambda: log.record(Kind.CHECK, Details(note="three"))):
        assert desk.notes[:2] == kept
        assert desk.verify().findings == ()  # a whole line too many is no fault
        desk.record("after")
        assert desk.verify().is_sound
        assert desk.notes in (["one", "two", "after"], ["one", "two", "three", "after"])
        seen.add(len(desk.notes))
        assert [path.name for path in desk.folder.iterdir() if path.suffix == ".new"] == []
        desk.put_back(before)
    assert seen == {3, 4}


def test_killed_at_any_step_of_its_beginning_a_log_begins(tmp_path: Path):
    for step in count(1):
        desk = Desk(tmp_path / str(step))
        if killed_at(step, desk.open) == WENT_THROUGH:
            break
        desk.record("one")
        assert desk.notes == ["one"]
        assert desk.verify().is_sound
    assert step > 40


def test_killed_at_any_step_of_a_repair_a_log_is_repaired(desk: Desk):
    before = desk.files.key.read_bytes()
    desk.record("three")
    desk.files.key.write_bytes(before)  # a line ahead of its key
    behind = desk.snapshot()
    for _ in steps(desk.open):
        desk.record("after")
        assert desk.notes == ["one", "two", "three", "after"]
        assert desk.verify().is_sound
        desk.put_back(behind)


def test_every_piece_of_a_line_is_taken_away_and_named_until_then(desk: Desk):
    before = desk.snapshot()
    desk.record("three")
    line = desk.lines[2]
    for keep in (*range(1, 40), *range(40, len(line), 97), len(line) - 1):
        desk.put_back(before)
        with desk.files.log.open("ab") as stream:
            stream.write(line[:keep])
        assert desk.named() == desk.named(keyed=False) == [(3, 3)]
        assert "It is not whole" in str(desk.verify().findings[0])
        desk.record("after")
        assert (desk.notes, desk.named()) == (["one", "two", "after"], [])


@pytest.mark.parametrize("whole", [True, False])
def test_line_with_holes_as_a_power_cut_leaves_it_is_taken_away(desk: Desk, whole: bool):
    before = desk.snapshot()
    desk.record("three")
    line = desk.lines[2]
    desk.put_back(before)
    torn = line[:64] + bytes(len(line) - 65) + b"\n" if whole else bytes(700)
    with desk.files.log.open("ab") as stream:
        stream.write(torn)
    desk.record("after")
    assert (desk.notes, desk.named()) == (["one", "two", "after"], [])


# Full disks, as the system has them


def test_full_disk_at_any_byte_leaves_everything_as_it_was(desk: Desk):
    log, before = desk.open(), desk.snapshot()
    size = desk.files.log.stat().st_size

    def record_within(limit: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            log.record(Kind.CHECK, Details(note="three"))
        except AuditError as error:
            os._exit(REFUSED if str(error) == TOO_LARGE else 1)

    for room in (*range(0, 1900, 190), 1, 100, 150):
        assert in_child(lambda limit=size + room: record_within(limit)) == REFUSED
        assert desk.snapshot() == before
    for limit in (0, 1, 100):  # not even the key fits
        assert in_child(lambda limit=limit: record_within(limit)) == REFUSED
        assert desk.snapshot() == before
    assert in_child(lambda: record_within(size + 8000)) == WENT_THROUGH
    assert (desk.notes, desk.named()) == (["one", "two", "three"], [])


def test_line_is_on_the_disk_before_its_key_is_replaced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """What a kill cannot show, since the system's memory outlives it: the order of the calls."""
    log, done = desk.open(), []

    def noting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(target: object, *rest: object) -> object:
            path = Path(f"/proc/self/fd/{target}").readlink() if isinstance(target, int) else target
            done.append((name, Path(str(path)).name.removesuffix(".new").rpartition(".")[2]))
            return real(target, *rest)

        return call

    for name in ("write", "fsync", "replace"):
        monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
    log.record(Kind.CHECK, Details())
    key = str(os.getpid())  # the new key's name until it has its place
    assert done == [
        ("write", "log"),
        ("fsync", "log"),
        ("fsync", key),
        ("replace", key),
        ("fsync", desk.folder.name),
    ]


CALLS = ("write", "fsync", "replace", "ftruncate", "open", "lseek", "read", "fstat")


class Failing:
    """Lets the system refuse the n-th call of a kind, once or from then on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, *, once: bool) -> None:
        self.left, self.once = at, once
        for name in CALLS:
            monkeypatch.setattr(os, name, self._failing(getattr(os, name)))

    def _failing(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            self.left -= 1
            if self.left == 0 or (self.left < 0 and not self.once):
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **named)

        return call


@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
def test_whatever_call_is_refused_a_record_is_there_or_was_refused(desk: Desk, once: bool):
    before = desk.snapshot()
    log = desk.open()
    for at in count(1):
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(patch, at, once=once)
            try:
                log.record(Kind.CHECK, Details(note="three"))
                recorded = True
            except AuditError:
                recorded = False
            went_through = failing.left > 0
        assert desk.verify().is_sound or not recorded
        desk.record("after")
        assert desk.verify().is_sound
        assert desk.notes == ["one", "two", *["three"][: len(desk.notes) - 3], "after"]
        assert "three" in desk.notes or not recorded
        if once and not recorded:
            assert "three" not in desk.notes
        desk.put_back(before)
        if went_through:
            break
    assert at > 15
