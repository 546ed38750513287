"""One record, whole."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.audit.review import Row
from advisor.ui.desks.audit.words import say_kind, say_record
from advisor.ui.theme import Type
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionFrame
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_NONE: Final = "Choose a record to read it whole."


class RecordView(ScrollPage):
    """Everything that a record says, under its marking; words for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The chosen record")
        self._none = WrapLabel(_NONE, Type.BODY, "muted")
        column = QVBoxLayout(self.page)
        space(column, (16, 8, 4, 8), 8)
        column.addWidget(self._none)
        self._frame: PortionFrame | None = None
        self._column = column
        column.addStretch(1)

    @Slot(object)
    def show_record(self, row: Row | None) -> None:
        """Show a record, or that none is chosen."""
        if self._frame is not None:
            self._column.removeWidget(self._frame)
            self._frame.hide()
            self._frame.deleteLater()
            self._frame = None
        self._none.setVisible(row is None)
        if row is None:
            return
        facts = DefinitionList()
        for label, text in say_record(row):
            facts.add_text(label, text)
        self._frame = PortionFrame(say_kind(row.record.kind))
        self._frame.show_marking(str(row.label), row.label.classification.value)
        self._frame.body.addWidget(facts)
        self._column.insertWidget(0, self._frame)
        self.show_top()
