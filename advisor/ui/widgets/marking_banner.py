"""The protective marking of what is now visible, at the window's top and bottom."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.squares import COUNT, paint_squares, squares_width

_HEIGHT: Final = 24
_GAP: Final = 14
NOT_SET: Final = "Protective marking not set"


class MarkingBanner(QWidget):
    """A strip with the words of a marking between two sets of squares.

    It starts unset, which is an error and looks like one.
    """

    def __init__(self, *, at_bottom: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_bottom = at_bottom
        self._words = ""
        self._level = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.current().changed.connect(self.updateGeometry)
        self.show_not_set()

    @property
    def words(self) -> str:
        """The marking shown; empty while none is set."""
        return self._words

    @property
    def level(self) -> int:
        """The level shown, 1 to 4; 0 while none is set."""
        return self._level

    def show_marking(self, words: str, level: int) -> None:
        """Show a marking.

        Args:
            words: The whole marking, such as ``SECRET/ALDER``.
            level: 1 for OFFICIAL to 4 for TOP SECRET.

        Raises:
            ValueError: There are no words, or there is no such level.
        """
        if not words or not 1 <= level <= COUNT:
            raise ValueError(f"not a marking: {words!r}, level {level!r}")
        self._words = words
        self._level = level
        self.setAccessibleName(f"Protective marking: {words}")
        self.update()

    def show_not_set(self) -> None:
        """Say that nothing has set a marking."""
        self._words = ""
        self._level = 0
        self.setAccessibleName(NOT_SET)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the strip; its width is the window's."""
        width = theme.current().metrics(Type.BANNER).horizontalAdvance(self._words or NOT_SET)
        return QSize(round(width + 4 * _GAP + 2 * squares_width()), theme.current().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least size; the words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the rules, the squares and the words."""
        del event
        painter = QPainter(self)
        if self._level:
            self._paint_marking(painter)
        else:
            self._paint_not_set(painter)

    def _paint_marking(self, painter: QPainter) -> None:
        house = theme.current()
        colours = house.marking(self._level)
        text = QColor(colours.text)
        painter.fillRect(self.rect(), QColor(colours.ground))
        if self._level == COUNT:
            inset = house.px(2)
            painter.fillRect(0, inset, self.width(), 1, text)
            painter.fillRect(0, self.height() - inset - 1, self.width(), 1, text)
        elif not colours.filled:
            edge = 0 if self._at_bottom else self.height() - 1
            painter.fillRect(0, edge, self.width(), 1, house.colour(Colour.LINE))
        words = self._paint_words(painter, self._words, text)
        gap = house.scaled(_GAP)
        middle = self.height() / 2
        paint_squares(
            painter, QPointF(words.left() - gap - squares_width(), middle), self._level, text
        )
        paint_squares(painter, QPointF(words.right() + gap, middle), self._level, text)

    def _paint_not_set(self, painter: QPainter) -> None:
        house = theme.current()
        painter.fillRect(self.rect(), house.colour(Colour.TEXT))
        words = self._paint_words(painter, NOT_SET, house.colour(Colour.BASE))
        side = house.px(icons.SMALL)
        place = QRectF(words.left() - side * 1.5, (self.height() - side) / 2, side, side)
        icons.paint(painter, Icon.ALERT, Colour.BASE, place)

    def _paint_words(self, painter: QPainter, words: str, colour: QColor) -> QRectF:
        width = theme.current().metrics(Type.BANNER).horizontalAdvance(words)
        place = QRectF((self.width() - width) / 2, 0, width, self.height())
        painter.setFont(theme.current().font(Type.BANNER))
        painter.setPen(colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, words)
        return place
