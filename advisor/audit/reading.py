"""Reading a log: its lines, and with the auditor's identity their details.

Rules that this module keeps:
 * A log is read as it stood at one moment, also while somebody writes it.
 * Reading writes nothing, so a copy on a read-only medium will do.
 * However long a file or a line of it is, only one line is held at a time.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from advisor.audit.errors import UnreadableLogError
from advisor.audit.files import LogFiles, opened
from advisor.audit.lock import locked
from advisor.audit.record import MAX_LINE_BYTES, Details, Line, parse_line
from advisor.audit.state import State, load_state
from advisor.sealing.age import Identity, unseal
from advisor.sealing.errors import SealingError

#: Told how many bytes more of a log were read; what it raises, such as ``CancelledError``, ends
#: the reading.
Tell = Callable[[int], None]


def tell_nobody(size: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Record:
    """What a line says.

    Attributes:
        log: The name of the log.
        number: The line's number.
        at: When, in UTC.
        kind: What was done.
        hash: The line's hash.
        details: What only the auditor reads; ``None`` for everybody else.
    """

    log: str
    number: int
    at: datetime
    kind: str
    hash: str
    details: Details | None


def read_records(files: LogFiles, identity: Identity | None = None) -> Iterator[Record]:
    """Return the records of a log, in order. Lines that are none are left for ``verify`` to name.

    Args:
        files: The log.
        identity: The auditor's.

    Raises:
        UnreadableLogError: The system refuses.
    """
    for raw in read_lines(files, take_snapshot(files).size):
        line = parse_line(raw)
        if line is not None:
            details = open_details(line, identity) if identity else None
            yield Record(files.name, line.number, line.at, line.kind, line.hash, details)


def open_details(line: Line, identity: Identity) -> Details | None:
    """Return the details of a line; ``None`` where they are not for an identity, or are none."""
    try:
        content = unseal(line.sealed, (identity,))
    except SealingError:
        return None
    return Details.from_bytes(content) if content is not None else None


@dataclass(frozen=True)
class Snapshot:
    """A log at one moment.

    Attributes:
        size: How long the file of lines was.
        state: Where the log ended by its state; ``None`` where that is gone or cannot be read.
    """

    size: int
    state: State | None


def take_snapshot(files: LogFiles) -> Snapshot:
    """Look at a log between two lines, as far as one can keep writers out.

    Raises:
        BusyLogError: A writer holds the log for too long.
        UnreadableLogError: The system refuses.
    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # a copy without the lock, or on a read-only medium
            stack.enter_context(locked(files, create=False))
        return Snapshot(_find_size(files), _find_state(files))


def _find_size(files: LogFiles) -> int:
    try:
        with opened(files.log) as descriptor:
            return os.fstat(descriptor).st_size
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise UnreadableLogError(error) from error


def _find_state(files: LogFiles) -> State | None:
    try:
        return load_state(files)
    except OSError:
        return None


def read_lines(files: LogFiles, size: int) -> Iterator[bytes]:
    """Return the lines of a log with their ends, as far as it went; one too long is cut.

    Args:
        files: The log.
        size: How long it was.

    Raises:
        UnreadableLogError: The system refuses.
    """
    if not size:
        return
    try:
        with opened(files.log) as descriptor, os.fdopen(os.dup(descriptor), "rb") as stream:
            left = size
            while left > 0 and (raw := stream.readline(min(left, MAX_LINE_BYTES + 1))):
                left -= len(raw)
                yield raw
                while left > 0 and not raw.endswith(b"\n"):  # the rest of one too long
                    raw = stream.readline(min(left, MAX_LINE_BYTES + 1))
                    if not raw:
                        return
                    left -= len(raw)
    except OSError as error:
        raise UnreadableLogError(error) from error
