"""Writing a log.

Rules that this module keeps, in this order:
 1. One process at a time writes a log.
 2. Nothing is written to a log that does not end as its last record left it.
 3. A line reaches the disk before its key is replaced. The other way round, a crash between
    the two would leave a key that is ahead of its log: the line would be lost, and a cut
    could not be told from a crash. So a crash leaves a line too many, or a piece of one.
    Whoever writes next takes a whole genuine line as written and a piece of one away.
 4. Where anything fails, the line is taken back, and the caller told that it was not done.
    So what could not be recorded was not done; the worst that a crash leaves is a record of
    something that was not done after all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from advisor.audit.chain import Anchor, hash_line, new_key
from advisor.audit.errors import AuditError, BrokenLogError, NoAuditorError, NotRecordedError
from advisor.audit.files import LogFiles, opened, read_at
from advisor.audit.first_key import seal_first_key
from advisor.audit.lock import locked
from advisor.audit.record import (
    MAX_LINE_BYTES,
    Details,
    Kind,
    Line,
    begins_line,
    make_line,
    parse_line,
)
from advisor.audit.state import State, load_state, save_state
from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.sealing.age import Recipient, seal

Clock = Callable[[], datetime]


class AuditLog:
    """The log of one account, for writing; made by ``open``.

    It keeps nothing of the file in memory, so any number of processes may have one.
    """

    def __init__(self, files: LogFiles, auditor: Recipient, clock: Clock) -> None:
        self._files = files
        self._auditor = auditor
        self._clock = clock

    @classmethod
    def open(
        cls, folder: Path, *, account: str, auditor: Recipient | None, clock: Clock
    ) -> AuditLog:
        """Open an account's log, begin it where there is none, and repair what a crash left.

        Args:
            folder: Where logs are kept.
            account: The account of the computer; each has its own log.
            auditor: The auditor's public key; each auditor has their own log of an account.
            clock: Tells the time, with its zone.

        Raises:
            NoAuditorError: There is no auditor.
            BrokenLogError: The log is not as its last record left it.
            BusyLogError: Another process holds it for too long.
            NotRecordedError: The folder cannot be written.
        """
        if auditor is None:
            raise NoAuditorError
        log = cls(LogFiles.of(folder, account, auditor), auditor, clock)
        with log._alone():
            if not _is_there(log._files.key):
                log._begin()
            if not _is_there(log._files.first_key):
                raise BrokenLogError("lacks its first key, without which nobody can check it")
            with log._settled():
                pass
        return log

    def record(self, kind: Kind, details: Details) -> Anchor:
        """Record something; called before it is done.

        Args:
            kind: What is done; not secret.
            details: For the auditor alone.

        Raises:
            AuditError: It could not be recorded, so it must not be done.

        Returns:
            What to print on whatever leaves the computer, to know the log again.
        """
        sealed = seal(details.to_bytes(), (self._auditor,))
        with self._alone(), self._settled() as (descriptor, state):
            raw = make_line(
                state.number + 1,
                self._clock(),
                kind,
                sealed,
                previous=state.head,
                key=state.key_bytes,
            )
            after = state.after(_parse_own(raw))
            self._append(descriptor, state, raw)
            self._advance(descriptor, state, after)
        return after.anchor(self._files.name)

    def find_anchor(self) -> Anchor:
        """Return what to note of the log as it stands.

        Raises:
            AuditError: As ``record``.
        """
        with self._alone(), self._settled() as (_, state):
            return state.anchor(self._files.name)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock, and tell what the system refuses as an error of ours."""
        try:
            self._files.make_folder()
            with locked(self._files):
                self._files.forget_leavings()
                yield
        except OSError as error:
            raise NotRecordedError(error) from error

    def _begin(self) -> None:
        """Make the files of a new log; the state last, so that a crash before it begins anew.

        Raises:
            BrokenLogError: There are lines already, whose key is gone.
        """
        with contextlib.suppress(FileNotFoundError):
            if self._files.log.lstat().st_size:
                raise BrokenLogError("lacks its current key")
        first_key = new_key()
        sealed = seal_first_key(first_key, self._files.name, self._auditor)
        with _telling():
            write_file(self._files.first_key, sealed, private=True)
            save_state(self._files, State.before_first(first_key, self._files.name))

    @contextlib.contextmanager
    def _settled(self) -> Iterator[tuple[int, State]]:
        """Open the file of lines, repaired and found to end as its state says.

        Raises:
            BrokenLogError: It does not.
        """
        state = self._load()
        if state.number and not _is_there(self._files.log):
            raise BrokenLogError("is gone")
        # Before the first line there need not be a file.
        with opened(self._files.log, write=True, create=state.number == 0) as descriptor:
            yield descriptor, self._settle(descriptor, state)

    def _load(self) -> State:
        try:
            state = load_state(self._files)
        except FileNotFoundError as error:
            raise BrokenLogError("lacks its current key") from error
        if state is None:
            raise BrokenLogError("has a current key that cannot be understood")
        return state

    def _settle(self, descriptor: int, state: State) -> State:
        if os.fstat(descriptor).st_size < state.end:
            raise BrokenLogError("is shorter than it was")
        last = read_at(descriptor, state.start, state.end - state.start)
        if state.number and hash_line(last) != state.head:
            raise BrokenLogError("has another last line than was written")
        rest = read_at(descriptor, state.end, MAX_LINE_BYTES + 1)
        line = parse_line(rest)
        if line is not None and state.is_followed_by(line):
            state = state.after(line)
            with _telling():
                save_state(self._files, state)
        elif rest and begins_line(rest, state.number + 1) and _is_torn(rest):
            _cut(descriptor, state.end)
        elif rest:
            raise BrokenLogError("is longer than it was")
        return state

    def _append(self, descriptor: int, state: State, raw: bytes) -> None:
        try:
            os.lseek(descriptor, state.end, os.SEEK_SET)
            left = raw
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        except OSError:
            _take_back(descriptor, state)
            raise

    def _advance(self, descriptor: int, before: State, after: State) -> None:
        try:
            with _telling():
                save_state(self._files, after)
        except NotRecordedError:
            if self._load() == after:
                return  # in place after all: only that the disk has it is not certain
            _take_back(descriptor, before)
            raise


def _parse_own(raw: bytes) -> Line:
    line = parse_line(raw)
    if line is None:
        raise AssertionError("a line of ours is not one")
    return line


def _is_there(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True


def _is_torn(rest: bytes) -> bool:
    """Tell a piece of a line from a line that somebody else wrote."""
    return not rest.endswith(b"\n") or b"\0" in rest


def _cut(descriptor: int, end: int) -> None:
    os.ftruncate(descriptor, end)
    os.fsync(descriptor)


def _take_back(descriptor: int, state: State) -> None:
    """Take a line away that could not be finished; what stays is repaired at the next one."""
    with contextlib.suppress(OSError):
        _cut(descriptor, state.end)


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    """Tell of a small file that could not be written as of a record that could not."""
    try:
        yield
    except AuditError:
        raise
    except AdvisorError as error:
        raise NotRecordedError(error.__cause__) from error
