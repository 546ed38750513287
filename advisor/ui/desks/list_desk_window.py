"""A desk window with a list at the left and what was chosen in it at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advisor.people.office import Affairs, Office
from advisor.ui import theme
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.grouped_list import GroupedList
from advisor.ui.desks.people.clerk import Clerk
from advisor.ui.desks.two_sides import arrange_sides
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.empty_state import EmptyState

_WIDTH: Final = 1100
_HEIGHT: Final = 720


@dataclass(frozen=True)
class ListWords:
    """What such a window says.

    Attributes:
        heading: What it is about.
        nothing: In place of the list, where it has no row.
        unchosen: In place of a page, where no row is chosen.
    """

    heading: str
    nothing: str
    unchosen: str


@dataclass(frozen=True)
class ListDeed:
    """A button below the list.

    Attributes:
        words: What it says.
        keys: Its shortcut.
        tip: What it does.
        do: The deed.
    """

    words: str
    keys: str
    tip: str
    do: Callable[[], None]


class ListDeskWindow(DeskWindow):
    """Shows one row's page at a time, and does deeds off its own thread.

    A window of it gives the rows with ``_list.show_groups``, and listens to ``_clerk.done``.

    Args:
        words: What it says.
        office: The administrator's.
        affairs: How things are at the site.
        runner: What longer work is done by.
        make_page: Makes the page of a row, by its id; ``None`` where there is no such row any more.
        is_demonstration: Whether all of this is a rehearsal.
    """

    def __init__(
        self,
        words: ListWords,
        office: Office,
        affairs: Affairs,
        runner: TaskRunner,
        *,
        make_page: Callable[[str], QWidget | None],
        is_demonstration: bool,
    ) -> None:
        super().__init__(words.heading, is_demonstration=is_demonstration)
        self._clerk = Clerk(office, affairs, runner, self)
        self._clerk.refused.connect(self.tell_refusal)
        self._clerk.busy.connect(self._on_busy)
        self._page_maker = make_page
        self._chosen: str | None = None
        self._page: QWidget | None = None
        self._busy, self._stack, self._empty = BusyLine(), QStackedWidget(), EmptyState(Icon.INFO)
        self._list = GroupedList(words.heading, words.nothing)
        self._list.row_chosen.connect(self.choose)
        self._empty.show_words("Nothing is chosen", words.unchosen)
        self._stack.addWidget(self._empty)
        self.status.show_unit(f"Site {affairs.site.site[:8]}")
        self.status.show_release("Recorded for your auditor", checked=True)
        self.status.show_reader(f"{affairs.me.name} · administrator")
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))

    def arrange(self, deeds: Sequence[ListDeed]) -> None:
        """Put the list with its deeds at the left, the page at the right.

        Args:
            deeds: What can be done without choosing a row.
        """
        buttons = []
        for deed in deeds:
            button = Button(deed.words, compact=True)
            button.setToolTip(f"{deed.tip} ({deed.keys})")
            button.clicked.connect(deed.do)
            QShortcut(deed.keys, self).activated.connect(deed.do)
            buttons.append(button)
        right = QVBoxLayout()
        right.addWidget(self._stack, 1)
        right.addWidget(self._busy)
        self.body.addLayout(arrange_sides(self._list, buttons, right), 1)
        self._list.setFocus()

    @Slot(str)
    def tell_refusal(self, words: str) -> None:
        """Say why a deed was not done; nothing was changed."""
        self.message.show_message(words, icon=Icon.ALERT)

    @Slot(str)
    def choose(self, row_id: str) -> None:
        """Show the page of a row."""
        self._chosen = row_id
        self.show_page()

    def show_page(self) -> None:
        """Show the page of the row that is chosen, made anew."""
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = self._page_maker(self._chosen) if self._chosen else None
        if self._page is not None:
            self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page or self._empty)
        self._list.choose(self._chosen if self._page else None)

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        if words:
            self._busy.show_busy(words)
        else:
            self._busy.show_idle()
