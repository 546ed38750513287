"""A list of what a reader keeps: what saved cases and enquiries have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QWidget

from advisor.ui.models.results import ResultRow
from advisor.ui.widgets.pane import PANE
from advisor.ui.widgets.row_list import RowList


class KeptList(QWidget):
    """Lists what is kept, made anew when somebody looks.

    Args:
        name: What is listed.
        parent: What it belongs to.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(PANE, "list")
        self._is_stale = True
        self._list = RowList(name)

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The rows shown."""
        return self._list.rows.rows

    @Slot()
    def refresh(self) -> None:
        """Show what is kept now; whoever lists something says how."""
        self._is_stale = False

    @property
    def _otherwise(self) -> QWidget:
        """What takes the keyboard where nothing is listed."""
        return self._list

    def _show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show other rows; the one that was chosen stays so, and nobody is told."""
        place = self._list.currentIndex().row()
        before = self.rows[place].entry_id if 0 <= place < len(self.rows) else None
        self._list.rows.show(rows)
        with QSignalBlocker(self._list):
            self._list.choose(before)

    @Slot()
    def _on_changed(self) -> None:
        """Show the list as it is now, unless nobody sees it."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def choose(self, entry_id: str | None) -> None:
        """Mark what is shown beside the list, without telling anyone."""
        self._list.choose(entry_id)

    def take_focus(self) -> None:
        """Put the keyboard on the list; where nothing is listed, on the way to something."""
        if self._is_stale:
            self.refresh()
        target = self._list if self.rows else self._otherwise
        if self.rows and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._list.rows.index(0))
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
