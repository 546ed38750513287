"""The list of saved cases."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.cases.shelf import Kept
from advisor.clearance import OFFICIAL
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.words import say_in_short, say_keeping, say_when
from advisor.ui.models.results import ResultRow
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.pane import PANE
from advisor.ui.widgets.row_list import RowList
from advisor.ui.widgets.spacing import space

_NONE_YET = (
    "No saved cases yet. Answer a few questions under Advisor or “Can I have this?”, then save "
    "them under a name with Ctrl+S. What you would rather not record is never saved."
)


class CasesPane(QWidget):
    """Lists the reader's cases.

    Signals:
        case_chosen: The reader moved to a case, by id.
        case_opened: The reader pressed Enter on a case, by id.
        save_wanted: The reader wants to save what they answered.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    save_wanted = Signal()

    def __init__(self, keeper: CaseKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(PANE, "list")
        self._keeper = keeper
        self._is_stale = True
        self._title = Label("Saved cases", Type.METASTRONG, "muted")
        self._save = Button("Save this case…", Kind.LINK)
        self._save.setToolTip("Save what you answered as a case (Ctrl+S)")
        self._save.clicked.connect(self.save_wanted)
        self._how = WrapLabel("", Type.META, "muted")
        self._problems = WrapLabel("", Type.META)
        self._none = WrapLabel(_NONE_YET)
        self._list = RowList("Saved cases")
        self._list.row_chosen.connect(self.case_chosen)
        self._list.row_opened.connect(self.case_opened)
        self._fill()
        keeper.changed.connect(self._on_changed)
        keeper.reader.page_stale.connect(self._offer_saving)

    def _fill(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        space(head)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._save)
        space(words, (16, 12, 12, 8), 6)
        words.addLayout(head)
        for label in (self._how, self._problems, self._none):
            words.addWidget(label)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(words)
        column.addWidget(self._list, 1)

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The rows shown."""
        return self._list.rows.rows

    @Slot()
    def _on_changed(self) -> None:
        """Show the list as it is now, unless nobody sees it."""
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show what is on the shelf, which is read now, if it was not before."""
        self._is_stale = False
        shelf, chosen = self._keeper.shelf, self._list.currentIndex().row()
        before = self.rows[chosen].entry_id if 0 <= chosen < len(self.rows) else None
        cases = shelf.all
        self._title.setText(f"Saved cases: {len(cases)}")
        self._how.show_text(say_keeping(shelf))
        self._problems.show_text("\n".join(shelf.problems))
        self._problems.setVisible(bool(shelf.problems))
        self._none.setVisible(not cases)
        self._list.rows.show([self._make_row(kept) for kept in cases])
        self._list.choose(before)
        self._offer_saving()

    def _make_row(self, kept: Kept) -> ResultRow:
        case, is_open = kept.case, self._keeper.open_case
        label = self._keeper.reader.session.clearance.label
        is_marked = label != OFFICIAL and kept.is_sealed
        return ResultRow(
            entry_id=case.id,
            title=case.name,
            kind_words=say_when(kept, is_open=is_open is not None and is_open.id == case.id),
            summary=say_in_short(kept),
            level=label.classification.value if is_marked else None,
            marking=str(label) if is_marked else "",
        )

    @Slot()
    def _offer_saving(self) -> None:
        self._save.setVisible(self._keeper.open_case is None and self._keeper.reader.has_case)

    def choose(self, case_id: str | None) -> None:
        """Mark the case that is shown, without telling anyone."""
        self._list.choose(case_id)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or on the words for none."""
        if self._is_stale:
            self.refresh()
        if self.rows:
            if not self._list.currentIndex().isValid():
                self._list.setCurrentIndex(self._list.rows.index(0))
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not self._save.isHidden():
            self._save.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
