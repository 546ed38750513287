"""A layout that fills lines from the left and goes on below."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from advisor.ui import theme
from advisor.ui.widgets.own_layout import OwnLayout
from advisor.ui.widgets.spacing import space


class FlowLayout(OwnLayout):
    """Lays out widgets in lines as wide as the layout."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: float = 6, line_gap: float = 6
    ) -> None:
        super().__init__(parent)
        self._line_gap = line_gap
        space(self, gap=gap)

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item."""
        found = QSize()
        for item in self._items:
            found = found.expandedTo(item.minimumSize())
        return found

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        lines = theme.current().px(self._line_gap)
        left, top, tallest = rect.left(), rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if left > rect.left() and left + width > rect.left() + rect.width():
                left, top, tallest = rect.left(), top + tallest + lines, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(width, hint.height())))
            left += width + self.spacing()
            tallest = max(tallest, hint.height())
        return top + tallest - rect.top()
