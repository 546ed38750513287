"""The table of records."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from advisor.ui import theme
from advisor.ui.desks.audit.records import AuditModel, Column
from advisor.ui.widgets.scroll_page import keep_gutter

_ROW_HEIGHT: Final = 28
#: In average characters; the note has what is left.
_WIDTHS: Final = {
    Column.NUMBER: 9,
    Column.TIME: 26,
    Column.KIND: 20,
    Column.WHO: 22,
    Column.SUBJECT: 20,
    Column.LABEL: 22,
    Column.OUTCOME: 10,
}
_LOG_CHARACTERS: Final = 9


class RecordTable(QTableView):
    """Records one below the other, one chosen at a time.

    Signals:
        row_chosen: Another record (``Row``) is chosen, or none.
        turn_wanted: The reader clicked the heading of the numbers.
    """

    row_chosen = Signal(object)
    turn_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = AuditModel(self)
        self.setModel(self.records)
        self.setAccessibleName("Records")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_heading_clicked)
        keep_gutter(self)
        self._has_logs = False
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.records.modelReset.connect(self._on_reset)
        theme.current().changed.connect(self._measure)
        self._measure()

    def show_logs(self, *, has_logs: bool) -> None:
        """Make room for the name of a log beside the number, or take it back."""
        self._has_logs = has_logs
        self._measure()

    @Slot()
    def _measure(self) -> None:
        house = theme.current()
        self.verticalHeader().setDefaultSectionSize(house.px(_ROW_HEIGHT))
        for column, characters in _WIDTHS.items():
            more = _LOG_CHARACTERS if column is Column.NUMBER and self._has_logs else 0
            self.setColumnWidth(column, house.characters(characters + more))

    @Slot(int)
    def _on_heading_clicked(self, section: int) -> None:
        if section == Column.NUMBER:
            self.turn_wanted.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        del before
        self.row_chosen.emit(self.records.row_at(now.row()) if now.isValid() else None)

    @Slot()
    def _on_reset(self) -> None:
        self.row_chosen.emit(None)
