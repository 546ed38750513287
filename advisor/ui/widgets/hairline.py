"""Hairlines, and the flat strips that they part."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget


class Ground(StrEnum):
    """What a strip is painted with."""

    BASE = "base"
    SOFT = "soft"
    URGENT = "urgent"
    WINDOW = "window"
    ALT = "alt"


class Hairline(QFrame):
    """A line of one pixel across, or down."""

    def __init__(self, *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class Strip(QFrame):
    """A flat piece of the window on one ground."""

    def __init__(self, ground: Ground = Ground.BASE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", ground.value)

    def show_ground(self, ground: Ground) -> None:
        """Change to another ground."""
        if self.property("ground") != ground.value:
            self.setProperty("ground", ground.value)
            self.style().unpolish(self)
            self.style().polish(self)
