"""A short list with an edge, which says so when it is empty."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QWidget

from advisor.ui import theme
from advisor.ui.colours import Colour
from advisor.ui.theme import Type

_INSET: Final = 12


class ShortList(QListWidget):
    """A list of a few things to choose from."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self.setAccessibleName(name)
        self.setProperty("edged", True)

    def show_count(self) -> None:
        """Say to a screen reader too whether there is anything; call when it was filled."""
        self.setAccessibleDescription("" if self.count() else self._empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the items, or the words for none."""
        super().paintEvent(event)
        if self.count():
            return
        inset = theme.current().px(_INSET)
        painter = QPainter(self.viewport())
        painter.setFont(theme.current().font(Type.META))
        painter.setPen(theme.current().colour(Colour.MUTED))
        place = self.viewport().rect().adjusted(inset, inset, -inset, -inset)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(place, int(flags | Qt.TextFlag.TextWordWrap), self._empty)
