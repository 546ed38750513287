"""The regions, as a schematic map and as the table that it mirrors."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.catalogue.directory import organisation_of
from advisor.catalogue.entry import Entry
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.reading_table import ReadingTable
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.tile_map import Tile, TileMap

_ROW_HEIGHT = 25
_LEAST_HEIGHT = 150
_UNIT_CHARACTERS = 12
_COLUMNS = ("Region", "ROCU", "Forces", "")


class ContactsPane(QWidget):
    """Shows the policing regions.

    Signals:
        region_chosen: The reader moved to a region in the table, by its entry's id.
        region_opened: The reader chose a tile, or pressed Enter on a row, by its entry's id.
    """

    region_chosen = Signal(str)
    region_opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._regions = session.directory.regions()
        column = QVBoxLayout(self)
        space(column, (12, 12, 12, 12), 8)
        column.addLayout(self._make_head())
        self._map = TileMap([self._tile(region) for region in self._regions])
        self._map.chosen.connect(self._on_tile_chosen)
        column.addWidget(self._map)
        self._table = self._make_table()
        column.addWidget(self._table, 1)
        theme.current().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.refresh()

    @Slot()
    def _on_theme_changed(self) -> None:
        header = self._table.verticalHeader()
        header.setDefaultSectionSize(theme.current().px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size, which has room for the table alone."""
        px = theme.current().px
        return QSize(super().minimumSizeHint().width(), px(_LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the map out where there is little room: the table says the same."""
        super().resizeEvent(event)
        needed = self._map.sizeHint().height() + theme.current().px(_LEAST_HEIGHT)
        for part in (self._map, self._scale):
            part.setVisible(event.size().height() >= needed)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Label("Policing regions", Type.METASTRONG, "muted"))
        row.addStretch(1)
        self._scale = Label("Schematic, not to scale", Type.META, "muted")
        row.addWidget(self._scale)
        return row

    def _tile(self, region: Entry) -> Tile:
        column, row = organisation_of(region).tile or (0, 0)
        name = region.head.title
        unit = self._unit_words(region).removeprefix(f"{name} ")  # London ROCU would not fit
        return Tile(region.id, name, unit, column, row)

    def _unit_words(self, region: Entry) -> str:
        unit = organisation_of(region).unit
        if unit not in self._session.catalogue or unit is None:
            return "–"
        head = self._session.catalogue.head(unit)
        shortest = min((head.title, *head.aliases), key=len)
        return head.title if len(head.title) <= _UNIT_CHARACTERS else shortest

    def _make_table(self) -> ReadingTable:
        table = ReadingTable("Policing regions", _COLUMNS, len(self._regions))
        table.setShowGrid(False)
        table.verticalHeader().setMinimumSectionSize(1)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.currentCellChanged.connect(self._on_row_chosen)
        table.cellActivated.connect(self._on_row_opened)
        return table

    @Slot()
    def refresh(self) -> None:
        """Show which region is the reader's own."""
        own = self._session.where.region
        for row, region in enumerate(self._regions):
            forces = len(organisation_of(region).forces)
            texts = (
                region.head.title,
                self._unit_words(region),
                str(forces) if forces else "–",
                "yours" if region.id == own else "",
            )
            for column, text in enumerate(texts):
                self._table.setItem(row, column, QTableWidgetItem(text))

    def show_chosen(self, region: str | None) -> None:
        """Mark a region as the one that is shown, without telling anyone."""
        self._map.set_chosen(region)
        row = next((n for n, entry in enumerate(self._regions) if entry.id == region), -1)
        blocker = QSignalBlocker(self._table)
        self._table.setCurrentCell(row, 0)
        blocker.unblock()

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _on_tile_chosen(self, region: str) -> None:
        self.show_chosen(region)
        self.region_opened.emit(region)

    @Slot(int, int)
    def _on_row_opened(self, row: int, column: int) -> None:
        del column
        self.region_opened.emit(self._regions[row].id)

    @Slot(int, int, int, int)
    def _on_row_chosen(self, row: int, column: int, old_row: int, old_column: int) -> None:
        del column, old_column
        if row >= 0 and row != old_row:
            region = self._regions[row].id
            self._map.set_chosen(region)
            self.region_chosen.emit(region)
