"""A list of rows: results, or entries to read."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget

from advisor.ui import theme
from advisor.ui.models.results import ResultsModel, RowRole
from advisor.ui.models.row_delegate import RowDelegate
from advisor.ui.widgets.scroll_page import keep_gutter


class RowList(QListView):
    """Shows a ``ResultsModel``; the chosen row is the open entry.

    The bar of the chosen row is in the accent while the keyboard is in the pane, and
    quiet while it is elsewhere. The pane is the widget around the list that says so
    (``pane.PANE``), else the list's parent.

    Signals:
        row_chosen: The reader chose an entry, by id.
        row_opened: The reader pressed Enter on it or clicked it twice, by id.
    """

    row_chosen = Signal(str)
    row_opened = Signal(str)

    def __init__(
        self, name: str, model: ResultsModel | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = model or ResultsModel(self)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setModel(self.rows)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        keep_gutter(self)
        self.activated.connect(self._on_activated)
        theme.current().changed.connect(self.scheduleDelayedItemsLayout)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def choose(self, entry_id: str | None) -> None:
        """Choose an entry's row without telling anyone; none with ``None``."""
        place = self.rows.find_row(entry_id) if entry_id is not None else None
        self.blockSignals(True)
        if place is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.rows.index(place))
        self.blockSignals(False)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which entry is chosen now."""
        super().selectionChanged(selected, deselected)
        for index in selected.indexes()[:1]:
            self.row_chosen.emit(index.data(RowRole.ENTRY_ID))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.row_opened.emit(index.data(RowRole.ENTRY_ID))

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        del old, now
        self.viewport().update()
