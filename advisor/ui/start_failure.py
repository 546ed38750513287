"""What is shown where no catalogue could be opened: what happened, why, what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.catalogue.directory import Contact
from advisor.errors import AdvisorError
from advisor.ui.contacts.contact_steps import contacts_card
from advisor.ui.icons import Icon
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class StartFailure(ScrollPage):
    """Says why there is no catalogue.

    Signals:
        choose_wanted: The reader wants to choose another file.
        bundled_wanted: The reader wants the catalogue that was shipped.
    """

    choose_wanted = Signal()
    bundled_wanted = Signal()

    def __init__(
        self,
        error: AdvisorError,
        urgent: tuple[Contact, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("The catalogue could not be opened")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28))
        state = EmptyState(Icon.ALERT)
        state.show_words(
            "The catalogue could not be opened",
            f"{error.message} Nothing was changed. In an emergency ring 999.",
            _deeds(error),
        )
        if urgent:
            heading = "Life at risk: after 999, your site's own"
            column.addWidget(contacts_card(heading, "", urgent))
        state.deed_wanted.connect(self._on_deed_wanted)
        column.addWidget(state)
        column.addStretch(1)

    @Slot(str)
    def _on_deed_wanted(self, key: str) -> None:
        {"choose": self.choose_wanted, "bundled": self.bundled_wanted}[key].emit()


def _deeds(error: AdvisorError) -> list[Deed]:
    return [
        Deed(
            "choose",
            Icon.FORM,
            "Choose another catalogue",
            error.hint or "A file whose name ends in .db",
            "Choose…",
        ),
        Deed(
            "bundled",
            Icon.UPDATES,
            "Open the one that was shipped",
            "The catalogue that came with this application",
            "Open",
        ),
    ]
