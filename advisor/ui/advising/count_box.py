"""How many capabilities stand in one group, and the way to them."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
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
_BETWEEN: Final = 12
_FEWEST: Final = 2
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


class CountBoxes(QWidget):
    """Boxes in one line, or in lines of two where there is less room."""

    def __init__(self, boxes: Sequence[CountBox], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = tuple(boxes)
        for box in self._boxes:
            box.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._on_theme_changed)

    def hasHeightForWidth(self) -> bool:
        """Say that less width takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        lines = -(-len(self._boxes) // self._columns(width))
        gap = theme.current().px(_BETWEEN)
        return lines * (self._box().height() + gap) - gap

    def sizeHint(self) -> QSize:
        """Return the room for all boxes in one line."""
        return QSize(self._width_of(len(self._boxes)), self._box().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for lines of two."""
        return QSize(self._width_of(_FEWEST), self._box().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes where there is room for them."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns, gap = self._columns(self.width()), theme.current().px(_BETWEEN)
        wide, high = (self.width() - (columns - 1) * gap) / columns, self._box().height()
        for number, box in enumerate(self._boxes):
            line, column = divmod(number, columns)
            left, right = (round(place * (wide + gap)) for place in (column, column + 1))
            box.setGeometry(left, line * (high + gap), right - gap - left, high)

    def _box(self) -> QSize:
        """Return the room that the largest of the boxes wants."""
        hints = [box.sizeHint() for box in self._boxes]
        return QSize(max(each.width() for each in hints), max(each.height() for each in hints))

    def _width_of(self, columns: int) -> int:
        gap = theme.current().px(_BETWEEN)
        return columns * (self._box().width() + gap) - gap

    def _columns(self, width: int) -> int:
        every = len(self._boxes)
        return every if width >= self._width_of(every) else _FEWEST

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._place()
