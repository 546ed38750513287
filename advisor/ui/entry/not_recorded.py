"""In the place of what would have to be recorded, and cannot be."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.errors import AdvisorError
from advisor.ui.icons import Icon
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class NotRecordedPage(ScrollPage):
    """Says why an entry is not shown.

    Signals:
        again_wanted: The reader wants it tried again.
    """

    again_wanted = Signal()

    def __init__(self, error: AdvisorError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Not shown")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28))
        state = EmptyState(Icon.ALERT)
        again = Deed(
            "again", Icon.EDIT, "Try again", error.hint or "Once it can be recorded", "Try again"
        )
        state.show_words(
            "This is not shown, because it cannot be recorded",
            f"{error.message} Your site keeps an audit log of what is read above OFFICIAL.",
            [again],
        )
        state.deed_wanted.connect(self._on_deed_wanted)
        column.addWidget(state)
        column.addStretch(1)

    @Slot(str)
    def _on_deed_wanted(self, key: str) -> None:
        del key
        self.again_wanted.emit()
