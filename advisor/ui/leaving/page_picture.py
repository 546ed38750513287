"""One page as it will be on paper."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.notes.document import Document
from advisor.notes.plain import to_text
from advisor.printing.preview import Preview
from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.leaving.steps import Steps

_LAYING_OUT: Final = "Laying out the pages…"
_EDGE: Final = 12
_LEAST: Final = QSize(120, 90)
_STEPS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PagePicture(QWidget):
    """Shows a page of a document, white whatever the window looks like: that is how it prints.

    Args:
        document: The document.
        parent: What it belongs to.

    Signals:
        turned: Another page is shown, or the first one, once all are laid out.
    """

    turned = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = Preview(document)
        self._number = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(_LEAST)
        self.setAccessibleDescription(to_text(document))
        self._steps = Steps(self._preview.lay_out(), self)
        self._steps.ended.connect(self._on_laid_out)
        self._steps.start()
        self._say()

    @Slot()
    def _on_laid_out(self) -> None:
        self._say()
        self.update()
        self.turned.emit()

    @property
    def count(self) -> int:
        """How many pages there are; none, until all are laid out."""
        return self._preview.count

    @property
    def number(self) -> int:
        """Which page is shown, from 1."""
        return self._number

    @property
    def words(self) -> str:
        """Which page is shown, of how many."""
        return f"Page {self._number} of {self.count}" if self.count else _LAYING_OUT

    def turn(self, pages: int) -> None:
        """Show a page further on, or further back."""
        number = min(max(1, self._number + pages), self.count)
        if number != self._number:
            self._number = number
            self._say()
            self.update()
            self.turned.emit()

    def _say(self) -> None:
        self.setAccessibleName(f"{self.words}, as it will be printed" if self.count else self.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page as large as there is room for, with a white margin and an edge."""
        del event
        margin = theme.current().px(_EDGE)
        room = self.rect().adjusted(4, 4, -4, -4)
        ratio = self._preview.ratio
        width = min(room.width() - 2 * margin, round((room.height() - 2 * margin) / ratio))
        if width <= 0:
            return
        sheet = QRectF(0, 0, width + 2 * margin, width * ratio + 2 * margin)
        sheet.moveCenter(QPointF(room.center()))
        painter = QPainter(self)
        painter.fillRect(sheet, QColor(Qt.GlobalColor.white))
        painter.setPen(theme.current().colour(Colour.BORDER))
        painter.drawRect(sheet)
        if self.count:
            self._draw_page(painter, sheet, width)
        painter.end()

    def _draw_page(self, painter: QPainter, sheet: QRectF, width: int) -> None:
        margin, scale = theme.current().px(_EDGE), self.devicePixelRatioF()
        image = self._preview.draw(self._number, max(1, round(width * scale)))
        inner = sheet.adjusted(margin, margin, -margin, -margin)
        painter.drawImage(inner, image)
