"""Facts with their labels: beside the text, or above it where there is little room."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from advisor.ui import theme
from advisor.ui.theme import Type
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

FOLDING_EM: Final = 40
_LABEL_WIDTH: Final = 116
_ANY_WIDTH: Final = (1 << 24) - 1


class FactRow(QWidget):
    """One label and what it stands for."""

    def __init__(self, label: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = WrapLabel(label, Type.STRONG, "muted")
        self.content = content
        content.setAccessibleDescription(label)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(content, 1)
        self._folded = False
        theme.current().changed.connect(self._arrange)
        self._arrange()

    def fold(self, *, folded: bool) -> None:
        """Put the label above the text, or beside it."""
        if folded != self._folded:
            self._folded = folded
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        px = theme.current().px
        if self._folded:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
            self._row.setAlignment(self.label, Qt.AlignmentFlag(0))
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(_ANY_WIDTH)
        else:
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            self._row.setAlignment(self.label, Qt.AlignmentFlag.AlignTop)
            self.label.setFixedWidth(px(_LABEL_WIDTH))
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(2) if self._folded else px(12))


class DefinitionList(QWidget):
    """Fact rows with a hairline and 10 px between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FactRow] = []
        self._column = QVBoxLayout(self)
        space(self._column, gap=10)

    def add_text(self, label: str, text: str) -> FactRow:
        """Add a fact in running text; its content is the ``WrapLabel``."""
        return self.add(label, WrapLabel(text))

    def add(self, label: str, content: QWidget) -> FactRow:
        """Add a fact with any content."""
        if self.rows:
            self._column.addWidget(Hairline())
        row = FactRow(label, content)
        row.fold(folded=self._is_narrow(self.width()))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def clear(self) -> None:
        """Remove every fact."""
        self.rows.clear()
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the labels where there is little room."""
        super().resizeEvent(event)
        for row in self.rows:
            row.fold(folded=self._is_narrow(event.size().width()))

    def _is_narrow(self, width: int) -> bool:
        return width < FOLDING_EM * theme.current().em
