"""What processes ask of the system, as strace has it: files written, sockets opened (Linux)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: Everything that makes, changes or names a file, opens a socket or starts a program.
_CALLS = (
    "open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,mknod,mknodat,link,linkat,"
    "symlink,symlinkat,truncate,unlink,unlinkat,bind,socket,socketpair,execve,execveat,io_uring_setup"
)
_OPTIONS = ("-f", "--seccomp-bpf", "-qq", "-y", "-v", "-s", "65536", "-e", f"trace={_CALLS}")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FOLDER = re.compile(r"^AT_FDCWD<([^>]*)>")
_FOR_WRITING = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")
_SOCKETS = {"socket", "socketpair"}
_NOT_FILES = {*_SOCKETS, "execve", "execveat"}


def command(trace: Path) -> list[str]:
    """Return what stands before a program and its arguments to have it traced."""
    return ["strace", *_OPTIONS, "-o", str(trace), "--"]


#: Keeps its memory to itself, as a reader does, and writes where it does no harm.
_PRIVATE = "import ctypes; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0); open('/dev/null', 'w')"


@cache
def why_not() -> str | None:
    """Return why this machine cannot trace such a session; ``None`` where it can."""
    if not shutil.which("strace"):
        return "strace is not here (Debian: apt-get install strace)"
    tried = subprocess.run(
        ["strace", *_OPTIONS, "--", sys.executable, "-c", _PRIVATE],
        capture_output=True,
        text=True,
        check=False,
    )
    if tried.returncode:
        return f"strace may not trace: {tried.stderr.strip()[:200]}"
    if '"/dev/null", O_WRONLY' not in tried.stderr:
        return "strace may not read what a process keeps to itself: run as root"
    return None


class Trace:
    """What was asked of the system, by every process that was followed.

    Args:
        text: What strace wrote.
        folder: Where the program was started, which relative paths start from.
    """

    def __init__(self, text: str, folder: Path) -> None:
        self.text = text
        self._folder = folder
        self._calls = [match.groups() for match in map(_CALL.match, text.splitlines()) if match]

    def programs(self) -> int:
        """Return how many programs were started."""
        return sum(name == "execve" for name, _ in self._calls)

    def families(self) -> set[str]:
        """Return the families of the sockets that were asked for."""
        return {rest.split(",")[0] for name, rest in self._calls if name in _SOCKETS}

    def written(self) -> list[str]:
        """Return the files and folders that were to be made, changed, renamed or taken away."""
        return [path for name, rest in self._calls for path in self._written_by(name, rest)]

    def _written_by(self, name: str, rest: str) -> list[str]:
        if name == "io_uring_setup":
            return ["io_uring"]  # does not show what it opens
        if name in _NOT_FILES or (name.startswith("open") and not _FOR_WRITING.search(rest)):
            return []
        folder = _FOLDER.match(rest)
        paths = _QUOTED.findall(rest)
        if name != "bind" and not paths:
            return [f"{name}({rest}"]  # what cannot be read is not allowed either
        return [os.path.join(folder[1] if folder else self._folder, path) for path in paths]  # noqa: PTH118


def unexpected(paths: list[str], allowed: Mapping[str, str]) -> set[str]:
    """Return the paths that no pattern allows; each pattern stands with its reason."""
    patterns = [re.compile(pattern) for pattern in allowed]
    return {path for path in paths if not any(pattern.fullmatch(path) for pattern in patterns)}
