"""Margins, gaps and fixed sizes that grow with the reader's text size.

Numbers are as drawn at 10 pt and 100 %. Each keeper belongs to the layout or
widget that it keeps.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from advisor.ui import theme

Margins = tuple[float, float, float, float]
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class _Space(QObject):
    """Keeps the margins and the gap of one layout."""

    def __init__(self, layout: QLayout, margins: Margins, gap: float) -> None:
        super().__init__(layout)
        self._layout = layout
        self._margins = margins
        self._gap = gap
        theme.current().changed.connect(self.refresh)
        self.refresh()

    def keep(self, margins: Margins, gap: float) -> None:
        """Keep other numbers from now on."""
        self._margins = margins
        self._gap = gap
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Apply the numbers at the text size of this moment."""
        px = theme.current().px
        left, top, right, bottom = self._margins
        self._layout.setContentsMargins(px(left), px(top), px(right), px(bottom))
        if isinstance(self._layout, QGridLayout):
            self._layout.setHorizontalSpacing(px(self._gap))
            self._layout.setVerticalSpacing(px(self._gap))
        else:
            self._layout.setSpacing(px(self._gap))


class _Size(QObject):
    """Keeps the fixed width or height of one widget."""

    def __init__(self, widget: QWidget, width: float | None, height: float | None) -> None:
        super().__init__(widget)
        self._widget = widget
        self._width = width
        self._height = height
        theme.current().changed.connect(self.refresh)
        self.refresh()

    def keep(self, width: float | None, height: float | None) -> None:
        """Keep other numbers from now on."""
        self._width = width
        self._height = height
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Apply the numbers at the text size of this moment."""
        px = theme.current().px
        if self._width is not None:
            self._widget.setFixedWidth(px(self._width))
        if self._height is not None:
            self._widget.setFixedHeight(px(self._height))


def space(layout: QLayout, margins: Margins = (0, 0, 0, 0), gap: float = 0) -> None:
    """Give a layout margins (left, top, right, bottom) and a gap; call again to change them."""
    keeper = layout.findChild(_Space, options=_DIRECT)
    if keeper is None:
        _Space(layout, margins, gap)
    else:
        keeper.keep(margins, gap)


def size(widget: QWidget, *, width: float | None = None, height: float | None = None) -> None:
    """Fix the width, the height or both of a widget; call again to change them."""
    keeper = widget.findChild(_Size, options=_DIRECT)
    if keeper is None:
        _Size(widget, width, height)
    else:
        keeper.keep(width, height)
