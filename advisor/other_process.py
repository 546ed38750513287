"""Asking another process of this program something: one message, one answer, and it ends.

The process is the same program with a hidden argument, which ``advisor/__main__.py`` answers.

Rules that this module keeps:
 * What it is told goes through its pipe alone: not through arguments, the environment or a file.
 * It is gone when this returns, whatever it did or did not answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import IO, Final

_POLL_SECONDS: Final = 0.05


def command_of(argument: str) -> list[str]:
    """Return what starts this program with a hidden argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, argument]
    # Isolated, so that neither the current folder nor PYTHONPATH stands in for us (case 81).
    return [sys.executable, "-I", "-m", "advisor", argument]


def do_nothing() -> None:
    """Wait for nobody."""


def ask(
    command: Sequence[str],
    message: bytes | IO[bytes],
    while_waiting: Callable[[], None],
    timeout_seconds: float,
) -> bytes | None:
    """Start the other process, hand it one message and return its answer.

    Args:
        command: What starts it, from ``command_of``.
        message: What it is told; a file that is open is handed over as it is.
        while_waiting: Called twenty times a second; what it raises, such as
            ``CancelledError``, ends the other process and is raised here.
        timeout_seconds: When to give up.

    Returns:
        What it answered before it ended by itself; ``None`` where it did not.
    """
    told, source = (message, subprocess.PIPE) if isinstance(message, bytes) else (None, message)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, see command_of
            command,
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
    with process:
        try:
            answer = _wait(process, told, while_waiting, timeout_seconds)
        finally:
            process.kill()  # does nothing where it has ended
    return answer if process.returncode == 0 else None


def _wait(
    process: subprocess.Popen[bytes],
    unsent: bytes | None,
    while_waiting: Callable[[], None],
    timeout_seconds: float,
) -> bytes | None:
    for _ in range(max(1, round(timeout_seconds / _POLL_SECONDS))):
        while_waiting()
        try:
            return process.communicate(unsent, timeout=_POLL_SECONDS)[0]
        except subprocess.TimeoutExpired:
            unsent = None  # what is left of it, communicate itself remembers
    return None


# In the other process


def read_all(most: int) -> bytes:
    """Read standard input to its end; not through ``sys.stdin``, which a windowed program lacks.

    Args:
        most: How many bytes are read at most.
    """
    parts, left = [], most
    while left > 0 and (part := os.read(0, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def write_all(data: bytes) -> None:
    """Write the answer to standard output."""
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]
