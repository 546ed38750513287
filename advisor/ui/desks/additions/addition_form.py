"""Writing a note on an entry, or a correction of one of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from advisor.additions.addition import Addition, Correction, Note, new_addition_id
from advisor.additions.errors import TooLowError, WrongAdditionError
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.own_lines import OwnLine, own_lines
from advisor.clearance import Label, highest
from advisor.people.office import Office
from advisor.people.site_additions import verify_addition
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
_TEXT_HEIGHT: Final = 96
_MOST_SHOWN: Final = 120
#: What the form calls the fields of an addition.
_FIELDS: Final = {
    "text": "What holds at your site",
    "why": "Why the national line does not hold",
    "by": "Who says so",
    "review_on": "Look at it again by",
}
_WHOLE: Final = "The whole entry: a note"


class AdditionForm(DeskDialog):
    """Asks what to add; ``addition`` and ``label`` say what was filled in, once it is accepted.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        labels: What they may mark it as, lowest first.
        parent: The window it belongs to.

    Attributes:
        addition: What is to be added; ``None`` before it is accepted.
        label: Its label.
    """

    def __init__(
        self, office: Office, catalogue: Catalogue, labels: Sequence[Label], parent: QWidget
    ) -> None:
        super().__init__("Capability advisor", highest([catalogue.label, *labels]), parent)
        self._office, self._catalogue = office, catalogue
        self.addition: Addition | None = None
        self.label = labels[0]
        self._entry, self._line, self._marking = (
            ComboBox("Entry"),
            ComboBox("What it is about"),
            ComboBox("Marking"),
        )
        self._text, self._why, self._by = QPlainTextEdit(), QLineEdit(), QLineEdit()
        self._text.setTabChangesFocus(True)
        size(self._text, height=_TEXT_HEIGHT)
        self._review = DayField("Look at it again by", "If somebody has to, by a day.")
        self._problem = Problem()
        for label in labels:
            self._marking.addItem(str(label), label)
        heads = sorted(catalogue.heads, key=lambda head: head.title.casefold())
        for head in heads:
            self._entry.addItem(head.title, head.id)
        self._fill()
        self._entry.currentIndexChanged.connect(self._on_entry)
        self._line.currentIndexChanged.connect(self._on_line)
        self._on_entry()
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))
        self._entry.setFocus()

    def _fill(self) -> None:
        self.body.addWidget(WrapLabel("Add a note or a correction", Type.QUESTION))
        page = ScrollPage()
        page.setAccessibleName("What to add")
        fields = QVBoxLayout(page.page)
        space(fields, (0, 0, 12, 0), 8)
        self._why_field = Field("Why the national line does not hold", self._why)
        hint = "In role words, such as “duty manager”, not a name."
        for words, field in (
            ("Entry", Field("Entry", self._entry)),
            ("What it is about", Field("What it is about", self._line)),
            ("What holds at your site", Field("What holds at your site", self._text)),
            ("Why the national line does not hold", self._why_field),
            ("Who says so", Field("Who says so", self._by, hint)),
            ("Look at it again by", self._review),
            ("Marking", Field("Marking", self._marking)),
        ):
            fields.addWidget(WrapLabel(words, Type.STRONG))
            fields.addWidget(field)
        fields.addStretch(1)
        self.body.addWidget(page, 1)
        self.body.addWidget(self._problem)
        add, leave = Button("Add", Kind.PRIMARY), Button("Cancel")
        add.clicked.connect(self._on_add)
        leave.clicked.connect(self.reject)
        self.body.addLayout(button_row(add, leave))

    def begin_with(self, entry_id: str, line: OwnLine | None, text: str) -> None:
        """Fill in what somebody has reported: an entry, its line, and what is right."""
        self._entry.setCurrentIndex(self._entry.findData(entry_id))
        lines = [self._line.itemData(place) for place in range(self._line.count())]
        self._line.setCurrentIndex(lines.index(line) if line in lines else 0)
        self._text.setPlainText(text)
        self._text.setFocus()

    @Slot()
    def _on_entry(self) -> None:
        """Offer the lines of the entry that was chosen."""
        entry_id = self._entry.currentData()
        self._line.clear()
        self._line.addItem(_WHOLE, None)
        if entry_id is not None:
            entry = self._catalogue.entry(entry_id)
            for line in own_lines(entry, entry.marking):
                text = line.text if len(line.text) <= _MOST_SHOWN else f"{line.text[:_MOST_SHOWN]}…"
                self._line.addItem(f"{line.heading}: {text}", line)
        self._on_line()

    @Slot()
    def _on_line(self) -> None:
        self._why_field.setEnabled(self._line.currentData() is not None)

    @Slot()
    def _on_add(self) -> None:
        problem = self._find_problem()
        self._problem.show_problem(problem)
        if not problem:
            self.accept()

    def _find_problem(self) -> str:
        """Return what is wrong with what was filled in; keep what was, where nothing is."""
        if self._review.line.text().strip() and (wrong := self._review.find_problem()):
            return wrong
        addition, label = self._make(), self._marking.currentData()
        try:
            verify_addition(self._catalogue, addition, label)
        except (WrongAdditionError, TooLowError) as error:
            return f"{_say(error)} {error.hint}"
        self.addition, self.label = addition, label
        return ""

    def _make(self) -> Addition:
        line: OwnLine | None = self._line.currentData()
        new, entry, by = new_addition_id(), self._entry.currentData(), self._by.text().strip()
        text, today, review = self._text.toPlainText().strip(), self._office.today, self._review.day
        if line is None:
            return Note(id=new, entry=entry, text=text, by=by, added_on=today, review_on=review)
        return Correction(
            id=new,
            entry=entry,
            line=line,
            text=text,
            why=self._why.text().strip(),
            by=by,
            added_on=today,
            review_on=review,
        )


def _say(error: WrongAdditionError | TooLowError) -> str:
    """Return what is wrong, with the field as the form calls it."""
    if not isinstance(error, WrongAdditionError):
        return error.message
    return error.message.replace(f"{error.field}:", f"{_FIELDS.get(error.field, error.field)}:")
