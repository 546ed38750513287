"""What a reader does with saved cases: save, open, rename, delete, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from advisor.errors import AdvisorError
from advisor.ui.area import Area
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.deleting import Deleting
from advisor.ui.cases.name_dialog import NameDialog
from advisor.ui.cases.words import say_keeping
from advisor.ui.location import Location, Page

if TYPE_CHECKING:
    from advisor.ui.workspace import Workspace

UNDO: Final = "Undo"
WHAT_CHANGED: Final = "What changed"
_NOTHING_TO_SAVE = (
    "There is nothing to save yet: answer a question under Advisor or “Can I have this?” first."
)


class CaseDeeds(QObject):
    """The deeds behind the list, the page and the menu.

    Args:
        keeper: Keeps the cases.
        workspace: Where they are shown.
    """

    def __init__(self, keeper: CaseKeeper, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._keeper = keeper
        self._workspace = workspace
        self._deleting = Deleting(workspace, keeper, Page.CASE, UNDO, self._on_failed)
        keeper.said.connect(self._on_said)
        keeper.failed.connect(self._on_failed)

    def make_save_dialog(self) -> QDialog | None:
        """Keep the open case now; where none is open, return the dialog that names a new one."""
        keeper = self._keeper
        if keeper.open_case is not None:
            keeper.keep()
            self._workspace.show_message(f"Saved: {keeper.open_case.name}.")
            return None
        if not keeper.reader.has_case:
            self._workspace.show_message(_NOTHING_TO_SAVE)
            return None
        return self._make_dialog("What do you call this case?", "", keeper.save_as)

    def _make_dialog(self, heading: str, name: str, keep: Callable[[str], None]) -> QDialog:
        return NameDialog(
            heading,
            say_keeping(self._keeper.shelf),
            name=name,
            marking=self._keeper.reader.session.clearance.label,
            keep=keep,
            parent=self._workspace.pane.window(),
        )

    @Slot(str, str)
    def do(self, case_id: str, deed: str) -> None:
        """Open, rename or delete a case."""
        {"open": self.open, "rename": self.rename, "delete": self._deleting.delete}[deed](case_id)

    def open(self, case_id: str) -> None:
        """Go on with a case among the capabilities; the page says what changed since."""
        case = self._keeper.open_case
        self._workspace.go_to_area(Area.ADVISOR)
        if case is None or case.id != case_id:
            self._keeper.open(case_id)
            self._say_opened()
            self._workspace.show_list()

    def _say_opened(self) -> None:
        case = self._keeper.open_case
        if case is None:
            return
        if self._keeper.changes_of(self._keeper.shelf.find(case.id)):
            words = f"Open: {case.name}. Something has changed since you saved it."
            self._workspace.show_message(words, WHAT_CHANGED)
        else:
            self._workspace.show_message(f"Open: {case.name}.")

    @Slot(str)
    def follow(self, words: str) -> None:
        """Do what the button of a message says."""
        case = self._keeper.open_case
        if words == UNDO:
            self.undo()
        elif words == WHAT_CHANGED and case is not None:
            self._workspace.show_page(Location(Page.CASE, case.id))

    def rename(self, case_id: str) -> None:
        """Ask for another name."""
        kept = self._keeper.find(case_id)
        if kept is not None:
            keep = partial(self._keeper.rename, case_id)
            dialog = self._make_dialog("Another name for this case?", kept.case.name, keep)
            self._workspace.dialog_wanted.emit(dialog)

    def undo(self) -> None:
        """Put back the case that was deleted last."""
        self._deleting.put_back()

    @Slot(str)
    def _on_said(self, words: str) -> None:
        self._workspace.show_message(words)

    @Slot(object)
    def _on_failed(self, error: AdvisorError) -> None:
        self._workspace.show_message(" ".join(filter(None, (error.message, error.hint))))
