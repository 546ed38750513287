"""A decision graph as a table: all that the picture says, for the keyboard and to be read out."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from advisor.advice.graph import Caption
from advisor.advice.graph_text import Row
from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.widgets.scroll_page import keep_gutter

AnyIndex = QModelIndex | QPersistentModelIndex
_COLUMNS: Final = ("No.", "Question", "Answer", "Leads to")
_ANSWER: Final = 2
#: Shares of the width, without the first column.
_SHARES: Final = (40, 22, 38)
_NUMBER_WIDTH: Final = 40
_ROOT: Final = QModelIndex()
_ROW: Final = Qt.ItemDataRole.UserRole + 1
_LEAST_ROW: Final = 26


class RulesModel(QAbstractTableModel):
    """The rows of a graph, with the sources of a question below it."""

    def __init__(self, rows: Sequence[Row], caption: Caption, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)
        self._cells = [_cells(row, caption) for row in rows]
        self._found: tuple[int, ...] = ()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many answers there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, to be read or to be heard."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole and self._is_covered(index):
            return ""  # or its row would be as high as the question
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if role == Qt.ItemDataRole.BackgroundRole and index.row() in self._found:
            return theme.current().colour(Colour.SOFT)
        return self._rows[index.row()] if role == _ROW else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what a column holds."""
        is_words = role == Qt.ItemDataRole.DisplayRole
        if is_words and orientation is Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None

    def _is_covered(self, index: AnyIndex) -> bool:
        """Say whether the question's cell, which reaches down over its answers, covers this one."""
        row = index.row()
        is_same = row > 0 and self._rows[row].node == self._rows[row - 1].node
        return is_same and index.column() < _ANSWER

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Yield where the rows of each question begin, and how many they are."""
        start = 0
        for _, rows in groupby(self._rows, key=lambda row: row.node):
            count = len(list(rows))
            yield start, count
            start += count

    def find(self, words: Iterable[str]) -> tuple[int, ...]:
        """Mark the rows in which one of the words stands, and return them."""
        wanted = [word.casefold() for word in words if word.strip()]
        self._found = tuple(
            place
            for place, cells in enumerate(self._cells)
            if any(word in "\n".join(cells).casefold() for word in wanted)
        )
        last = self.index(len(self._rows) - 1, len(_COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])
        return self._found

    def row_of(self, node: str) -> int | None:
        """Return the first row of a question, or that leads to an outcome."""
        asked = (place for place, row in enumerate(self._rows) if row.node == node)
        led = (place for place, row in enumerate(self._rows) if row.target == node)
        return next(asked, next(led, None))


class RulesTable(QTableView):
    """One row for each answer; Enter follows it to the question that it leads to.

    Signals:
        row_chosen: The reader is at another row (``Row``).
    """

    row_chosen = Signal(object)

    def __init__(
        self, rows: Sequence[Row], caption: Caption, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"The rules as a table: {caption.title}")
        self._found: tuple[int, ...] = ()
        self._rules = RulesModel(rows, caption, self)
        self.setModel(self._rules)
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        keep_gutter(self)
        for start, count in self._rules.blocks():
            for column in range(_ANSWER) if count > 1 else ():
                self.setSpan(start, column, count, 1)
        self.activated.connect(self._on_activated)
        theme.current().changed.connect(self._share_width)
        self.setCurrentIndex(self._rules.index(0, _ANSWER))

    @property
    def row(self) -> Row | None:
        """The row that the reader is at."""
        found = self.currentIndex().data(_ROW)
        return found if isinstance(found, Row) else None

    def highlight(self, words: Iterable[str], *, current: int | None = None) -> int:
        """Mark every row in which one of the words stands; see ``Findable``."""
        self._found = self._rules.find(words)
        if current is not None:
            index = self._rules.index(self._found[current], _ANSWER)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return len(self._found)

    def found_at(self, place: int) -> QPoint:
        """Return where a row is in which a word was found."""
        return self.visualRect(self._rules.index(self._found[place], _ANSWER)).center()

    def go_to_node(self, node: str) -> None:
        """Go to the first answer of a question, or to one that leads to an outcome."""
        row = self._rules.row_of(node)
        if row is not None:
            index = self._rules.index(row, _ANSWER)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Say which row the reader is at."""
        super().currentChanged(current, previous)
        row = current.data(_ROW)
        if isinstance(row, Row):
            self.row_chosen.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_width()

    @Slot()
    def _share_width(self) -> None:
        number = theme.current().px(_NUMBER_WIDTH)
        rest = max(0, self.viewport().width() - number)
        self.setColumnWidth(0, number)
        for column, share in enumerate(_SHARES, start=1):
            self.setColumnWidth(column, rest * share // sum(_SHARES))
        self.verticalHeader().setMinimumSectionSize(theme.current().px(_LEAST_ROW))
        self.resizeRowsToContents()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if isinstance(row, Row):
            self.go_to_node(row.target)


def _cells(row: Row, caption: Caption) -> tuple[str, str, str, str]:
    sources = caption.say_sources(row.sources)
    question = f"{row.question}\nSource: {sources}" if sources else row.question
    return row.node, question, row.answer, row.leads_to
