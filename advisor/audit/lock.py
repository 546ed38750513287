"""One writer at a time, of all processes of an account.

The system gives the lock back when a process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator

from advisor.audit.errors import BusyLogError
from advisor.audit.files import LogFiles, opened

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


#: A line takes some hundredths of a second.
_WAIT_SECONDS, _POLL_SECONDS = 2.0, 0.01


@contextlib.contextmanager
def locked(files: LogFiles, *, create: bool = True) -> Iterator[None]:
    """Hold a log's lock.

    Args:
        files: The log.
        create: Whether the file that is locked is made where it is not there.

    Raises:
        BusyLogError: Another process holds it for too long.
        OSError: There is no such file, or it cannot be locked.
    """
    with opened(files.lock, write=True, create=create) as descriptor:
        _wait_for(descriptor)
        try:
            yield
        finally:
            _unlock(descriptor)


def _wait_for(descriptor: int) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            return _try_lock(descriptor)
        except (BlockingIOError, PermissionError):  # the latter is what Windows says
            if time.monotonic() > until:
                raise BusyLogError from None
        time.sleep(_POLL_SECONDS)
