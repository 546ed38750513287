"""The files of a log, and how they are opened.

Rules that this module keeps:
 * Nothing is read or written through a link, a pipe or a device in a file's place.
 * Only the account itself may read them, as far as the system knows of such things.
 * The name of a log says neither whose it is nor who audits it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.sealing.age import Recipient

_NAME = re.compile(r"[0-9a-f]{8}")
_LOG, _KEY, _FIRST_KEY, _LOCK = ".log", ".key", ".first.age", ".lock"
_OWNER_ONLY, _FOLDER_OWNER_ONLY = 0o600, 0o700
#: Neither a link is followed nor a pipe waited for, and Windows changes no line ends.
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


def audit_path(home: Path) -> Path:
    """Return the folder that an account's log is kept in, where nobody names another."""
    return home / "audit"


@dataclass(frozen=True)
class LogFiles:
    """The files of one log.

    Attributes:
        folder: The folder that they stand in.
        name: What their names begin with: 8 hexadecimal digits.
    """

    folder: Path
    name: str

    @classmethod
    def of(cls, folder: Path, account: str, auditor: Recipient) -> LogFiles:
        """Return the files of an account's log for an auditor; another auditor has another."""
        whose = f"{account}\0{auditor}".encode("utf-8", "surrogatepass")
        return cls(folder, hashlib.sha256(whose).hexdigest()[:8])

    @property
    def log(self) -> Path:
        """The lines."""
        return self.folder / f"{self.name}{_LOG}"

    @property
    def key(self) -> Path:
        """The key of the next line, and where the log ends."""
        return self.folder / f"{self.name}{_KEY}"

    @property
    def first_key(self) -> Path:
        """The key of line 1, sealed to the auditor."""
        return self.folder / f"{self.name}{_FIRST_KEY}"

    @property
    def lock(self) -> Path:
        """What is held while a line is written."""
        return self.folder / f"{self.name}{_LOCK}"

    def make_folder(self) -> None:
        """Make the folder, where it is not there."""
        self.folder.mkdir(mode=_FOLDER_OWNER_ONLY, parents=True, exist_ok=True)

    def forget_leavings(self) -> None:
        """Take away the new key that a process left beside the old one when it was killed.

        An old key would let whoever finds it write what came after it, so none is kept.
        """
        for path in self.folder.glob(f".{self.name}{_KEY}.*.new"):
            path.unlink()


def find_logs(folder: Path) -> tuple[LogFiles, ...]:
    """Return every log of a folder, also one that a file is missing of."""
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return ()
    stems = {
        name.removesuffix(ending)
        for name in names
        for ending in (_LOG, _KEY, _FIRST_KEY)
        if name.endswith(ending)
    }
    return tuple(LogFiles(folder, stem) for stem in sorted(filter(_NAME.fullmatch, stems)))


@contextlib.contextmanager
def opened(path: Path, *, write: bool = False, create: bool = False) -> Iterator[int]:
    """Open a file of a log and return its descriptor.

    Args:
        path: The file.
        write: Whether it is going to be written.
        create: Whether it is made, empty, where it is not there.

    Raises:
        OSError: It cannot be opened, or is not a file.
    """
    flags = (os.O_RDWR if write else os.O_RDONLY) | (os.O_CREAT if create else 0)
    descriptor = os.open(path, flags | _CAREFULLY, _OWNER_ONLY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is not a file")
        yield descriptor
    finally:
        os.close(descriptor)


def read_at(descriptor: int, start: int, most: int) -> bytes:
    """Return what a file holds from somewhere on, at most so many bytes."""
    os.lseek(descriptor, start, os.SEEK_SET)
    parts = []
    while most > 0 and (part := os.read(descriptor, most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def read_small(path: Path, most: int) -> bytes:
    """Return the content of a small file, at most so many bytes and one more.

    Raises:
        OSError: As ``opened``.
    """
    with opened(path) as descriptor:
        return read_at(descriptor, 0, most + 1)
