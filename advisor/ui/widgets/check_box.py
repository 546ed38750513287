"""A box to tick, in the theme's colours: the style's own is too faint to see."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.widgets.enter_key import press_with_enter

_SIDE: Final = 18
_GAP: Final = 8
_HEIGHT: Final = 24


class CheckBox(QCheckBox):
    """A square that holds a tick or does not, and its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("ring", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for the box and the words."""
        px = theme.current().px
        metrics = self.fontMetrics()
        flag = int(Qt.TextFlag.TextShowMnemonic)
        words = metrics.size(flag, self.text()).width()
        return QSize(px(_SIDE + _GAP) + words + px(2), max(px(_HEIGHT), metrics.height()))

    def minimumSizeHint(self) -> QSize:
        """Return the same: its words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the tick and the words."""
        del event
        house, painter = theme.current(), QPainter(self)
        side = house.px(_SIDE)
        box = QRectF(0, (self.height() - side) // 2, side, side)
        quiet = not self.isEnabled()
        edge = Colour.LINE if quiet else Colour.ACCENT if self.isChecked() else Colour.BORDER
        painter.setPen(QPen(house.colour(edge), 1))
        painter.setBrush(house.colour(Colour.SOFT if self.isChecked() else Colour.BASE))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.isChecked():
            tick = Colour.MUTED if quiet else Colour.ACCENT
            icons.paint(painter, Icon.TICK, tick, box.adjusted(1, 1, -1, -1))
        painter.setPen(house.colour(Colour.MUTED if quiet else Colour.TEXT))
        words = self.rect().adjusted(side + house.px(_GAP), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, int(flags) | int(Qt.TextFlag.TextShowMnemonic), self.text())
