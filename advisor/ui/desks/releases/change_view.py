"""One change, whole: every field before and after."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.clearance import OFFICIAL
from advisor.ui.desks.releases.changes import Change, Part
from advisor.ui.theme import Type
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionFrame
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_NONE = "Choose a change to see it before and after."


class ChangeView(ScrollPage):
    """What a change says, part by part; words for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The chosen change")
        self._none = WrapLabel(_NONE, Type.BODY, "muted")
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self.page)
        space(self._column, (16, 8, 4, 8), 8)
        self._column.addWidget(self._none)
        self._column.addStretch(1)

    def show_change(self, change: Change | None) -> None:
        """Show a change, or that none is chosen."""
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None
        self._none.setVisible(change is None)
        if change is None:
            return
        self._shown = _make(change)
        self._column.insertWidget(0, self._shown)
        self.show_top()


def _make(change: Change) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    space(column, gap=12)
    column.addWidget(WrapLabel(change.title, Type.HEADING))
    column.addWidget(WrapLabel(f"{change.words}.", Type.META, "muted"))
    for part in change.parts:
        column.addWidget(_frame(part))
    return whole


def _frame(part: Part) -> PortionFrame:
    frame = PortionFrame(part.name)
    if part.label == OFFICIAL:
        frame.show_plain()
    else:
        frame.show_marking(str(part.label), part.label.classification.value)
    for name, text in part.lines:
        if name:
            frame.body.addWidget(WrapLabel(name, Type.STRONG, "muted", tight=True))
        frame.body.addWidget(WrapLabel(text))
    return frame
