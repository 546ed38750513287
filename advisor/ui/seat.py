"""Who sits at a window, which decides what its frame offers; never what its content is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from advisor.clearance import Label


class SeatKind(Enum):
    """How the reader of a window came to it."""

    NOT_SIGNED_IN = "not signed in"
    SIGNED_IN = "signed in"
    SEEING_AS = "seeing it as somebody else does"


@dataclass(frozen=True)
class Seat:
    """Who sits at a window.

    Attributes:
        kind: How they came to it.
        note: What the status bar adds, such as when the window locks.
    """

    kind: SeatKind = SeatKind.NOT_SIGNED_IN
    note: str = ""

    def say(self, label: Label, *, is_short: bool) -> str:
        """Return the level that is open and whose it is, for the status bar.

        The level alone: the names of compartments can be sensitive themselves, and these words
        stand under every banner.
        """
        level = label.classification.words
        if is_short:
            return level
        if self.kind is SeatKind.NOT_SIGNED_IN:
            return f"{level} · not signed in"
        if self.kind is SeatKind.SEEING_AS:
            return f"Seen as {level}"
        return " · ".join(part for part in (f"Signed in · {level}", self.note) if part)


#: The window that everybody starts with.
NOT_SIGNED_IN = Seat()
