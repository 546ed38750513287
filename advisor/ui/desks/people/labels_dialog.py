"""More labels for a site that is set up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QWidget

from advisor.clearance import Label, highest
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.labels_field import LabelsField
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind, button_row
from advisor.ui.widgets.label import WrapLabel

_WIDTH: Final = 640
_HEIGHT: Final = 440


class LabelsDialog(DeskDialog):
    """Asks which; the bars show the marking of what is typed as well.

    Args:
        marking: That of the window it belongs to.
        parent: The window.
    """

    def __init__(self, marking: Label, parent: QWidget) -> None:
        super().__init__("Add labels", marking, parent)
        self._marking = marking
        self._field = LabelsField()
        self._field.changed.connect(self._mark)
        self._fill()
        self.resize(theme.current().px(_WIDTH), theme.current().px(_HEIGHT))

    @property
    def labels(self) -> tuple[Label, ...]:
        """What is to be added, lowest first."""
        return self._field.labels

    def _fill(self) -> None:
        body = self.body
        body.addWidget(WrapLabel("Add labels to the site", Type.QUESTION))
        body.addWidget(
            WrapLabel(
                "Each gets a key of its own, which you are granted, so your vetting and briefing "
                "have to reach it. Then give the publisher the new label keys."
            )
        )
        words = QLabel("&Labels")
        words.setBuddy(self._field.keyboard)
        body.addWidget(words)
        body.addWidget(self._field)
        body.addStretch(1)
        add, leave = Button("Add to the site", Kind.PRIMARY), Button("Cancel")
        add.setDefault(True)
        add.clicked.connect(self._on_add)
        leave.clicked.connect(self.reject)
        body.addLayout(button_row(add, leave))
        self._field.keyboard.setFocus()

    @Slot()
    def _mark(self) -> None:
        self.show_marking(highest([self._marking, self._field.marking]))

    @Slot()
    def _on_add(self) -> None:
        problem = self._field.find_problem()
        self._field.show_problem(problem)
        if problem:
            self._field.keyboard.setFocus()
        else:
            self.accept()
