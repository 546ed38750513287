"""What a site adds to the catalogue, beside the one that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot

from advisor.additions.addition import WordGroup
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
from advisor.ui.desks.additions.addition_form import AdditionForm
from advisor.ui.desks.additions.addition_page import AdditionPage
from advisor.ui.desks.additions.listing import group_additions, title_of
from advisor.ui.desks.additions.words_form import WordsForm
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.list_desk_window import ListDeed, ListDeskWindow, ListWords
from advisor.ui.desks.site_work import SiteWork
from advisor.ui.icons import Icon
from advisor.ui.tasks import TaskRunner

_WORDS: Final = ListWords(
    "Notes, corrections and words",
    "Nothing added yet",
    "Choose something in the list, or add a note, a correction or words that people type. What "
    "your site adds stands beside the national text, is found by search, and stays when a new "
    "catalogue comes.",
)
_KEY: Final = "Show the key"


class AdditionsWindow(ListDeskWindow):
    """List at the left, one note, correction or group of words at the right.

    Args:
        opened: The administrator at work, what their site adds, and what they may read.
        runner: What longer work is done by.
        is_demonstration: Whether all of this is a rehearsal.
    """

    _page: AdditionPage | None

    def __init__(
        self, opened: SiteWork, runner: TaskRunner, *, is_demonstration: bool = False
    ) -> None:
        affairs = opened.ledger.affairs
        super().__init__(
            *(_WORDS, opened.office, affairs, runner),
            make_page=self._make_page,
            is_demonstration=is_demonstration,
        )
        self._clerk.done.connect(self._on_done)
        self._ledger, self._catalogue = opened.ledger, opened.session.catalogue
        tip = "Add a note or a correction"
        words = "Add words that people here type, for search"
        self.arrange(
            [
                ListDeed("Add…", "Ctrl+N", tip, self.write_new),
                ListDeed("Add words…", "Ctrl+Shift+N", words, self.write_words),
            ]
        )
        self.message.deed_wanted.connect(self._on_key_wanted)
        self._show()

    # ── what is shown ────────────────────────────────────────────────────────

    def _show(self) -> None:
        listed = self._ledger.listed
        self._conflicts = {one.addition.id: one for one in find_conflicts(self._catalogue, listed)}
        self._list.show_groups(group_additions(listed, self._catalogue, self._conflicts))
        self.show_marking(highest([*(label for _, label in listed), self._catalogue.label]))
        for problem in self._ledger.additions.problems[:1]:
            self.message.show_message(f"{problem.message} {problem.hint}", icon=Icon.ALERT)
        self.show_page()

    def _make_page(self, row_id: str) -> AdditionPage | None:
        for addition, label in self._ledger.listed:
            if addition.id == row_id:
                title, conflict = title_of(addition, self._catalogue), self._conflicts.get
                page = AdditionPage(addition, label, title, conflict(addition.id))
                page.keep_wanted.connect(self._on_keep)
                page.remove_wanted.connect(self._on_remove)
                page.change_wanted.connect(self._on_change)
                return page
        return None

    # ── what is done ─────────────────────────────────────────────────────────

    def _do(self, words: str, deed: Callable[[Office], object]) -> None:
        """Do something, then read anew what the site adds."""
        self._clerk.do(words, lambda office, _: (deed(office), look_at_additions(office)))

    @Slot()
    def write_new(self) -> None:
        """Ask what to add, and add it."""
        office = self._clerk.office
        form = AdditionForm(office, self._catalogue, self._ledger.labels, self)
        self._ask(form, "Adding…")

    @Slot()
    def write_words(self) -> None:
        """Ask which words to add, and add them."""
        self._ask(WordsForm(self._clerk.office, self._catalogue, self._ledger, self), "Adding…")

    def _ask(self, form: AdditionForm | WordsForm, words: str) -> None:
        if form.exec() and form.addition is not None:
            wanted = [(form.addition, form.label)]
            self._chosen = form.addition.id
            self._do(words, lambda office: add_additions(office, self._catalogue, wanted))
        form.deleteLater()

    @Slot()
    def _on_change(self) -> None:
        if self._page is not None and isinstance(self._page.addition, WordGroup):
            form = WordsForm(self._clerk.office, self._catalogue, self._ledger, self)
            form.begin_with(*self._ledger.find(self._page.addition.id))
            self._ask(form, "Changing…")

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
    def tell_refusal(self, words: str) -> None:
        """Say why a deed was not done, and offer the key where it wants one."""
        needs_key = not self._clerk.office.policy.local_keys
        self.message.show_message(words, icon=Icon.ALERT, deed=_KEY if needs_key else "")
