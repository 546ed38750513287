"""One process at a time, of all that share a folder.

The system gives the lock back when a process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

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


_POLL_SECONDS = 0.01
#: Others have to be able to open it as well; nothing is ever written to it.
_MODE = 0o644
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def alone(path: Path, *, wait_seconds: float = 2.0) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is not there.

    Args:
        path: The file; its folder is there.
        wait_seconds: How long to wait for another process.

    Raises:
        TimeoutError: Another process holds it for too long.
        OSError: It cannot be opened or locked.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CREAT | _CAREFULLY, _MODE)
    try:
        with held(descriptor, wait_seconds=wait_seconds):
            yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def held(descriptor: int, *, wait_seconds: float) -> Iterator[None]:
    """Hold the lock of a file that is open.

    Args:
        descriptor: The file.
        wait_seconds: How long to wait for another process.

    Raises:
        TimeoutError: Another process holds it for too long.
        OSError: It cannot be locked.
    """
    _wait_for(descriptor, time.monotonic() + wait_seconds)
    try:
        yield
    finally:
        _unlock(descriptor)


def _wait_for(descriptor: int, until: float) -> None:
    while True:
        try:
            return _try_lock(descriptor)
        except (BlockingIOError, PermissionError):  # the latter is what Windows says
            if time.monotonic() > until:
                raise TimeoutError from None
        time.sleep(_POLL_SECONDS)
