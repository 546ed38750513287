"""What a process that holds keys can do about its own memory, and how long it holds them.

It can keep itself out of crash dumps and, on Linux, from being read by other
processes of the same user. It cannot wipe what Python, SQLite or Qt copied, nor
hold off an administrator: see ``docs/threat-model.md``.
"""

from __future__ import annotations

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """Write no core file, and let no other process of this user read our memory.

    What the platform does not offer is left out; the threat model says which.
    """
    _forbid_core_files()
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _forbid_core_files() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """Let this process end as soon as the one that started it does, however that ends.

    Only Linux offers it; elsewhere a process that works on a passphrase ends with its answer.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
