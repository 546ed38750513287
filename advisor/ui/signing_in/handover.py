"""What two windows of ours, each a process of its own, say to each other.

The window that starts another writes one line to its standard input and then keeps that
pipe open: when it closes, the other ends, so that nothing readable outlives the window
that it came from. The other answers on its standard output with lines of a few words.

Rules that this module keeps:
 * Keys go through the pipe alone: not through arguments, the environment or a file.
 * What comes back is one of a few words, so nothing of what was opened can be in it.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from advisor.settings import Places

#: More than the paths, and a key for every label that one person can hold.
MOST_BYTES = 1_000_000

Number = Annotated[int, msgspec.Meta(ge=-100_000, le=100_000)]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """As whom a reader wants to see the catalogue.

    Attributes:
        label: What that reader is cleared for.
        region: Their region, by its id.
        keys: The private keys of the labels that the clearance dominates, by label.
        who: Who looks, for the audit log.
    """

    label: str
    region: str | None = None
    keys: dict[str, str] = {}
    who: str = ""

    def __repr__(self) -> str:
        return f"View({self.label!r}, {self.region!r}, …)"


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """What a window hands to the one that it starts.

    Attributes:
        site: The site folder.
        home: The home folder.
        catalogue: The catalogue file; the bundled one, where ``None``.
        frame: Left, top, width and height of the window on the screen.
        identity: The identity file to sign in with, if it was named.
        passphrase_file: What holds its passphrase, if that was named.
        view: As whom to show it; ``None`` to sign in.
        is_demonstration: Whether the catalogue is for rehearsal, which the dialog says.
        desk: The office work to show, by its name; ``None`` to sign in or to show a view.
    """

    site: str
    home: str
    catalogue: str | None = None
    frame: tuple[Number, Number, Number, Number] | None = None
    identity: str | None = None
    passphrase_file: str | None = None
    view: View | None = None
    is_demonstration: bool = False
    desk: str | None = None

    @property
    def places(self) -> Places:
        """The site and home folders."""
        return Places(Path(self.site), Path(self.home))

    @property
    def catalogue_path(self) -> Path | None:
        """The catalogue file; the bundled one, where ``None``."""
        return None if self.catalogue is None else Path(self.catalogue)

    def to_line(self) -> bytes:
        """Return the line that ``from_line`` reads."""
        return msgspec.json.encode(self) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Handover:
        """Read the line.

        Raises:
            ValueError: It is not one; raised with nothing of what it holds.
        """
        try:
            return msgspec.json.decode(line, type=cls)
        except (ValueError, RecursionError):
            raise ValueError("not a handover") from None


class Said(StrEnum):
    """What a window says to the one that started it."""

    SHOWN = "shown"
    USED = "used"
    CANCELLED = "cancelled"
    LIFE_AT_RISK = "life-at-risk"
    LOCKED = "locked"
    CLOSED = "closed"


#: What the window that started another says to it, besides the first line.
RAISE = b"raise\n"


def read_words(line: bytes) -> tuple[Said, str] | None:
    """Return what a line of a started window says and its detail; ``None`` where it is none."""
    word, _, detail = line.decode("ascii", "replace").strip().partition(" ")
    return (Said(word), detail) if word in set(Said) else None
