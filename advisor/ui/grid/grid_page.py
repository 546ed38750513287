"""Who does what about each threat, as one table with its gaps shown."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from advisor.catalogue.entry import Entry, GridRow, Kind
from advisor.catalogue.recommendations import TITLE
from advisor.session import Session
from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type
from advisor.ui.widgets.label import Link, WrapLabel
from advisor.ui.widgets.reading_table import ReadingTable
from advisor.ui.widgets.spacing import space

_TIERS: Final = {"nca": "NCA", "rocu": "ROCU", "force": "Force"}
_GAP: Final = "Exists, not published. Ask your ROCC."
_NOTHING: Final = "No row"
_FIRST_SHARE: Final = 0.22


class GridPage(QWidget):
    """A row for each threat, a column for each tier.

    Signals:
        entry_wanted: The reader opens a row's entry, by id.
        report_wanted: The reader wants what the inspection asked for.
    """

    entry_wanted = Signal(str)
    report_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = session.catalogue.of_kind(Kind.RESPONSIBILITY)
        self._entries = [session.catalogue.entry(head.id) for head in heads]
        self._glossary = session.glossary
        self._table = self._make_table()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)  # once the table itself has its new size
        self._due.timeout.connect(self._fit)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._make_head())
        body = QVBoxLayout()
        space(body, (24, 0, 0, 12))
        body.addWidget(self._table, 1)
        column.addLayout(body, 1)
        theme.current().changed.connect(self._due.start)

    def _make_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        space(head, (24, 14, 16, 12), 4)
        head.addWidget(WrapLabel("Who does what", Type.TITLE))
        head.addWidget(
            WrapLabel(
                "The grids say what the NCA, the regional units and the forces do about a threat. "
                "Enter on a row opens it, with its sources.",
                Type.META,
                "muted",
            )
        )
        words, report = f"{TITLE}, and what came of it", WrapLabel()
        report.show_text(words, links=[Link(0, len(words), "report")])
        report.linkActivated.connect(self._on_report)
        head.addWidget(report)
        return head

    @Slot()
    def _on_report(self) -> None:
        self.report_wanted.emit()

    def _make_table(self) -> ReadingTable:
        columns = ("Threat", *_TIERS.values())
        table = ReadingTable("Who does what", columns, len(self._entries))
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setWordWrap(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for row, entry in enumerate(self._entries):
            for column, text in enumerate(_texts(entry)):
                cell = _make_cell(text)
                uses = self._glossary.find(text)
                cell.setToolTip("\n".join(dict.fromkeys(use.text for use in uses)))
                table.setItem(row, column, cell)
        table.cellActivated.connect(self._on_opened)
        return table

    def take_focus(self) -> None:
        """Put the keyboard on the table, on its first row if on none."""
        if self._table.currentRow() < 0 and self._entries:
            self._table.setCurrentCell(0, 0)
        self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._due.start()

    @Slot()
    def _fit(self) -> None:
        width = self._table.viewport().width()
        first = round(width * _FIRST_SHARE)
        rest = (width - first) // len(_TIERS)
        self._table.setColumnWidth(0, first)
        for column in range(1, 1 + len(_TIERS)):
            self._table.setColumnWidth(column, rest)
        self._table.resizeRowsToContents()
        muted = theme.current().colour(Colour.MUTED)
        for row in range(self._table.rowCount()):
            for column in range(1, self._table.columnCount()):
                cell = self._table.item(row, column)
                if cell is not None and cell.text() in (_GAP, _NOTHING):
                    cell.setForeground(muted)

    @Slot(int, int)
    def _on_opened(self, row: int, column: int) -> None:
        del column
        self.entry_wanted.emit(self._entries[row].id)


def _make_cell(text: str) -> QTableWidgetItem:
    cell = QTableWidgetItem(text)
    cell.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return cell


def _texts(entry: Entry) -> list[str]:
    """Return the cells of a row: the threat, then what each tier does."""
    rows: tuple[GridRow, ...] = entry.find("grid") or ()
    by_tier: dict[str, GridRow] = {row.tier: row for row in rows}
    threat = entry.head.title.partition(":")[0]
    return [threat, *(_say(by_tier.get(tier)) for tier in _TIERS)]


def _say(row: GridRow | None) -> str:
    if row is None:
        return _NOTHING
    if not row.published:
        return _GAP
    lines = row.lines if len(row.lines) == 1 else tuple(f"• {line}" for line in row.lines)
    return "\n".join(lines)
