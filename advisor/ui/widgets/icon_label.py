"""An icon that stands by itself or before words."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from advisor.ui import icons, theme
from advisor.ui.colours import Colour
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import space

_GAP: Final = 5


class IconLabel(QWidget):
    """Paints one icon; name it where no words stand beside it."""

    def __init__(
        self,
        icon: Icon,
        colour: Colour = Colour.MUTED,
        *,
        drawn: int = icons.USUAL,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._colour = colour
        self._drawn = drawn
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def show_icon(self, icon: Icon, colour: Colour, name: str = "") -> None:
        """Change to another icon."""
        self._icon = icon
        self._colour = colour
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the side of the icon, twice."""
        side = theme.current().px(self._drawn)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        del event
        icons.paint(QPainter(self), self._icon, self._colour, QRectF(self.rect()))


class IconText(QWidget):
    """An icon and a few words on one line."""

    def __init__(
        self,
        icon: Icon,
        text: str = "",
        role: Type = Type.META,
        tone: str = "text",
        *,
        colour: Colour = Colour.MUTED,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon = IconLabel(icon, colour, drawn=icons.SMALL)
        self.label = Label(text, role, tone, whole=whole)
        row = QHBoxLayout(self)
        space(row, gap=_GAP)
        row.addWidget(self.icon)
        row.addWidget(self.label, 1)

    def show_text(self, text: str) -> None:
        """Change the words."""
        self.label.setText(text)
