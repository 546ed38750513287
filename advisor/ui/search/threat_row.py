"""A threat area to start from: its name, a few plain words, how many capabilities."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.enter_key import press_with_enter

_HEIGHT = 54
_RIGHT = 52


class ThreatRow(QAbstractButton):
    """A row of two lines that can be clicked, or chosen with the keyboard."""

    def __init__(self, title: str, words: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._count = count
        self.setText(title)
        self.setAccessibleName(f"{title}, capabilities: {count}")
        self.setAccessibleDescription(words)
        self.setProperty("ring", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room for two lines."""
        house = theme.current()
        title = house.metrics(Type.STRONG).horizontalAdvance(self.text())
        return QSize(round(title) + house.px(_RIGHT), house.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least room; words are cut with an ellipsis, names are not."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two lines, the count and the chevron."""
        del event
        house = theme.current()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), house.colour(Colour.HOVER))
        painter.fillRect(0, self.height() - 1, self.width(), 1, house.colour(Colour.LINE))
        wide = self.width() - house.px(_RIGHT)
        self._paint_line(painter, Type.STRONG, Colour.TEXT, self.text(), 8, wide)
        self._paint_line(painter, Type.META, Colour.MUTED, self._words, 28, wide)
        middle = (self.height() - house.px(icons.SMALL)) / 2
        side = house.px(icons.SMALL)
        chevron = QRectF(self.width() - house.px(20), middle, side, side)
        icons.paint(painter, Icon.CHEVRON_RIGHT, Colour.MUTED, chevron)
        painter.setFont(house.font(Type.BODY))
        painter.setPen(house.colour(Colour.MUTED))
        place = QRectF(0, 0, self.width() - house.px(28), self.height())
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, where, str(self._count))

    def _paint_line(
        self, painter: QPainter, role: Type, colour: Colour, text: str, top: float, wide: int
    ) -> None:
        house = theme.current()
        metrics = house.metrics(role)
        painter.setFont(house.font(role))
        painter.setPen(house.colour(colour))
        place = QRectF(house.px(2), house.px(top), wide, metrics.height())
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
