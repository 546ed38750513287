"""The list of saved cases."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.cases.shelf import Kept
from advisor.clearance import OFFICIAL
from advisor.ui.cases.case_keeper import CaseKeeper
from advisor.ui.cases.kept_list import KeptList
from advisor.ui.cases.words import say_in_short, say_keeping, say_when
from advisor.ui.models.results import ResultRow
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

_NONE_YET = (
    "No saved cases yet. Answer a few questions under Advisor or “Can I have this?”, then save "
    "them under a name with Ctrl+S. What you would rather not record is never saved."
)


class CasesPane(KeptList):
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
        super().__init__("Saved cases", parent)
        self._keeper = keeper
        self._title = Label("Saved cases", Type.METASTRONG, "muted")
        self._save = Button("Save this case…", Kind.LINK)
        self._save.setToolTip("Save what you answered as a case (Ctrl+S)")
        self._save.clicked.connect(self.save_wanted)
        self._how = WrapLabel("", Type.META, "muted")
        self._problems = WrapLabel("", Type.META)
        self._none = WrapLabel(_NONE_YET)
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

    @Slot()
    def refresh(self) -> None:
        """Show what is on the shelf, which is read now, if it was not before."""
        super().refresh()
        shelf = self._keeper.shelf
        cases = shelf.all
        self._title.setText(f"Saved cases: {len(cases)}")
        self._how.show_text(say_keeping(shelf))
        self._problems.show_text("\n".join(shelf.problems))
        self._problems.setVisible(bool(shelf.problems))
        self._none.setVisible(not cases)
        self._show_rows([self._make_row(kept) for kept in cases])
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

    @property
    def _otherwise(self) -> QWidget:
        return self._list if self._save.isHidden() else self._save
