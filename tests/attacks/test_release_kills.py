"""An import or a way back that is killed, or that the disk refuses, at any step (27, 28, 29).

A process is killed at every call by which it changes something, and at random moments; the
system refuses any such call, or all from there on. A long run (``ADVISOR_LONG=1``) leaves none
out. Each time the old release or the new one is open, whole, the audit log goes on, and doing it
again succeeds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from advisor.audit.log import AuditLog
from advisor.audit.record import Details, Kind
from advisor.errors import AdvisorError
from advisor.journal import Journal
from advisor.releases.importing import OpenAlreadyError, apply_release, roll_back
from advisor.signing.opening import open_release
from tests.support.audit import AUDITOR, Clock
from tests.support.effort import IS_LONG
from tests.support.publishing import NOW, Publisher, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no fork")

_CALLS = ("replace", "rename", "mkdir", "unlink", "rmdir", "fsync", "write")
_KILLS = 300 if IS_LONG else 30
#: A child that ends of itself.
_WENT_THROUGH, _REFUSED = 0, 3


@pytest.fixture(scope="module")
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def terminal(tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A site that has releases 4 and 5, with 6 on the stick; forcing to the disk takes no time."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    found = Terminal(tmp_path / "first", trust=publisher.root.last.fingerprint)
    found.take(publisher.release(4))
    found.take(publisher.release(5))
    found.put(publisher.release(6))
    return found


def copy(first: Terminal, number: int) -> Terminal:
    folder = first.folder.with_name(f"copy-{number}")
    shutil.copytree(first.folder, folder)
    return Terminal(folder, first.trust)


def journal(terminal: Terminal) -> Journal:
    log = AuditLog.open(
        terminal.folder / "audit", account="ann", auditor=AUDITOR.recipient, clock=Clock(NOW)
    )
    return Journal(log, "ann")


def import_it(terminal: Terminal) -> None:
    work = terminal.work(journal=journal(terminal))
    apply_release(terminal.folder / "stick.release", work)


def go_back(terminal: Terminal) -> None:
    roll_back(4, "the newer one is wrong", terminal.work(journal=journal(terminal)))


DEEDS = pytest.mark.parametrize(
    ("deed", "after"), [(import_it, 6), (go_back, 4)], ids=["import", "rollback"]
)


def is_whole(terminal: Terminal, after: int) -> int:
    """Make sure that a site is as before or after, that it goes on, and return which."""
    opened = open_release(terminal.places.site)
    assert opened.refusal is None
    number = opened.release.number
    assert number in {5, after}
    journal(terminal)._log.record(Kind.CHECK, Details(note="the log goes on"))
    return number


def does_it_again(terminal: Terminal, deed: Callable[[Terminal], None], after: int) -> None:
    with contextlib.suppress(OpenAlreadyError):
        deed(terminal)
    opened = open_release(terminal.places.site)
    assert (opened.release.number, opened.refusal) == (after, None)
    assert list(terminal.shelf.folder.glob("*.new")) == []


def steps() -> Iterator[int]:
    """Return every step; one of four, another each time, where there is no time for a long run."""
    stride = 1 if IS_LONG else 4
    return count(1 + secrets.randbelow(stride), stride)


def in_child(work: Callable[[], object]) -> int:
    """Start a process that does something, and return its number."""
    child = os.fork()
    if child == 0:
        code = _WENT_THROUGH
        try:
            work()
        except AdvisorError:
            code = _REFUSED
        finally:
            os._exit(code)
    return child


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do something in a process that is killed at a call to the system; tell whether it was."""
    left = [step]

    def take_over(real: Callable[..., object]) -> Callable[..., object]:
        def act(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)

        return act

    def taken_over() -> None:
        for name in _CALLS:
            setattr(os, name, take_over(getattr(os, name)))
        work()

    status = os.waitpid(in_child(taken_over), 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == _WENT_THROUGH
    return os.WIFSIGNALED(status)


@DEEDS
def test_killed_at_every_step(terminal: Terminal, deed: Callable[[Terminal], None], after: int):
    found = set()
    for step in steps():
        town = copy(terminal, step)
        was_killed = killed_at(step, lambda here=town: deed(here))
        found.add(is_whole(town, after))
        if not was_killed:
            break
        does_it_again(town, deed, after)
        shutil.rmtree(town.folder)
    assert found == {5, after}


@DEEDS
def test_killed_at_random_moments(terminal: Terminal, deed: Callable[[Terminal], None], after: int):
    timed = copy(terminal, 0)
    began = time.monotonic()
    os.waitpid(in_child(lambda: deed(timed)), 0)
    usual = time.monotonic() - began
    for number in range(1, _KILLS // 2 + 1):
        town = copy(terminal, number)
        child = in_child(lambda here=town: deed(here))
        time.sleep(usual * secrets.randbelow(1000) / 1000)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        is_whole(town, after)
        does_it_again(town, deed, after)
        shutil.rmtree(town.folder)


@DEEDS
@pytest.mark.parametrize("for_ever", [True, False], ids=["full disk", "one refusal"])
def test_system_refuses_at_any_step(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    deed: Callable[[Terminal], None],
    after: int,
    for_ever: bool,
):
    """A disk that is full, or a stick or a scanner that is in the way for a moment."""
    monkeypatch.setattr("advisor.exclusive._POLL_SECONDS", 0.0)
    for step in steps():
        town = copy(terminal, step)
        with monkeypatch.context() as patch:
            was_refused = _refuse(patch, step, for_ever=for_ever)
            said = _says(town, deed)
        assert str(town.folder) not in said
        if not was_refused():
            break
        is_whole(town, after)
        does_it_again(town, deed, after)
        shutil.rmtree(town.folder)


def _says(terminal: Terminal, deed: Callable[[Terminal], None]) -> str:
    """Do something, and return what a reader is told where it is refused."""
    try:
        deed(terminal)
    except AdvisorError as error:
        return f"{error.message} {error.hint}"
    return ""


def _refuse(patch: pytest.MonkeyPatch, step: int, *, for_ever: bool) -> Callable[[], bool]:
    left = [step]

    def take_over(real: Callable[..., object]) -> Callable[..., object]:
        def act(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] == 0 or (left[0] < 0 and for_ever):
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        return act

    for name in _CALLS:
        patch.setattr(os, name, take_over(getattr(os, name)))
    return lambda: left[0] <= 0


def test_what_cannot_be_recorded_is_not_done(terminal: Terminal):
    before = terminal.whole()
    terminal.journal.failure = AdvisorError("The audit log could not be written.")
    with pytest.raises(AdvisorError, match="audit log"):
        terminal.go_back(4)
    with pytest.raises(AdvisorError, match="audit log"):
        apply_release(terminal.folder / "stick.release", terminal.work())
    assert terminal.whole() == before


def test_everything_reaches_the_disk_before_it_counts(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
):
    """What a kill cannot show, since the system's memory outlives it: the order of the calls."""
    forced: set[str] = set()
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        forced.add(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real_sync(descriptor)

    def replace(source: object, target: object, **options: object) -> None:
        if str(target).endswith("installed.json"):
            folder = str(terminal.shelf.folder)
            assert folder in forced, "the folder that the release was put into"
            assert str(source) in forced, "the file that decides"
            for part in ("catalogue.db", "root.json", "targets.json"):
                assert any(f".{part}." in path and "/.new/" in path for path in forced), part
        real_replace(source, target, **options)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs the names of open files")
    import_it(terminal)
    assert str(terminal.shelf.folder) in forced
