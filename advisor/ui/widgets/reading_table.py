"""A table that is read, not written in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from advisor.ui import theme
from advisor.ui.widgets.scroll_page import keep_gutter

_ROW_HEIGHT: Final = 30


class ReadingTable(QTableWidget):
    """Rows to go through one at a time, under headings that stand where their cells begin.

    Args:
        name: What a screen reader calls it.
        columns: The headings.
        rows: How many there are.
    """

    def __init__(self, name: str, columns: Sequence[str], rows: int = 0) -> None:
        super().__init__(rows, len(columns))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(columns))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.current().px(_ROW_HEIGHT))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)  # Tab leaves it
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        keep_gutter(self)
