"""The marking of one portion, and the rule beside it."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space
from advisor.ui.widgets.squares import paint_squares, squares_width

_HEIGHT: Final = 20
_PADDING: Final = 8
_RADIUS: Final = 3
_RULE: Final = 3
_TO_TEXT: Final = 14


class PortionMark(QWidget):
    """The words of a marking after its squares, as small as can be read."""

    def __init__(self, words: str, level: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)
        self.show_marking(words, level)

    def show_marking(self, words: str, level: int) -> None:
        """Show another marking; level 1 is OFFICIAL, 4 TOP SECRET."""
        theme.current().marking(level)
        self._words = words
        self._level = level
        self.setAccessibleName(f"Marking: {words}")
        self.setToolTip(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the mark; its words are never cut."""
        house = theme.current()
        words = house.metrics(Type.MARK).horizontalAdvance(self._words)
        width = words + squares_width() + house.scaled(3 * _PADDING) + 1
        return QSize(round(width), house.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground or the outline, the squares and the words."""
        del event
        house = theme.current()
        colours = house.marking(self._level)
        rule, text = QColor(colours.rule), QColor(colours.text)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(rule, 1))
        if colours.filled:
            painter.setBrush(QColor(colours.ground))
        else:
            text = rule
        radius = house.scaled(_RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        padding = house.scaled(_PADDING)
        paint_squares(painter, QPointF(padding, self.height() / 2), self._level, text)
        painter.setFont(house.font(Type.MARK))
        painter.setPen(text)
        left = 2 * padding + squares_width()
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._words,
        )


class PortionFrame(QFrame):
    """One portion: heading and mark on a line, a rule in its colour at the left.

    Put the portion's content on ``body``. Without a marking there is neither mark
    nor rule, and the text stands where it would stand in any other page.
    """

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = 0
        self._heading = WrapLabel(heading, Type.HEADING)
        if not heading:  # to show what has no parent yet would make a window of it
            self._heading.hide()
        self._mark = PortionMark("OFFICIAL", 1)
        self._mark.hide()
        top = QHBoxLayout()
        space(top, gap=12)
        top.addWidget(self._heading, 1)
        top.addStretch(0)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        space(self.body, gap=8)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addLayout(self.body)
        self.show_plain()

    def show_marking(self, words: str, level: int) -> None:
        """Mark the portion."""
        self._level = level
        self._mark.show_marking(words, level)
        self._mark.show()
        space(self._column, (_RULE + _TO_TEXT, 0, 0, 0), 4)
        self.update()

    def show_plain(self) -> None:
        """Show no mark: only OFFICIAL can be read, and one mark stands beside the title."""
        self._level = 0
        self._mark.hide()
        space(self._column, (0, 0, 0, 0), 4)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rule."""
        super().paintEvent(event)
        if self._level:
            house = theme.current()
            rule = QColor(house.marking(self._level).rule)
            QPainter(self).fillRect(0, 0, house.px(_RULE), self.height(), rule)
