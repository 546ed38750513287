"""Four squares that say a level of marking without colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from advisor.ui import theme

COUNT: Final = 4
_SIDE: Final = 6
_PITCH: Final = 8


def squares_width() -> float:
    """Return how wide the four squares are."""
    return theme.current().scaled(_PITCH * (COUNT - 1) + _SIDE)


def paint_squares(painter: QPainter, left_middle: QPointF, level: int, colour: QColor) -> None:
    """Draw the squares of a level to the right of a point on their middle line."""
    side = theme.current().scaled(_SIDE)
    pitch = theme.current().scaled(_PITCH)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = left_middle.y() - side / 2
    for place in range(COUNT):
        square = QRectF(left_middle.x() + place * pitch, top, side, side)
        if place < level:
            painter.fillRect(square, colour)
        else:
            painter.setPen(QPen(colour, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()
