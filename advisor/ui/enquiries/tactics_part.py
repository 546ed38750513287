"""What a ROCC chose for an enquiry: how each stands for its facts, and choosing more."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.cases import read_answers
from advisor.enquiries import Enquiry
from advisor.ui.cases.words import say_outcome
from advisor.ui.enquiries.enquiry_keeper import EnquiryKeeper
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.spacing import space

_CHOOSE: Final = "Choose what fits best first"


class TacticsPart(QWidget):
    """Lists what was chosen, and offers everything that can be checked, the best fit first.

    Signals:
        entry_wanted: The reader wants to read one, by id.
        check_wanted: They want to check access to one, by id.
    """

    entry_wanted = Signal(str)
    check_wanted = Signal(str)

    def __init__(
        self, enquiry: Enquiry, keeper: EnquiryKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._session = keeper.reader.session
        self._id = enquiry.id
        self._column = QVBoxLayout(self)
        space(self._column, gap=6)
        self._rows = QVBoxLayout()
        space(self._rows, gap=6)
        self._column.addLayout(self._rows)
        self._box = ComboBox("A capability, authority or procedure")
        self._box.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._add = Button("Choose")
        self._add.clicked.connect(self._on_add)
        row = QHBoxLayout()
        space(row, (4, 4, 4, 4), 8)
        row.addWidget(self._box, 1)
        row.addWidget(self._add)
        self._column.addLayout(row)
        self._offer(enquiry)
        self._show(enquiry)

    def _offer(self, enquiry: Enquiry) -> None:
        """Offer what can be checked: what the survey of the facts lists first, first."""
        catalogue, answers = self._session.catalogue, read_answers(enquiry, self._session)[0]
        survey = self._session.survey(answers, enquiry.description)
        ranked = [one.capability for one in survey.placings]
        others = [head.id for head in catalogue.heads if self._session.can_check(head.id)]
        for name in dict.fromkeys((*ranked, *others)):
            self._box.addItem(catalogue.head(name).title, str(name))

    def _show(self, enquiry: Enquiry) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name in enquiry.tactics:
            self._rows.addWidget(self._make_row(name, enquiry))
        if not enquiry.tactics:
            self._rows.addWidget(WrapLabel("Nothing is chosen yet.", Type.META, "muted"))

    def _make_row(self, name: str, enquiry: Enquiry) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        space(row, (4, 2, 4, 2), 8)
        catalogue = self._session.catalogue
        is_here = name in catalogue
        title = catalogue.head(name).title if is_here else f"{name}, not here any more"
        words = QVBoxLayout()
        space(words, gap=0)
        words.addWidget(WrapLabel(title))
        seen = enquiry.looked_at.get(name)
        if seen is not None:
            words.addWidget(Label(say_outcome(seen.outcome), Type.META, "muted"))
        row.addLayout(words, 1)
        if is_here:
            read = Button("Read", Kind.LINK, compact=True)
            read.setAccessibleName(f"Read {title}")
            read.clicked.connect(partial(self.entry_wanted.emit, name))
            row.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        if self._session.can_check(name):
            check = Button("Check", Kind.LINK, compact=True)
            check.setAccessibleName(f"Check {title}")
            check.clicked.connect(partial(self.check_wanted.emit, name))
            row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        drop = Button("Take out", Kind.LINK, compact=True)
        drop.setAccessibleName(f"Take out {title}")
        drop.clicked.connect(partial(self._drop, name))
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        return part

    @Slot()
    def _on_add(self) -> None:
        name = self._box.currentData()
        enquiry = self._keeper.find(self._id)
        if name is None or enquiry is None:
            return
        self._keep((*enquiry.tactics, name))

    def _drop(self, name: str) -> None:
        enquiry = self._keeper.find(self._id)
        if enquiry is not None:
            self._keep(tuple(one for one in enquiry.tactics if one != name))
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, tactics: tuple[str, ...]) -> None:
        self._keeper.change(self._id, tactics=tactics)
        enquiry = self._keeper.find(self._id)
        if enquiry is not None:
            self._show(enquiry)
