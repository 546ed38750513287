"""Scrolling without surprises: a gutter that is always there, a thin handle."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget


class Gutter(QScrollBar):
    """A vertical scroll bar that keeps its room and hides only its handle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setProperty("unneeded", "true")
        self.rangeChanged.connect(self._on_range_changed)

    @Slot(int, int)
    def _on_range_changed(self, lowest: int, highest: int) -> None:
        unneeded = "false" if highest > lowest else "true"
        if self.property("unneeded") != unneeded:
            self.setProperty("unneeded", unneeded)
            self.style().unpolish(self)
            self.style().polish(self)


def keep_gutter(area: QAbstractScrollArea) -> None:
    """Give a list or a scroll area the house's vertical scroll bar, and no horizontal one."""
    area.setVerticalScrollBar(Gutter(area))
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class Page(QWidget):
    """What a ``ScrollPage`` scrolls; it has the page's ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class ScrollPage(QScrollArea):
    """A page that scrolls up and down, and sideways where it must; its layout is on ``page``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = 0
        self.page = Page()
        self.setWidget(self.page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keep_gutter(self)
        # In the largest text and the smallest window some rows are wider than their pane.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def setAccessibleName(self, name: str) -> None:
        """Name the page, and its viewport: a screen reader finds the keyboard on both."""
        super().setAccessibleName(name)
        self.viewport().setAccessibleName(name)

    def show_top(self) -> None:
        """Go back to the top of the page."""
        self._wanted = 0
        self.verticalScrollBar().setValue(0)

    @property
    def place(self) -> int:
        """How far down the page is scrolled."""
        return self.verticalScrollBar().value()

    def show_place(self, place: int) -> None:
        """Go to where the page was scrolled to, as soon as it is long enough."""
        self._wanted = place
        self._on_range_changed(0, self.verticalScrollBar().maximum())

    @Slot(int, int)
    def _on_range_changed(self, lowest: int, highest: int) -> None:
        del lowest
        if self._wanted and highest >= self._wanted:
            self.verticalScrollBar().setValue(self._wanted)
            self._wanted = 0


def scroll_of(page: QWidget | None) -> ScrollPage | None:
    """Return what scrolls a page, itself or a part of it; ``None`` if nothing does."""
    if page is None or isinstance(page, ScrollPage):
        return page
    return page.findChild(ScrollPage)
