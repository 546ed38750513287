"""Whether a catalogue file is the one that shipped with the application.

Until releases are signed, the hash that ships inside the application is what
trust rests on. Any other file opens its plain tables only, and every screen says
that it is an unsigned draft.
"""

from __future__ import annotations

import hashlib
from enum import Enum
from pathlib import Path

from advisor import resources

_PINNED = "trust/catalogue.sha256"


class Trust(Enum):
    """How far a catalogue file can be relied on."""

    SHIPPED = "as shipped, checked"
    DRAFT = "UNSIGNED DRAFT"


def digest(data: bytes) -> str:
    """Return the SHA-256 of a catalogue file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def pinned_path() -> Path:
    """Return the file that holds the hash of the shipped catalogue."""
    return resources.path(_PINNED)


def judge(data: bytes) -> Trust:
    """Compare a catalogue file, as it was read, with the hash that ships inside the application."""
    try:
        pinned = pinned_path().read_text("ascii").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return Trust.DRAFT
    return Trust.SHIPPED if digest(data) == pinned else Trust.DRAFT
