"""What a site adds to the catalogue, beside the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advisor.additions.conflicts import find_conflicts
from advisor.clearance import highest
from advisor.people.office import Office
from advisor.people.site_additions import (
    Ledger,
    add_additions,
    keep_addition,
    look_at_additions,
    make_signing_key,
    remove_addition,
)
from advisor.ui import theme
from advisor.ui.desks.additions.addition_form import AdditionForm
from advisor.ui.desks.additions.addition_page import AdditionPage
from advisor.ui.desks.additions.listing import AdditionList, title_of
from advisor.ui.desks.additions.opening import OpenAdditions
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.people.clerk import Clerk
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner
from advisor.ui.widgets.busy_line import BusyLine
from advisor.ui.widgets.buttons import Button
from advisor.ui.widgets.empty_state import EmptyState
from advisor.ui.widgets.hairline import Ground, Hairline, Strip
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 1100
_HEIGHT: Final = 720
_LIST_WIDTH: Final = 420
_KEY: Final = "Show the key"


class AdditionsWindow(DeskWindow):
    """List at the left, one note or correction at the right.

    Args:
        opened: The administrator at work, what their site adds, and what they may read.
        runner: What longer work is done by.
        is_demonstration: Whether all of this is a rehearsal.
    """

    def __init__(
        self, opened: OpenAdditions, runner: TaskRunner, *, is_demonstration: bool = False
    ) -> None:
        super().__init__("Notes and corrections", is_demonstration=is_demonstration)
        self._ledger, self._catalogue = opened.ledger, opened.catalogue
        self._clerk = Clerk(opened.office, opened.ledger.affairs, runner, self)
        self._clerk.done.connect(self._on_done)
        self._clerk.refused.connect(self._on_refused)
        self._chosen: str | None = None
        self._page: AdditionPage | None = None
        self._busy, self._stack = BusyLine(), QStackedWidget()
        self._clerk.busy.connect(self._on_busy)
        self._empty = EmptyState(Icon.INFO)
        self._fill()
        self.message.deed_wanted.connect(self._on_key_wanted)
        QShortcut("Ctrl+N", self).activated.connect(self.write_new)
        self.status.show_unit(f"Site {opened.ledger.affairs.site.site[:8]}")
        self.status.show_release("Recorded for your auditor", checked=True)
        self.status.show_reader(f"{opened.ledger.affairs.me.name} · administrator")
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._show()
        self._list.setFocus()

    # ── how it is made ───────────────────────────────────────────────────────

    def _fill(self) -> None:
        self._empty.show_words(
            "Nothing is chosen",
            "Choose a note or a correction in the list, or add one. What your site adds stands "
            "beside the national text, is found by search, and stays when a new catalogue comes.",
        )
        self._stack.addWidget(self._empty)
        sides = QHBoxLayout()
        space(sides)
        sides.addWidget(self._make_left())
        sides.addWidget(Hairline(vertical=True))
        right = Strip(Ground.BASE)
        column = QVBoxLayout(right)
        space(column, (0, 0, 0, 12))
        column.addWidget(self._stack, 1)
        column.addWidget(self._busy)
        sides.addWidget(right, 1)
        self.body.addLayout(sides, 1)

    def _make_left(self) -> QWidget:
        self._list = AdditionList()
        self._list.row_chosen.connect(self.choose)
        new = Button("Add…")
        new.setToolTip("Add a note or a correction (Ctrl+N)")
        new.clicked.connect(self.write_new)
        deeds = QHBoxLayout()
        space(deeds, (12, 8, 12, 8), 8)
        deeds.addWidget(new)
        deeds.addStretch(1)
        left = Strip(Ground.BASE)
        column = QVBoxLayout(left)
        space(column)
        column.addWidget(self._list, 1)
        column.addWidget(Hairline())
        column.addLayout(deeds)
        size(left, width=_LIST_WIDTH)
        return left

    # ── what is shown ────────────────────────────────────────────────────────

    def _show(self) -> None:
        listed = self._ledger.listed
        self._conflicts = {one.addition.id: one for one in find_conflicts(self._catalogue, listed)}
        self._list.show_additions(listed, self._catalogue, self._conflicts)
        self.show_marking(highest([*(label for _, label in listed), self._catalogue.label]))
        for problem in self._ledger.additions.problems[:1]:
            self.message.show_message(f"{problem.message} {problem.hint}", icon=Icon.ALERT)
        self._show_page()

    @Slot(str)
    def choose(self, addition_id: str) -> None:
        """Show a note or a correction."""
        self._chosen = addition_id
        self._show_page()

    def _show_page(self) -> None:
        if self._page is not None:
            self._stack.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None
        for addition, label in self._ledger.listed:
            if addition.id == self._chosen:
                title, conflict = title_of(addition, self._catalogue), self._conflicts.get
                self._page = AdditionPage(addition, label, title, conflict(addition.id))
                self._page.keep_wanted.connect(self._on_keep)
                self._page.remove_wanted.connect(self._on_remove)
                self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page or self._empty)
        self._list.choose(self._chosen)

    # ── what is done ─────────────────────────────────────────────────────────

    def _do(self, words: str, deed: Callable[[Office], object]) -> None:
        """Do something, then read anew what the site adds."""
        self._clerk.do(words, lambda office, _: (deed(office), look_at_additions(office)))

    @Slot()
    def write_new(self) -> None:
        """Ask what to add, and add it."""
        office = self._clerk.office
        form = AdditionForm(office, self._catalogue, self._ledger.labels, self)
        if form.exec() and form.addition is not None:
            wanted = [(form.addition, form.label)]
            self._chosen = form.addition.id
            self._do("Adding…", lambda office: add_additions(office, self._catalogue, wanted))
        form.deleteLater()

    @Slot()
    def _on_keep(self) -> None:
        if self._page is not None:
            addition_id, line = self._page.addition.id, self._page.line.currentData()
            self._do(
                "Keeping…",
                lambda office: keep_addition(office, self._catalogue, addition_id, line),
            )

    @Slot()
    def _on_remove(self) -> None:
        if self._page is None:
            return
        addition = self._page.addition
        dialog = ConfirmDialog(
            "Take this out?",
            [("", "Readers do not see it any more. Export it first, if you may want it again.")],
            ("Take out", "Leave it"),
            self._catalogue.label,
            self,
        )
        if dialog.exec():
            self._do(
                "Taking out…",
                lambda office: remove_addition(office, self._catalogue, addition.id),
            )
        dialog.deleteLater()

    @Slot(str)
    def _on_key_wanted(self, words: str) -> None:
        if words == _KEY:
            self._clerk.do("Making the key…", lambda office, _: make_signing_key(office))

    @Slot(object)
    def _on_done(self, result: object) -> None:
        if isinstance(result, str):
            line = f'local_keys = ["{result}"]'
            self.message.show_message(
                f"Put this line into the policy of your site, then open this again: {line}"
            )
            return
        _, ledger = result if isinstance(result, tuple) else (None, None)
        if isinstance(ledger, Ledger):
            self._ledger = ledger
            self.message.hide()
            self._show()

    @Slot(str)
    def _on_refused(self, words: str) -> None:
        needs_key = not self._clerk.office.policy.local_keys
        self.message.show_message(words, icon=Icon.ALERT, deed=_KEY if needs_key else "")

    @Slot(str)
    def _on_busy(self, words: str) -> None:
        if words:
            self._busy.show_busy(words)
        else:
            self._busy.show_idle()
