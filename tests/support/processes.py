"""What the system knows of running processes: their children, environment and memory (Linux)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")
_PIECE = 16_000_000
_OVERLAP = 256


def is_running(pid: int) -> bool:
    """Tell whether a process is there and not only waiting to be taken note of."""
    return _state(pid) not in ("", "Z", "X")


def _state(pid: int) -> str:
    fields = _stat(pid)
    return fields[0] if fields else ""


def _stat(pid: int) -> list[str]:
    """Return what follows the name in a process's line; nothing where it is gone."""
    try:
        return (PROC / str(pid) / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def descendants(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for path in PROC.iterdir():
        if path.name.isdigit() and (fields := _stat(int(path.name))):
            parents[int(path.name)] = int(fields[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return [one for one in found[1:] if is_running(one)]


def arguments(pid: int) -> list[str]:
    """Return the arguments of a process; none where it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_text("utf-8").split("\0")[:-1]
    except OSError:
        return []


def environment(pid: int) -> dict[str, str]:
    """Return the environment that a process was started with.

    Raises:
        PermissionError: Whoever asks may not know.
    """
    lines = (PROC / str(pid) / "environ").read_text("utf-8").split("\0")
    return dict(line.split("=", 1) for line in lines if "=" in line)


def wait_until_gone(pid: int, seconds: float) -> float:
    """Wait until a process is gone and return how long that took.

    Raises:
        AssertionError: It is still there.
    """
    return wait_until(lambda: not is_running(pid), seconds, f"the end of process {pid}")


def wait_until(holds: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until something holds and return how long that took.

    Raises:
        AssertionError: It never did.
    """
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < seconds, f"never came: {what}"
        time.sleep(0.01)
    return time.monotonic() - start


def memory(pid: int) -> Iterator[bytes]:
    """Return everything that a process can have written to its memory, in overlapping pieces.

    The rest stands in files of programs and libraries.

    Raises:
        PermissionError: Whoever asks may not read it.
    """
    maps = (PROC / str(pid) / "maps").read_text("utf-8", "replace").splitlines()
    with (PROC / str(pid) / "mem").open("rb", buffering=0) as stream:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            for at in range(start, end, _PIECE - _OVERLAP):
                try:
                    yield os.pread(stream.fileno(), min(_PIECE, end - at), at)
                except (OSError, OverflowError):
                    break  # a device, or a page of the kernel's
