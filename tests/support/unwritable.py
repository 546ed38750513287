"""A file that cannot be replaced: what the system says then, and what has to be left."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

#: Each way in which writing fails, as ``call``, ``number`` and ``why``, the words for it.
EVERY_FAILURE = pytest.mark.parametrize(
    ("call", "number", "why"),
    [
        ("os.fsync", errno.ENOSPC, "no space left on device"),
        ("os.open", errno.EROFS, "read-only file system"),
        ("Path.replace", errno.EACCES, "permission denied"),
    ],
    ids=["full", "read-only", "locked"],
)


def fail_at(patch: pytest.MonkeyPatch, call: str, number: int) -> None:
    """Let a call of ours to the system fail from now on, whenever a file is written."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    patch.setattr(f"advisor.durable.{call}", fail)


def old_note(tmp_path: Path, suffix: str) -> Path:
    """Return a note that is there before, alone in its folder."""
    path = tmp_path / "notes" / f"note.{suffix}"
    path.parent.mkdir()
    path.write_bytes(b"as it was")
    return path


def is_as_it_was(path: Path) -> bool:
    """Say whether an old note is unchanged, and nothing lies beside it."""
    return path.read_bytes() == b"as it was" and list(path.parent.iterdir()) == [path]
