"""Writing words that people of a site type, and what the catalogue calls it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from advisor.additions.addition import (
    Addition,
    WordGroup,
    find_addition_mistakes,
    new_addition_id,
    split_words,
)
from advisor.additions.words import KnownWords, find_word_mistakes
from advisor.catalogue.catalogue import Catalogue
from advisor.clearance import Label, highest
from advisor.people.office import Office
from advisor.people.site_additions import Ledger
from advisor.ui import theme
from advisor.ui.desks.forms.day_field import DayField
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Field, Problem
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind, button_row
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import size, space

_WIDTH: Final = 640
_HEIGHT: Final = 620
_TEXT_HEIGHT: Final = 72
_SAYS, _MEANS, _BY = "What people type", "What the catalogue calls it", "Who says so"
_REVIEW, _MARKING = "Look at it again by", "Marking"
#: What the form calls the fields of a group.
_FIELDS: Final = {"says": _SAYS, "means": _MEANS, "by": _BY, "review_on": _REVIEW}
_HINTS: Final = {
    _SAYS: "Words, phrases or letters, one a line, such as “sky taxi”.",
    _MEANS: "As an entry has it, one a line, such as “air support”.",
    _BY: "In role words, such as “duty manager”, not a name.",
    _MARKING: "As high as what it gives away: that these words mean the same.",
}


class WordsForm(DeskDialog):
    """Asks which words mean what; ``addition`` and ``label`` say it, once it is accepted.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        ledger: What the site adds, and at which labels they may add something.
        parent: The window it belongs to.

    Attributes:
        addition: What is to be added; ``None`` before it is accepted.
        label: Its label.
    """

    def __init__(
        self, office: Office, catalogue: Catalogue, ledger: Ledger, parent: QWidget
    ) -> None:
        labels = ledger.labels
        super().__init__("Capability advisor", highest([catalogue.label, *labels]), parent)
        self._office, self._catalogue, self._ledger = office, catalogue, ledger
        self._before: WordGroup | None = None
        self.addition: Addition | None = None
        self.label: Label = labels[0]
        self._says, self._means, self._by = QPlainTextEdit(), QPlainTextEdit(), QLineEdit()
        self._marking = ComboBox(_MARKING)
        self._review = DayField(_REVIEW, "If somebody has to, by a day.")
        self._problem = Problem()
        self._heading = WrapLabel("Add words that people here type", Type.QUESTION)
        self._deed = Button("Add", Kind.PRIMARY)
        for text in (self._says, self._means):
            text.setTabChangesFocus(True)
            size(text, height=_TEXT_HEIGHT)
        for label in labels:
            self._marking.addItem(str(label), label)
        self._fill()
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._says.setFocus()

    def _fill(self) -> None:
        self.body.addWidget(self._heading)
        page = ScrollPage()
        page.setAccessibleName("Which words mean what")
        fields = QVBoxLayout(page.page)
        space(fields, (0, 0, 12, 0), 8)
        for name, control in (
            (_SAYS, self._says),
            (_MEANS, self._means),
            (_MARKING, self._marking),
            (_BY, self._by),
            (_REVIEW, self._review),
        ):
            fields.addWidget(WrapLabel(name, Type.STRONG))
            is_day = control is self._review
            fields.addWidget(control if is_day else Field(name, control, _HINTS[name]))
        fields.addStretch(1)
        self.body.addWidget(page, 1)
        self.body.addWidget(self._problem)
        leave = Button("Cancel")
        self._deed.clicked.connect(self._on_deed)
        leave.clicked.connect(self.reject)
        self.body.addLayout(button_row(self._deed, leave))

    def begin_with(self, addition: Addition, label: Label) -> None:
        """Fill in a group that is there already, to be changed; its marking stays."""
        if not isinstance(addition, WordGroup):
            return
        self._before = addition
        self._heading.show_text("Change words that people here type")
        self._deed.setText("Change")
        self._says.setPlainText("\n".join(addition.says))
        self._means.setPlainText("\n".join(addition.means))
        self._by.setText(addition.by)
        if addition.review_on is not None:
            self._review.line.setText(addition.review_on.isoformat())
        if label not in self._ledger.labels:  # it cannot be written, which the deed then says
            self._marking.addItem(str(label), label)
        self._marking.setCurrentIndex(self._marking.findText(str(label)))
        self._marking.setEnabled(False)

    @Slot()
    def _on_deed(self) -> None:
        problem = self._find_problem()
        self._problem.show_problem(problem)
        if not problem:
            self.accept()

    def _find_problem(self) -> str:
        """Return what is wrong with what was filled in; keep what was, where nothing is."""
        if self._review.line.text().strip() and (wrong := self._review.find_problem()):
            return wrong
        group, label = self._make(), self._marking.currentData()
        known = KnownWords(self._catalogue, self._ledger.listed)
        found = find_addition_mistakes(group) or find_word_mistakes(group)
        for name, reason, remedy in found or known.find_mistakes(group, label):
            return f"{_FIELDS.get(name, name)}: {reason} {remedy}"
        self.addition, self.label = group, label
        return ""

    def _make(self) -> WordGroup:
        return WordGroup(
            id=self._before.id if self._before else new_addition_id(),
            says=split_words(self._says.toPlainText()),
            means=split_words(self._means.toPlainText()),
            by=self._by.text().strip(),
            added_on=self._office.today,
            review_on=self._review.day,
        )
