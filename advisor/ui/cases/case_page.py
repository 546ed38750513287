"""One saved case: what it holds, and what changed since it was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.cases.shelf import Kept
from advisor.clearance import OFFICIAL
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.words import (
    say_answers,
    say_changes,
    say_moment,
    say_outcome,
    say_release,
)
from advisor.ui.icons import Icon
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.card import Card
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.empty_state import EmptyState
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space


class CasePage(ScrollPage):
    """Shows a case, or says that none is chosen or that it is gone.

    Signals:
        open_wanted: The reader wants to go on with it.
        rename_wanted: They want to give it another name.
        delete_wanted: They want it deleted.
    """

    open_wanted = Signal()
    rename_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, case_id: str, keeper: CaseKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._session = keeper.reader.session
        self._open = Button("Go on with this case", Kind.PRIMARY)
        self._column = QVBoxLayout(self.page)
        space(self._column, (28, 18, 16, 28), 16)
        kept = keeper.find(case_id)
        if kept is None:
            self._show_none(is_gone=bool(case_id))
        else:
            self._show(kept)
        self._column.addStretch(1)

    def take_focus(self) -> None:
        """Put the keyboard on what one came for."""
        if self._open.isVisible():
            self._open.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_none(self, *, is_gone: bool) -> None:
        self._open.hide()
        empty = EmptyState(Icon.SAVED)
        if is_gone:
            heading, words = "This case is not here any more", "It was deleted, or is another's."
        else:
            heading = "Saved cases"
            words = (
                "A case keeps your answers, your own words, and how what you looked at stood. "
                "Come back to it on any day, and on any later catalogue."
            )
        empty.show_words(heading, words)
        self.setAccessibleName(heading)
        self._column.addWidget(empty)

    def _show(self, kept: Kept) -> None:
        self.setAccessibleName(kept.case.name)
        self._column.addLayout(self._make_head(kept))
        self._column.addLayout(self._make_deeds(kept))
        changed = say_changes(self._keeper.changes_of(kept), self._session)
        if changed:
            self._column.addWidget(_make_card(changed))
        self._column.addWidget(self._make_facts(kept))
        answers = say_answers(kept.case, self._session)
        if answers:
            self._column.addWidget(Label("Your answers", Type.HEADING))
            listed = DefinitionList()
            for subject, answer in answers:
                listed.add_text(subject, answer)
            self._column.addWidget(listed)

    def _make_head(self, kept: Kept) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        space(head, gap=2)
        is_kept = "sealed" if kept.is_sealed else "not sealed"
        line.addWidget(Label(f"Saved case · {is_kept}", Type.META, "muted"))
        line.addStretch(1)
        label = self._session.clearance.label
        if label != OFFICIAL and kept.is_sealed:
            line.addWidget(PortionMark(str(label), label.classification.value))
        head.addLayout(line)
        head.addWidget(WrapLabel(kept.case.name, Type.TITLE))
        return head

    def _make_deeds(self, kept: Kept) -> QHBoxLayout:
        is_open = self._keeper.open_case is not None and self._keeper.open_case.id == kept.case.id
        row = QHBoxLayout()
        space(row, gap=8)
        self._open.setText("Go back to it: it is open" if is_open else "Go on with this case")
        rename, delete = Button("Rename…"), Button("Delete")
        delete.setAccessibleName(f"Delete {kept.case.name}")
        self._open.clicked.connect(self.open_wanted)
        rename.clicked.connect(self.rename_wanted)
        delete.clicked.connect(self.delete_wanted)
        for button in (self._open, rename, delete):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _make_facts(self, kept: Kept) -> DefinitionList:
        case, facts = kept.case, DefinitionList()
        facts.add_text("Saved", say_moment(case.changed_at))
        facts.add_text("Release", say_release(case, self._session))
        if case.description:
            facts.add_text("In your words", case.description)
        if not kept.is_own:
            facts.add_text("Kept with", "Less open than now. Saving it keeps a second one beside.")
        here = [(item, seen) for item, seen in case.looked_at.items() if self._is_here(item)]
        if here:
            head = self._session.catalogue.head
            lines = [f"{head(item).title}: {say_outcome(seen.outcome)}" for item, seen in here]
            facts.add_text("Looked at", "\n".join(lines))
        return facts

    def _is_here(self, entry_id: str) -> bool:
        return entry_id in self._session.catalogue and self._session.can_check(entry_id)


def _make_card(changed: list[str]) -> Card:
    card = Card("What changed since you saved it")
    for words in changed:
        card.add_item(WrapLabel(words))
    return card
