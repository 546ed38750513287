"""Writing a file so that a crash leaves the old or the new one whole."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from advisor.errors import AdvisorError, say_reason


def write_file(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace a file's content, all or nothing.

    The new content is written beside it, forced to the disk and renamed over it;
    the folder is forced too, so that the name survives a power cut.

    Args:
        path: The file.
        data: Its new content.
        private: Whether nobody but its owner may read it, not even while it is written.

    Raises:
        AdvisorError: The folder cannot be written, or the disk is full; the old
            file is as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(beside, "wb", opener=_open_private if private else None) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):  # the folder itself may be no folder
            beside.unlink()
        raise AdvisorError(
            f"“{path}” could not be written: {say_reason(error)}.",
            hint="Nothing was changed. Free space, or ask who administers this folder.",
        ) from error


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
