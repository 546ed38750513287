"""How many capabilities stand in one group, and the way to them."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type
from advisor.ui.widgets.enter_key import press_with_enter
from advisor.ui.widgets.outcome_icon import Standing, outcome_icon

_HEIGHT: Final = 74
_LEAST_WIDTH: Final = 96
_LEFT: Final = 14
_GAP: Final = 10
_RADIUS: Final = 4
#: Where the middles of the two lines are, in shares of the height.
_NUMBER_AT: Final = 0.36
_WORDS_AT: Final = 0.74


class CountBox(QAbstractButton):
    """Icon and number above what they mean; pressing it goes to the group."""

    def __init__(self, standing: Standing, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = standing
        self._words = words
        self._count = 0
        self.setProperty("ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.current().changed.connect(self.updateGeometry)

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self._count = count
        self.setAccessibleName(f"{self._words}: {count}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual height, and room for the words."""
        house = theme.current()
        words = house.metrics(Type.META).horizontalAdvance(self._words)
        width = max(house.px(_LEAST_WIDTH), round(words) + house.px(2 * _LEFT))
        return QSize(width, house.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing is cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, the icon, the number and the words."""
        del event
        house = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.underMouse() or self.isDown()
        painter.setBrush(house.colour(Colour.HOVER if is_lit else Colour.BASE))
        painter.setPen(QPen(house.colour(Colour.BORDER), 1))
        radius = house.scaled(_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        left, middle = house.scaled(_LEFT), self.height() * _NUMBER_AT
        side = house.scaled(icons.USUAL)
        icon, colour = outcome_icon(self._standing)
        icons.paint(painter, icon, colour, QRectF(left, middle - side / 2, side, side))
        number = QPointF(left + side + house.scaled(_GAP), middle)
        self._paint_text(painter, number, str(self._count), Type.TITLE)
        self._paint_text(painter, QPointF(left, self.height() * _WORDS_AT), self._words, Type.META)

    def _paint_text(self, painter: QPainter, place: QPointF, text: str, role: Type) -> None:
        house = theme.current()
        metrics = house.metrics(role)
        baseline = place.y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(house.font(role))
        painter.setPen(house.colour(Colour.TEXT))
        painter.drawText(QPointF(place.x(), round(baseline)), text)
