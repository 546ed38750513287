"""A dashed box for what is known to exist but is not published."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type

NOT_PUBLISHED: Final = "Not published: your administrator supplies this"
_HEIGHT: Final = 24
_PADDING: Final = 9
_RADIUS: Final = 4
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class GapBox(QLabel):
    """Says that something exists and nobody published it.

    Never for what the reader may not see.
    """

    def __init__(self, text: str = NOT_PUBLISHED, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower is taller: the words wrap and are never cut."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words, not under a line's box."""
        house = theme.current()
        room = QRectF(0, 0, max(1.0, width - house.scaled(2 * _PADDING)), 10_000)
        words = house.metrics(Type.META).boundingRect(room, int(_WRAP), self.text())
        one_line = house.metrics(Type.META).height()
        return round(words.height() + max(0.0, house.scaled(_HEIGHT) - one_line))

    def sizeHint(self) -> QSize:
        """Return the size of the words on one line."""
        house = theme.current()
        words = house.metrics(Type.META).horizontalAdvance(self.text())
        width = math.ceil(words + house.scaled(2 * _PADDING)) + 1
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the words wrap."""
        return QSize(theme.current().px(120), theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashes and the words."""
        del event
        house = theme.current()
        painter = QPainter(self)
        width = min(self.width(), self.sizeHint().width())
        height = min(self.height(), self.heightForWidth(width))
        place = QRectF(0, (self.height() - height) // 2, width, height)
        paint_gap(painter, place)
        painter.setFont(house.font(Type.META))
        painter.setPen(house.colour(Colour.MUTED))
        padding = house.scaled(_PADDING)
        painter.drawText(place.adjusted(padding, 0, -padding, 0), int(_WRAP), self.text())


def paint_gap(painter: QPainter, place: QRectF) -> None:
    """Draw the dashed edge that means a gap; a grid's cells use it too."""
    house = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(house.colour(Colour.BORDER), 1, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = house.scaled(_RADIUS)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()
