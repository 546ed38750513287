"""What words can be found in, on whichever page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPoint


@runtime_checkable
class Findable(Protocol):
    """A widget that marks where words stand in it."""

    def highlight(self, words: Iterable[str], *, current: int | None = None) -> int:
        """Mark every place where one of the words stands; mark none with no words.

        Args:
            words: What to look for, without regard to case.
            current: The number of the place that the reader is at, from 0.

        Returns:
            How many places there are.
        """

    def found_at(self, place: int) -> QPoint:
        """Return where in the widget a place is, by its number."""
