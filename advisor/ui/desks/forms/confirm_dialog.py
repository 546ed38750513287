"""Asks before something is done that cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor.clearance import Label
from advisor.ui import theme
from advisor.ui.desks.forms.desk_dialog import DeskDialog
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.spacing import space

_WIDTH: Final = 560


class ConfirmDialog(DeskDialog):
    """A question, what follows, and two buttons; the safe one is the default.

    Args:
        question: What is asked.
        parts: What follows: a heading, which may be empty, and a sentence or two each.
        buttons: The words of the button that does it, and of the one that does not.
        marking: The highest marking of what it says.
        parent: The window it belongs to.
    """

    def __init__(
        self,
        question: str,
        parts: Sequence[tuple[str, str]],
        buttons: tuple[str, str],
        marking: Label,
        parent: QWidget,
    ) -> None:
        super().__init__("Capability advisor", marking, parent)
        self.body.addWidget(WrapLabel(question, Type.QUESTION))
        for heading, sentence in parts:
            self.body.addLayout(_make_part(heading, sentence))
        self.body.addLayout(self._make_buttons(*buttons))
        width = theme.current().px(_WIDTH)
        self.setFixedSize(width, self.column.totalHeightForWidth(width))

    def _make_buttons(self, do: str, leave: str) -> QHBoxLayout:
        deed, safe = Button(do), Button(leave, Kind.PRIMARY)
        deed.clicked.connect(self.accept)
        safe.clicked.connect(self.reject)
        safe.setDefault(True)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addStretch(1)
        row.addWidget(deed)
        row.addWidget(safe)
        safe.setFocus()
        return row


def _make_part(heading: str, sentence: str) -> QVBoxLayout:
    part = QVBoxLayout()
    space(part, gap=2)
    if heading:
        part.addWidget(WrapLabel(heading, Type.STRONG))
    part.addWidget(WrapLabel(sentence))
    return part
