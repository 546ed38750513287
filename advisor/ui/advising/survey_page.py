"""Where every capability stands for the case: counts, then groups."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.advice import Group
from advisor.ui.advising.count_box import CountBox, CountBoxes
from advisor.ui.advising.survey_tree import SurveyTree
from advisor.ui.advising.words import GROUPS, say_counts
from advisor.ui.reader import Reader
from advisor.ui.referring.refer_row import DEEDS
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.flow import FlowLayout
from advisor.ui.widgets.hairline import Hairline
from advisor.ui.widgets.label import Label
from advisor.ui.widgets.spacing import size, space

#: What cannot be had is there for whoever asks, and in nobody's way.
USUALLY_FOLDED: Final = frozenset({Group.NOT_FOR_THIS_CASE})


class SurveyPage(QWidget):
    """Lists every capability that the reader can see, by where it stands.

    Signals:
        capability_wanted: The reader wants the check of a capability, by id.
        deed_wanted: The reader wants a deed of the window, by its name.
    """

    capability_wanted = Signal(str)
    deed_wanted = Signal(str)

    def __init__(
        self,
        reader: Reader,
        parent: QWidget | None = None,
        *,
        offers_referral: bool = True,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._offers_referral = offers_referral
        self._heading = Label("", Type.HEADING)
        self._boxes = {group: CountBox(*words) for group, words in GROUPS.items()}
        self._tree = SurveyTree(reader.session)
        self._tree.capability_opened.connect(self._on_opened)
        self._tree.fold_changed.connect(self._keep_place)
        self._fill()
        self.refresh()

    def _fill(self) -> None:
        head = QVBoxLayout()
        space(head, (24, 14, 16, 14), 12)
        for group, box in self._boxes.items():
            box.clicked.connect(partial(self._tree.go_to_group, group))
        head.addLayout(self._make_head())
        head.addWidget(CountBoxes(tuple(self._boxes.values())))
        column = QVBoxLayout(self)
        space(column)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._tree, 1)

    def _make_head(self) -> FlowLayout:
        """Return the heading, and the way on to the ROCC beside it."""
        line = FlowLayout(gap=4, line_gap=0)
        size(self._heading, height=30)
        line.addWidget(self._heading)
        for name, words in DEEDS.items() if self._offers_referral else ():
            button = Button(words, Kind.LINK, compact=True)
            button.clicked.connect(partial(self.deed_wanted.emit, name))
            line.addWidget(button)
        return line

    @Slot()
    def refresh(self) -> None:
        """Show where everything stands now; the keyboard stays on what it was on."""
        survey = self._reader.survey
        chosen = self._tree.chosen or self._reader.survey_place.chosen
        self._heading.setText(f"Capabilities checked: {len(survey.placings)}")
        for group, count in survey.counts.items():
            self._boxes[group].show_count(count)
        self._tree.show_survey(survey, self._reader.survey_place.folded, chosen)

    def announce(self) -> None:
        """Say to a screen reader where things stand."""
        said = say_counts(self._reader.survey)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._tree.groups.index_of_group(Group.AVAILABLE_NOW))
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _keep_place(self) -> None:
        self._reader.keep_survey_place(self._tree.folded, self._tree.chosen)

    @Slot(str)
    def _on_opened(self, capability: str) -> None:
        self._reader.keep_survey_place(self._tree.folded, capability)
        self.capability_wanted.emit(capability)
