"""A line of three parts that becomes two lines where one is too short."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.widgets.own_layout import OwnLayout
from advisor.ui.widgets.spacing import Margins, space

#: How high the line below is, as drawn: it holds links.
_BELOW: Final = 36
_LEFT: Final = 0
_MIDDLE: Final = 1
_RIGHT: Final = 2


class FoldingLine(OwnLayout):
    """Lays out what is on ``left``, ``middle`` and ``right``; the middle goes below in need.

    Nothing is cut for want of room before that, and the window need not be wider for it.

    Args:
        parent: What it lays out.
        line: How high the first line is, as drawn.
        margins: Around it, left, top, right and bottom.
        gap: Between its parts, and between what is on each.
    """

    def __init__(self, parent: QWidget, *, line: float, margins: Margins, gap: float) -> None:
        super().__init__(parent)
        self._line = line
        space(self, margins, gap)
        self.left, self.middle, self.right = (self._make_part(gap) for _ in range(3))
        theme.current().changed.connect(self._on_theme_changed)

    def _make_part(self, gap: float) -> QHBoxLayout:
        part = QWidget()
        row = QHBoxLayout(part)
        space(row, gap=gap)
        self.addWidget(part)
        return row

    @Slot()
    def _on_theme_changed(self) -> None:
        self.invalidate()

    def heightForWidth(self, width: int) -> int:
        """Return the height of one line, or of two."""
        return self._height + (theme.current().px(_BELOW) if self._is_folded(width) else 0)

    def sizeHint(self) -> QSize:
        """Return what one line wants."""
        wanted = sum(item.sizeHint().width() + self.spacing() for item in self._items)
        return QSize(wanted + self._margins, self._height)

    def minimumSize(self) -> QSize:
        """Return what has to fit on the wider of two lines."""
        left, middle, right = self._least
        return QSize(max(left + self.spacing() + right, middle) + self._margins, self._height)

    def setGeometry(self, rect: QRect) -> None:
        """Lay the parts out: the first from the left, the others from the right."""
        super().setGeometry(rect)
        inner, high = rect.marginsRemoved(self.contentsMargins()), self._height
        is_folded = self._is_folded(rect.width())
        end = inner.left() + inner.width()
        for place in (_RIGHT, _MIDDLE):
            wide = min(self._items[place].sizeHint().width(), inner.width())
            if is_folded and place == _MIDDLE:
                left, low = inner.left() + inner.width() - wide, theme.current().px(_BELOW)
                self._items[place].setGeometry(QRect(left, inner.top() + high, wide, low))
                continue
            end -= wide
            self._items[place].setGeometry(QRect(end, inner.top(), wide, high))
            end -= self.spacing() if wide else 0
        wide = max(0, end - inner.left())
        self._items[_LEFT].setGeometry(QRect(inner.left(), inner.top(), wide, high))

    def _is_folded(self, width: int) -> bool:
        left, middle, right = self._least
        needed = left + middle + right + 2 * self.spacing() + self._margins
        return middle > 0 and needed > width

    @property
    def _least(self) -> tuple[int, int, int]:
        """How wide the parts are at least; nothing where all of one is hidden."""
        left, middle, right = (item.minimumSize().width() for item in self._items)
        return left, middle, right

    @property
    def _height(self) -> int:
        return theme.current().px(self._line)

    @property
    def _margins(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right()
