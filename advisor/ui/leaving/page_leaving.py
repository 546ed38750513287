"""Which pages can be printed and copied whole, and offering it for the one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from advisor.ui.actions import Actions
from advisor.ui.location import Page

if TYPE_CHECKING:
    from advisor.ui.reader import Reader

#: Pages that can be taken away whole.
LEAVING = frozenset({Page.ENTRY, Page.CHECK, Page.REQUEST, Page.LIFE_AT_RISK})


class PageLeaving(QObject):
    """Offers to print and copy the page that is shown, where it is one that can leave.

    Args:
        reader: What the reader is doing.
        actions: The window's actions.
        parent: What it belongs to.
    """

    def __init__(self, reader: Reader, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._actions = actions
        reader.location_changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Offer it for the page that is shown now."""
        can_leave = self._reader.location.page in LEAVING
        for name in ("print", "copy_entry"):
            self._actions[name].setEnabled(can_leave)
