"""One writer at a time, of all processes of an account.

The system gives the lock back when a process ends, however it ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from advisor.audit.errors import BusyLogError
from advisor.audit.files import LogFiles, opened
from advisor.exclusive import held

#: A line takes some hundredths of a second.
_WAIT_SECONDS = 2.0


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
    with (
        opened(files.lock, write=True, create=create) as descriptor,
        contextlib.ExitStack() as stack,
    ):
        try:
            stack.enter_context(held(descriptor, wait_seconds=_WAIT_SECONDS))
        except TimeoutError:
            raise BusyLogError from None
        yield
