"""The rules of an entry as a picture, with the table that says the same."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from advisor.advice.graph_text import Row
from advisor.picturing import RulesPicture
from advisor.ui import theme
from advisor.ui.advice.rules_picture import RulesPictureView
from advisor.ui.advice.rules_table import RulesTable
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.spacing import space

_VIEWS: Final = ("Picture and table", "Picture alone", "Table alone")
_BOTH, _PICTURE, _TABLE = range(len(_VIEWS))
_SHARES: Final = (3, 2)
#: Lower than this, both would be too low to read.
_LEAST_FOR_BOTH: Final = 420


class RulesPage(QWidget):
    """Shows how the rules decide, for whoever signs them off."""

    def __init__(self, picture: RulesPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"The rules of {picture.caption.title}")
        self._is_shown = False
        self.picture = RulesPictureView(picture)
        self.table = RulesTable(picture.rows, picture.caption)
        self._views = ComboBox("What is shown")
        self._views.addItems(list(_VIEWS))
        self._views.currentIndexChanged.connect(self._on_view_chosen)
        self._sizes = [
            self._make_size("Larger", "Plus", self.picture.enlarge),
            self._make_size("Smaller", "Minus", self.picture.reduce),
            self._make_size("Whole picture", "", self.picture.fit),
        ]
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(self._make_head(picture))
        column.addWidget(Hairline())
        column.addWidget(self._split, 1)
        self._tabled = QWidget()
        inset = QVBoxLayout(self._tabled)
        space(inset, (24, 0, 0, 0))
        inset.addWidget(self.table)
        for place, part in enumerate((self.picture, self._tabled)):
            self._split.addWidget(part)
            self._split.setStretchFactor(place, _SHARES[place])
        self.table.row_chosen.connect(self._on_row_chosen)
        self.picture.node_chosen.connect(self._on_node_chosen)

    def _make_size(self, words: str, key: str, slot: object) -> Button:
        button = Button(words, compact=True)
        button.setToolTip(f"{words} ({key}, in the picture)" if key else words)
        button.clicked.connect(slot)
        return button

    def _make_head(self, picture: RulesPicture) -> QVBoxLayout:
        head = QVBoxLayout()
        space(head, (24, 10, 16, 10), 8)
        bar = FlowLayout(gap=8, line_gap=8)
        bar.addWidget(self._views)
        for button in self._sizes:
            bar.addWidget(button)
        asked = sum(node.outcome is None for node in picture.graph.nodes)
        what = "Questions" if picture.graph.exact else "Requirements"
        counts = f"{what}: {asked}. Outcomes: {len(picture.graph.nodes) - asked}."
        line = QHBoxLayout()
        space(line, gap=8)
        line.addWidget(WrapLabel(f"{counts} In the table, Enter follows an answer.", Type.META), 1)
        mark = PortionMark(str(picture.label), picture.label.classification.value)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(line)
        if picture.graph.note:
            head.addWidget(WrapLabel(picture.graph.note, Type.META))
        head.addLayout(bar)
        return head

    def take_focus(self) -> None:
        """Put the keyboard on the table, or on the picture where it is alone."""
        part = self.picture if self._tabled.isHidden() else self.table
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Show both where there is room, and the start of both."""
        super().showEvent(event)
        if not self._is_shown:
            self._is_shown = True
            is_low = self.height() < theme.current().px(_LEAST_FOR_BOTH)
            self._views.setCurrentIndex(_PICTURE if is_low else _BOTH)
            if self.table.row is not None:
                self._on_row_chosen(self.table.row)

    @Slot(int)
    def _on_view_chosen(self, view: int) -> None:
        self.picture.setVisible(view != _TABLE)
        self._tabled.setVisible(view != _PICTURE)
        for button in self._sizes:
            button.setVisible(view != _TABLE)

    @Slot(object)
    def _on_row_chosen(self, row: Row) -> None:
        self.picture.show_nodes([row.node, row.target] if row.node else [row.target])

    @Slot(str)
    def _on_node_chosen(self, node: str) -> None:
        self.table.go_to_node(node)
