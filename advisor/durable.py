"""Writing a file so that a crash leaves the old or the new one whole; reading any file at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from advisor.errors import AdvisorError, say_reason

_PIECE_BYTES = 4 << 20

Tell = Callable[[int, int], None]


def _tell_nobody(done: int, of: int) -> None:
    del done, of


def read_untrusted(path: Path, most: int, what: str) -> bytes:
    """Return what a file holds that somebody sent or chose.

    Args:
        path: The file.
        most: How many bytes it may have.
        what: What it should be, with its article.

    Raises:
        AdvisorError: It cannot be read, or is longer.
    """
    try:
        with path.open("rb") as stream:
            untrusted = stream.read(most + 1)
    except OSError as error:
        raise AdvisorError(
            f"“{path.name}” cannot be read: {say_reason(error)}.", hint="Choose another file."
        ) from error
    if len(untrusted) > most:
        raise AdvisorError(f"“{path.name}” is too large to be {what}.", hint="Choose another file.")
    return untrusted


def write_file(
    path: Path, data: bytes, *, private: bool = False, tell: Tell = _tell_nobody
) -> None:
    """Replace a file's content, all or nothing.

    The new content is written beside it, forced to the disk and renamed over it;
    the folder is forced too, so that the name survives a power cut.

    Args:
        path: The file.
        data: Its new content.
        private: Whether nobody but its owner may read it, not even while it is written.
        tell: Told how many bytes of how many are written. Whatever it raises stops it, and the old
            file is as it was.

    Raises:
        AdvisorError: The folder cannot be written, or the disk is full; the old
            file is as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(beside, "wb", opener=_open_private if private else None) as stream:
            for start in range(0, len(data), _PIECE_BYTES):
                tell(start, len(data))
                stream.write(memoryview(data)[start : start + _PIECE_BYTES])
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):  # the folder itself may be no folder
            beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise AdvisorError(
            f"“{path}” could not be written: {say_reason(error)}.",
            hint="Nothing was changed. Free space, or ask who administers this folder.",
        ) from error


def write_output(path: Path, data: bytes) -> None:
    """Replace a file that somebody named, all or nothing, for nobody but its owner to read.

    Raises:
        AdvisorError: As for ``write_file``; or the file is there and read-only, which on some
            systems would not hold anybody off.
    """
    if _is_read_only(path):
        raise AdvisorError(
            f"“{path}” could not be written: it is read-only.",
            hint="Nothing was changed. Name another file, or let this one be written.",
        )
    write_file(path, data, private=True)


def _is_read_only(path: Path) -> bool:
    try:
        return not path.stat().st_mode & stat.S_IWUSR
    except OSError:
        return False


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can.

    Raises:
        OSError: It cannot be opened or forced.
    """
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
