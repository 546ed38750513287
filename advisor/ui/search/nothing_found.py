"""What to do where no entry has the reader's words."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.catalogue.wording import NOT_PUBLISHED
from advisor.session import Session
from advisor.ui.icons import Icon
from advisor.ui.widgets.empty_state import Deed, EmptyState
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_MOST_QUOTED = 60


class NothingFoundPage(ScrollPage):
    """Says the same to every reader, whether or not anything exists.

    Signals:
        rocc_wanted: The reader wants their ROCC's contact.
        edit_wanted: The reader wants to say it another way.
        start_wanted: The reader wants to start from a threat.
    """

    rocc_wanted = Signal()
    edit_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, query: str, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Nothing found")
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28))
        empty = EmptyState(Icon.SEARCH)
        quoted = query if len(query) <= _MOST_QUOTED else f"{query[:_MOST_QUOTED]}…"
        empty.show_words(
            f"Nothing found for “{quoted}”",
            "The catalogue does not hold everything. Something may exist that is not listed here, "
            "and your ROCC is the one who knows.",
            _deeds(session),
        )
        empty.deed_wanted.connect(self._on_deed_wanted)
        column.addWidget(empty)
        column.addStretch(1)

    @Slot(str)
    def _on_deed_wanted(self, key: str) -> None:
        {"rocc": self.rocc_wanted, "edit": self.edit_wanted, "start": self.start_wanted}[key].emit()


def _deeds(session: Session) -> list[Deed]:
    """Return what to try, the ROCC first."""
    return [
        Deed(
            "rocc",
            Icon.TELEPHONE,
            f"Ask {_lower(session.rocc_title)}",
            _say_reach(session),
            "Show contact",
        ),
        Deed(
            "edit",
            Icon.EDIT,
            "Say it another way",
            "Fewer words; what happened, not what you want done",
            "Edit search",
        ),
        Deed(
            "start",
            Icon.FILTER,
            "Start from a threat",
            "From kidnap and extortion to locked devices",
            "Browse",
        ),
    ]


def _say_reach(session: Session) -> str:
    if session.where.region is None:
        return "Choose your region to see whom that is"
    found = session.directory.resolve(["role:rocc"], session.where)
    numbers = [contact.telephone for contact in found if contact.telephone]
    return numbers[0] if numbers else NOT_PUBLISHED


def _lower(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"
