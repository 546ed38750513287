"""Asks why another release that is kept is to be open."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from advisor.clearance import OFFICIAL
from advisor.releases.importing import MAX_REASON
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.desks.forms.field import Field
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind, button_row
from advisor.ui.widgets.label import WrapLabel

_WIDTH: Final = 600
_HINT: Final = (
    f"On one line, at most {MAX_REASON} characters. Everybody at the site can read it, so write "
    "nothing above OFFICIAL."
)


class OtherDialog(DeskDialog):
    """Says what it means to open another release, and takes the reason.

    Args:
        number: The release that is wanted.
        current: The one that is open.
        parent: The window it belongs to.
    """

    def __init__(self, number: int, current: int, parent: QWidget) -> None:
        super().__init__("Open another release", OFFICIAL, parent)
        self._reason = QLineEdit()
        self._reason.setMaxLength(MAX_REASON)
        self._field = Field("Reason", self._reason, _HINT)
        self.body.addWidget(WrapLabel(f"Open release {number} again?", Type.QUESTION))
        for sentence in _say_meaning(number, current):
            self.body.addWidget(WrapLabel(sentence))
        self.body.addWidget(WrapLabel("Why?", Type.STRONG))
        self.body.addWidget(self._field)
        self.body.addLayout(self._make_buttons(number, current))
        self._fit()
        self._reason.setFocus()

    def _fit(self) -> None:
        """Be as high as what is said needs."""
        width = theme.current().px(_WIDTH)
        self.setFixedSize(width, self.column.totalHeightForWidth(width))

    def _make_buttons(self, number: int, current: int) -> QHBoxLayout:
        deed = Button(f"Open release {number}")
        safe = Button(f"Keep release {current}", Kind.PRIMARY)
        deed.clicked.connect(self._on_deed)
        safe.clicked.connect(self.reject)
        deed.setAutoDefault(False)
        safe.setDefault(True)
        return button_row(deed, safe)

    @Slot()
    def _on_deed(self) -> None:
        if not self.reason or not self.reason.isprintable():
            self._field.show_problem("Say why, on one line.")
            self._fit()
            self._reason.setFocus()
            return
        self.accept()

    @property
    def reason(self) -> str:
        """What stands in the field."""
        return self._reason.text().strip()


def _say_meaning(number: int, current: int) -> tuple[str, ...]:
    if number < current:
        first = (
            f"Everybody here who starts the application from now on reads release {number}. What "
            f"release {current} corrected is wrong again, and what it raised may be read again."
        )
    else:
        first = f"Everybody here who starts the application from now on reads release {number}."
    return (
        first,
        f"Whoever is at work keeps release {current} until they start again. Grants, cases, "
        "drafts and your site's own contacts and notes stay.",
        f"It is recorded for your auditor. Release {current} stays here, so that you can open it "
        "again.",
    )
