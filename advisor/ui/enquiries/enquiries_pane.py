"""The list of enquiries."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.catalogue.freshness import today
from advisor.clearance import OFFICIAL
from advisor.enquiries import Enquiry, Status
from advisor.ui.cases.kept_list import KeptList
from advisor.ui.enquiries.arrivals_part import ArrivalsPart
from advisor.ui.enquiries.enquiry_keeper import EnquiryKeeper
from advisor.ui.enquiries.words import (
    KEEPING,
    NONE_FOUND,
    NONE_OTHERWISE,
    NONE_YET,
    OTHERWISE,
    STATUS_WORDS,
    say_in_short,
    say_status,
)
from advisor.ui.models.results import ResultRow
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, ComboBox, Kind
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.label import Label, WrapLabel
from advisor.ui.widgets.search_field import SearchField
from advisor.ui.widgets.spacing import space

_STATUS_LETTERS: Final = 10


class EnquiriesPane(KeptList):
    """Lists the reader's enquiries.

    Signals:
        enquiry_chosen: The reader moved to an enquiry, by id.
        enquiry_opened: The reader pressed Enter on an enquiry, by id.
        new_wanted: The reader wants to take one down.
        referral_wanted: They want to take on a referral.
        read_out_wanted: They want to type in what is read out to them.
        figures_wanted: They want figures of all of them.
    """

    enquiry_chosen = Signal(str)
    enquiry_opened = Signal(str)
    new_wanted = Signal()
    referral_wanted = Signal()
    read_out_wanted = Signal()
    figures_wanted = Signal()

    def __init__(self, keeper: EnquiryKeeper, parent: QWidget | None = None) -> None:
        super().__init__("Enquiries", parent)
        self._keeper = keeper
        self._title = Label("Enquiries", Type.METASTRONG, "muted")
        self._deeds = _make_deeds()
        self.arrivals = ArrivalsPart()
        self._field = SearchField("Find words", key_hint="")
        self._field.setAccessibleName("Find enquiries by their words")
        self._status = ComboBox("Which enquiries")
        self._status.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._status.setMinimumContentsLength(_STATUS_LETTERS)
        self._status.addItem("All", None)
        self._status.addItem(OTHERWISE, OTHERWISE)
        for status, words in STATUS_WORDS.items():
            self._status.addItem(words, status)
        self._problems = WrapLabel("", Type.META)
        self._none = WrapLabel(NONE_YET)
        self._connect()
        self._fill()

    def _connect(self) -> None:
        signals = (
            self.new_wanted,
            self.read_out_wanted,
            self.referral_wanted,
            self.figures_wanted,
        )
        for button, signal in zip(self._deeds, signals, strict=True):
            button.clicked.connect(signal)
        self.arrivals.done.connect(self.take_focus)
        self._field.textChanged.connect(self.refresh)
        self._status.currentIndexChanged.connect(self.refresh)
        self._list.row_chosen.connect(self.enquiry_chosen)
        self._list.row_opened.connect(self.enquiry_opened)
        self._keeper.changed.connect(self._on_changed)

    def _fill(self) -> None:
        deeds, narrow, words = FlowLayout(gap=4, line_gap=0), QHBoxLayout(), QVBoxLayout()
        for button in self._deeds:
            deeds.addWidget(button)
        space(narrow, gap=8)
        narrow.addWidget(self._field, 1)
        narrow.addWidget(self._status)
        space(words, (16, 12, 12, 8), 6)
        words.addWidget(self._title)
        words.addLayout(deeds)
        words.addWidget(self.arrivals)
        words.addLayout(narrow)
        words.addWidget(WrapLabel(KEEPING, Type.META, "muted"))
        for label in (self._problems, self._none):
            words.addWidget(label)
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(words)
        column.addWidget(self._list, 1)

    @Slot()
    def refresh(self) -> None:
        """Show the enquiries that hold what was typed."""
        super().refresh()
        tray = self._keeper.tray
        chosen: str | None = self._status.currentData()
        only_other = chosen == OTHERWISE
        status = None if chosen is None or only_other else Status(chosen)
        found = self._keeper.listed(self._field.text(), status, only_other=only_other)
        self._title.setText(f"Enquiries: {len(found)}")
        self._problems.show_text("\n".join(tray.problems))
        self._problems.setVisible(bool(tray.problems))
        none = NONE_OTHERWISE if only_other else NONE_FOUND
        self._none.show_text(none if tray.all else NONE_YET)
        self._none.setVisible(not found)
        self._show_rows([self._make_row(one) for one in found])

    def _make_row(self, one: Enquiry) -> ResultRow:
        label = self._keeper.reader.session.clearance.label
        is_marked = label != OFFICIAL
        return ResultRow(
            entry_id=one.id,
            title=one.name,
            kind_words=say_status(one, today(), is_other=self._keeper.comes_out_otherwise(one)),
            summary=say_in_short(one),
            level=label.classification.value if is_marked else None,
            marking=str(label) if is_marked else "",
        )

    @property
    def _otherwise(self) -> QWidget:
        return self._deeds[0]


def _make_deeds() -> tuple[Button, ...]:
    """Return the ways to an enquiry, and the figures of all of them."""
    new, read_out = Button("New…", Kind.LINK), Button("Read out…", Kind.LINK)
    referral, figures = Button("Referral…", Kind.LINK), Button("Figures…", Kind.LINK)
    new.setAccessibleName("New enquiry…")
    new.setToolTip("Take down what somebody asks (Ctrl+Shift+N)")
    read_out.setToolTip("Type in an answer sheet that is read out to you (Ctrl+Shift+T)")
    referral.setToolTip("Take on what somebody sent you, sealed to you")
    return new, read_out, referral, figures
